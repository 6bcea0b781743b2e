"""How many rows are read at a time changes nothing: the same rows, problems and payloads, byte for byte."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from importer.contract import FIELDS, Kind
from importer.events import ignore
from importer.intake import IntakeOptions, Understood, rows_of, understand
from importer.intake.counting import Count
from importer.intake.taking_in import read_all
from importer.journal.protocol import Settled
from importer.problems import Code
from importer.records import Outcome, Row

TODAY = date(2026, 11, 23)
ROWS = 44
ALL = 1_000_000

# What dealers write where the contract wants something else; each value falls on other rows than the others.
MISTAKES = {
    "externalReference": ("", "C-0003", "X" * 70),
    "dealerProfileId": ("not-a-uuid",),
    "status": ("verkoht", "Actief", "verkocht"),
    "title": ("", "  Golf\u00a0"),
    "year": ("2201", "twintig", "1850", "21"),
    "firstRegistration": ("03/04/2021", "2021", "31-12-2029", "maart 2020"),
    "mileage": ("12.500", "12,5", "-3", "48500 km", "#REF!", "2019"),
    "condition": ("beschadigd", "als nieuw"),
    "conditionTags": ("een; twee; drie; vier; vijf; zes; zeven", "x" * 40),
    "color": ("Zwart" * 20,),
    "doors": ("55", "5.0", "vijf"),
    "warranty": ("misschien", "ja"),
    "vin": ("WVWZZZ1JZ3W38675O", "WVWZZZCDZMW012345", "123"),
    "carPassUrl": ("12345678901", "ftp://nowhere"),
    "fuelType": ("Benzien", "Benzine", "Elektrisch"),
    "powerKw": ("150 pk", "110,5", "7 CV"),
    "fuelConsumption": ("5,4", "18 km/l"),
    "price": ("€ 12.950,-", "12.950", "op aanvraag", "21950,00", ""),
    "currency": ("CHF", "euro's"),
    "postalCode": ("1000", "75001", "B-9000", "0000"),
    "city": ("Brussel", ""),
    "features": ("Airconditioning; Airconditioning; vliegend tapijt", ""),
    "images": ("https://images.example.com/a.jpg|www.example.com/b.jpg", "geen foto", ""),
}


def _cells(number: int) -> list[str]:
    """The cells of one car: mostly as the contract shows them, now and then one as a dealer writes it."""
    cells = []
    for place, field in enumerate(FIELDS):
        mistakes = MISTAKES.get(field.name, ())
        turn = number * 7 + place * 3
        if mistakes and turn % 11 == 0:
            cells.append(mistakes[turn // 11 % len(mistakes)])
        elif field.kind is Kind.REFERENCE:
            cells.append(f"C-{number:04}")
        else:
            cells.append(field.example if turn % 13 else "")
    return cells


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every field of the contract, mistakes of every kind, rows of every odd sort, references again."""
    rows = [_cells(number) for number in range(ROWS)]
    again = [rows[5], rows[6], rows[40], [*rows[9][:4], "Another title", *rows[9][5:]], ["" for _ in FIELDS], rows[5]]
    headings = [field.name for field in FIELDS]
    short, long = rows[20][:10], [*rows[21], "one cell too many"]
    path = tmp_path_factory.mktemp("chunks") / "stock.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headings)
        writer.writerows([*rows[:30], *again, headings, short, long, *rows[30:], rows[5]])
    return path


class _Kept:
    """Keeps what the intake tells."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.settled: Sequence[Settled] = ()
        self.most = 0
        self.count = Count()

    def add(self, rows: Sequence[Row]) -> None:
        """Keep some rows."""
        self.most = max(self.most, len(rows))
        self.rows += rows

    def settle(self, settled: Sequence[Settled]) -> None:
        """Keep what only the whole file tells."""
        self.settled = sorted(settled, key=lambda change: change.row)


def _read(known: Understood, chunk_rows: int) -> _Kept:
    kept = _Kept()
    read_all(known, IntakeOptions(today=TODAY, chunk_rows=chunk_rows), kept.count, [kept], ignore)
    assert kept.most <= chunk_rows
    return kept


@pytest.fixture(scope="module", params=[0, ALL], ids=["shared", "alone"])
def known(source: Path, request: pytest.FixtureRequest) -> Understood:
    """The file, understood, its chunks shared with a second process or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("importer.intake.understanding.WORTH_SHARING", request.param)
        return understand(source, IntakeOptions(today=TODAY))


@pytest.fixture(scope="module")
def whole(source: Path) -> _Kept:
    """What the intake tells of the file read all at once."""
    return _read(understand(source, IntakeOptions(today=TODAY)), ALL)


def test_the_file_has_what_chunks_could_change(whole: _Kept) -> None:
    """The comparison would be empty without rows of all sorts, many kinds of problems and repeated references."""
    codes = {problem.code for row in whole.rows for problem in row.problems}
    assert len(whole.rows) > ROWS
    assert len(codes) >= 25
    assert {row.outcome for row in whole.rows} == {None, Outcome.INVALID}
    assert Code.REPEATED_VIN in codes
    assert {change.problem.code for change in whole.settled if change.problem} == {
        Code.REPEATED_ROW,
        Code.REPEATED_INVALID_ROW,
        Code.REPEATED_REFERENCE,
    }


@pytest.mark.parametrize("chunk_rows", [1, 7, 1_000])
def test_chunk_size_changes_nothing(chunk_rows: int, known: Understood, whole: _Kept) -> None:
    """References, bodies, fingerprints, outcomes, problems and original cells are those of the file read at once."""
    parts = _read(known, chunk_rows)
    assert [row.row for row in parts.rows] == [row.row for row in whole.rows]
    for here, there in zip(parts.rows, whole.rows, strict=True):
        assert here == there
    assert parts.settled == whole.settled
    assert parts.count.notices == whole.count.notices
    assert parts.count.outcomes == whole.count.outcomes


def test_a_check_that_keeps_nothing_finds_the_same(known: Understood, whole: _Kept) -> None:
    """Rows that are only counted have no body; what is said of them, repeats and all, is what an upload would say."""
    options, count = IntakeOptions(today=TODAY, chunk_rows=7), Count()
    told = [row for rows in rows_of(known, options, lambda _problem: None, bodies=False) for row in rows]
    read_all(known, options, count, [], ignore)
    assert {(row.body, row.cells) for row in told} == {(b"", ())}
    assert [(row.row, row.reference, row.outcome, row.problems) for row in told] == [
        (row.row, row.reference, row.outcome, row.problems) for row in whole.rows
    ]
    assert (count.outcomes, count.problems, count.examples) == (
        whole.count.outcomes,
        whole.count.problems,
        whole.count.examples,
    )
