"""The result sheet written while rows are still sent, so that hardly anything is left to do after the last answer.

A process of its own (`writer`) follows the journal and writes the rows in order as they come to an outcome; `sheet`
begins and ends it. A thread would not do: each row that sending records would wait for it to let go of the interpreter.
"""

from importer.following.sheet import FollowedSheet

__all__ = ["FollowedSheet"]
