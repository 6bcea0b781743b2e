"""Tests of importer.upload."""
