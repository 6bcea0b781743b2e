"""New workbooks in constant memory that change no value on their own, and how their sheets are printed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from importer.results import look

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "use_zip64": True,
    "default_format_properties": look.CELL,
}


@contextmanager
def new_workbook(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A new workbook, closed when the block ends well. Raises OSError when it cannot be written."""
    with TemporaryDirectory(prefix="importer-") as rows:
        book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": rows})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise _cause(error) from error
        finally:
            for sheet in book.worksheets():
                with suppress(OSError):  # a full disk refuses the last rows once more
                    sheet.row_data_fh.close()


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
