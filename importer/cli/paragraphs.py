"""Sentences for people, on standard error: broken between words on a terminal, whole lines everywhere else.

It does not know what is said.
"""

import re
import textwrap
from typing import Final

from rich.console import Console

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_NEVER_BROKEN: Final = re.compile(r"(?<=[«\d]) (?=\S)| (?=[»:;?!×](?:\s|$|[.,;)]))")
_MARK: Final = re.compile(r"\s*(?:[•…] |\d+ × )?")
_NARROWEST: Final = 40


class Paragraphs:
    """A terminal, or whatever standard error is instead."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)

    def print(self, sentence: str, *, style: str | None = None, indent: int | None = None) -> None:
        """Print a sentence as it is; where it takes several lines they stand below its first word, or at `indent`."""
        width = self._console.width if self._console.is_terminal else None
        self._console.print(broken(sentence, width, indent), style=style, markup=False)


def broken(sentence: str, width: int | None, indent: int | None = None) -> str:
    """`sentence` on lines of at most `width` characters, as far as its words allow; None for one line.

    Lines after the first begin at `indent`, below the first word when that is None.

    Words stay whole, so that an address or a path can be copied; no mark of punctuation starts a line.
    """
    if width is None or width < _NARROWEST:
        return sentence
    return "\n".join(_broken_line(line, width, indent) for line in sentence.split("\n"))


def _broken_line(line: str, width: int, indent: int | None) -> str:
    mark = _MARK.match(line)
    if indent is None:
        indent = mark.end() if mark else 0
    lines = textwrap.wrap(
        _NEVER_BROKEN.sub(_NO_BREAK, line),
        width,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    return "\n".join(lines)
