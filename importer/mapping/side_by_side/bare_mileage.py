"""Whether bare numbers of a mileage column may be miles: the file tells of Britain or America, and names no unit.

They are read as they stand; this says so once. It knows the columns, and gives none a field.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.contents.content import Content, is_number
from importer.problems import Code, Problem
from importer.records import MappedColumn, RawTable
from importer.vocabulary.headings import words_of

_BRITISH_PLATE: Final = re.compile(r"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-7]\d)\s?[A-HJ-PR-Z]{3}", re.IGNORECASE)
_POUNDS_OR_DOLLARS: Final = re.compile(r"[£$]\s?\d.*")
_IN_HEADINGS: Final = frozenset({"mot", "mpg"})
_KILOMETRES: Final = ("km", "kilom")
_HALF: Final = 0.5


def mileage_problems(mapped: Sequence[MappedColumn], columns: Mapping[int, Column], table: RawTable) -> list[Problem]:
    """One sentence for a mileage without a unit in a file of a country that drives in miles."""
    bare = [m for m in mapped if m.column in columns and _is_bare_mileage(m, columns[m.column].content)]
    if not bare or not any(_tells_of_miles(column) for column in columns.values()):
        return []
    return [
        Problem(
            code=Code.MILEAGE_WITHOUT_UNIT,
            field="mileage",
            column=table.first_column + m.column,
            heading=m.heading,
            sheet=table.sheet,
            params={"heading": m.heading.strip()},
        )
        for m in bare
    ]


def _is_bare_mileage(mapped: MappedColumn, content: Content) -> bool:
    targets = [target for target in mapped.targets if target.field == "mileage"]
    if any(word.startswith(_KILOMETRES) for word in words_of(mapped.heading)):
        return False
    return any(target.notation.unit is None for target in targets) and content.share(is_number) > _HALF


def _tells_of_miles(column: Column) -> bool:
    """A test called MOT, miles per gallon, British plates, or prices in pounds or dollars."""
    heading = column.survey.heading
    return (
        "£" in heading
        or not _IN_HEADINGS.isdisjoint(words_of(heading))
        or column.content.share(lambda text: _BRITISH_PLATE.fullmatch(text) is not None) > _HALF
        or column.content.share(lambda text: _POUNDS_OR_DOLLARS.fullmatch(text) is not None) > _HALF
    )
