"""Raw cells and a mapping → typed columns with problems; start in chunks.py."""

from importer.frames.chunks import CheckFrame, read_chunk

__all__ = ["CheckFrame", "read_chunk"]
