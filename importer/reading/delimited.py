"""A delimited text, zipped or not → its grid and its table, read as a stream.

It does not know which row holds the headings.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final, cast

from importer.errors import SourceFileError
from importer.reading import dialect as dialects
from importer.reading import encoding as encodings
from importer.reading.archive import Archive
from importer.reading.formats import Format, text_members
from importer.reading.grid import Grid
from importer.reading.known_headings import is_known
from importer.reading.layout import find_layout
from importer.reading.table import raw_table
from importer.records import RawTable, Source, TextForm

_SAMPLE_CHARACTERS: Final = 200_000
_FEWEST_LINES: Final = 3
_LINE_ENDS: Final = ("\n", "\r")
_PIECE: Final = 1 << 20
_MOST_BLANK: Final = 1_048_576
_MOST_CONTROLS: Final = 0.01
_CONTROLS: Final = frozenset(map(chr, range(32))) - frozenset("\t\n\r\v\f\0\x1a")


def open_text(source: Source, *, heading_row: int | None) -> RawTable:
    """The table of a delimited text. Raises SourceFileError when it holds none, or is no text."""
    text = _Text(source)
    grid = Grid(name=None, rows=text.records, separator=text.dialect.separator, cells=text.cells)
    layout = find_layout(grid, is_known=is_known, heading_row=heading_row)
    if layout is None and heading_row:
        raise SourceFileError("heading_row_not_found", name=source.name, row=heading_row)
    if layout is None:
        raise SourceFileError("file_empty", name=source.name)
    return raw_table(source, grid, layout, form=text.form)


class _Text:
    """A delimited text whose encoding and dialect are known."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._state = _state_of(source)
        self._member = _member(source) if source.format == Format.ZIPPED_TEXT else None
        with self._bytes() as file:
            head = file.read(encodings.SAMPLE_BYTES)
        self._encoding = encodings.detect(head)
        codec = encodings.codec_for_writing(self._encoding, head)
        sample = self._sample()
        self.dialect = dialects.detect(sample)
        if self._may_end_behind_a_backslash():
            self.dialect = dialects.with_escapes_settled(self.dialect, self._text)
        self.form = TextForm(separator=self.dialect.separator, encoding=codec)
        size = self._member.file_size if self._member else source.size
        marks = sample.count(self.dialect.separator) + sample.count("\n") + 1
        self.cells = size * marks // max(len(sample), 1)

    def records(self) -> Iterator[Sequence[str]]:
        """Every record from the first.

        Raises SourceFileError for a quote that swallows the file, for more blank rows than any program has, and for a
        file that is no longer what it was.
        """
        self._refuse_change()
        row, blank = 1, 0
        with self._text() as text:
            try:
                for record in self.dialect.records(text):
                    yield record
                    row += 1
                    blank = 0 if any(record) else blank + 1
                    if blank > _MOST_BLANK:
                        raise SourceFileError("text_of_blank_rows", name=self._source.name, row=row - blank)
            except dialects.LineTooLongError:
                raise SourceFileError("file_not_text", name=self._source.name) from None
            except csv.Error:
                raise SourceFileError("quote_never_closed", name=self._source.name, row=row) from None
        self._refuse_change()

    def _refuse_change(self) -> None:
        """A file is read more than once, and by two processes: rows of two states of it would be mixed."""
        if _state_of(self._source) != self._state:
            raise SourceFileError("file_changes", name=self._source.name)

    def _sample(self) -> str:
        with self._text() as file:
            text = file.read(_SAMPLE_CHARACTERS)
            while text.isspace():
                text = file.read(_SAMPLE_CHARACTERS)
            self._refuse_controls(text)
            return text if len(text) < _SAMPLE_CHARACTERS else self._in_whole_lines(text, file)

    def _refuse_controls(self, text: str) -> None:
        controls = sum(map(text.count, _CONTROLS)) + max(text.count("\0") - len(text) // 3, 0)
        if controls > _MOST_CONTROLS * len(text):
            raise SourceFileError("file_not_text", name=self._source.name)

    def _in_whole_lines(self, text: str, file: io.TextIOWrapper) -> str:
        """The text up to the end of its last line, read on where a few lines are longer than it.

        The headings of a wide sheet fill hundreds of thousands of characters. A longer line than any table has, or one
        that ends with the file, holds no table.
        """
        while max(map(text.count, _LINE_ENDS)) < _FEWEST_LINES:
            more = file.readline(dialects.LONGEST_LINE - len(text))
            if not more:
                break
            text += more
        end = max(map(text.rfind, _LINE_ENDS))
        if end < 0:
            raise SourceFileError("file_not_text", name=self._source.name)
        return text[: end + 1]

    def _may_end_behind_a_backslash(self) -> bool:
        before = b""
        with self._bytes() as file:
            while piece := file.read(_PIECE):
                if dialects.may_end_behind_a_backslash(before[-2:] + piece, self.dialect.separator):
                    return True
                before = piece
        return False

    @contextmanager
    def _text(self) -> Iterator[io.TextIOWrapper]:
        with self._bytes() as file, self._encoding.open(file) as text:
            yield text

    @contextmanager
    def _bytes(self) -> Iterator[BinaryIO]:
        if self._member is None:
            with self._source.path.open("rb") as file:
                yield file
            return
        try:
            with zipfile.ZipFile(self._source.path) as archive, archive.open(self._member) as member:
                yield cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", member)))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
            raise SourceFileError("file_damaged", name=self._source.name) from None


def _state_of(source: Source) -> tuple[int, ...]:
    """What changes with a file's content: when it was written, its size, and which file it is; nothing of one gone."""
    try:
        state = source.path.stat()
    except OSError:
        return ()
    return state.st_mtime_ns, state.st_size, state.st_ino


def _member(source: Source) -> zipfile.ZipInfo:
    Archive(source.path)
    with zipfile.ZipFile(source.path) as archive:
        return text_members(archive)[0]
