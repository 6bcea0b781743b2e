"""What is compared with what, and what is to be reached. Start reading at `COMPARISONS`.

Each comparison makes its files and servers, and gives the works that are to be run in turn. It does not run them.
"""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from benchmarks.dealer_files import FOLDER, Wording, delimited, workbook
from benchmarks.measuring import PYTHON, Work, environment, run

API: Final = "/api/external/v1"
Works: TypeAlias = tuple[Work, ...]
_MILLION: Final = 1_000_000
_SECRET: Final = "sk_partner_sandbox"  # noqa: S105 — the sandbox's public key


class Figure(StrEnum):
    """What is compared of the first work: a ratio to the second one's, or a value of its own."""

    TIME = "time"
    MEMORY = "memory"
    SECONDS = "seconds"
    PEAK_MB = "peak MB"
    CPU_US_A_ROW = "CPU µs a row"
    THROTTLED = "429s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be reached: the figure is at most this."""

    figure: Figure
    at_most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One line of the table. `works(rows)` gives the measured work first, then what stands beside it, if anything."""

    name: str
    work: str
    beside: str
    targets: Sequence[Target]
    works: Callable[[int], AbstractContextManager[Works]]
    rows: int = 50_000
    pairs: int = 3
    long: bool = False


def _check(path: Path, rows: int) -> Work:
    return Work(
        command=(PYTHON, "-m", "importer", "check", str(path), "--location", "DEX-GENT"), rows=rows, accepted=(0, 1)
    )


def _upload(path: Path, rows: int, address: str) -> Work:
    options = ("--location", "DEX-GENT", "--yes", "--api-url", address, "--journal", "sqlite:///journal.sqlite3")
    return Work(
        command=(PYTHON, "-m", "importer", "upload", str(path), *options),
        rows=rows,
        environment={"OKASIE_API_SECRET": _SECRET},
    )


def _beside(tool: str, *arguments: object, tells: bool = False) -> Work:
    return Work(command=(PYTHON, "-m", "benchmarks.beside", tool, *map(str, arguments)), tells=tells)


def _phase(name: str, *arguments: object, rows: int) -> Work:
    return Work(command=(PYTHON, "-m", "benchmarks.phases", name, *map(str, arguments)), rows=rows, tells=True)


def _made(name: str, phase: str, *sources: Path) -> Path:
    """A file that a phase makes from others, made anew for every run of the benchmarks."""
    path = FOLDER / name
    path.unlink(missing_ok=True)
    run(Work(command=(PYTHON, "-m", "benchmarks.phases", phase, *map(str, sources), str(path))))
    return path


def _taken_in(rows: int) -> Path:
    return _made(f"taken-in-{rows}.sqlite3", "take_in_file", delimited(rows))


def _settled(rows: int) -> Path:
    return _made(f"settled-{rows}.sqlite3", "settle", _taken_in(rows))


@contextmanager
def _server(*command: str) -> Iterator[str]:
    """A server in a process of its own, on a free port given as its last argument; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with TemporaryDirectory() as folder, Path(folder, "log").open("w") as log:
        process = subprocess.Popen(
            [PYTHON, "-m", *command, str(port)], stdout=log, stderr=log, cwd=folder, env=environment(Path(folder))
        )
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}{API}"
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def _sandbox(*options: str) -> AbstractContextManager[str]:
    return _server("importer", "sandbox", *options, "--port")


_NO_LIMIT: Final = ("--rate-limit", "none", "--burst", "none")
_SLOW_S: Final = "2"  # answers so slow that sending 50,000 rows takes longer than writing their sheet


@contextmanager
def _small_upload(rows: int) -> Iterator[Works]:
    with _sandbox(*_NO_LIMIT) as address:
        yield _upload(workbook(rows), rows, address), _check(workbook(rows), rows)


@contextmanager
def _result(rows: int) -> Iterator[Works]:
    settled = _settled(rows)
    with TemporaryDirectory() as folder:
        sheet = Path(folder, "result.xlsx")
        run(_phase("result", settled, sheet, rows=rows))
        cells = _made(f"cells-{rows}.pickle", "cells_of", sheet)
    yield _phase("result", settled, "result.xlsx", rows=rows), _beside("xlsxwriter", cells, tells=True)


@contextmanager
def _followed(rows: int) -> Iterator[Works]:
    with _sandbox(*_NO_LIMIT, "--latency", _SLOW_S) as address:
        waiting = _phase("wait_for_sheet", workbook(rows), address, rows=rows)
        yield waiting, _phase("result", _settled(rows), "result.xlsx", rows=rows)


def _sending(server: Callable[[], AbstractContextManager[str]]) -> Callable[[int], AbstractContextManager[Works]]:
    @contextmanager
    def works(rows: int) -> Iterator[Works]:
        taken_in = _taken_in(rows)
        bodies = _made(f"bodies-{rows}.pickle", "bodies_of", taken_in)
        with server() as address:
            yield _phase("send", taken_in, address, rows=rows), _beside("aiohttp", address, bodies, 8, tells=True)

    return works


def _at_limit(mode: str) -> Callable[[int], AbstractContextManager[Works]]:
    @contextmanager
    def works(rows: int) -> Iterator[Works]:
        taken_in = _taken_in(rows)
        with _sandbox() as address:
            yield (_phase("send", taken_in, address, mode, rows=rows),)

    return works


def _plain(*works: Callable[[int], Work]) -> Callable[[int], AbstractContextManager[Works]]:
    return lambda rows: nullcontext(tuple(work(rows) for work in works))


def _python(code: str) -> Callable[[int], Work]:
    return lambda _rows: Work(command=(PYTHON, "-c", code))


def _script(*arguments: str) -> Callable[[int], Work]:
    return lambda _rows: Work(command=(str(Path(PYTHON).with_name("importer")), *arguments))


def _check_xlsx(rows: int) -> Work:
    return _check(workbook(rows), rows)


def _check_csv(rows: int) -> Work:
    return _check(delimited(rows), rows)


def _keep(rows: int) -> Work:
    return _phase("keep", delimited(rows), "result.csv", rows=rows)


_TIME, _MEMORY = Figure.TIME, Figure.MEMORY
_IDEAL_S: Final = {"bulk": 119 / 5, "windows": 4 * 60 + 120 / 5, "single": 60 + 120 / 5}

COMPARISONS: Final[tuple[Comparison, ...]] = (
    Comparison(
        name="xlsx-calamine",
        work="`check` of a 50,000-row workbook, whole process",
        beside="bare python-calamine reading of the same file",
        targets=(Target(figure=_TIME, at_most=2.0),),
        works=_plain(_check_xlsx, lambda rows: _beside("calamine", workbook(rows))),
    ),
    Comparison(
        name="xlsx-pandas",
        work="the same",
        beside="pandas.read_excel with openpyxl, reading only",
        targets=(Target(figure=_TIME, at_most=0.25),),
        works=_plain(_check_xlsx, lambda rows: _beside("pandas", workbook(rows))),
    ),
    Comparison(
        name="csv-frictionless",
        work="intake of a 50,000-row CSV: read, map, parse, check, payloads (whole process)",
        beside="frictionless validating the same CSV against the same rules",
        targets=(Target(figure=_TIME, at_most=1.0),),
        works=_plain(
            lambda rows: _check(delimited(rows, Wording.API), rows),
            lambda rows: _beside("frictionless", delimited(rows, Wording.API)),
        ),
    ),
    Comparison(
        name="growth",
        work="`check` of a 1,000,000-row CSV",
        beside="of a 50,000-row CSV",
        targets=(Target(figure=_TIME, at_most=21), Target(figure=_MEMORY, at_most=1.3)),
        works=_plain(_check_csv, lambda rows: _check_csv(rows // 20)),
        rows=_MILLION,
        long=True,
    ),
    Comparison(
        name="errors",
        work="`check` of a 50,000-row CSV where every row has two errors",
        beside="of the clean file",
        targets=(Target(figure=_TIME, at_most=2.0),),
        works=_plain(lambda rows: _check(delimited(rows, Wording.ERRORS), rows), _check_csv),
    ),
    Comparison(
        name="result",
        work="result sheet of 50,000 rows as xlsx out of the journal, original columns included",
        beside="bare xlsxwriter (constant memory) writing the same cells",
        targets=(Target(figure=_TIME, at_most=1.3),),
        works=_result,
    ),
    Comparison(
        name="result-wait",
        work="`upload` of a 50,000-row workbook to a sandbox that answers after 2 s: from the last answer to the end of"
        " the process, which leaves the result sheet as xlsx (CPU of the whole upload)",
        beside="writing the same sheet alone, out of the journal",
        targets=(Target(figure=_TIME, at_most=0.1),),
        works=_followed,
        long=True,
    ),
    Comparison(
        name="version",
        work="`importer --version`",
        beside="`python -c pass`",
        targets=(Target(figure=_TIME, at_most=5.0),),
        works=_plain(_script("--version"), _python("pass")),
        pairs=15,
    ),
    Comparison(
        name="help",
        work="`importer --help`",
        beside="`python -c pass`",
        targets=(Target(figure=_TIME, at_most=5.0),),
        works=_plain(_script("--help"), _python("pass")),
        pairs=15,
    ),
    Comparison(
        name="check-200",
        work="`check` of 200 rows, whole process",
        beside='`python -c "import pandas, pandera.pandas"`',
        targets=(Target(figure=_TIME, at_most=1.6),),
        works=_plain(_check_xlsx, _python("import pandas, pandera.pandas")),
        rows=200,
        pairs=5,
    ),
    Comparison(
        name="upload-200",
        work="`upload` of 200 rows to a sandbox that answers at once, whole process",
        beside="`check` of the same",
        targets=(Target(figure=_TIME, at_most=1.5),),
        works=_small_upload,
        rows=200,
        pairs=5,
    ),
    Comparison(
        name="journal",
        work="journal: 1,000,000 rows of a CSV in, outcomes written, result out (csv); listings are made off the clock",
        beside="reading and writing the CSV alone (csv module)",
        targets=(Target(figure=_TIME, at_most=4.0),),
        works=_plain(_keep, lambda rows: _beside("csv_copy", delimited(rows), tells=True)),
        rows=_MILLION,
        long=True,
    ),
    Comparison(
        name="journal-growth",
        work="the same of 1,000,000 rows",
        beside="of 50,000 rows",
        targets=(Target(figure=_TIME, at_most=21), Target(figure=_MEMORY, at_most=1.3)),
        works=_plain(_keep, lambda rows: _keep(rows // 20)),
        rows=_MILLION,
        long=True,
    ),
    Comparison(
        name="xlsx-million",
        work="`check` of a 1,000,000-row workbook",
        beside="–",
        targets=(Target(figure=Figure.PEAK_MB, at_most=4096),),
        works=_plain(_check_xlsx),
        rows=_MILLION,
        pairs=1,
        long=True,
    ),
    Comparison(
        name="no-limit",
        work="sending 20,000 rows to the sandbox without a limit, journal included",
        beside="a bare aiohttp loop posting the same ready-made bodies to it",
        targets=(Target(figure=_TIME, at_most=1 / 0.7),),
        works=_sending(lambda: _sandbox(*_NO_LIMIT)),
        rows=20_000,
    ),
    Comparison(
        name="client-cpu",
        work="sending 50,000 rows to a server that costs next to nothing, journal included",
        beside="the same bare loop, which keeps no journal",
        targets=(Target(figure=Figure.CPU_US_A_ROW, at_most=60),),
        works=_sending(lambda: _server("benchmarks.quick_server")),
    ),
    Comparison(
        name="limit-11900",
        work="sending 11,900 rows at the documented limit",
        beside=f"the ideal: 119 requests at 5 a second, {_IDEAL_S['bulk']:.1f} s",
        targets=(
            Target(figure=Figure.SECONDS, at_most=1.05 * _IDEAL_S["bulk"]),
            Target(figure=Figure.THROTTLED, at_most=0),
        ),
        works=_at_limit("auto"),
        rows=11_900,
        pairs=1,
    ),
    Comparison(
        name="limit-60000",
        work="sending 60,000 rows at the documented limit",
        beside=f"the ideal of the windows: {_IDEAL_S['windows']:.0f} s",
        targets=(
            Target(figure=Figure.SECONDS, at_most=1.03 * _IDEAL_S["windows"]),
            Target(figure=Figure.THROTTLED, at_most=0),
        ),
        works=_at_limit("auto"),
        rows=60_000,
        pairs=1,
        long=True,
    ),
    Comparison(
        name="limit-single",
        work="sending 240 rows one by one at the documented limit",
        beside=f"the ideal of the windows: {_IDEAL_S['single']:.0f} s",
        targets=(
            Target(figure=Figure.SECONDS, at_most=1.05 * _IDEAL_S["single"]),
            Target(figure=Figure.THROTTLED, at_most=0),
        ),
        works=_at_limit("single"),
        rows=240,
        pairs=1,
        long=True,
    ),
)
