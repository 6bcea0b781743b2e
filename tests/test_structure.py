"""The structure of the house: imports run one way, sentences in four languages and well set, options documented."""

import ast
import re
import string
from collections import Counter
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from importer.errors import ExitCode
from importer.problems import Code
from importer.records import Outcome
from importer.settings import SETTINGS
from importer.wording import Lang, say, sentences

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "importer"
FILES = sorted(PACKAGE.rglob("*.py"))

# Floors from the ground up; a file may import its own floor's room and every floor below. Rooms on one floor do not
# import each other, save where ALLOWED says why.
FLOORS = (
    ("wording", "contract", "second_process"),
    ("vocabulary", "language"),
    ("problems", "errors", "records", "events"),
    ("settings",),
    ("reading", "mapping", "cells", "frames", "checks", "payloads", "partner_api", "journal", "results", "template"),
    ("intake", "upload", "reports"),
    ("plans", "template_from", "following"),
    ("run",),
    ("progress", "sandbox"),
    ("cli",),
    ("__main__",),
)
ALLOWED = {
    ("mapping", "cells"): "the content of a column confirms what its heading says",
    ("frames", "cells"): "cells become typed columns",
    ("checks", "frames"): "typed frames are checked and weighed",
    ("payloads", "frames"): "checked frames become payloads",
    ("results", "journal"): "the journal's rows are what a result sheet shows",
    ("results", "reading"): "a text to mend is written so that reading sees how it is written",
    ("events", "records"): "a row comes to an outcome",
    ("records", "problems"): "rows carry their problems",
}
# Inside `mapping`, from the ground up, each room of it.
MAPPING_FLOORS = (
    ("headings", "contents"),
    ("columns", "tables"),
    ("side_by_side",),
    ("given",),
    ("references", "remarks"),
    ("mapper", "earlier_reading"),
)
LIBRARIES = {
    "httpx": ("partner_api",),
    "aiohttp": ("partner_api",),
    "click": ("cli", "progress"),
    "rich": ("cli", "progress"),
    "openpyxl": ("reading", "results", "template", "sandbox"),
    "xlsxwriter": ("results", "template", "sandbox"),
    "python_calamine": ("reading",),
    "sqlalchemy": ("journal",),
    "sqlite3": ("journal",),
    "psycopg": ("journal",),
    "starlette": ("sandbox",),
    "uvicorn": ("sandbox",),
}


def room(path: Path) -> str:
    """The first part below the package: a folder or a file's stem."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[str, int]]:
    """Dotted names that a file imports, with their lines."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "importer" else [node.module]
            )
            found += [(name, node.lineno) for name in names]
    return found


def imported_files(path: Path, files: Collection[str]) -> Iterator[str]:
    """Which of `files`, by their dotted names, a file imports: `from a import b` may name the file `a.b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in files)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module in files:
            longer = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in files else node.module for name in longer)


def floor_of(name: str) -> int:
    """The floor of a room."""
    return next(i for i, floor in enumerate(FLOORS) if name in floor)


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "mapping").rglob("[a-z]*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_the_mapping_is_built_from_the_ground_up(path: Path) -> None:
    """From words and cells by columns to tables: a room of the mapping imports its own and those on lower floors."""
    floors = {room: floor for floor, rooms in enumerate(MAPPING_FLOORS) for room in rooms}
    own = path.relative_to(PACKAGE / "mapping").parts[0].removesuffix(".py")
    for name, line in imports(path):
        parts = name.split(".")
        if parts[:2] == ["importer", "mapping"] and parts[2] != own:
            assert floors[parts[2]] < floors[own], f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    """A room imports rooms on lower floors, and a sibling only for a stated reason."""
    here = room(path)
    if here == "__init__":
        return
    for name, line in imports(path):
        parts = name.split(".")
        if parts[0] != "importer" or len(parts) < 2 or parts[1] in (here, "__version__"):
            continue
        there = parts[1]
        below = floor_of(there) < floor_of(here)
        assert below or (here, there) in ALLOWED, f"{path.name}:{line} {here} imports {there}"


def test_floors_and_exceptions_are_those_that_there_are() -> None:
    """A room that is gone has no floor, and an import that is no longer made needs no reason."""
    rooms = {room(path) for path in FILES} - {"__init__"}
    assert sorted(rooms) == sorted(name for floor in FLOORS for name in floor)
    made = {(room(path), name.split(".")[1]) for path in FILES for name, _ in imports(path) if name.count(".")}
    assert made >= set(ALLOWED)


def test_no_files_import_each_other_in_a_circle() -> None:
    """Whatever a file needs can be read before it, within a room too."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}
    order: TopologicalSorter[str] = TopologicalSorter()
    for own, path in names.items():
        order.add(own, *imported_files(path, names))
    order.prepare()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    """HTTP, the terminal, workbooks and SQL are each known in one place."""
    for name, line in imports(path):
        rooms = LIBRARIES.get(name.split(".")[0])
        assert rooms is None or room(path) in rooms, f"{path.name}:{line} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_settings_reads_the_environment(path: Path) -> None:
    """Settings come in at one door."""
    text = path.read_text(encoding="utf-8")
    assert room(path) in ("settings", "language") or ("os.environ" not in text and "getenv" not in text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_small(path: Path) -> None:
    """A stranger can hold a file and a function in his head."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno <= 55, f"{path.name}:{node.lineno} {node.name}"


def places(text: str) -> set[str]:
    """The parameters of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_stands_once_in_four_languages() -> None:
    """A sentence has the same parameters in nl, fr, de and en; examples of commands are the same in all."""
    found = list(sentences())
    assert not [key for key, n in Counter(key for key, _ in found).items() if n > 1]
    for key, texts in found:
        if key.startswith("examples_"):
            continue
        assert set(texts) == set(Lang), key
        assert all(text.strip() for text in texts.values()), key
        assert len({frozenset(places(text)) for text in texts.values()}) == 1, key


# What a person copies or types is between backticks, in an assignment's quotation marks or a shell's.
_TYPED = re.compile(r"""`[^`]*`|"[^"]*=[^"]*"|"\w+" = "\w+"|'importer\[\w+\]'""")
_QUOTATION = {Lang.NL: ("“", "”"), Lang.EN: ("“", "”"), Lang.DE: ("„", "“"), Lang.FR: ("«", "»")}


@pytest.mark.parametrize("lang", Lang)
def test_signs_are_those_that_the_language_is_printed_with(lang: Lang) -> None:
    """Apostrophes are curved, and quotation marks the language's own, each closed before the next opens."""
    opens, closes = _QUOTATION[lang]
    for key, texts in sentences():
        if lang not in texts or key.startswith("examples_"):
            continue
        text = _TYPED.sub("", texts[lang])
        marks = "".join(mark for mark in text if mark in "“”„«»")
        assert not set(text) & set("'\"‘‚‹›´"), (key, text)
        assert marks == (opens + closes) * (len(marks) // 2), (key, text)


def test_french_marks_are_set_off_by_a_space_that_no_line_ends_at() -> None:
    """« so », and before ; : ! ? too; an address keeps its own."""
    for key, texts in sentences():
        if Lang.FR in texts:
            said = say(key, Lang.FR, **dict.fromkeys(places(texts[Lang.FR]), 2))
            said = said.replace("Climatisation; GPS", "")  # as a cell has it
            assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»|(?<!\u00a0)[;:!?](?=\s|$)", said), (key, said)


@pytest.mark.parametrize("code", Code, ids=str)
def test_every_problem_code_has_a_sentence(code: Code) -> None:
    """Whatever is found wrong can be said."""
    assert code.value in dict(sentences())


@pytest.mark.parametrize("outcome", Outcome, ids=str)
def test_every_outcome_has_a_word(outcome: Outcome) -> None:
    """Whatever becomes of a row can be said."""
    assert f"outcome_{outcome}" in dict(sentences())


def test_readme_maps_every_room() -> None:
    """Whoever looks for something finds every room on the code map, and no room that is not there."""
    code_map = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Code map\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in code_map.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert not [name for name in named if not (PACKAGE / name).exists()]
    tops = {path for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert {f"{path.name}/" if path.is_dir() else path.name for path in tops} <= named | {"__init__.py", "__main__.py"}


def test_readme_names_every_setting_and_exit_code() -> None:
    """Whoever writes a script finds every variable, option and exit code in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for setting in SETTINGS.values():
        assert setting.variable is None or f"`{setting.variable}`" in readme
        assert setting.flag is None or f"`{setting.flag}`" in readme
    for code in ExitCode:
        assert f"| {int(code)} |" in readme
