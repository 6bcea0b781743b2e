"""Costs → figures, kept from run to run, and the table that shows them. It does not know how anything is measured."""

import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.comparisons import COMPARISONS, Comparison, Figure, Target
from benchmarks.dealer_files import FOLDER
from benchmarks.measuring import ROOT, Cost

KEPT: Final = FOLDER / "figures.json"
RESULTS: Final = Path(__file__).with_name("RESULTS.md")
_LIBRARIES: Final = (
    "pandas",
    "pandera",
    "numpy",
    "python-calamine",
    "openpyxl",
    "xlsxwriter",
    "orjson",
    "SQLAlchemy",
    "httpx",
    "aiohttp",
    "frictionless",
)
_HEAD: Final = """# Measured

Written by `make bench` (`python -m benchmarks`): do not edit. Every pair ran in turn (A B A B …) in one run on the same
machine; a ratio is the median of the ratios of the pairs, seconds and MB are medians. The files are made by
`dealer_files.py`: a Dutch-speaking dealer's stock of 36 columns, with features and eight images.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One line of the table, measured: medians of both works and a value for each target."""

    name: str
    rows: int
    pairs: int
    commit: str
    costs: Sequence[Mapping[str, float]]
    values: Sequence[float]


def reached(comparison: Comparison, costs: Sequence[tuple[Cost, ...]], rows: int) -> Reached:
    """The figures of a comparison from its runs: a tuple of costs for each pair."""
    return Reached(
        name=comparison.name,
        rows=rows,
        pairs=len(costs),
        commit=_commit(),
        costs=[
            {name: median(getattr(pair[at], name) for pair in costs) for name in ("seconds", "cpu_s", "peak_mb")}
            for at in range(len(costs[0]))
        ],
        values=[median(_value(target, pair, rows) for pair in costs) for target in comparison.targets],
    )


def keep(new: Reached) -> None:
    """Remember a line in the place of its earlier one, and write the table anew."""
    known = _known()
    known[new.name] = asdict(new)
    KEPT.write_text(json.dumps(known, indent=1), encoding="utf-8")
    lines = [
        line
        for comparison in COMPARISONS
        if (line := known.get(comparison.name)) and len(line["values"]) == len(comparison.targets)  # else out of date
    ]
    RESULTS.write_text(_HEAD + _machine() + "\n" + table([Reached(**line) for line in lines]), encoding="utf-8")


def table(lines: Sequence[Reached]) -> str:
    """The lines as a Markdown table."""
    by_name = {comparison.name: comparison for comparison in COMPARISONS}
    head = "| work | beside | figures | to reach | reached | at |\n|---|---|---|---|---|---|\n"
    return head + "".join(_line(by_name[line.name], line) for line in lines)


def _line(comparison: Comparison, line: Reached) -> str:
    figures = " : ".join(_figures(cost) for cost in line.costs)
    targets = list(zip(comparison.targets, line.values, strict=True))
    aims = ", ".join(f"≤ {_shown(target, target.at_most)}" for target in comparison.targets)
    values = ", ".join(
        _shown(target, value) if value <= target.at_most else f"**{_shown(target, value)}**"
        for target, value in targets
    )
    rows = "" if line.rows == comparison.rows else f" ({line.rows:,} rows)"
    cells = (f"{comparison.work}{rows} (`{comparison.name}`)", comparison.beside, figures, aims, values, line.commit)
    return f"| {' | '.join(cells)} |\n"


def _figures(cost: Mapping[str, float]) -> str:
    return f"{cost['seconds']:.2f} s ({cost['cpu_s']:.2f} s CPU, {cost['peak_mb']:.0f} MB)"


def _shown(target: Target, value: float) -> str:
    match target.figure:
        case Figure.TIME:
            return f"{value:.2f} × time"
        case Figure.MEMORY:
            return f"{value:.2f} × memory"
        case Figure.SECONDS:
            return f"{value:.1f} s"
        case _:
            return f"{value:.0f} {target.figure}"


def _value(target: Target, pair: Sequence[Cost], rows: int) -> float:
    own = pair[0]
    match target.figure:
        case Figure.TIME:
            return own.seconds / pair[1].seconds
        case Figure.MEMORY:
            return own.peak_mb / pair[1].peak_mb
        case Figure.SECONDS:
            return own.seconds
        case Figure.PEAK_MB:
            return own.peak_mb
        case Figure.CPU_US_A_ROW:
            return own.cpu_s / rows * 1e6
        case Figure.THROTTLED:
            return own.told["throttled"]


def _known() -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return known


def _machine() -> str:
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    cores = sum(line.startswith("processor") for line in _lines("/proc/cpuinfo"))
    memory = next((int(line.split()[1]) // 1024**2 for line in _lines("/proc/meminfo")), 0)
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"{processor}, {cores} cores, {memory} GB; Python {platform.python_version()}; {libraries}.\n"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def _commit() -> str:
    told = subprocess.run(
        ("git", "rev-parse", "--short", "HEAD"),  # noqa: S607 — the developer's own git
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "–"
