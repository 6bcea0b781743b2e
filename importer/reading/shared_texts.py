"""What an xlsx claims of its shared texts, before calamine believes it.

It does not read the texts.
"""

import re
from typing import Final

from importer.reading.archive import Archive

_PART: Final = "xl/sharedStrings.xml"
_ROOT = re.compile(rb"<(?:\w+:)?sst\b")
_UNIQUE_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["'](\d{1,20})["']""")
# Some programs count each use of a text; room that is kept and never used costs little.
_MANY: Final = 10_000_000


def refuse_incredible_texts(archive: Archive) -> None:
    """Raises SourceFileError when more texts are claimed than there can be: calamine makes room for as many."""
    if not archive.find(_PART):
        return
    size, start = archive.size(_PART), next(archive.blocks(_PART), b"")
    # What stands in front of the element, such as a comment, may claim less than it does.
    claims = [int(claim) for claim in _UNIQUE_COUNT.findall(start)]
    is_out_of_sight = len(start) < size and not _ROOT.search(start)
    if is_out_of_sight or max(claims, default=0) > max(_MANY, size // len("<si/>")):
        raise archive.damaged()
