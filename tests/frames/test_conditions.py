"""The condition from its own column and from yes/no columns of one condition each."""

import pandas as pd
import pytest

from importer.problems import Code
from importer.records import RawValue, Target
from tests.intake_tables import DRAFT, MappedTable

FLAGS = {value: (Target(field="condition", part=value),) for value in ("new", "demo", "oldtimer", "damaged", "used")}


@pytest.mark.parametrize(
    ("cells", "condition", "told"),
    [
        ({"damaged": "ja"}, "damaged", None),
        ({"damaged": "nee", "demo": "nee"}, None, None),
        ({"demo": "ja", "used": "ja"}, "demo", None),
        ({"damaged": "x", "oldtimer": "x"}, "damaged", None),
        ({"condition": "gebruikt", "damaged": "ja"}, "damaged", None),
        ({"condition": "gebruikt", "damaged": "nee"}, "used", None),
        ({"condition": "nieuw", "damaged": "ja"}, "new", {"values": "damaged, new", "sent": "new"}),
        ({"condition": "oldtimer", "demo": "ja"}, "oldtimer", {"values": "demo, oldtimer", "sent": "oldtimer"}),
        ({"condition": "gebruikt", "new": "ja"}, "used", {"values": "new, used", "sent": "used"}),
        ({"new": "ja", "damaged": "ja"}, None, {"values": "damaged, new", "sent": "–"}),
        ({"new": "ja"}, "new", None),
        ({"condition": None, "new": "ja"}, "new", None),
    ],
)
def test_flags_say_more_than_used_and_never_override_another_condition(
    cells: dict[str, RawValue], condition: str | None, told: dict[str, str] | None
) -> None:
    """A contradiction is told and the condition's own column is sent; flags that exclude each other decide nothing."""
    frame = MappedTable([{**DRAFT, **cells}], targets=FLAGS, language="nl").frame()
    value = frame.frame["condition"].iloc[0]
    assert (None if pd.isna(value) else value) == condition
    problems = [problem for problem in frame.problems.get(2, ()) if problem.code is Code.CONDITION_CONFLICT]
    assert [problem.params for problem in problems] == ([told] if told else [])
