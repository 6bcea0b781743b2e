"""Payloads as JSON lines (`check --payloads`): one line for every row that is not blank, in the file's order.

`{"row", "reference", "payload", "problems": [{"field", "code", "severity", "cell", "heading", "message"}]}`. Written
beside the target and renamed when complete. It does not know how rows were made.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import orjson

from importer.errors import SettingsError
from importer.journal.protocol import Settled
from importer.problems import Problem, describe
from importer.records import Row
from importer.wording import Lang


@contextmanager
def payload_lines(path: Path | None, lang: Lang) -> Iterator[list["PayloadLines"]]:
    """The keeper that writes `path`, or none when no path is given; nothing is left behind when reading fails."""
    if path is None:
        yield []
        return
    lines = PayloadLines(path, lang)
    try:
        yield [lines]
    except BaseException:
        lines.drop()
        raise
    lines.close()


class PayloadLines:
    """Takes rows as they are read and what the whole file told of them; `close` puts the file in its place."""

    def __init__(self, path: Path, lang: Lang) -> None:
        """Raises SettingsError when `path` cannot be written."""
        self._path = path
        self._lang = lang
        self._lines = _beside(path)

    def add(self, rows: Sequence[Row]) -> None:
        """Write the lines of some rows."""
        self._lines.writelines(line_of(row, self._lang) for row in rows)

    def settle(self, settled: Sequence[Settled]) -> None:
        """Add the problems that only the whole file tells; rewrites the lines when there are any."""
        more = {change.row: change.problem for change in settled if change.problem is not None}
        if not more:
            return
        self._lines.close()
        written = Path(self._lines.name)
        self._lines = _beside(self._path)
        with written.open("rb") as lines:
            self._lines.writelines(self._with_problem(line, more) for line in lines)
        written.unlink()

    def close(self) -> None:
        """Put the complete file in its place."""
        self._lines.close()
        Path(self._lines.name).replace(self._path)

    def drop(self) -> None:
        """Leave nothing behind: the intake did not come to its end."""
        self._lines.close()
        Path(self._lines.name).unlink(missing_ok=True)

    def _with_problem(self, line: bytes, more: dict[int, Problem]) -> bytes:
        head = int(line[len(b'{"row":') : line.index(b",")])
        if head not in more:
            return line
        value = orjson.loads(line)
        value["problems"].append(_problem(more[head], self._lang))
        return orjson.dumps(value) + b"\n"


def _beside(path: Path) -> IO[bytes]:
    try:
        return NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False)
    except OSError as error:
        raise SettingsError("cannot_write", path=path) from error


def line_of(row: Row, lang: Lang) -> bytes:
    """The JSON line of one row, `row` first."""
    return (
        orjson.dumps(
            {
                "row": row.row,
                "reference": row.reference,
                "payload": orjson.Fragment(row.body),
                "problems": [_problem(problem, lang) for problem in row.problems],
            }
        )
        + b"\n"
    )


def _problem(problem: Problem, lang: Lang) -> dict[str, str | None]:
    return {
        "field": problem.field,
        "code": problem.code.value,
        "severity": problem.severity.value,
        "cell": problem.cell,
        "heading": problem.heading,
        "message": describe(problem, lang),
    }
