"""Draws cars: a PNG of 800 by 600 for a body type, a colour and a view, so that a demo has pictures with no network.

Pure: polygons and ellipses on a canvas of palette indices, compressed by the standard library. It knows nothing of
listings or addresses.
"""

import struct
import zlib
from functools import lru_cache
from typing import Final

from importer.sandbox.shapes import BODIES, Body, Outline, smooth

WIDTH: Final = 800
HEIGHT: Final = 600
VIEWS: Final = 4

Colour = tuple[int, int, int]
COLOURS: Final[dict[str, Colour]] = {
    "zwart": (38, 40, 46),
    "wit": (238, 240, 242),
    "grijs": (112, 118, 126),
    "zilver": (188, 194, 200),
    "blauw": (38, 84, 158),
    "rood": (178, 34, 40),
    "groen": (36, 106, 76),
    "bruin": (104, 72, 50),
    "beige": (206, 190, 160),
    "geel": (236, 190, 40),
    "oranje": (222, 108, 34),
}
_SKIES: Final[tuple[tuple[Colour, Colour], ...]] = (
    ((214, 228, 240), (247, 249, 251)),
    ((246, 226, 204), (252, 246, 238)),
)
_GROUNDS: Final[tuple[tuple[Colour, Colour], ...]] = (
    ((176, 182, 188), (208, 213, 218)),
    ((190, 178, 166), (220, 212, 202)),
)
_SHADES: Final = 32
_GROUND_Y: Final = 452
_PAINT, _LIGHT, _DARK, _GLASS, _GLINT, _TYRE, _RIM, _LAMP, _REAR, _SHADOW, _PLATE, _LINE = range(
    2 * _SHADES, 2 * _SHADES + 12
)


class Canvas:
    """A picture of palette indices, drawn a row at a time."""

    def __init__(self) -> None:
        self.rows = [bytearray(WIDTH) for _ in range(HEIGHT)]

    def fill(self, outline: Outline, colour: int) -> None:
        """Fill a polygon."""
        edges = tuple(zip(outline, (*outline[1:], outline[0]), strict=True))
        top, bottom = min(y for _, y in outline), max(y for _, y in outline)
        for y in range(max(0, int(top)), min(HEIGHT, int(bottom) + 1)):
            crossings = sorted(
                x1 + (y + 0.5 - y1) * (x2 - x1) / (y2 - y1)
                for (x1, y1), (x2, y2) in edges
                if (y1 <= y + 0.5) != (y2 <= y + 0.5)
            )
            for left, right in zip(crossings[::2], crossings[1::2], strict=True):
                self._run(y, left, right, colour)

    def ellipse(self, x: float, y: float, across: float, down: float, colour: int) -> None:
        """Fill an ellipse round (x, y) with half axes `across` and `down`."""
        for row in range(max(0, int(y - down)), min(HEIGHT, int(y + down) + 1)):
            inside = 1 - ((row + 0.5 - y) / down) ** 2
            if inside > 0:
                half = across * inside**0.5
                self._run(row, x - half, x + half, colour)

    def mirror(self) -> None:
        """Turn left and right round."""
        for row in self.rows:
            row.reverse()

    def _run(self, y: int, left: float, right: float, colour: int) -> None:
        first, last = max(0, round(left)), min(WIDTH, round(right))
        if last > first:
            self.rows[y][first:last] = bytes((colour,)) * (last - first)


@lru_cache(maxsize=256)
def car_png(body: str, colour: str, view: int) -> bytes:
    """A picture of a car: views 1 and 2 from its sides, 3 its front, 4 its back, then the same by evening light.

    An unknown body is a hatchback, an unknown colour grey.
    """
    kind = (view - 1) % VIEWS
    canvas = Canvas()
    _backdrop(canvas)
    if kind <= 1:
        _side(canvas, BODIES.get(body, BODIES["hatchback"]))
    else:
        _end(canvas, BODIES.get(body, BODIES["hatchback"]), front=kind == 2)
    if kind == 1:
        canvas.mirror()
    return _png(canvas, _palette(COLOURS.get(colour, COLOURS["grijs"]), (view - 1) // VIEWS % len(_SKIES)))


def _backdrop(canvas: Canvas) -> None:
    for y, row in enumerate(canvas.rows):
        if y < _GROUND_Y - 40:
            row[:] = bytes((y * _SHADES // (_GROUND_Y - 40),)) * WIDTH
        else:
            row[:] = bytes((_SHADES + (y - _GROUND_Y + 40) * _SHADES // (HEIGHT - _GROUND_Y + 40),)) * WIDTH


def _side(canvas: Canvas, body: Body) -> None:
    canvas.ellipse(400, _GROUND_Y + 44, 340, 20, _SHADOW)
    paint = smooth(body.outline)
    canvas.fill(paint, _PAINT)
    canvas.fill([(94, 404), (706, 404), (703, 446), (97, 446)], _DARK)
    canvas.fill([(120, body.waist + 14), (690, body.waist + 8), (690, body.waist + 12), (120, body.waist + 19)], _LIGHT)
    canvas.fill(smooth(body.glass), _GLASS)
    under_roof = min(y for _, y in body.outline) + 14
    for x in body.pillars:
        canvas.fill([(x, under_roof), (x + 12, under_roof), (x + 16, body.waist), (x + 4, body.waist)], _PAINT)
    for x in body.doors:
        canvas.fill([(x, body.waist + 4), (x + 3, body.waist + 4), (x + 3, 420), (x, 420)], _LINE)
        canvas.fill(
            [
                (x + 12, body.waist + 26),
                (x + 48, body.waist + 25),
                (x + 48, body.waist + 32),
                (x + 12, body.waist + 33),
            ],
            _DARK,
        )
    canvas.fill([(98, body.waist + 36), (140, body.waist + 24), (152, body.waist + 36), (112, body.waist + 52)], _LAMP)
    canvas.fill([(684, body.waist + 20), (706, body.waist + 24), (708, body.waist + 52), (690, body.waist + 46)], _REAR)
    for x in (205, 590):
        _wheel(canvas, x)


def _wheel(canvas: Canvas, x: float) -> None:
    y = _GROUND_Y
    canvas.ellipse(x, y - 4, 70, 68, _LINE)
    canvas.ellipse(x, y, 60, 60, _TYRE)
    canvas.ellipse(x, y, 40, 40, _RIM)
    for dx, dy in ((0, -22), (21, -7), (13, 18), (-13, 18), (-21, -7)):
        canvas.ellipse(x + dx, y + dy, 8, 8, _TYRE)
    canvas.ellipse(x, y, 7, 7, _LINE)


def _end(canvas: Canvas, body: Body, *, front: bool) -> None:
    roof = min(y for _, y in body.outline)
    waist = body.waist
    canvas.ellipse(400, _GROUND_Y + 44, 230, 20, _SHADOW)
    for x in (232, 508):
        canvas.fill([(x, 420), (x + 60, 420), (x + 58, _GROUND_Y + 52), (x + 2, _GROUND_Y + 52)], _TYRE)
    canvas.fill(
        smooth(
            [
                (285, roof + 4),
                (400, roof - 4),
                (515, roof + 4),
                (556, waist),
                (580, waist + 50),
                (584, 440),
                (216, 440),
                (220, waist + 50),
                (244, waist),
            ]
        ),
        _PAINT,
    )
    canvas.fill([(296, roof + 18), (504, roof + 18), (540, waist - 4), (260, waist - 4)], _GLASS)
    canvas.fill([(320, roof + 22), (370, roof + 22), (330, waist - 8), (284, waist - 8)], _GLINT)
    canvas.fill([(222, 404), (578, 404), (582, 446), (218, 446)], _DARK)
    lamps = _LAMP if front else _REAR
    for x in (262, 538):
        canvas.ellipse(x, waist + 46, 36, 16, lamps)
    if front:
        canvas.fill([(320, waist + 34), (480, waist + 34), (468, waist + 64), (332, waist + 64)], _LINE)
    else:
        canvas.fill([(330, waist + 22), (470, waist + 22), (470, waist + 25), (330, waist + 25)], _LINE)
    canvas.fill([(345, 392), (455, 392), (455, 418), (345, 418)], _PLATE)


def _palette(paint: Colour, light: int) -> bytes:
    sky, ground = _SKIES[light], _GROUNDS[light]
    shades = [_between(*sky, step) for step in range(_SHADES)] + [_between(*ground, step) for step in range(_SHADES)]
    inks: tuple[Colour, ...] = (
        paint,
        _between(paint, (255, 255, 255), 12),
        _between(paint, (0, 0, 0), 9),
        (52, 64, 76),
        (96, 112, 126),
        (30, 31, 34),
        (196, 200, 205),
        (248, 226, 160),
        (196, 30, 36),
        _between(ground[0], (0, 0, 0), 10),
        (246, 246, 244),
        _between(paint, (0, 0, 0), 16),
    )
    return b"".join(bytes(colour) for colour in (*shades, *inks))


def _between(start: Colour, end: Colour, step: int) -> Colour:
    red, green, blue = (round(a + (b - a) * step / _SHADES) for a, b in zip(start, end, strict=True))
    return red, green, blue


def _png(canvas: Canvas, palette: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in canvas.rows), 6)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
