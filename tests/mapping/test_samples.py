"""The real samples: how many columns are understood. Needs ../shared; nothing of the files stands here."""

import tomllib
from pathlib import Path

import pytest

from importer.mapping.contents.survey import survey
from importer.mapping.mapper import map_table
from importer.reading import open_table
from tests.mapping.tables import TODAY

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
LEAST_RIGHT = 0.98

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not (SAMPLES / "truth.toml").exists(), reason="the samples are not here"),
]


def test_nearly_every_column_of_the_samples_is_right_and_none_is_wrong() -> None:
    """No configuration, no hint: 98 % right, nothing mapped to what it is not."""
    right = 0
    missed: list[tuple[str, str]] = []
    wrong: list[tuple[str, str, list[str]]] = []
    for name, truth in tomllib.loads((SAMPLES / "truth.toml").read_text(encoding="utf-8")).items():
        table = open_table(SAMPLES / name)
        mapping = map_table(table, survey(table), today=TODAY)
        fields = {column.heading: frozenset(column.fields) for column in mapping.columns}
        for heading, text in truth["columns"].items():
            allowed = [frozenset() if part == "-" else frozenset(part.split("+")) for part in text.split("|")]
            found = fields.get(heading, frozenset())
            right += found in allowed
            if found not in allowed and found:
                wrong.append((name, heading, sorted(found)))
            elif found not in allowed:
                missed.append((name, heading))
    assert not wrong
    assert right >= LEAST_RIGHT * (right + len(missed)), missed
