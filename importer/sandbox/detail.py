"""The page of one listing: its pictures, every field that was sent, and its features by category."""

from collections.abc import Iterable, Mapping
from typing import Final, cast

from importer.contract import BY_NAME, FEATURE_CATEGORIES, Field, Kind
from importer.sandbox.catalog import mirrored
from importer.sandbox.exchange import Json
from importer.sandbox.layout import NOTHING, address, badge, frame, number, picture, price, text
from importer.sandbox.store import Stored
from importer.vocabulary.choices import shown_word
from importer.vocabulary.headings import label
from importer.wording import Lang, say

_SHOWN_APART: Final = frozenset({"title", "description", "features", "images", "price", "currency", "status"})
_PLAIN_NUMBERS: Final = frozenset({"year", "latitude", "longitude"})


def detail_page(stored: Stored, lang: Lang) -> str:
    """The page of a listing."""
    fields = stored["fields"]
    title = str(fields["title"])
    amount = price(fields["price"], fields.get("currency")) if fields.get("price") is not None else NOTHING
    left = _gallery(stored, lang) + _description(fields, lang) + _features(fields, lang)
    right = _panel(
        title,
        f'<div class="price">{text(amount)}</div><p class="state">{badge(fields["status"], lang)}</p>',
        _facts(stored, lang),
    )
    back = f'<a class="back" href="{address("/", {"lang": lang.value})}">← {text(say("sandbox_page_back", lang))}</a>'
    body = f'{back}<div class="detail"><div>{left}</div><div>{right}</div></div>'
    return frame(title, body, lang, f"/listings/{stored['id']}", {})


def _panel(title: str, *parts: str) -> str:
    return f'<section class="panel"><h2>{text(title)}</h2>{"".join(parts)}</section>'


def _gallery(stored: Stored, lang: Lang) -> str:
    nothing = text(say("sandbox_page_no_picture", lang))
    photos = [
        f'<div class="photo">{nothing}<img src="{picture(url)}" alt="" loading="lazy" onerror="this.remove()"></div>'
        for url in mirrored(stored)
    ]
    shown = "".join(photos) or f'<div class="photo">{nothing}</div>'
    return f'<section class="panel gallery">{shown}</section>'


def _description(fields: Mapping[str, Json], lang: Lang) -> str:
    words = fields.get("description")
    return _panel(label("description", lang), f"<p>{text(words)}</p>") if words else ""


def _features(fields: Mapping[str, Json], lang: Lang) -> str:
    features = cast("list[dict[str, Json]]", fields.get("features") or [])
    if not features:
        return ""
    parts = []
    for category in FEATURE_CATEGORIES:
        names = "".join(f"<li>{text(feature['name'])}</li>" for feature in features if feature["category"] == category)
        if names:
            parts.append(f'<h3>{text(say(f"sandbox_category_{category}", lang))}</h3><ul class="features">{names}</ul>')
    return _panel(say("sandbox_page_features", lang, count=len(features)), *parts)


def _facts(stored: Stored, lang: Lang) -> str:
    fields = stored["fields"]
    known = [
        (label(name, lang), _shown(field, fields[name], lang))
        for name, field in BY_NAME.items()
        if name not in _SHOWN_APART and fields.get(name) is not None
    ]
    moments = [
        (say(f"sandbox_page_{name}", lang), str(stored[name])[:16].replace("T", " "))
        for name in ("createdAt", "updatedAt", "soldAt")
        if stored[name]
    ]
    return _list([*known, *moments, (say("sandbox_page_id", lang), stored["id"])])


def _list(pairs: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{text(name)}</dt><dd>{text(value)}</dd>" for name, value in pairs) + "</dl>"


def _shown(field: Field, value: Json, lang: Lang) -> str:
    if isinstance(value, bool):
        return say("sandbox_page_yes" if value else "sandbox_page_no", lang)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if field.kind is Kind.CHOICE:
        return shown_word(field.name, str(value), lang)
    if isinstance(value, int | float):
        shown = str(value) if field.name in _PLAIN_NUMBERS else number(value)
        return f"{shown} {field.unit}" if field.unit and field.unit != "month" else shown
    return str(value)
