"""Text cells: control characters out, odd blanks to plain ones, mojibake mended, numbers written as they were meant.

It does not know which words are placeholders or what a text means.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import filterfalse
from typing import Final

from importer.cells.readings import Cell, Reader, Reading, trouble
from importer.problems import Code
from importer.vocabulary.words import words

# The first number that a double no longer holds exactly: Excel keeps 15 digits and fills the rest with zeros.
FIRST_INEXACT: Final = 10**15
# How Excel writes control characters that XML cannot hold.
ESCAPE: Final = "_x000"

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f\u2060\ufeff\ufffe\uffff]"
)
_ODD_BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("_x000[dD]_\r?\n?|\r\n?|\x85|\u2028|\u2029")
_LINE_OR_TAB = re.compile(r"\s*[\n\t]\s*")
# A lead byte of UTF-8 followed by a continuation byte, both as Windows-1252 or Latin-1 show them.
# The second byte of `à` and of `Š` is a no-break blank, which many programs turn into a plain one.
_MOJIBAKE_PAIR = re.compile("[Â-ô][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Ã |Å (?=[kK])")
_SKODA = re.compile("Å[\xa0 ](?=koda)", re.IGNORECASE)
_BETWEEN_TEXTS: Final = " "
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}")


def clean(text: str) -> str:
    """The text trimmed, with plain blanks and line feeds, without control or zero-width characters."""
    # A printable text holds no blank but the plain one, no line end and nothing invisible.
    if (text.isprintable() or text.replace("\n", "").isprintable()) and ESCAPE not in text:
        return text.strip()
    text = _LINE_END.sub("\n", text)
    return _ODD_BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def are_plain(texts: Sequence[str]) -> bool:
    """Whether every text is one line that stays as it stands; False too where a closer look is needed to tell."""
    # Apart, because a search in a long text takes several times as long when one letter of it is not ASCII.
    simple = _BETWEEN_TEXTS.join(filter(str.isascii, texts))
    others = _BETWEEN_TEXTS.join(filterfalse(str.isascii, texts))
    return (
        _holds_nothing_odd(simple)
        and _holds_nothing_odd(others)
        and not _MOJIBAKE_PAIR.search(others)
        and [text.strip() for text in texts] == texts
    )


def _holds_nothing_odd(joined: str) -> bool:
    return joined.isprintable() and ESCAPE not in joined and "e+" not in joined and "E+" not in joined


def mended(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 put right (`CitroÃ«n` → `Citroën`); else as it was."""
    if text.isascii() or not _MOJIBAKE_PAIR.search(text):
        return text
    from ftfy import fix_encoding  # noqa: PLC0415 — few files need it, and it takes as long to load as a small file

    return fix_encoding(_SKODA.sub("Š", text))


def is_damaged_number(cell: Cell) -> bool:
    """Whether Excel has lost digits of a long number: more than 15 digits as a number, or `1,23457E+15` as text."""
    if isinstance(cell, str):
        return _SCIENTIFIC.fullmatch(cell) is not None
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= FIRST_INEXACT


def is_zero(cell: Cell) -> bool:
    """Whether a cell is the number zero, or the text of it."""
    return cell == "0" if isinstance(cell, str) else cell == 0 and not isinstance(cell, bool)


def written(cell: Cell, language: str | None = None) -> str:
    """A cell as text: 12345.0 → `12345`, a date in ISO order, a truth value as the language says it."""
    match cell:
        case str():
            text = cell
        case bool():
            text = words().truth_word(cell, language)
        case float():
            text = str(int(cell)) if cell.is_integer() else format(cell, ".15g")
        case datetime():
            text = f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
        case time():
            text = f"{cell:%H:%M}"
        case _:
            text = str(cell)
    return text


def text_reader(
    *,
    several_lines: bool,
    takes_dates: bool = False,
    takes_zero: bool = True,
    language: str | None = None,
    unit: str | None = None,
) -> Reader:
    """Reads free text; `unit` is written behind bare numbers (an engine of 1598 → `1598 cm³`).

    A date is what a spreadsheet makes of a Saab 9-3; only where `takes_dates` it may be meant. A zero is what a formula
    makes of a blank cell that it looks up; only where `takes_zero` it may be meant.
    """

    def read(cell: Cell) -> Reading:
        if is_damaged_number(cell):
            return trouble(Code.DAMAGED_NUMBER)
        if not takes_zero and is_zero(cell):
            return Reading(code=Code.ZERO_LEFT_BLANK)
        if isinstance(cell, str):
            if not several_lines and ("\n" in cell or "\t" in cell):
                cell = _LINE_OR_TAB.sub(" ", cell)
            return Reading(value=f"{cell} {unit}" if unit and cell.replace(".", "", 1).isdecimal() else cell)
        text = written(cell, language)
        if isinstance(cell, date):
            code = Code.DATE_IN_TEXT if takes_dates else Code.DATE_FOR_TEXT
            return Reading(value=text if takes_dates else None, code=code, params={"text": text})
        return Reading(value=f"{text} {unit}" if unit and not isinstance(cell, bool) else text)

    return read
