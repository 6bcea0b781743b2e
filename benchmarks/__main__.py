"""The one runner: `python -m benchmarks [--only NAME …] [--rows N] [--pairs N] [--quick]`. Writes RESULTS.md."""

import argparse
import sys
from collections.abc import Sequence

from benchmarks.comparisons import COMPARISONS, Comparison
from benchmarks.dealer_files import FOLDER
from benchmarks.figures import Reached, keep, reached, table
from benchmarks.measuring import WorkFailedError, in_turn


def main(arguments: Sequence[str]) -> int:
    """Run the chosen comparisons; gives 1 when one could not be run."""
    chosen = _parser().parse_args(arguments)
    FOLDER.mkdir(exist_ok=True)
    done: list[Reached] = []
    failed = False
    for comparison in COMPARISONS:
        if (chosen.only and comparison.name not in chosen.only) or (chosen.quick and comparison.long):
            continue
        try:
            pairs = chosen.pairs if chosen.pairs and comparison.pairs > 1 else comparison.pairs
            done.append(_measured(comparison, chosen.rows or comparison.rows, pairs))
        except WorkFailedError as error:
            _tell(f"  failed: {error}")
            failed = True
            continue
        if not chosen.rows:
            keep(done[-1])
    print(table(done))
    return int(failed)


def _measured(comparison: Comparison, rows: int, pairs: int) -> Reached:
    _tell(f"{comparison.name}: {rows:,} rows, {pairs} pairs")
    with comparison.works(rows) as works:
        return reached(comparison, in_turn(works, pairs, _tell), rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [comparison.name for comparison in COMPARISONS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--rows", type=int, help="another number of rows; the figures are printed and not kept")
    parser.add_argument("--pairs", type=int, help="how often each pair runs; what has no other beside it runs once")
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    return parser


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
