"""What can stop a run, as a tree by what a person does next, with the exit codes.

    ImporterError
    ├── SettingsError      2    correct the command line, the environment or the settings file
    ├── SourceFileError    3    give another file, or save this one differently
    ├── MappingError       4    say what the columns mean
    ├── StoppedError       5    mend the key, the address or the network, then resume
    └── JournalError       6    make room for the journal or repair it; nothing was sent unrecorded
        └── RunBusyError   6    another process has this run; leave it alone

An error carries a key of `vocabulary/messages` and parameters, never a sentence, a secret or a library's message.
"""

from enum import IntEnum

from importer.wording import Lang, say


class ExitCode(IntEnum):
    """What the command tells a script."""

    DONE = 0
    ROWS_NEED_WORK = 1
    USAGE = 2
    UNREADABLE = 3
    NO_MAPPING = 4
    STOPPED = 5
    JOURNAL = 6
    INTERRUPTED = 130


class ImporterError(Exception):
    """The root: `key` names the sentence, `params` fill it."""

    exit_code = ExitCode.USAGE

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    def sentence(self, lang: Lang) -> str:
        """What a person is told: what happened and what to do next."""
        return say(self.key, lang, **self.params)

    def __str__(self) -> str:
        """The English sentence, for logs."""
        return self.sentence(Lang.EN)


class SettingsError(ImporterError):
    """The command line, environment or settings file is wrong."""

    exit_code = ExitCode.USAGE


class SourceFileError(ImporterError):
    """The source file cannot be read as a table."""

    exit_code = ExitCode.UNREADABLE


class MappingError(ImporterError):
    """No usable mapping of columns to fields."""

    exit_code = ExitCode.NO_MAPPING


class StoppedError(ImporterError):
    """No row could succeed: the key, the address or the network is wrong."""

    exit_code = ExitCode.STOPPED


class JournalError(ImporterError):
    """The journal cannot record, so nothing may be sent."""

    exit_code = ExitCode.JOURNAL


class RunBusyError(JournalError):
    """Another process is at work on this run."""
