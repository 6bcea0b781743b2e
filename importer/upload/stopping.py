"""What ends sending before its time: a person's wish, or an API that no row can be sent to.

The wish may come from a signal handler or another thread. It does not know who asks.
"""

from collections.abc import Callable

from importer.errors import StoppedError
from importer.journal.protocol import Tally


class SendingStoppedError(StoppedError):
    """No row could succeed; `tally` is what sending had cost by then."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, **params)
        self.tally = Tally()


class StopSignal:
    """A wish to stop, in two degrees."""

    def __init__(self) -> None:
        self._times = 0
        self._listener: Callable[[], None] | None = None

    def ask(self) -> None:
        """Ask to stop after the answers under way; the second time, at once."""
        self._times += 1
        if self._listener is not None:
            self._listener()

    @property
    def asked(self) -> bool:
        """No more rows may be taken."""
        return self._times > 0

    @property
    def at_once(self) -> bool:
        """Answers under way are not waited for."""
        return self._times > 1

    def listen(self, listener: Callable[[], None] | None) -> None:
        """Who is told of each wish; must be safe to call from a signal handler."""
        self._listener = listener
