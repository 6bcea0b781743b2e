"""Cars with their makes below a heading that is no name of a car: an unknown one, or a `Motor`.

They are the titles where no other column names the cars; it sees the candidates of every column.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate

_TITLE: Final = ("title",)
_ENGINE: Final = ("engine",)
_NAMING: Final = frozenset({"title", "brand", "model"})


def names_below_other_headings(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where such columns are the titles or are none."""
    return _with_motors_as_titles(_without_names_of_other_cars(found, columns))


def _without_names_of_other_cars(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where cars with their makes below a heading that nothing knows are no titles beside others.

    Of two such columns, or beside a column that names the cars, one may be the car that was taken back.
    """
    unknown = {at for at in found if not columns[at].meanings and _may_be_titles(found[at])}
    doubtful = unknown if len(unknown) > 1 or _are_named_elsewhere(found, unknown) else set()
    return {at: _without_title(those) if at in doubtful else those for at, those in found.items()}


def _with_motors_as_titles(found: Mapping[int, Sequence[Candidate]]) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a `Motor` that names the cars is the title as long as no other column names them.

    To a dealer a motor is a car as well; beside makes, what begins with one is an engine or nothing (`BMW B47`).
    """
    motors = {
        at for at, those in found.items() if _may_be_titles(those) and any(each.fields == _ENGINE for each in those)
    }
    named = _are_named_elsewhere(found, motors)
    return {
        at: those if at not in motors else _without_title(those) if named else _engine_last(those)
        for at, those in found.items()
    }


def _are_named_elsewhere(found: Mapping[int, Sequence[Candidate]], here: AbstractSet[int]) -> bool:
    elsewhere = {name for at in found.keys() - here for name in _possible(found[at])}
    return not elsewhere.isdisjoint(_NAMING)


def _may_be_titles(those: Sequence[Candidate]) -> bool:
    return any(each.fields == _TITLE and not each.refuted for each in those)


def _possible(those: Sequence[Candidate]) -> set[str]:
    return {name for each in those if not each.refuted for name in each.fields}


def _without_title(those: Sequence[Candidate]) -> list[Candidate]:
    return [
        replace(each, refuted=True, reason="reason_content", params={"guess": "title"})
        if each.fields == _TITLE and not each.refuted
        else each
        for each in those
    ]


def _engine_last(those: Sequence[Candidate]) -> list[Candidate]:
    return [replace(each, score=each.score / 2) if each.fields == _ENGINE else each for each in those]
