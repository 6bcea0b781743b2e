"""Columns that name the car, seen side by side: a bare `Type`, a bare `Name`, a `make_model` beside make and model.

It sees the candidates of every column and what stands below `Type`; assignment.py decides which of them is taken.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from importer.mapping.columns.refutations import NAMES_OF_ANYTHING
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.columns.weighing import Candidate
from importer.mapping.contents.content import begins_with_engine, may_be_a_car
from importer.vocabulary.headings import NOT_A_FIELD, words_of
from importer.vocabulary.makes import split_make

BARE_TYPE: Final = "bareType"
_HALF: Final = 0.5
_NEARLY_ALL: Final = 0.9
_FEW_WORDS: Final = 2
_LESS: Final = 0.01
_TOGETHER: Final = ("brand", "model")
_PARTS_OF_A_TITLE: Final = ("model", "variant")
_NAMES: Final = frozenset({"model", "title"})
_OF_A_TYPE: Final = frozenset({("model",), ("variant",)})
_CONTACT: Final = frozenset({NOT_A_FIELD + "phone", NOT_A_FIELD + "email"})
_FEW: Final = 0.2
_MANY_MAKES: Final = 6


def side_by_side(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, weighed anew by what the other columns may be."""
    worded = _without_numbers_of_models(_without_kinds_of_records(found, columns), columns)
    named = _without_names_of_people(worded, columns)
    named = _with_descriptions_as_versions(_with_descriptions_as_titles(_with_parts_of_titles(named, columns)))
    return _with_types_as_models(_with_makes_first(_with_separate_names(named)), columns)


def _with_descriptions_as_titles(found: Mapping[int, Sequence[Candidate]]) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a description that names the cars is the title as long as no other column names them."""
    both = {at for at in found if {("title",), ("description",)} <= _unrefuted(found[at])}
    elsewhere = {name for at in found.keys() - both for name in _possible(found[at])}
    given_up = {"title"} if elsewhere & {"title", "brand", "model"} else {"description"}
    return {at: _last_of(given_up, those) if at in both else those for at, those in found.items()}


def _with_descriptions_as_versions(found: Mapping[int, Sequence[Candidate]]) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a description that names versions is the version as long as no other column does."""
    both = {at for at in found if {("variant",), ("description",)} <= _unrefuted(found[at])}
    elsewhere = {name for at in found.keys() - both for name in _possible(found[at])}
    given_up = {"variant"} if elsewhere & {"variant", "title"} or "model" not in elsewhere else {"description"}
    return {at: _last_of(given_up, those) if at in both else those for at, those in found.items()}


def _without_numbers_of_models(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a `model` of numbers beside a `make` of numbers is a portal's own number of it.

    Where makes are words, a model may be a number: `208`, `500`; not of each car of a stock of many makes.
    """
    makes = [column for column in columns.values() if any(each.meaning == "brand" for each in column.meanings)]
    numbered = any(_are_numbers(column) or column.content.distinct >= _MANY_MAKES for column in makes)
    models = {at for at in found if numbered and _are_numbers(columns[at])}
    return {at: _refuted(those, _OF_A_TYPE) if at in models else those for at, those in found.items()}


def _are_numbers(column: Column) -> bool:
    return not column.is_empty and column.content.share(str.isdecimal) >= _NEARLY_ALL


def _without_names_of_people(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a bare `Nom` beside a telephone or an e-mail address is no title when it names no car."""
    contact = any(meaning.meaning in _CONTACT for column in columns.values() for meaning in column.meanings)
    people = {at for at in found if contact and _may_be_people(columns[at])}
    return {at: _refuted(those, {("title",)}) if at in people else those for at, those in found.items()}


def _may_be_people(column: Column) -> bool:
    return set(words_of(column.survey.heading)) <= NAMES_OF_ANYTHING and column.content.share(may_be_a_car) == 0


def _without_kinds_of_records(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a bare `type` of a few words in small letters is no version beside makes in capitals.

    `aflevering`, `klacht`: what kind of record it is. Where makes are in small letters as well, so are versions.
    """
    makes = [columns[at] for at in found if ("brand",) in _unrefuted(found[at])]
    capital = any(not column.is_empty and column.content.share(str.islower) < _FEW for column in makes)
    kinds = {at for at in found if capital and _is_bare_type(columns[at]) and _are_kinds(columns[at])}
    return {at: _refuted(those, _OF_A_TYPE) if at in kinds else those for at, those in found.items()}


def _is_bare_type(column: Column) -> bool:
    return any(meaning.meaning == BARE_TYPE for meaning in column.meanings)


def _are_kinds(column: Column) -> bool:
    content = column.content
    return content.distinct * 2 <= content.filled and content.share(_is_small_word) >= _NEARLY_ALL


def _is_small_word(text: str) -> bool:
    return text.islower() and text.replace(" ", "").isalpha()


def _refuted(those: Sequence[Candidate], fields: AbstractSet[tuple[str, ...]]) -> list[Candidate]:
    return [
        replace(each, refuted=True, reason="reason_content", params={"guess": each.fields[0]})
        if each.fields in fields and not each.refuted
        else each
        for each in those
    ]


def _with_parts_of_titles(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates of `Modellbezeichnung` and `Typbezeichnung`: model and version beside each other and a make.

    Alone, each is the title; but beside a make and no other model, a designation of a word or two is the model, and
    beside make and model one that begins with the engine is the version.
    """
    parts = {name: _of_title_and(name, found) for name in _PARTS_OF_A_TITLE}
    of_either = set().union(*parts.values())
    makes = any(("brand",) in _unrefuted(found[at]) for at in found.keys() - of_either)
    others = any(("model",) in _unrefuted(found[at]) for at in found.keys() - of_either)
    is_model = (
        len(of_either) == 1 == len(parts["model"]) and not others and all(map(_is_short, map(columns.get, of_either)))
    )
    is_version = (
        len(of_either) == 1 == len(parts["variant"]) and others and all(map(_begins, map(columns.get, of_either)))
    )
    given_up = {"title"} if makes and (all(parts.values()) or is_model or is_version) else set(_PARTS_OF_A_TITLE)
    return {at: _last_of(given_up, those) if at in of_either else those for at, those in found.items()}


def _is_short(column: Column | None) -> bool:
    return column is not None and column.content.share(lambda text: len(text.split()) <= _FEW_WORDS) >= _NEARLY_ALL


def _begins(column: Column | None) -> bool:
    return column is not None and column.content.share(begins_with_engine) >= _NEARLY_ALL


def _of_title_and(name: str, found: Mapping[int, Sequence[Candidate]]) -> set[int]:
    return {at for at in found if {("title",), (name,)} <= _unrefuted(found[at])}


def _last_of(names: set[str], those: Sequence[Candidate]) -> list[Candidate]:
    return [replace(each, score=each.score / 2) if names.issuperset(each.fields) else each for each in those]


def _with_separate_names(found: Mapping[int, Sequence[Candidate]]) -> dict[int, Sequence[Candidate]]:
    """The candidates, where make and model in one column come last when each has a column of its own."""
    own = {name: {at for at in found if (name,) in _unrefuted(found[at])} for name in _TOGETHER}
    both = all(own.values()) and len(set.union(*own.values())) >= len(_TOGETHER)
    return {at: _together_last(those) if both else those for at, those in found.items()}


def _with_makes_first(found: Mapping[int, Sequence[Candidate]]) -> dict[int, Sequence[Candidate]]:
    """The candidates, where a make comes from a column of its own, and a `model` that begins with it gives the rest."""
    makes = {at: max(map(_score_of_a_make, those), default=0.0) for at, those in found.items()}
    first = max(makes, key=makes.__getitem__, default=None)
    of_others = {first: max((score for at, score in makes.items() if at != first), default=0.0)}
    surest = max(makes.values(), default=0.0)
    return {at: [_after(each, of_others.get(at, surest)) for each in those] for at, those in found.items()}


def _score_of_a_make(candidate: Candidate) -> float:
    return candidate.score if candidate.fields == ("brand",) and not candidate.refuted else 0.0


def _after(candidate: Candidate, make: float) -> Candidate:
    """Make and model in one column, a little less sure than a column of makes alone when there is one."""
    if candidate.fields != _TOGETHER or make == 0:
        return candidate
    return replace(candidate, score=min(candidate.score, make - _LESS))


def _unrefuted(those: Sequence[Candidate]) -> set[tuple[str, ...]]:
    return {candidate.fields for candidate in those if not candidate.refuted}


def _together_last(those: Sequence[Candidate]) -> list[Candidate]:
    return [replace(each, score=each.score / 2) if each.fields == _TOGETHER else each for each in those]


def _with_types_as_models(
    found: Mapping[int, Sequence[Candidate]], columns: Mapping[int, Column]
) -> dict[int, Sequence[Candidate]]:
    """The candidates, where `Type` stands for the model first when a make and no model or title is there.

    A `make_model` of which the rest begins with what stands below `Type` is longer than a model, and no rival.
    """
    bare = {at for at in found if _is_bare_type(columns[at])}
    makes = any(("brand",) in _unrefuted(found[at]) for at in found.keys() - bare)
    together = {at for at in found.keys() - bare if _TOGETHER in _unrefuted(found[at])} if makes else set()
    longer = {at for at in together if any(_begins_each(columns[one], columns[at]) for one in bare)}
    elsewhere = {name for at in found.keys() - bare - longer for name in _possible(found[at])}
    if "brand" not in elsewhere or not elsewhere.isdisjoint(_NAMES):
        return dict(found)
    models = {at for at in bare if columns[at].content.share(begins_with_engine) < _HALF}
    last = longer if models else set()
    return {
        at: _together_last(those) if at in last else _models_first(those) if at in models else those
        for at, those in found.items()
    }


def _begins_each(types: Column, names: Column) -> bool:
    """Whether nearly each name, without its make, is one of the types and more."""
    models = tuple(f"{text} " for text in types.content.texts)
    rests = (split_make(text) for text in names.content.texts)
    longer = [rest is not None and rest[1].startswith(models) for rest in rests]
    return bool(longer) and sum(longer) >= _NEARLY_ALL * len(longer)


def _possible(those: Sequence[Candidate]) -> set[str]:
    return {name for candidate in those if not candidate.refuted for name in candidate.fields}


def _models_first(those: Sequence[Candidate]) -> list[Candidate]:
    surest = max((candidate.score for candidate in those if candidate.fields == ("variant",)), default=0.0)
    return [
        replace(candidate, score=max(candidate.score, surest + 0.01)) if candidate.fields == ("model",) else candidate
        for candidate in those
    ]
