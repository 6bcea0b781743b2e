"""Reads cells: a raw value becomes a typed value, a blank or a problem, a column at a time (columns.py)."""
