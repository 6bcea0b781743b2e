"""What became of every row, for people and scripts: result sheets, rows to mend, the dealer's own workbook annotated.

Takes the journal's rows and gives files, each written beside its target and renamed when it is whole: `result_file`
(every row), `problems_only` (the rows to mend, as input), `annotated` (the dealer's own workbook, also after a check).
It does not know how rows were read or sent, and changes no outcome.
"""

from importer.results.destination import ensure_writable
from importer.results.result_file import RESULT_ENDINGS, Closing, Written, write_result

__all__ = ["RESULT_ENDINGS", "Closing", "Written", "ensure_writable", "write_result"]
