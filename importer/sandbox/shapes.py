"""The outlines of cars from the side, facing left, on a canvas of 800 by 600. Data, and the curve through points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Outline = Sequence[tuple[float, float]]
_STEPS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body: its outline and glass, the height of its waist line, where pillars and doors stand."""

    outline: Outline
    glass: Outline
    waist: int
    pillars: tuple[int, ...]
    doors: tuple[int, ...]


BODIES: Final[dict[str, Body]] = {
    "hatchback": Body(
        outline=(
            *((97, 444), (92, 400), (102, 362), (155, 340), (258, 324), (335, 250), (405, 226)),
            *((520, 221), (612, 240), (664, 306), (700, 336), (708, 390), (703, 444)),
        ),
        glass=((280, 321), (347, 260), (408, 240), (516, 235), (594, 252), (636, 315)),
        waist=326,
        pillars=(430, 556),
        doors=(285, 436, 545),
    ),
    "sedan": Body(
        outline=(
            *((97, 444), (92, 402), (102, 366), (158, 343), (268, 328), (348, 260), (412, 237)),
            *((492, 235), (558, 256), (616, 318), (692, 330), (707, 352), (709, 400), (703, 444)),
        ),
        glass=((292, 323), (358, 268), (415, 250), (488, 248), (540, 265), (588, 318)),
        waist=330,
        pillars=(440, 535),
        doors=(295, 446, 548),
    ),
    "wagon": Body(
        outline=(
            *((97, 444), (92, 400), (102, 362), (155, 340), (258, 324), (332, 252), (402, 229)),
            *((560, 224), (660, 236), (694, 318), (707, 350), (709, 400), (703, 444)),
        ),
        glass=((280, 321), (346, 260), (404, 242), (558, 237), (642, 246), (668, 315)),
        waist=326,
        pillars=(430, 548),
        doors=(285, 436, 545),
    ),
    "suv": Body(
        outline=(
            *((97, 440), (90, 380), (98, 334), (150, 316), (256, 303), (326, 222), (400, 197)),
            *((560, 193), (652, 206), (696, 298), (709, 340), (709, 400), (703, 440)),
        ),
        glass=((276, 300), (340, 233), (403, 211), (556, 207), (634, 217), (668, 296)),
        waist=304,
        pillars=(428, 548),
        doors=(282, 434, 545),
    ),
    "van": Body(
        outline=(
            *((97, 444), (90, 390), (98, 346), (160, 320), (240, 216), (302, 176), (420, 166)),
            *((650, 166), (700, 182), (708, 300), (711, 400), (705, 444)),
        ),
        glass=((192, 314), (258, 226), (312, 194), (400, 186), (404, 314)),
        waist=322,
        pillars=(296,),
        doors=(300, 420),
    ),
    "coupe": Body(
        outline=(
            *((97, 444), (90, 405), (102, 371), (168, 349), (288, 333), (372, 269), (442, 250)),
            *((520, 255), (602, 296), (680, 330), (706, 352), (709, 400), (703, 444)),
        ),
        glass=((306, 329), (380, 278), (442, 262), (516, 267), (574, 302), (586, 326)),
        waist=334,
        pillars=(520,),
        doors=(312, 530),
    ),
    "convertible": Body(
        outline=(
            *((97, 444), (90, 405), (102, 371), (168, 349), (288, 336), (330, 336), (420, 346)),
            *((560, 340), (690, 338), (706, 352), (709, 400), (703, 444)),
        ),
        glass=((288, 338), (346, 272), (358, 272), (314, 340)),
        waist=342,
        pillars=(),
        doors=(312, 530),
    ),
}


def smooth(points: Outline) -> list[tuple[float, float]]:
    """A curve through the points in their order (Catmull-Rom); from the last to the first it runs straight."""
    ends = (points[0], *points, points[-1])
    curve = [_on_curve(ends[at : at + 4], step / _STEPS) for at in range(len(points) - 1) for step in range(_STEPS)]
    return [*curve, points[-1]]


def _on_curve(four: Outline, t: float) -> tuple[float, float]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = four
    return _blend(x0, x1, x2, x3, t), _blend(y0, y1, y2, y3, t)


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
