"""What a single cell looks like: a word such as a heading has, or a value such as stands below one.

It does not know the words of any field.
"""

import re
from collections.abc import Sequence
from typing import Final

from importer.records import RawValue

HEADING_MAX_LENGTH: Final = 250
_SMALL_WORD: Final = 6  # letters
_MANY: Final = 4
_NUMBER = re.compile(
    r"[^\w\d]{0,3}(?:EUR|CHF|USD|GBP)?[^\w\d]{0,3}\d[\d\s.,'’:/\-+–]*"
    r"\s*(?:[€$£%°]|[A-Za-z]{1,4}(?:/[A-Za-z0-9 ]{1,6})?\.?|\(.*\)|[A-Za-z]{2,3} \(.*\))?[\s,.–-]*",
)
_ORDINAL = re.compile(r"\d{1,2}\s?(?:\.|e|er|re|ère|ere|ste|de|st|nd|rd|th)\s")
_UNIT = re.compile(
    r"[(\[].{1,20}[)\]]|(?:[jdtmay]{1,4}[/.-]){1,2}[jdtmay]{1,4}|"
    r"(?:€|eur|euro|chf)(?: ?(?:incl|excl|inkl|exkl|ttc|htva|tvac|ht)\.?)?|"
    r"km|mi|miles|kw|pk|ps|ch|cv|hp|cc|ccm|cm³|g/km|kg|%|l/100 ?km|[jyo]/n|ja/nee|ja/nein|yes/no|oui/non",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)|[^\s@]+@[^\s@]+\.\w+$", re.IGNORECASE)
_CODE = re.compile(r"(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]{8,}|[0-9a-f]{8}-[0-9a-f-]{27}")


def is_blank_cell(cell: RawValue) -> bool:
    """Whether nothing, or only white space, stands in the cell."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def is_value(cell: RawValue) -> bool:
    """Whether a filled cell is surely a value: a number, a date, an amount with its unit, an address, a code."""
    if not isinstance(cell, str):
        return True
    text = cell.strip()
    if len(text) > HEADING_MAX_LENGTH:
        return True
    if _ORDINAL.match(text):
        return False
    return bool(_NUMBER.fullmatch(text) or _ADDRESS.match(text) or _CODE.fullmatch(text))


def names_units(row: Sequence[RawValue]) -> bool:
    """Whether the filled cells of a row are units such as stand below headings: `(km)`, `kW`, `€`.

    A small word may stand among several of them: `bis` below `Pickerl`.
    """
    texts = [cell.strip() if isinstance(cell, str) else "1" for cell in row if not is_blank_cell(cell)]
    units = [text for text in texts if _UNIT.fullmatch(text)]
    others = [text for text in texts if not _UNIT.fullmatch(text)]
    if not all(text.isalpha() and text.islower() and len(text) <= _SMALL_WORD for text in others):
        return False
    return not others or len(units) >= _MANY * len(others)
