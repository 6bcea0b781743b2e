"""Fuels and bodies below a heading that says nothing: `Loopt op` over benzine and diesel.

Told by the words of the cells, where no other column may be the field and no second one looks the same. A heading that
is known, in whatever meaning, or in a language that is not read is left alone. Gearboxes are not told so: an air
conditioning is automatic or manual as well.
"""

from collections.abc import Collection, Mapping
from typing import Final

from importer.cells.choices import meaning
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.headings.small_words import tells_of_another
from importer.mapping.tables.other_languages import headings_in_another_language
from importer.records import RawTable, Target
from importer.vocabulary.other_languages import is_in_another

_FIELDS: Final = ("fuelType", "bodyType")
_NEARLY_ALL: Final = 0.95
_ENOUGH: Final = 5
_SHORTEST: Final = 3  # letters of a word; codes of one or two letters may stand for anything
_SCORE: Final = 0.7


def told_by_words(
    found: Mapping[int, list[Candidate]], columns: Mapping[int, Column], table: RawTable, taken: Collection[str]
) -> dict[int, list[Candidate]]:
    """The candidates, with one for each such column. `taken` are fields that were given by hand or by a profile."""
    if headings_in_another_language(table.headings):
        return dict(found)
    claimed = {*taken} | {name for those in found.values() for each in those for name in each.fields}
    wanted = [field for field in _FIELDS if field not in claimed]
    silent = [at for at, those in found.items() if wanted and not those and _says_nothing(columns[at])]
    told = {field: [at for at in silent if _has(columns[at], field)] for field in wanted}
    return {**found, **{those[0]: [_candidate(field)] for field, those in told.items() if len(those) == 1}}


def _says_nothing(column: Column) -> bool:
    heading = column.survey.heading
    known = column.meanings or tells_of_another(heading) or is_in_another(heading)
    return bool(heading.strip()) and not known


def _has(column: Column, field: str) -> bool:
    """Whether nearly every cell is a word of the choice, and there are two of its values at least."""
    content = column.content
    if content.filled < _ENOUGH or not content.mostly(lambda text: _meant(field, text) is not None, _NEARLY_ALL):
        return False
    return len({_meant(field, text) for text in content.texts} - {None}) > 1


def _meant(field: str, text: str) -> str | None:
    return meaning(field, text) if sum(map(str.isalpha, text)) >= _SHORTEST else None


def _candidate(field: str) -> Candidate:
    return Candidate(targets=(Target(field=field),), score=_SCORE, reason="reason_content_words", meaning=field)
