"""The page at `/`: what is live, as cards with pictures; filtered by status, searched, in pages.

It reads the store and writes HTML; it knows nothing of the API's keys or of HTTP.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, cast

from importer.contract import STATUSES
from importer.sandbox.catalog import mirrored
from importer.sandbox.exchange import Json
from importer.sandbox.layout import NO_BREAK, NOTHING, address, badge, frame, number, picture, price, status_word, text
from importer.sandbox.store import ListingStore, Stored
from importer.vocabulary.choices import shown_word
from importer.wording import Lang, say

CARDS: Final = 48
_ALL: Final = "all"
_SEARCHED: Final = ("title", "brand", "model", "variant", "vin", "city", "dealerLocationCode")


def live_page(store: ListingStore, parameters: Mapping[str, str], lang: Lang) -> str:
    """The page for the query's `status` (all), `q` and `page` (1)."""
    listings = tuple(store.of())
    status = parameters.get("status", _ALL)
    wanted = parameters.get("q", "").strip()
    matching = [stored for stored in listings if _matches(stored, wanted.casefold())]
    shown = [stored for stored in matching if status in (_ALL, stored["fields"]["status"])]
    at = _page_number(parameters.get("page", ""), len(shown))
    query = {"lang": lang.value, "status": status, "q": wanted}
    body = _bar(matching, query, lang) + _cards(shown[(at - 1) * CARDS : at * CARDS], lang, empty=not listings)
    return frame(say("sandbox_page_title", lang), body + _pages(at, len(shown), query, lang), lang, "/", query)


def _matches(stored: Stored, wanted: str) -> bool:
    if not wanted:
        return True
    parts = (stored["reference"], *(str(stored["fields"].get(name, "")) for name in _SEARCHED))
    return all(word in " ".join(parts).casefold() for word in wanted.split())


def _page_number(given: str, found: int) -> int:
    last = max(1, -(-found // CARDS))
    return min(int(given), last) if given.isascii() and given.isdigit() and int(given) > 0 else 1


def _bar(matching: Sequence[Stored], query: Mapping[str, str], lang: Lang) -> str:
    counts = Counter(str(stored["fields"]["status"]) for stored in matching)
    chips = [_chip(_ALL, say("sandbox_status_all", lang), len(matching), query)]
    chips += [_chip(status, status_word(status, lang), counts[status], query) for status in STATUSES]
    hidden = "".join(f'<input type="hidden" name="{name}" value="{text(query[name])}">' for name in ("lang", "status"))
    hint = text(say("sandbox_page_search", lang))
    return (
        f'<div class="bar"><div class="chips">{"".join(chips)}</div><form>{hidden}'
        f'<input type="search" name="q" value="{text(query["q"])}" placeholder="{hint}" aria-label="{hint}">'
        f"<button>{text(say('sandbox_page_refresh', lang))}</button></form></div>"
    )


def _chip(status: str, word: str, count: int, query: Mapping[str, str]) -> str:
    current = ' aria-current="true"' if status == query["status"] else ""
    link = address("/", {**query, "status": status})
    return f'<a href="{link}"{current}>{text(word)} <b>{number(count)}</b></a>'


def _cards(shown: Sequence[Stored], lang: Lang, *, empty: bool) -> str:
    if shown:
        return f'<ul class="grid">{"".join(_card(stored, lang) for stored in shown)}</ul>'
    title, hint = ("sandbox_page_empty", "sandbox_page_empty_hint") if empty else ("sandbox_page_no_match", "")
    advice = text(say(hint, lang)) if hint else ""
    return f'<p class="none"><strong>{text(say(title, lang))}</strong>{advice}</p>'


def _card(stored: Stored, lang: Lang) -> str:
    fields = stored["fields"]
    link = address(f"/listings/{stored['id']}", {"lang": lang.value})
    amount = NOTHING if fields.get("price") is None else price(fields["price"], fields.get("currency"))
    features = say("sandbox_page_features", lang, count=len(cast("list[Json]", fields.get("features") or [])))
    return (
        f'<li class="card"><div class="photo">{_cover(stored, lang)}{badge(fields["status"], lang)}</div>'
        f'<div class="text"><h2><a href="{link}">{text(fields["title"])}</a></h2>'
        f'<div class="price">{text(amount)}</div>'
        f'<div class="facts">{_facts(fields, lang)}</div>'
        f'<div class="foot"><code>{text(stored["reference"])}</code><span>{text(features)}</span></div></div></li>'
    )


def _cover(stored: Stored, lang: Lang) -> str:
    images = mirrored(stored)
    nothing = text(say("sandbox_page_no_picture", lang))
    if not images:
        return nothing
    count = f'<span class="count">{text(say("sandbox_page_pictures", lang, count=len(images)))}</span>'
    return f'{nothing}<img src="{picture(images[0])}" alt="" loading="lazy" onerror="this.remove()">{count}'


def _facts(fields: Mapping[str, Json], lang: Lang) -> str:
    facts = [str(fields[name]) for name in ("firstRegistration", "year") if fields.get(name) is not None][:1]
    if fields.get("mileage") is not None:
        facts.append(f"{number(fields['mileage'])}{NO_BREAK}km")
    for name in ("fuelType", "transmission"):
        if fields.get(name) is not None:
            facts.append(shown_word(name, str(fields[name]), lang))
    if fields.get("powerKw") is not None:
        facts.append(f"{number(fields['powerKw'])}{NO_BREAK}kW")
    if fields.get("city"):
        facts.append(str(fields["city"]))
    return "".join(f"<span>{text(fact)}</span>" for fact in facts)


def _pages(at: int, found: int, query: Mapping[str, str], lang: Lang) -> str:
    last = max(1, -(-found // CARDS))
    if last == 1:
        return ""
    link = '<a class="button" href="{}">{}</a>'
    back = link.format(address("/", {**query, "page": at - 1}), text(say("sandbox_page_previous", lang)))
    on = link.format(address("/", {**query, "page": at + 1}), text(say("sandbox_page_next", lang)))
    where = text(say("sandbox_page_number", lang, page=number(at), pages=number(last)))
    return f'<nav class="pages">{back if at > 1 else ""}<span>{where}</span>{on if at < last else ""}</nav>'
