"""`python -m tests.fuzz FILES… --mutations 10000`: changes the files at random and says what must not be.

What breaks is kept in `--keep` with its trace.
"""

import argparse
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.fuzz.mutation import mutated
from tests.fuzz.trial import trial


def main() -> int:
    """Tell each file that breaks something; 1 when there was one."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--mutations", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="importer-fuzz-") as folder:
        broken = fuzz(given.files, given.mutations, given.seed, given.keep or Path(folder))
    sys.stdout.write("".join(f"{line}\n" for line in broken))
    sys.stdout.write(f"{given.mutations} mutations of {len(given.files)} files, {len(broken)} broken\n")
    return 1 if broken else 0


def fuzz(files: list[Path], mutations: int, seed: int, folder: Path) -> list[str]:
    """How each mutation that broke something ended; the file and its trace stay in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {path: path.read_bytes() for path in files}
    broken = []
    for number in range(mutations):
        random = Random(f"{seed}-{number}")
        source = random.choice(files)
        path = folder / f"{seed}-{number}-{source.name}"
        path.write_bytes(mutated(contents[source], random))
        ended = trial(path, path.with_name(f"{path.name}.txt"))
        if ended is None:
            path.unlink()
        else:
            broken.append(f"{path.name}: {ended}")
    return broken


if __name__ == "__main__":
    sys.exit(main())
