"""New workbooks in constant memory that change no value on their own, and how their sheets are printed."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import clear_frames
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from importer.results import look
from importer.results.packed_rows import PackedRows, RowText, pack

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "use_zip64": True,
    "default_format_properties": look.CELL,
}


class _Book(xlsxwriter.Workbook):  # type: ignore[misc]  # xlsxwriter is not typed
    """A workbook whose sheets have their rows compressed beside it."""

    def __init__(self, made: io.BytesIO, folder: str) -> None:
        super().__init__(made, {**_OPTIONS, "tmpdir": folder})
        self.in_memory = True  # all but the rows; as an option it would hold for those too
        self._folder = folder
        self.rows: list[PackedRows] = []

    def add_worksheet(self, name: str | None = None, worksheet_class: Any = None) -> Worksheet:  # noqa: ANN401 — xlsxwriter's own
        """Add a sheet, as xlsxwriter does."""
        sheet = super().add_worksheet(name, worksheet_class)
        self.rows.append(PackedRows(self._folder))
        sheet.row_data_fh.close()
        sheet.row_data_fh = sheet.fh = RowText(self.rows[-1], len(self.rows) - 1)
        return sheet


@contextmanager
def new_workbook(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A new workbook, closed when the block ends well. Raises OSError when it cannot be written."""
    made = io.BytesIO()
    with path.open("wb") as file, TemporaryDirectory(prefix="importer-") as folder:
        book = _Book(made, folder)
        try:
            yield book
            _close(book)
            pack(made, book.rows, file)
        finally:
            for rows in book.rows:
                with suppress(OSError):  # a full disk refuses the last rows once more
                    rows.close()


def _close(book: xlsxwriter.Workbook) -> None:
    try:
        book.close()
    except FileCreateError as error:
        cause = _cause(error)
        clear_frames(cause.__traceback__)  # closes the archive that xlsxwriter leaves open
        raise cause from error


def _cause(error: FileCreateError) -> OSError:
    """What the system said; xlsxwriter wraps it."""
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else OSError(str(error))


def set_up_print(sheet: Worksheet, width: int) -> None:
    """Landscape A4 with the heading on every page; `width` is that of all columns, in characters."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(-(-width // look.PRINTED_WIDTH), 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
