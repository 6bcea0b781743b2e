"""What happens, shown while it happens: events → a bar on a terminal, plain lines elsewhere. All on standard error.

It only listens; nothing waits for it.
"""

import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from importer.events import (
    Emit,
    Event,
    IntakeDone,
    ReadingStarted,
    RequestDone,
    RowDone,
    RowsRead,
    SendingStarted,
    Waiting,
)
from importer.wording import Lang, say

if TYPE_CHECKING:
    from rich.progress import Progress

    from importer.records import Outcome

_PLAIN_EVERY_S = 5.0
_RATE_OVER_S = 30.0


@contextmanager
def progress(lang: Lang, *, verbose: bool = False) -> Iterator[Emit]:
    """Give the listener of this command; a bar when standard error is a terminal, else a line now and then."""
    console = Console(stderr=True, highlight=False)
    shown = _Bar(console, lang) if sys.stderr.isatty() else _Lines(console, lang)
    try:
        yield _with_requests(shown.show, console, lang) if verbose else shown.show
    finally:
        shown.end()


class Tallied:
    """What was told so far; the time left is honest: from the rows of the last half minute, none while unknown."""

    def __init__(self) -> None:
        self.total = 0
        self.outcomes: Counter[Outcome] = Counter()
        self._marks: deque[tuple[float, int]] = deque()

    @property
    def done(self) -> int:
        """Rows that have come to an outcome."""
        return self.outcomes.total()

    def count(self, event: RowDone, now: float) -> None:
        """One more row is done at `now`, in seconds of any steady clock."""
        self.outcomes[event.outcome] += 1
        self._marks.append((now, self.done))
        while now - self._marks[0][0] > _RATE_OVER_S:
            self._marks.popleft()

    def rate(self, now: float) -> float | None:
        """Rows a second over the last half minute, None while too little is known to say."""
        if len(self._marks) < 2 or now - self._marks[0][0] < 1:
            return None
        since, before = self._marks[0]
        return (self.done - before) / (now - since)

    def left_s(self, now: float) -> float | None:
        """Seconds left at the present rate, None while it is not known."""
        rate = self.rate(now)
        return (self.total - self.done) / rate if rate else None

    def text(self, lang: Lang) -> str:
        """The outcomes so far in words, most first."""
        return " · ".join(f"{n} {say(f'outcomes_{outcome}', lang, n=n)}" for outcome, n in self.outcomes.most_common())


def duration(seconds: float, lang: Lang) -> str:
    """Seconds for a person: `48 s`, `3 min 20 s`, `2 h 05 min`."""
    whole = round(seconds)
    if whole < 60:
        return say("duration_s", lang, s=whole)
    if whole < 3600:
        return say("duration_min", lang, min=whole // 60, s=f"{whole % 60:02}")
    return say("duration_h", lang, h=whole // 3600, min=f"{whole % 3600 // 60:02}")


class _Bar:
    """The bar of a terminal: one while reading, one while sending, none while a person is asked."""

    def __init__(self, console: Console, lang: Lang) -> None:
        self._console = console
        self._lang = lang
        self._tallied = Tallied()
        self._progress: Progress | None = None

    def show(self, event: Event) -> None:
        """Show an event."""
        match event:
            case ReadingStarted():
                self._update("progress_reading", told=event.name)
            case RowsRead():
                self._update("progress_reading", told=say("progress_rows_read", self._lang, rows=event.rows))
            case IntakeDone():
                self.end()
            case SendingStarted():
                self._tallied.total = event.rows
                self._update("progress_sending", told="")
            case RowDone():
                self._tallied.count(event, time.monotonic())
                self._update("progress_sending", told=_state(self._tallied, self._lang))
            case Waiting() if event.seconds >= 1:
                why = say(f"waiting_{event.why}", self._lang, duration=duration(event.seconds, self._lang))
                self._update("progress_sending", told=f"{_state(self._tallied, self._lang)}  {why}")
            case _:
                pass

    def end(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _update(self, key: str, *, told: str) -> None:
        total, done, text = self._tallied.total or None, self._tallied.done, say(key, self._lang)
        if self._progress is None:
            self._progress = _bar(self._console)
            self._progress.add_task(text, total=total, completed=done, told=told)
            self._progress.start()
        else:
            task = self._progress.task_ids[0]
            self._progress.update(task, description=text, total=total, completed=done, told=told)


def _bar(console: Console) -> "Progress":
    from rich.progress import (  # noqa: PLC0415 — only a terminal has a bar
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    told = TextColumn("{task.fields[told]}", markup=False)  # a file's name may hold brackets
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(30), told, TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


class _Lines:
    """A line every few seconds, for logs and pipes."""

    def __init__(self, console: Console, lang: Lang) -> None:
        self._console = console
        self._lang = lang
        self._tallied = Tallied()
        self._next = time.monotonic() + _PLAIN_EVERY_S
        self._untold = False

    def show(self, event: Event) -> None:
        """Show an event, when the last line was long enough ago; the rows of a request when all of them are counted."""
        if isinstance(event, RowDone):
            self._tallied.count(event, time.monotonic())
            self._untold = self._untold or time.monotonic() >= self._next
            return
        self._tell_rows()
        if isinstance(event, SendingStarted):
            self._tallied.total = event.rows
        if time.monotonic() < self._next:
            return
        if isinstance(event, RowsRead):
            self._line(say("progress_rows_read", self._lang, rows=event.rows))
        elif isinstance(event, Waiting):
            self._line(say(f"waiting_{event.why}", self._lang, duration=duration(event.seconds, self._lang)))

    def end(self) -> None:
        """Tell what was not told yet."""
        self._tell_rows()

    def _tell_rows(self) -> None:
        if self._untold:
            self._untold = False
            self._line(_state(self._tallied, self._lang))

    def _line(self, text: str) -> None:
        self._console.print(text, soft_wrap=True, markup=False)
        self._next = time.monotonic() + _PLAIN_EVERY_S


def _state(tallied: Tallied, lang: Lang) -> str:
    now = time.monotonic()
    parts = [f"{tallied.done}/{tallied.total}", tallied.text(lang)]
    rate, left = tallied.rate(now), tallied.left_s(now)
    if rate:
        parts.append(say("progress_rate", lang, rate=f"{rate:.1f}" if rate < 10 else f"{rate:.0f}"))
    if left is not None and tallied.done < tallied.total:
        parts.append(say("progress_left", lang, duration=duration(left, lang)))
    return "  ".join(part for part in parts if part)


def _with_requests(show: Emit, console: Console, lang: Lang) -> Emit:
    def show_both(event: Event) -> None:
        if isinstance(event, RequestDone):
            answer = event.status or say("no_answer", lang)
            text = say(
                "request_line",
                lang,
                id=event.request_id,
                rows=event.rows,
                answer=answer,
                ms=f"{event.elapsed_s * 1000:.0f}",
            )
            console.print(text, markup=False)
        show(event)

    return show_both
