"""What `upload` and `resume` share: the journal, the client for the chosen API, signals, and how sending is watched."""

import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

import click

from importer.cli.paragraphs import Paragraphs
from importer.errors import ExitCode, SettingsError
from importer.events import Emit, Event, RowsOvertaken, RunChosen
from importer.journal.opening import open_journal
from importer.journal.protocol import Journal
from importer.partner_api.client import Client
from importer.plans import Target
from importer.progress import progress
from importer.settings import SANDBOX_TARGET, SECRET_VARIABLE, Settings
from importer.upload import SendOptions, StopSignal
from importer.wording import Lang, say

_NOT_IN_A_NAME: Final = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Where rows go in this call, and who listens."""

    target: Target
    emit: Emit


@contextmanager
def journal_of(chosen: Settings) -> Iterator[Journal]:
    """The journal of this call, closed afterwards. Raises JournalError and SettingsError."""
    journal = open_journal(chosen.get("journal"))
    try:
        yield journal
    finally:
        journal.close()


@contextmanager
def session(chosen: Settings, *, verbose: bool = False, target: str | None = None) -> Iterator[Session]:
    """A session of sending to `target`, or to the API of the settings; the sandbox is started when it is the target.

    Raises SettingsError when there is no secret for a real address.
    """
    name = target or chosen.target
    with ExitStack() as stack:
        if name == SANDBOX_TARGET:
            from importer.sandbox.server import embedded_sandbox  # noqa: PLC0415 — only for practice runs

            address, secret = stack.enter_context(embedded_sandbox())
        elif chosen.secret:
            address, secret = name, chosen.secret
        else:
            raise SettingsError("secret_missing", variable=SECRET_VARIABLE, target=name)
        emit = stack.enter_context(progress(chosen.lang, verbose=verbose))
        emit = stack.enter_context(_interruption(_telling_of_newer_runs(emit, chosen.lang), chosen.lang))
        log = chosen.get("log")
        client = Client.factory(
            address, secret, concurrency=chosen.concurrency, log=Path(log).expanduser() if log else None
        )
        yield Session(target=Target(name=name, client=client), emit=emit)


def _telling_of_newer_runs(emit: Emit, lang: Lang) -> Emit:
    """A listener for `emit` that tells of rows which stay as a newer run has sent them."""

    def listen(event: Event) -> None:
        if isinstance(event, RowsOvertaken):
            Paragraphs().print(say("rows_overtaken", lang, rows=event.rows, run=event.run), style="yellow")
        emit(event)

    return listen


@contextmanager
def _interruption(emit: Emit, lang: Lang) -> Iterator[Emit]:
    """Give a listener for `emit`; an interruption is told with the run that it leaves behind, once there is one."""
    chosen: list[str] = []

    def listen(event: Event) -> None:
        if isinstance(event, RunChosen):
            chosen.append(event.run)
        emit(event)

    try:
        yield listen
    except (KeyboardInterrupt, click.Abort):
        if not chosen:
            raise
        Paragraphs().print(say("interrupted_run", lang, run=chosen[-1]))
        raise click.exceptions.Exit(ExitCode.INTERRUPTED) from None


def sending_of(chosen: Settings) -> SendOptions:
    """How rows are sent in this call."""
    return SendOptions(mode=chosen.get("mode") or "auto", concurrency=chosen.concurrency, timeout_s=chosen.timeout_s)


def result_path(name: str, sheet: str | None) -> Path:
    """Where the result sheet of a source file goes when nobody says: the current folder, under the file's name.

    A `sheet` that was asked for is a part of the name, lest the results of two sheets take each other's place.
    """
    return Path.cwd() / f"{_stem(name, sheet)}.result.xlsx"


def problems_path(name: str, sheet: str | None, ending: str) -> Path:
    """Where the rows to mend of a source file go when nobody says: beside the result sheet, under a name of its own."""
    return Path.cwd() / f"{_stem(name, sheet)}.problems{ending}"


def _stem(name: str, sheet: str | None) -> str:
    stem = Path(name).stem
    return f"{stem}.{_NOT_IN_A_NAME.sub('_', sheet)}" if sheet else stem


@contextmanager
def signals() -> Iterator[StopSignal]:
    """The first SIGINT or SIGTERM asks to stop after the answers under way, the second to stop at once."""
    stop = StopSignal()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.ask()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
