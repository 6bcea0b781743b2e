"""What every page of the sandbox shares: the frame, escaping, and how a value is written for a person in Belgium.

Nothing reaches the page unescaped, and nothing is loaded from elsewhere save the listings' own images.
"""

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from importer.sandbox.exchange import Json
from importer.vocabulary.choices import shown_word
from importer.wording import Lang, say

NOTHING: Final = "\N{EN DASH}"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
PAGE_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; img-src http: https:; style-src 'unsafe-inline'; form-action 'self'"
    ),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def text(value: object) -> str:
    """A value as it may stand in HTML, also between quotes."""
    return escape(str(value), quote=True)


def language(wanted: str | None, accepted: str) -> Lang:
    """The language of a page: the one that the address asks for, else the browser's first that we have, else Dutch."""
    for tag in (wanted or "", *(part.split(";")[0].strip() for part in accepted.split(","))):
        short = tag.split("-")[0].lower()
        if short in tuple(Lang):
            return Lang(short)
    return Lang.NL


def address(path: str, parameters: Mapping[str, object]) -> str:
    """A link within the sandbox, escaped."""
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    return text(f"{path}?{urlencode(given)}" if given else path)


def picture(url: str) -> str:
    """Where a page finds an image, escaped: a car that a sandbox drew is drawn by this one, whatever its port was."""
    parts = urlsplit(url)
    drawn = parts.hostname in _LOOPBACK and parts.path.startswith("/pictures/")
    return text(urlunsplit(parts._replace(scheme="", netloc="")) if drawn else url)


def number(value: Json) -> str:
    """A number as it is written in Belgium: 18950 → 18.950, 5.4 → 5,4."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    whole, _, decimals = f"{value:,.2f}".partition(".")
    shown = whole.replace(",", ".")
    decimals = decimals.rstrip("0")
    return f"{shown},{decimals}" if decimals else shown


def price(value: Json, currency: Json) -> str:
    """An amount with its currency: € 18.950."""
    shown = number(value)
    if "," in shown:
        shown = shown.partition(",")[0] + "," + f"{value:.2f}".partition(".")[2]
    return f"{'€' if currency in (None, 'EUR') else currency}{NO_BREAK}{shown}"


def status_word(status: str, lang: Lang) -> str:
    """How the language says a status, as a label."""
    return shown_word("status", status, lang).capitalize()


def badge(status: Json, lang: Lang) -> str:
    """The coloured word for a status."""
    return f'<span class="badge {text(status)}">{text(status_word(str(status), lang))}</span>'


def frame(title: str, body: str, lang: Lang, path: str, parameters: Mapping[str, object]) -> str:
    """A whole page: `body` is HTML already; `path` and `parameters` are its own address, for the other languages."""
    links = "".join(
        f'<a href="{address(path, {**parameters, "lang": other.value})}" hreflang="{other.value}"'
        f"{' aria-current=true' if other is lang else ''}>{other.value}</a>"
        for other in Lang
    )
    return (
        f'<!DOCTYPE html><html lang="{lang.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{text(title)}</title><style>{_style()}</style></head><body>'
        f'<header><h1><a href="{address("/", {"lang": lang.value})}">{text(say("sandbox_page_title", lang))}</a>'
        f"<small>{text(say('sandbox_page_practice', lang))}</small></h1>"
        f'<nav class="lang" aria-label="{text(say("sandbox_page_language", lang))}">{links}</nav></header>'
        f"<main>{body}</main><footer>{text(say('sandbox_page_footer', lang))}</footer></body></html>"
    )


@cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")
