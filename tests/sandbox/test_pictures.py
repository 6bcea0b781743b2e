"""The drawn cars."""

import struct
import zlib

import pytest

from importer.sandbox.pictures import COLOURS, HEIGHT, WIDTH, car_png
from importer.sandbox.shapes import BODIES


def chunks(png: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG, each checked against its sum."""
    found, at = {}, 8
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        content = png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0] == zlib.crc32(name + content)
        found[name] = content
        at += 12 + size
    return found


@pytest.mark.parametrize("body", BODIES)
def test_png_of_every_body(body: str) -> None:
    """A whole PNG of the size that the vendor asks for, in which the car's paint is to be seen."""
    parts = chunks(car_png(body, "blauw", 1))
    assert struct.unpack(">II", parts[b"IHDR"][:8]) == (WIDTH, HEIGHT) == (800, 600)
    pixels = zlib.decompress(parts[b"IDAT"])
    assert len(pixels) == HEIGHT * (WIDTH + 1)
    palette = [tuple(parts[b"PLTE"][at : at + 3]) for at in range(0, len(parts[b"PLTE"]), 3)]
    paint = palette.index(COLOURS["blauw"])
    assert max(pixels) < len(palette)
    assert pixels.count(paint) > 20_000


def test_pictures_differ() -> None:
    """Bodies, colours and views are told apart; what is unknown is a grey hatchback."""
    views = {car_png("suv", "wit", view) for view in range(1, 9)}
    assert len(views) == 8
    assert car_png("suv", "wit", 1) not in {car_png("sedan", "wit", 1), car_png("suv", "zwart", 1)}
    assert car_png("spaceship", "octarine", 1) == car_png("hatchback", "grijs", 1)
