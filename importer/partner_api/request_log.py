"""Every request as one JSON line in a file, for support: what was asked, what was answered, never what a listing says.

Bodies and the secret are left out. It does not know why a request was made, and a full disk does not stop sending.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from importer.errors import SettingsError
from importer.partner_api.protocol import Answer, Reply
from importer.partner_api.replies import request_id_of, said

_HEADERS: Final = ("retry-after", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")
_LONGEST_MESSAGE: Final = 200


class RequestLog:
    """Appends to the file at `path`. Raises SettingsError when it cannot be opened."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise SettingsError("log_not_writable", path=path) from error

    def write(self, method: str, path: str, request_id: str, size: int, answer: Answer) -> None:
        """One line for a request whose body had `size` bytes, and its answer."""
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": method,
            "path": path,
            "request_id": request_id,
            "bytes": size,
            "elapsed_s": round(answer.elapsed_s, 4),
            **(_replied(answer) if isinstance(answer, Reply) else {"no_answer": answer.lack.value}),
        }
        with suppress(OSError):
            self._file.write(orjson.dumps(line) + b"\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _replied(reply: Reply) -> dict[str, object]:
    line: dict[str, object] = {"status": reply.status, "server_request_id": request_id_of(reply)}
    line.update({name: reply.headers[name] for name in _HEADERS if name in reply.headers})
    if reply.status >= 400:
        words = said(reply)
        line["code"] = words.code
        line["message"] = words.message and words.message[:_LONGEST_MESSAGE]
    return line
