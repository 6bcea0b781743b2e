"""Reading: any source file → a raw table with the cells as they stand there.

It does not know what a column means, nor which values are right.
"""

from importer.reading.opening import open_table, open_tables

__all__ = ["open_table", "open_tables"]
