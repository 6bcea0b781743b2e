"""One change to a file: bytes anywhere, bytes in one part of an archive, or the marks and lines of a text.

It does not know what comes of it.
"""

import io
import zipfile
import zlib
from random import Random
from typing import Final

_MARKS: Final = (
    b";",
    b",",
    b"\t",
    b'"',
    b"'",
    b"\r",
    b"\n",
    b"\0",
    b"<",
    b">",
    b"&",
    b"=",
    b"-",
    b"9",
    b"1" * 20,
    b"\xff",
)
_LONGEST_PART: Final = 4_000_000


def mutated(content: bytes, random: Random) -> bytes:
    """The content with one to four changes; an archive often with a change inside one of its parts."""
    if content.startswith(b"PK") and random.random() < 0.8:
        inside = _with_changed_part(content, random)
        if inside is not None:
            return inside
    return _changed(content, random)


def _with_changed_part(content: bytes, random: Random) -> bytes | None:
    """The archive with one part changed; None when it cannot be opened."""
    changed = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as before,
            zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after,
        ):
            names = [entry.filename for entry in before.infolist() if entry.file_size < _LONGEST_PART]
            chosen = random.choice(names)
            for name in before.namelist():
                part = before.read(name)
                after.writestr(name, _changed(part, random) if name == chosen else part)
    except (zipfile.BadZipFile, zlib.error, IndexError, NotImplementedError, RuntimeError, EOFError):
        return None
    return changed.getvalue()


def _changed(content: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(content) + 1)
        end = min(len(content), at + random.choice((0, 0, 1, 2, 8, 40, 400)))
        content = content[:at] + _instead(content[at:end], content, random) + content[end:]
    return content


def _instead(old: bytes, content: bytes, random: Random) -> bytes:
    """What stands there afterwards: nothing, marks, noise, something else of the file, or the same twice."""
    match random.randrange(6):
        case 0:
            return b""
        case 1:
            return random.choice(_MARKS) * random.choice((1, 1, 2, 50))
        case 2:
            return random.randbytes(random.choice((1, 2, 4, 16)))
        case 3:
            start = random.randrange(len(content) + 1)
            return content[start : start + random.choice((4, 40, 400))]
        case 4:
            return old * 2
        case _:
            return bytes(byte ^ 1 << random.randrange(8) for byte in old)
