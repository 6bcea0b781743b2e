"""What is wrong with typed columns, and what looks wrong: the contract, doubts, vehicles that stand twice.

Start in schema.py. It does not know cells, payloads or references that repeat.
"""

from importer.checks.schema import check

__all__ = ["check"]
