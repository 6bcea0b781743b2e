"""Raw cells and a mapping → typed columns with problems; start in chunks.py."""

from importer.frames.check_frame import CheckFrame
from importer.frames.chunks import read_chunk

__all__ = ["CheckFrame", "read_chunk"]
