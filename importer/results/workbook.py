"""New workbooks in constant memory that change no value on their own, and how their sheets are printed."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import clear_frames
from typing import TYPE_CHECKING, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from importer.results import look

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

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
    with TemporaryDirectory(prefix="importer-") as rows, _Patient(path, "w+") as target:
        with io.BufferedRandom(target) as file:
            book = xlsxwriter.Workbook(file, {**_OPTIONS, "tmpdir": rows})
            try:
                yield book
                book.close()
            except FileCreateError as error:
                cause = _cause(error)
                clear_frames(cause.__traceback__)  # closes the archive that xlsxwriter leaves open, while `file` is not
                raise cause from error
            finally:
                for sheet in book.worksheets():
                    with suppress(OSError):  # a full disk refuses the last rows once more
                        sheet.row_data_fh.close()
        if target.refusal is not None:
            raise target.refusal


class _Patient(io.FileIO):
    """A file that goes on as if it were written when the disk refuses, and keeps the first refusal for its owner.

    xlsxwriter leaves its archive open when a write fails; closing itself later, that would fail again and be printed.
    """

    refusal: OSError | None = None

    def write(self, content: "ReadableBuffer", /) -> int:
        """All of `content`, or as much as the disk takes; afterwards nothing, with the place in the file kept right."""
        if self.refusal is None:
            try:
                return super().write(content)
            except OSError as error:
                self.refusal = error
        size = memoryview(content).nbytes
        self.seek(size, os.SEEK_CUR)
        return size


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
