"""The journal: one protocol (`protocol.py`), one SQL, SQLite by default and PostgreSQL for many machines."""
