"""Checked rows → the API's JSON and its fingerprint (listings.py), or what tells rows apart without (identity.py)."""

from importer.payloads.listings import Built, build, rows

__all__ = ["Built", "build", "rows"]
