"""What a user would do instead, as bare as it can be written: `python -m benchmarks.beside NAME FILE …`.

Each imports its own library alone. Those that prepare something print what the rest cost.
"""

import asyncio
import csv
import json
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final


def calamine(path: str) -> None:
    """Read the sheet with python-calamine, nothing else."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 — one library a process

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    print(len(rows))


def pandas(path: str) -> None:
    """Read the sheet with pandas and openpyxl, as pandas does unless told otherwise."""
    import pandas as pd  # noqa: PLC0415 — one library a process

    print(len(pd.read_excel(path, engine="openpyxl")))


def frictionless(path: str) -> None:
    """Validate delimited text against the contract's rules, as a Table Schema."""
    from frictionless import Resource, system  # noqa: PLC0415 — one library a process

    from benchmarks.table_schema import table_schema  # noqa: PLC0415 — the same

    with system.use_context(trusted=True):  # an absolute path is refused otherwise
        report = Resource(path=path, schema=table_schema(path), format="csv", encoding="utf-8").validate()
    if not report.valid:
        raise SystemExit(str(report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]))


def xlsxwriter(path: str) -> None:
    """Write cells (a pickle of rows) as a workbook in constant memory."""
    from xlsxwriter import Workbook  # noqa: PLC0415 — one library a process

    with open(path, "rb") as file:  # noqa: PTH123 — as bare as it gets
        rows = pickle.load(file)  # noqa: S301 — written by the benchmark itself
    with told_cost():
        book = Workbook("bare.xlsx", {"constant_memory": True, "strings_to_urls": False})
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        book.close()


def csv_copy(path: str) -> None:
    """Read and write delimited text with the standard library."""
    with (
        told_cost(),
        open(path, encoding="utf-8-sig", newline="") as source,  # noqa: PTH123 — as bare as it gets
        open("bare.csv", "w", encoding="utf-8", newline="") as target,  # noqa: PTH123 — the same
    ):
        csv.writer(target).writerows(csv.reader(source, delimiter=";"))


def aiohttp(address: str, bodies: str, workers: str) -> None:
    """POST ready-made bulk bodies (a pickle) as fast as aiohttp can, `workers` at once."""
    from aiohttp import ClientSession  # noqa: PLC0415 — one library a process

    with open(bodies, "rb") as file:  # noqa: PTH123 — as bare as it gets
        waiting: Iterator[bytes] = iter(pickle.load(file))  # noqa: S301 — written by the benchmark itself
    headers = {"Authorization": "Bearer sk_partner_sandbox", "Content-Type": "application/json"}

    async def worker(session: ClientSession) -> None:
        for body in waiting:
            async with session.post(f"{address}/listings/bulk-upsert", data=body) as reply:
                await reply.read()

    async def all_workers() -> None:
        async with ClientSession(headers=headers) as session:
            await asyncio.gather(*(worker(session) for _ in range(int(workers))))

    with told_cost():
        asyncio.run(all_workers())


class Told(dict[str, float]):
    """What a measured block tells of itself; its clock can be stopped for what is not to be counted."""

    def __init__(self, more: Mapping[str, float]) -> None:
        super().__init__(more)
        self._now = (time.perf_counter(), time.process_time())

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """Leave the block out of the cost."""
        self.count()
        yield
        self._now = (time.perf_counter(), time.process_time())

    def count(self) -> None:
        """Count the time since the clock was last looked at."""
        started, self._now = self._now, (time.perf_counter(), time.process_time())
        for name, at, now in zip(("seconds", "cpu_s"), started, self._now, strict=True):
            self[name] = self.get(name, 0.0) + now - at


@contextmanager
def told_cost(**more: float) -> Iterator[Told]:
    """Measure the block and print its cost as JSON, with what the block puts into the given dict."""
    told = Told(more)
    yield told
    told.count()
    print(json.dumps(told))


TOOLS: Final[dict[str, Callable[..., None]]] = {
    tool.__name__: tool for tool in (calamine, pandas, frictionless, xlsxwriter, csv_copy, aiohttp)
}

if __name__ == "__main__":
    TOOLS[sys.argv[1]](*sys.argv[2:])
