"""Cells that name one thing: VIN, UUID, web address, Car-Pass, postcode.

Only what a person surely meant is put right (`WVW ZZZ…`, `BE-9300`, `www.`); anything else is a problem.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from importer.cells.readings import Cell, Reading, trouble
from importer.cells.text import ESCAPE, is_damaged_number, written
from importer.contract import CAR_PASS_HOSTS
from importer.problems import Code

VIN_LENGTH: Final = 17
_SHORTEST_VIN: Final = 5
_BETWEEN = re.compile(r"[\s.\-–_]+")
_VIN = re.compile(r"(?=.*\d)[A-HJ-NPR-Z0-9]+")
_CAR_PASS_NUMBER = re.compile(r"\d{11}")
SWISS: Final = "CH"
"""The unit (records.Notation) of a column of Swiss postcodes."""
_BELGIAN = re.compile(r"(?:B(?:E|EL)?\s*[-–—]?\s*)?([1-9]\d{3})", re.IGNORECASE)
_FOREIGN = re.compile(r"(?:[A-Z]{1,3}\s*[-–]\s*)?(?=[A-Z0-9 -]*\d)[A-Z0-9][A-Z0-9 -]{2,9}", re.IGNORECASE)
_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)
# An address that needs no closer look, and holds no mark that parts a list.
_HOST_NAME: Final = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}"
_MARKS: Final = r"\w/.?=&%~#+-"
_PLAIN_URL = re.compile(rf"https?://{_HOST_NAME}(?:[/?][{_MARKS}]*)?", re.ASCII)
_PLAIN_HOST = re.compile(rf"https?://{_HOST_NAME}[/?]")
_PLAIN_MARKS = re.compile(rf"[:{_MARKS}]*", re.ASCII)
_NOT_IN_A_URL = re.compile(r"[\x00-\x20<>\"\\^`{|}]")


def read_vin(cell: Cell) -> Reading:
    """A VIN in capitals; one of fewer than 17 characters (older cars) is kept with a warning."""
    if isinstance(cell, str) and len(cell) == VIN_LENGTH and _VIN.fullmatch(cell):
        return Reading(value=cell)
    if is_damaged_number(cell):
        return trouble(Code.DAMAGED_NUMBER)
    if isinstance(cell, (bool, date)):
        return trouble(Code.NOT_A_VIN)
    vin = _BETWEEN.sub("", written(cell)).upper().strip("*#'\"")
    if not _VIN.fullmatch(vin) or not _SHORTEST_VIN <= len(vin) <= VIN_LENGTH:
        return trouble(Code.NOT_A_VIN)
    if len(vin) < VIN_LENGTH:
        return Reading(value=vin, code=Code.SHORT_VIN, params={"length": str(len(vin))})
    return Reading(value=vin)


def are_plain_vins(texts: Sequence[str]) -> bool:
    """Whether every text is a VIN of full length as it stands."""
    return set(map(len, texts)) == {VIN_LENGTH} and all(map(_VIN.fullmatch, texts))


def read_uuid(cell: Cell) -> Reading:
    """A UUID in its usual form, from any of the forms that hold its 32 digits."""
    try:
        return Reading(value=str(UUID(cell))) if isinstance(cell, str) else trouble(Code.NOT_A_UUID)
    except ValueError:
        return trouble(Code.NOT_A_UUID)


def read_url(cell: Cell) -> Reading:
    """A web address; `https://` is put before `www.` or `//`, and a blank within becomes `%20`, with a warning."""
    if not isinstance(cell, str):
        return trouble(Code.NOT_A_URL)
    text = cell.strip("<>\"' ")
    address = f"https:{text}" if text.startswith("//") else text
    address = f"https://{address}" if address.lower().startswith("www.") else address
    address = address.replace(" ", "%20")
    if not is_web_address(address):
        return trouble(Code.NOT_A_URL)
    return Reading(value=address) if address == text else _completed(address)


def is_plain_address(text: str) -> bool:
    """Whether a text is one web address of the usual form, which may be sent as it stands."""
    return _PLAIN_URL.fullmatch(text) is not None


def are_plain_addresses(texts: Sequence[str]) -> bool:
    """Whether every text is such an address and all are on one host; False too where that is not easily told.

    The pictures of a stock are as many addresses as cells, nearly always on one host: that is looked at once, and of
    the rest only which marks stand in it. When the first and the last in order begin alike, so do all between.
    """
    host = _PLAIN_HOST.match(texts[0])
    if host is None or not min(texts).startswith(host[0]) or not max(texts).startswith(host[0]):
        return False
    joined = "".join(texts)
    return _PLAIN_MARKS.fullmatch(joined) is not None and joined.count(":") == len(texts) and ESCAPE not in joined


def is_web_address(text: str) -> bool:
    """Whether a text is an absolute http or https address that may be sent."""
    if text[:4].lower() != "http" or _NOT_IN_A_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and host is not None and _is_host(host)


def _is_host(host: str) -> bool:
    if ":" in host:  # an IPv6 address, which urlsplit has checked
        return True
    try:
        return host == "localhost" or _HOST.fullmatch(host.encode("idna").decode("ascii")) is not None
    except UnicodeError:
        return False


def read_car_pass(cell: Cell) -> Reading:
    """An address on Car-Pass's own hosts, or the 11 digits of a certificate."""
    if is_damaged_number(cell) or isinstance(cell, (bool, date)):
        return trouble(Code.NOT_A_CAR_PASS)
    text = written(cell)
    digits = _BETWEEN.sub("", text)
    if _CAR_PASS_NUMBER.fullmatch(digits):
        return Reading(value=digits)
    address = text if "://" in text else f"https://{text}"
    if not is_web_address(address) or urlsplit(address).hostname not in CAR_PASS_HOSTS:
        return trouble(Code.NOT_A_CAR_PASS)
    return Reading(value=address) if address == text else _completed(address)


def read_postcode(cell: Cell) -> Reading:
    """A Belgian postcode as four digits; a foreign one is kept with a warning."""
    if isinstance(cell, (bool, date)):
        return trouble(Code.NOT_A_POSTCODE)
    text = written(cell)
    belgian = _BELGIAN.fullmatch(text)
    if belgian:
        return Reading(value=belgian[1])
    if text.startswith("-") or not _FOREIGN.fullmatch(text):
        return trouble(Code.NOT_A_POSTCODE)
    return Reading(value=text.upper(), code=Code.FOREIGN_POSTCODE)


def read_swiss_postcode(cell: Cell) -> Reading:
    """A postcode of Switzerland: four digits too, and never a Belgian place."""
    if not isinstance(cell, (bool, date)) and _BELGIAN.fullmatch(written(cell)):
        return Reading(value=f"{SWISS}-{written(cell)}", code=Code.FOREIGN_POSTCODE)
    return read_postcode(cell)


def _completed(address: str) -> Reading:
    return Reading(value=address, code=Code.URL_COMPLETED, params={"url": address})
