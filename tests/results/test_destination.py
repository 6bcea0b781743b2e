"""Where results are written: a target is whole or as it was, and what is refused is said with a way out."""

import os
import resource
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from importer.errors import SettingsError
from importer.journal.protocol import ResultRow
from importer.records import Outcome
from importer.results import RESULT_ENDINGS, ensure_writable, write_result
from importer.results.destination import replacing
from importer.results.workbook import new_workbook
from importer.wording import Lang
from tests.results.rows import result_row


def test_target_is_as_it_was_when_writing_fails(tmp_path: Path) -> None:
    """Rows that break off in the middle leave the earlier result whole and nothing beside it."""
    target = tmp_path / "r.csv"
    target.write_text("earlier", encoding="utf-8")

    def broken() -> Iterator[ResultRow]:
        yield result_row(2, Outcome.CREATED)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_result(target, ["a"], broken(), lang=Lang.EN)
    assert target.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("ending", RESULT_ENDINGS)
def test_earlier_result_is_replaced(tmp_path: Path, ending: str) -> None:
    """Writing a result again puts the new one in its place."""
    target = tmp_path / f"r{ending}"
    target.write_text("earlier", encoding="utf-8")
    write_result(target, ["a"], [result_row(2, Outcome.CREATED)], lang=Lang.EN)
    assert b"earlier" not in target.read_bytes()


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """A folder that is not there is said, not made."""
    with pytest.raises(SettingsError) as caught:
        write_result(tmp_path / "none" / "r.csv", [], [], lang=Lang.EN)
    assert f"The folder “{tmp_path / 'none'}” does not exist" in str(caught.value)


@pytest.mark.parametrize("ending", RESULT_ENDINGS)
def test_full_disk_is_said(tmp_path: Path, ending: str) -> None:
    """No room left is a sentence in every format, and the earlier result stays."""
    target = tmp_path / f"r{ending}"
    target.write_text("earlier", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    rows = [result_row(row, Outcome.CREATED) for row in range(2, 400)]
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limits[1]))
        with pytest.raises(SettingsError) as caught:
            write_result(target, ["a"], rows, lang=Lang.EN)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "no room left" in str(caught.value)
    assert target.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("closes_archives")
def test_a_disk_that_fills_up_at_the_end_is_said_once(tmp_path: Path) -> None:
    """When the sheets still had room and the workbook has none, the refusal is raised and nothing is left half open."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
        with pytest.raises(OSError, match="File too large"), new_workbook(tmp_path / "r.xlsx") as book:  # noqa: PT012
            for _ in range(3):
                book.add_worksheet().write_column(0, 0, [uuid4().hex for _ in range(200)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.usefixtures("closes_archives")
def test_a_disk_that_fills_up_while_rows_wait_is_said_once(tmp_path: Path) -> None:
    """A sheet whose rows find no room beside the result is refused in the same way."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
        with pytest.raises(OSError, match="File too large"), new_workbook(tmp_path / "r.xlsx") as book:
            book.add_worksheet().write_column(0, 0, [uuid4().hex for _ in range(600)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_refusal_of_the_file_system_names_another_file(tmp_path: Path) -> None:
    """A file that is open elsewhere or protected is said, with another name to try."""
    target = tmp_path / "r.csv"
    with pytest.raises(SettingsError) as caught, replacing(target):
        raise PermissionError(13, "text of the system")
    assert "r-2.csv" in str(caught.value)
    assert "text of the system" not in str(caught.value)
    for lang in Lang:
        assert "r-2.csv" in caught.value.sentence(lang)


def test_a_link_is_written_through(tmp_path: Path) -> None:
    """A link keeps pointing at the file that it names."""
    (tmp_path / "real.csv").write_text("earlier", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    write_result(link, ["a"], [result_row(2, Outcome.CREATED)], lang=Lang.EN)
    assert link.is_symlink()
    assert "created" in (tmp_path / "real.csv").read_text(encoding="utf-8-sig")


def test_result_may_be_read_by_others_as_any_new_file(tmp_path: Path) -> None:
    """A result has the rights of any file that the user makes."""
    mask = os.umask(0o022)
    try:
        write_result(tmp_path / "r.csv", ["a"], [], lang=Lang.EN)
    finally:
        os.umask(mask)
    assert (tmp_path / "r.csv").stat().st_mode & 0o777 == 0o644


def test_ensure_writable_leaves_nothing_behind(tmp_path: Path) -> None:
    """Asking beforehand changes nothing, with an earlier result or without."""
    ensure_writable(tmp_path / "r.csv", RESULT_ENDINGS)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "r.csv").write_text("earlier", encoding="utf-8")
    ensure_writable(tmp_path / "r.csv", RESULT_ENDINGS)
    assert (tmp_path / "r.csv").read_text(encoding="utf-8") == "earlier"


def test_source_file_is_never_the_target(tmp_path: Path) -> None:
    """A result named as the source, by whatever path, is refused with another name."""
    source = tmp_path / "stock.xlsx"
    source.write_bytes(b"x")
    with pytest.raises(SettingsError) as caught:
        ensure_writable(tmp_path / "." / "stock.xlsx", RESULT_ENDINGS, source=source)
    assert "stock-2.xlsx" in str(caught.value)


def test_folder_is_not_a_file(tmp_path: Path) -> None:
    """A folder as target is refused with a file name to give."""
    folder = tmp_path / "results.xlsx"
    folder.mkdir()
    with pytest.raises(SettingsError) as caught:
        ensure_writable(folder, RESULT_ENDINGS)
    assert "is a folder" in str(caught.value)
