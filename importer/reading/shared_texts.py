"""What an xlsx claims of its shared texts, before calamine believes it.

It does not read the texts.
"""

import re
from typing import Final

from importer.reading.archive import Archive

_PART: Final = "xl/sharedStrings.xml"
_START_BYTES: Final = 65_536
_UNIQUE_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["'](\d{1,20})["']""")
# Some programs count each use of a text; room that is kept and never used costs little.
_MANY: Final = 10_000_000


def refuse_incredible_texts(archive: Archive) -> None:
    """Raises SourceFileError when more texts are claimed than there can be: calamine makes room for as many."""
    if not archive.find(_PART):
        return
    claim = _UNIQUE_COUNT.search(next(archive.blocks(_PART), b"")[:_START_BYTES])
    if claim and int(claim[1]) > max(_MANY, archive.size(_PART) // len("<si/>")):
        raise archive.damaged()
