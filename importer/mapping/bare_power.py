"""Whether the bare numbers of a power column are kilowatts or horsepower: by the figures that engines have in each.

Hardly an engine has 95 kW, but many have 95 hp; 77 kW is 105 hp. A column that allows both is left to the dealer.
It does not know headings.
"""

from typing import Final

from importer.mapping.content import Content, is_number

# Figures that are usual in one unit and hardly ever seen in the other.
_KILOWATTS: Final = frozenset(
    {40, 44, 51, 55, 59, 63, 66, 73, 74, 77, 81, 88, 92, 96, 103, 118, 132, 135, 147, 176, 195}
)
_HORSEPOWER: Final = frozenset(
    {69, 82, 86, 95, 101, 102, 116, 122, 131, 136, 143, 156, 163, 170, 177, 184, 190, 197, 204, 218, 224, 231, 245}
    | {252, 258, 272, 286, 306, 313, 340, 400, 408, 450, 510}
)
_SEVERAL: Final = 2
_TIMES: Final = 4
_HALF: Final = 0.5


def is_bare(content: Content) -> bool:
    """Whether most cells are numbers without a unit."""
    return content.share(is_number) > _HALF


def unit_of_figures(content: Content) -> str | None:
    """`kW` or `hp` when the figures of the column are of the one and hardly of the other, else None."""
    figures = {int(float(text)) for text in content.texts if _is_plain(text)}
    kilowatts, horsepower = len(figures & _KILOWATTS), len(figures & _HORSEPOWER)
    if kilowatts >= max(_SEVERAL, _TIMES * horsepower):
        return "kW"
    return "hp" if horsepower >= max(_SEVERAL, _TIMES * kilowatts) else None


def _is_plain(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text.isascii()
