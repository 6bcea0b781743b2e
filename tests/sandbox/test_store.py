"""The store on disk: what a restart finds."""

from pathlib import Path

import pytest

from importer.errors import SettingsError
from importer.sandbox.store import ListingStore, Stored


def listing(reference: str, price: int = 1, partner: str = "sandbox") -> Stored:
    """A stored listing."""
    return Stored(
        id=f"id-{reference}",
        partner=partner,
        reference=reference,
        dealer="d",
        fields={"price": price},
        createdAt="",
        updatedAt="",
        soldAt=None,
    )


def test_the_last_line_of_a_reference_counts(tmp_path: Path) -> None:
    """After a restart each reference is there once, as it was last, in the order of creation."""
    store = ListingStore(tmp_path / "s.jsonl")
    for one in (listing("é/1"), listing("b"), listing("é/1", price=2)):
        store.put(one)
    store.close()
    again = ListingStore(tmp_path / "s.jsonl")
    assert list(again.of()) == [listing("é/1", price=2), listing("b")]
    again.close()


def test_a_broken_last_line_is_passed_over(tmp_path: Path) -> None:
    """A line that a kill broke off is dropped and does not swallow the next one."""
    path = tmp_path / "s.jsonl"
    store = ListingStore(path)
    store.put(listing("a"))
    store.close()
    path.write_bytes(path.read_bytes() + b'{"id": "id-b", "par')
    second = ListingStore(path)
    second.put(listing("c"))
    second.close()
    third = ListingStore(path)
    assert [stored["reference"] for stored in third.of()] == ["a", "c"]
    third.close()


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    """Whoever names a spreadsheet as the store keeps the spreadsheet."""
    path = tmp_path / "stock.csv"
    path.write_text("Merk;Model\nVW;Golf", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        ListingStore(path)
    assert refused.value.key == "sandbox_store_foreign"
    assert path.read_text(encoding="utf-8") == "Merk;Model\nVW;Golf"


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder cannot be a store, and that is said."""
    with pytest.raises(SettingsError) as refused:
        ListingStore(tmp_path)
    assert refused.value.key == "sandbox_store_closed"


def test_partners_do_not_meet() -> None:
    """Two partners may use the same reference."""
    store = ListingStore()
    store.put(listing("a"))
    store.put(listing("a", price=9, partner="other"))
    assert [stored["fields"]["price"] for stored in store.of("other")] == [9]
    assert len(list(store.of())) == 2
    assert store.get("nobody", "a") is None
    assert store.by_id("id-a") is not None
    assert store.by_id("id-z") is None
