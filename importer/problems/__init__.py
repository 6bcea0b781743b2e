"""Problems: what is wrong or doubtful about data, as codes with parameters.

A problem says where (sheet, row, column), which field, what was found and what would be accepted. Its sentence is
rendered late by `describe`, in any language. It does not know how a problem was noticed.
"""

from importer.problems.codes import Code, Severity
from importer.problems.problem import Problem, column_letters
from importer.problems.sentences import describe, sentence

__all__ = ["Code", "Problem", "Severity", "column_letters", "describe", "sentence"]
