"""Tests of the words as data."""
