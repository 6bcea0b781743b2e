"""Intake: what is told and kept while a file is read."""
