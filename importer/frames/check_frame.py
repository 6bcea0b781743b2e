"""The rows of one chunk between reading and sending: typed values, lists, problems, and where each value stands.

It does not know how values were read (chunks.py), limits (checks/) or JSON (payloads/).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from importer.frames.coded import UNREADABLE, Coded, Mask
from importer.frames.lists import Feature, Image
from importer.frames.sources import Place
from importer.problems import Code, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFrame:
    """The rows of one chunk. `rows` are their numbers, `problems` those of each row number in the order found.

    `columns` has a column for each scalar field that has a source; `frame` holds the same values as nullable pandas
    columns, its index is the row number. `features`, `images` and `tags` have one entry for each row. `places` are the
    columns that a field is read from, none when it was given for the whole file or made from other fields.
    """

    rows: Sequence[int]
    frame: pd.DataFrame
    columns: Mapping[str, Coded]
    features: Sequence[tuple[Feature, ...]]
    images: Sequence[tuple[Image, ...]]
    tags: Sequence[tuple[str, ...]]
    problems: dict[int, list[Problem]]
    places: Mapping[str, tuple[Place, ...]]
    sheet: str | None

    def unreadable(self, field: str) -> Mask:
        """The rows where `field` has a value that could not be read."""
        column = self.columns.get(field)
        if column is None:
            return np.zeros(len(self.frame), dtype=np.bool_)
        return column.where(lambda value: value is UNREADABLE)

    def place(self, field: str, position: int) -> Place | None:
        """The column of `field` that the row at `position` was read from: the first that is filled, else the first."""
        places = self.places.get(field, ())
        if len(places) == 1:
            return places[0]
        return next((place for place in places if place.found(position) is not None), places[0] if places else None)

    def add(self, code: Code, position: int, field: str, params: Mapping[str, str]) -> None:
        """Say of the row at `position` that `field` has a problem, with its cell."""
        place = self.place(field, position)
        row = self.rows[position]
        problem = Problem(
            code=code,
            row=row,
            field=field,
            column=place.column if place else None,
            heading=place.heading if place else None,
            sheet=self.sheet,
            found=place.found(position) if place else None,
            params=params,
        )
        self.problems.setdefault(row, []).append(problem)
