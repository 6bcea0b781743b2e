"""References that stand twice in a file: the very same row is a duplicate, other content makes all of them invalid."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from importer.intake import IntakeOptions, rows_of, understand
from importer.intake.repeats import ReferenceIndex
from importer.journal.protocol import Settled
from importer.problems import Code
from importer.records import Outcome, Row
from tests.intake_tables import DRAFT, TODAY, MappedTable


def settled(rows: list[Row], size: int = 1_000) -> list[Settled]:
    """What the whole file tells of `rows`, added `size` at a time."""
    index = ReferenceIndex()
    for start in range(0, len(rows), size):
        index.add(rows[start : start + size])
    return index.settle(index.repeats())


def outcomes(*cells: dict[str, Any]) -> dict[int, tuple[Outcome, Code, str]]:
    """Row → outcome, code and the rows that its problem names."""
    rows = MappedTable([{**DRAFT, **row} for row in cells]).built()
    return {
        one.row: (one.outcome, one.problem.code, next(iter(one.problem.params.values())))
        for one in settled(rows)
        if one.problem is not None
    }


def test_the_very_same_row_again_is_a_duplicate_of_the_first() -> None:
    """The first is sent, the others name it."""
    assert outcomes({"year": 2020}, {"year": 2020}, {"externalReference": "B"}, {"year": 2020}) == {
        3: (Outcome.DUPLICATE, Code.REPEATED_ROW, "2"),
        5: (Outcome.DUPLICATE, Code.REPEATED_ROW, "2"),
    }


def test_the_very_same_wrong_row_again_is_told_what_to_do() -> None:
    """Mending the first alone would leave the second wrong: it is to be deleted, or to have its own reference."""
    assert outcomes({"year": 3021}, {"year": 3021}) == {3: (Outcome.INVALID, Code.REPEATED_INVALID_ROW, "2")}


def test_one_reference_with_different_content_makes_all_invalid() -> None:
    """Nobody can say which is meant, so none is sent, and each names the others."""
    assert outcomes({"year": 2020}, {"year": 2021}, {"year": 2020}) == {
        2: (Outcome.INVALID, Code.REPEATED_REFERENCE, "3, 4"),
        3: (Outcome.INVALID, Code.REPEATED_REFERENCE, "2, 4"),
        4: (Outcome.INVALID, Code.REPEATED_REFERENCE, "2, 3"),
    }


def test_no_more_than_five_other_rows_are_named() -> None:
    """A reference in thousands of rows does not make a sentence of thousands of numbers."""
    found = outcomes(*({"mileage": 1_000 * number} for number in range(1, 9)))
    assert found[2][2] == "3, 4, 5, 6, 7 …"


def test_repeats_are_told_in_the_order_of_the_file() -> None:
    """The same file gives the same first example every time: hashes of references decide nothing."""
    references = [f"C-{number}" for number in range(40)]
    rows = outcomes(*({"externalReference": reference} for reference in references * 2))
    assert list(rows) == list(range(42, 82))


def test_one_reference_in_every_row_of_a_large_file_is_settled_at_once() -> None:
    """Work grows with the rows, not with their square."""
    row = MappedTable([DRAFT]).built()[0]
    rows = [replace(row, row=number, fingerprint=f"{number:064x}"[::-1]) for number in range(2, 100_002)]
    started = process_time()
    assert len(settled(rows)) == 100_000
    assert process_time() - started < 10


def test_a_row_that_is_invalid_already_stays_invalid() -> None:
    """A valid row beside one with the same reference that cannot be read is not sent either."""
    assert outcomes({"year": "abc"}, {"year": None}) == {
        2: (Outcome.INVALID, Code.REPEATED_REFERENCE, "3"),
        3: (Outcome.INVALID, Code.REPEATED_REFERENCE, "2"),
    }
    assert {outcome for outcome, _, _ in outcomes({"doors": 99}, {"doors": 99}).values()} == {Outcome.INVALID}


def test_rows_without_a_reference_repeat_nothing() -> None:
    """They are invalid for another reason."""
    assert outcomes({"externalReference": None}, {"externalReference": None}) == {}


def test_repeats_are_found_across_chunks_and_an_empty_file_has_none() -> None:
    """Only the whole file tells."""
    rows = MappedTable([{**DRAFT, "externalReference": f"R{number % 40}"} for number in range(100)]).built()
    assert settled(rows, size=7) == settled(rows)
    assert len(settled(rows)) == 60
    assert settled([]) == []


SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real samples are not there")
@pytest.mark.parametrize("reference", ["auto", "Nom de la Voiture+Date+Kilométrage"])
def test_a_portal_s_export_without_references_loses_no_car(reference: str) -> None:
    """Thirty rows stand twice and are duplicates; every other row is to be sent."""
    options = IntakeOptions(today=TODAY, location="DEX-GENT", reference=reference)
    known = understand(SAMPLES / "autoscout24_be_fr.csv", options)
    rows = [row for chunk in rows_of(known, options, notice=print) for row in chunk]
    found = Counter(one.outcome for one in settled(rows))
    assert (len(rows), [row.row for row in rows if row.outcome], found) == (150, [], {Outcome.DUPLICATE: 30})
