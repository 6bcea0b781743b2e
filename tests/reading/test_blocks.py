"""Rows in memory become columns when somebody looks at them, and are let go when nobody does."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from importer.errors import SourceFileError
from importer.problems import Code, Problem
from importer.reading import open_table
from importer.reading.blocks import Blocks, Columns
from importer.records import RawChunk
from tests.reading.files import rows_of, text_file

ROWS = 7
BLOCK = 2


class _Reading:
    """Gives the blocks of a small table, counting how often it is read; row n holds n and its text."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Iterator[RawChunk]:
        self.times += 1
        numbers = range(1, ROWS + 1)
        for at in range(0, ROWS, BLOCK):
            rows: list[tuple[int, Sequence[int | str]]] = [(row, [row, f"{row}"]) for row in numbers[at : at + BLOCK]]
            said = [Problem(code=Code.TOTALS_ROW, row=ROWS + 1)] if at + BLOCK >= ROWS else []
            yield RawChunk(rows=[number for number, _ in rows], columns=Columns(rows, 0, 2), problems=said)


@pytest.fixture(autouse=True)
def _blocks_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("blocks", "table"):
        monkeypatch.setattr(f"importer.reading.{module}.CHUNK_ROWS", BLOCK)


def _first_cells(chunk: RawChunk) -> list[object]:
    return list(chunk.columns[0])


@pytest.mark.parametrize("size", [1, 2, 3, 5, ROWS, 100])
def test_blocks_that_are_looked_at_are_read_once(size: int) -> None:
    """A second pass, in chunks of any size, reads nothing; what is said after the last row goes with the last chunk."""
    read = _Reading()
    blocks = Blocks(read)
    for _ in range(2):
        chunks = list(blocks.chunks(size)) if size != BLOCK else [_looked_at(chunk) for chunk in blocks.chunks(size)]
        assert [row for chunk in chunks for row in chunk.rows] == list(range(1, ROWS + 1))
        assert [cell for chunk in chunks for cell in _first_cells(chunk)] == list(range(1, ROWS + 1))
        assert [len(chunk.problems) for chunk in chunks] == [*[0] * (len(chunks) - 1), 1]
    assert read.times == 1


def _looked_at(chunk: RawChunk) -> RawChunk:
    assert len(chunk.columns[1]) == len(chunk.rows)
    return chunk


def test_blocks_that_nobody_looked_at_are_read_again_together() -> None:
    """Whoever comes back for one has the others too: there is one more reading, and it gives the same cells."""
    read = _Reading()
    blocks = Blocks(read)
    passed = list(blocks.chunks(BLOCK))
    assert read.times == 1
    assert [_first_cells(chunk) for chunk in passed] == [[1, 2], [3, 4], [5, 6], [7]]
    assert [list(chunk.columns[1]) for chunk in passed] == [["1", "2"], ["3", "4"], ["5", "6"], ["7"]]
    assert read.times == 2


def test_whoever_looks_at_every_other_block_reads_once() -> None:
    """As each of two processes does that share the rows."""
    read = _Reading()
    blocks = Blocks(read)
    for _ in range(3):
        looked = [_first_cells(chunk) for at, chunk in enumerate(blocks.chunks(BLOCK)) if at % 2]
        assert looked == [[3, 4], [7]]
    assert read.times == 1


def test_a_pass_that_was_left_is_gone_on_with() -> None:
    """Whoever looked at the first block alone has read no more than that, and the next one goes on from there."""
    read = _Reading()
    blocks = Blocks(read)
    assert _first_cells(next(blocks.chunks(BLOCK))) == [1, 2]
    assert [_first_cells(chunk) for chunk in blocks.chunks(3)] == [[1, 2, 3], [4, 5, 6], [7]]
    assert read.times == 1


def test_a_text_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Rows of two states of a file must never be mixed, be it written anew, replaced or taken away."""
    for change in ("written", "replaced", "gone"):
        path = text_file(tmp_path, "ref;merk\nA1;Opel\nA2;Audi\n")
        table = open_table(path)
        if change == "written":
            path.write_text("ref;merk\nA1;Opel\nA2;Audi\nA3;Fiat\n", encoding="utf-8")
        elif change == "replaced":
            text_file(tmp_path, "ref;merk\nA2;Audi\nA1;Opel\n", "new.csv").replace(path)
        else:
            path.unlink()
        with pytest.raises(SourceFileError) as refused:
            rows_of(table)
        assert refused.value.key == "file_changes"


def test_a_text_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """What is appended behind the reader's back is seen at the end."""
    path = text_file(tmp_path, "ref;merk\n" + "A1;Opel\n" * 20)
    table = open_table(path)
    chunks = table.chunks(5)
    next(chunks)
    with path.open("a", encoding="utf-8") as file:
        file.write("A2;Audi\n")
    with pytest.raises(SourceFileError) as refused:
        list(chunks)
    assert refused.value.key == "file_changes"


def test_rows_that_could_not_be_read_are_never_the_end_of_the_table() -> None:
    """Whoever asks again after an error has the error again, or all rows; never the rows before it as if all."""
    reading, failures = _Reading(), 2

    def read() -> Iterator[RawChunk]:
        nonlocal failures
        for at, block in enumerate(reading()):
            if at == 1 and failures:
                failures -= 1
                raise SourceFileError("file_changes", name="stock.csv")
            yield block

    blocks = Blocks(read)
    for _ in range(2):
        with pytest.raises(SourceFileError):
            list(blocks.chunks(BLOCK))
    assert [row for chunk in blocks.chunks(BLOCK) for row in chunk.rows] == list(range(1, ROWS + 1))
