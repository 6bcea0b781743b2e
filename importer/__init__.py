"""Gets a dealer's spreadsheet live on a marketplace. Start reading at run.py."""

__version__ = "0.1.0"
