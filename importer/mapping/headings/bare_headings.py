"""A heading without what surrounds its name: a footnote's mark, a form of date, what a shop puts before it.

It mends texts and does not know what any means.
"""

import re
from typing import Final

from importer.cells.text import mended
from importer.mapping.headings.system_names import without_subscript
from importer.mapping.headings.units_in_headings import with_unit_last

_LONGEST: Final = 500  # characters; a longer text names no field, and looking for one in it takes long
_FOOTNOTE = re.compile(r"(?<=[)\]])\s?(?:[\u00b9\u00b2\u00b3]|\d|\*+)$|(?<=[^\W\d_]{4})[\u00b9\u00b2\u00b3]$")
_DATE_FORM = re.compile(r"[\s_]+(?:[tdj]{2}[./-])?mm[./-](?:[jya]{4}|[jya]{2})$", re.IGNORECASE)  # `EZ MM/JJJJ`
_RAISED_END = re.compile(r"(?<=[^\W\d_]{3})°(?!\w)")  # `Désignat°`, as French hands shorten
_ITEM_SPECIFIC = re.compile(r"^C:\s*(?=\w)")  # what eBay's files put before what tells of the car


def bare_heading(heading: str) -> str:
    """The name, with its unit behind it; blank for a text that is too long to be one."""
    if len(heading) > _LONGEST:
        return ""
    bare = _RAISED_END.sub("ion", _ITEM_SPECIFIC.sub("", _FOOTNOTE.sub("", mended(heading))))
    return with_unit_last(without_subscript(_DATE_FORM.sub("", bare)))
