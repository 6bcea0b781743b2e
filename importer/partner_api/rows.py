"""What an accepted request says of each of its rows. Pure.

A row's own answer is believed only when it surely is that row's: index and reference agree and stand once. All others
are unknown and asked again. It does not know requests that fail as a whole.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from importer.partner_api.replies import as_list, status_of, text, words_of
from importer.records import IMAGE_SKIPPED, Outcome, Payload


class RowCourse(StrEnum):
    """What to do with one row."""

    FINAL = "final"  # its outcome stands
    BLOCKED = "blocked"  # refused in a way that may hold for every row of the key; if it does not, its outcome stands
    AGAIN = "again"  # send it again; its outcome stands when it is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVerdict:
    """What to do with one row, and what it comes to when nothing more is done. The names are those of RowOutcome."""

    row: int
    course: RowCourse
    outcome: Outcome
    http_status: int | None = None
    code: str | None = None
    message: str | None = None
    field: str | None = None
    listing_id: str | None = None
    status: str | None = None
    warnings: tuple[str, ...] = ()


def put_row(payload: Payload, body: Mapping[str, object] | None, status: int) -> RowVerdict | None:
    """The verdict on the row of a PUT that was accepted, or None when the answer is not that row's."""
    data = _content(body)
    if data is None or _reference_of(data) not in (None, payload.reference):
        return None
    if not ({"listingId", "externalReference", "external_reference"} & data.keys()):
        return None
    return _accepted(payload, data, status)


def bulk_rows(
    payloads: Sequence[Payload], body: Mapping[str, object] | None, status: int
) -> tuple[RowVerdict, ...] | None:
    """A verdict for each row of a bulk request, in its order, or None when there is no bulk answer in `body`."""
    data = _content(body)
    if data is None or not ("results" in data or "errors" in data):
        return None
    claims: dict[int, list[RowVerdict | None]] = defaultdict(list)
    places = {payload.reference: index for index, payload in enumerate(payloads)}
    for entry in _objects(data.get("results")):
        for index, payload in _claimed(entry, payloads, places):
            claims[index].append(_accepted(payload, entry, status) if payload else None)
    for entry in _objects(data.get("errors")):
        for index, payload in _claimed(entry, payloads, places):
            claims[index].append(_refused(payload, entry) if payload else None)
    return tuple(_one_of(claims[index], payload, status) for index, payload in enumerate(payloads))


def _claimed(
    entry: Mapping[str, object], payloads: Sequence[Payload], places: Mapping[str, int]
) -> list[tuple[int, Payload | None]]:
    """Which places an entry speaks of: one with its payload, or those that it throws doubt on, with None."""
    index, reference = entry.get("index"), _reference_of(entry)
    by_reference = places.get(reference) if reference else None
    if not isinstance(index, int) or isinstance(index, bool):
        index = by_reference if index is None else None
    if index is None or not 0 <= index < len(payloads):
        return []
    if reference is None or by_reference == index:
        return [(index, payloads[index])]
    doubtful = {index} if by_reference is None else {index, by_reference}
    return [(place, None) for place in doubtful]


def _one_of(claims: Sequence[RowVerdict | None], payload: Payload, status: int) -> RowVerdict:
    if len(claims) == 1 and claims[0] is not None:
        return claims[0]
    return RowVerdict(
        row=payload.row,
        course=RowCourse.AGAIN,
        outcome=Outcome.UNKNOWN,
        http_status=status,
        code="row_not_answered",
    )


def _accepted(payload: Payload, entry: Mapping[str, object], status: int) -> RowVerdict:
    created = entry.get("created") is True or ("created" not in entry and status == 201)
    return RowVerdict(
        row=payload.row,
        course=RowCourse.FINAL,
        outcome=Outcome.CREATED if created else Outcome.UPDATED,
        http_status=status,
        listing_id=text(entry.get("listingId")),
        status=text(entry.get("status")),
        warnings=_warnings(entry),
    )


def _refused(payload: Payload, entry: Mapping[str, object]) -> RowVerdict:
    words = words_of(entry, 0)
    status = status_of(words.code, entry.get("status"))
    again = status >= 500 or status in {408, 425, 429}
    return RowVerdict(
        row=payload.row,
        course=RowCourse.AGAIN if again else RowCourse.BLOCKED if status == 403 else RowCourse.FINAL,
        outcome=Outcome.FAILED if again else Outcome.REJECTED,
        http_status=status,
        code=words.code,
        message=words.message,
        field=words.field,
    )


def _content(body: Mapping[str, object] | None) -> dict[str, object] | None:
    if body is None:
        return None
    data = body.get("data", body)
    return data if isinstance(data, dict) else None


def _objects(value: object) -> list[dict[str, object]]:
    return [entry for entry in as_list(value) if isinstance(entry, dict)]


def _reference_of(entry: Mapping[str, object]) -> str | None:
    return text(entry.get("externalReference")) or text(entry.get("external_reference"))


def _warnings(entry: Mapping[str, object]) -> tuple[str, ...]:
    """Images that were left out, as both of the vendor's pages tell it."""
    told = entry.get("warnings")
    if told is None and "skippedImages" not in entry and "failedImages" not in entry:
        return ()
    places = [entry, told] if isinstance(told, dict) else [entry]
    images = [
        image for place in places for name in ("skippedImages", "failedImages") for image in _objects(place.get(name))
    ]
    lines = [_image_line(image) for image in images]
    plain = [line for line in as_list(told) if isinstance(line, str)]
    return tuple(dict.fromkeys([*lines, *plain]))


def _image_line(image: Mapping[str, object]) -> str:
    address = text(image.get("source")) or text(image.get("url")) or "?"
    reason = text(image.get("reason")) or text(image.get("error")) or "?"
    return IMAGE_SKIPPED.format(address=address, reason=reason)
