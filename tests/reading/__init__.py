"""Tests of reading: any file becomes a raw table, or a sentence that says what it is."""
