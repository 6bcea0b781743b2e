"""Columns seen beside each other: which of several gets a field, and what one says of another."""
