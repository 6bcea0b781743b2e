"""How a delimited text is written: which separator, which quotes, whether whole lines are wrapped in quotes.

Judged by how alike the first records come out. It does not know what a record means.
"""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from math import log2
from typing import Final

_SEPARATORS: Final = ";,\t|"
_RECORDS: Final = 60
_LONE: Final = 0.5
_STATED: Final = re.compile(r'"?sep=(.)"?[;,\t|]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
LONGEST_CELL: Final = 1_000_000
LONGEST_LINE: Final = 16_000_000


class LineTooLongError(ValueError):
    """A line is longer than that of any table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How records are parted.

    `skip_lines` is 1 for a `sep=;` line, which Excel does not show. `is_wrapped` says that each record stands in quotes
    as one cell, as it does after a text was pasted into one column and saved. `escapes` says that a backslash makes
    any quote a part of the text, also where a cell could end behind it.
    """

    separator: str
    quote: str = '"'
    skips_blanks: bool = False
    is_wrapped: bool = False
    skip_lines: int = 0
    escapes: bool = False

    def records(self, text: Iterator[str]) -> Iterator[Sequence[str]]:
        """The records of a text given line by line.

        Raises csv.Error for a cell longer than any program writes, LineTooLongError for such a line.
        """
        csv.field_size_limit(LONGEST_CELL)
        for _ in range(self.skip_lines):
            next(text, None)
        records = csv.reader(
            _as_usual(text, self.separator, escapes=self.escapes),
            delimiter=self.separator,
            quotechar=self.quote,
            skipinitialspace=self.skips_blanks,
        )
        return _unwrapped(records, self.separator) if self.is_wrapped else records


def detect(sample: str) -> Dialect:
    """The dialect of a text that begins with `sample`, which ends at the end of a line."""
    stated = _STATED.match(sample)
    separator = stated[1] if stated else max(_SEPARATORS, key=lambda mark: _worth(sample, mark))
    skip = 1 if stated else 0
    plain = Dialect(separator=separator, skip_lines=skip)
    if _is_wrapped(_first_records(sample, plain)):
        inside = "\n".join(record[0] for record in _first_records(sample, plain) if len(record) == 1)
        separator = max(_SEPARATORS, key=lambda mark: _worth(inside, mark))
        return Dialect(separator=separator, is_wrapped=True, skip_lines=skip)
    return Dialect(
        separator=separator,
        quote=_quote(sample, separator),
        skips_blanks=_has_blank_before_quotes(sample, separator),
        skip_lines=skip,
    )


def _first_records(sample: str, dialect: Dialect) -> Sequence[Sequence[str]]:
    records: list[Sequence[str]] = []
    try:
        for record in dialect.records(io.StringIO(sample, newline="")):
            if any(record):
                records.append(record)
            if len(records) == _RECORDS:
                break
    except csv.Error:
        pass
    return records


def _worth(sample: str, separator: str) -> float:
    """How alike the records are, and how many cells they have, when parted by `separator`.

    A length that one of several has is half of a likeness: a long text may have a hundred thousand commas.
    """
    lengths = [len(record) for record in _first_records(sample, Dialect(separator=separator))]
    several = [length for length in lengths if length > 1]
    if not several:
        return 0.0
    usual = max(set(several), key=lambda length: (several.count(length), length))
    alike = several.count(usual) if several.count(usual) > 1 or len(lengths) == 1 else _LONE
    return alike / len(lengths) * (1 + log2(usual))


def _is_wrapped(records: Sequence[Sequence[str]]) -> bool:
    if len(records) < 2 or any(len(record) != 1 for record in records):
        return False
    return any(all(record[0].count(mark) >= 2 for record in records) for mark in _SEPARATORS)


def _quote(sample: str, separator: str) -> str:
    """The quote: a single one only when every cell of the first line stands in single quotes, none in double ones."""
    first = sample.lstrip().splitlines()[:1]
    cells = first[0].split(separator) if first else []
    single = len(cells) > 1 and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    return "'" if single and '"' not in sample else '"'


def _has_blank_before_quotes(sample: str, separator: str) -> bool:
    mark = re.escape(separator)
    loose = len(re.findall(rf'{mark} +"', sample))
    return loose > 0 and loose >= len(re.findall(rf'{mark}"', sample))


def with_escapes_settled(dialect: Dialect, opened: Callable[[], AbstractContextManager[Iterator[str]]]) -> Dialect:
    r"""The dialect for a text in which a cell may end behind a backslash: `"C:\";` or `"a \"b\"; c"`.

    The whole text decides: the reading in which more of its records have as many cells as the others. `opened` opens
    it from the start.
    """
    escaped = replace(dialect, escapes=True)
    with opened() as text:
        plainly = _evenness(dialect.records(text))
    with opened() as text:
        return escaped if _evenness(escaped.records(text)) > plainly else dialect


def may_end_behind_a_backslash(text: bytes, separator: str) -> bool:
    """Whether a quote behind a backslash stands where a cell could end."""
    return re.search(rb'\\"[\r\n' + re.escape(separator.encode()) + b"]", text) is not None


def _evenness(records: Iterator[Sequence[str]]) -> int:
    """How many more records are as long as most than are not; the least of all where a quote is never closed."""
    lengths: Counter[int] = Counter()
    try:
        lengths.update(len(record) for record in records if record)
    except (csv.Error, LineTooLongError):
        return -sys.maxsize
    return 2 * max(lengths.values(), default=0) - lengths.total()


def _as_usual(lines: Iterator[str], separator: str, *, escapes: bool) -> Iterator[str]:
    """The lines as most programs write them.

    Without NUL, with which some programs pad, and the end-of-file mark of MS-DOS; a text that is written as a formula,
    which keeps zeros in Excel (`="0012"`), as a text; a quote after a backslash doubled, save where it is doubled
    already, as the backslash is then part of the text, and where a cell could end, unless the text `escapes` there too.
    """
    start, end = rf"(?:(?<=^)|(?<={re.escape(separator)}))", rf"(?={re.escape(separator)}|[\r\n]|$)"
    formula = re.compile(rf'{start}(?:="([^"\r\n]*)"|"=""([^"\r\n]*)""")' + end)
    escaped = re.compile(r'(?<!\\)(?P<kept>(?:\\\\)*)\\"' if escapes else rf'(?P<kept>)\\"(?!{end})(?!"(?!{end}))')
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise LineTooLongError
        usual = line.replace("\0", "").replace("\x1a", "") if "\0" in line or "\x1a" in line else line
        if '="' in usual:
            usual = formula.sub(lambda found: f'"{found[1] or found[2] or ""}"', usual)
        yield escaped.sub(r'\g<kept>""', usual) if '\\"' in usual else usual


def _unwrapped(records: Iterator[list[str]], separator: str) -> Iterator[Sequence[str]]:
    for record in records:
        yield next(csv.reader(record[:1], delimiter=separator), []) if len(record) == 1 else record
