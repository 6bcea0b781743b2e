"""Tests of headings and columns becoming a mapping."""
