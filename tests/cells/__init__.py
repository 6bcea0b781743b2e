"""Tests of cells: raw values become typed values, blanks or problems."""
