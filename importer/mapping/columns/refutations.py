"""Whether the content of a column speaks against the field that its heading means, and why.

Cells are judged by `importer.cells`; here stand the thresholds, and what only the whole column can tell. It proposes
nothing in the field's stead.
"""

from functools import partial
from typing import Final

from importer.cells.booleans import truth_of
from importer.cells.choices import meaning as meaning_of
from importer.cells.columns import Judgement
from importer.cells.text import is_damaged_number
from importer.contract import BY_NAME, FEATURE_CATEGORY, Field, Kind
from importer.mapping.columns.codes_and_grades import are_grades, is_code, is_mark
from importer.mapping.columns.foreign_figures import are_other_figures
from importer.mapping.columns.foreign_texts import are_of_another_kind
from importer.mapping.columns.how_well_cells_fit import fit_of_readable, of_one_language
from importer.mapping.columns.named_contents import named_content
from importer.mapping.columns.paint_columns import is_paint_alone
from importer.mapping.columns.sides_and_places import are_colors, are_seats, is_of_one_side, may_be_a_place
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.contents.advert_text import begins_with_equipment
from importer.mapping.contents.content import (
    Content,
    begins_with_litres,
    begins_with_make,
    has_digit,
    is_amount,
    is_number,
    is_period,
    is_postcode,
    may_be_a_car,
)
from importer.mapping.contents.mileage_numbers import are_no_kilometres
from importer.mapping.contents.no_names import (
    is_how_far,
    is_kind_without_body,
    is_segment,
    is_vehicle_kind,
    repeats_a_heading,
)
from importer.mapping.contents.tags_of_adverts import are_tags
from importer.mapping.contents.warranty_terms import may_be_in_years
from importer.mapping.headings.heading_meanings import OFFICIAL, WITHOUT_UNIT, HeadingMeaning
from importer.records import RawValue
from importer.vocabulary.colors import names_a_color
from importer.vocabulary.headings import NOT_A_FIELD, words_of
from importer.vocabulary.particles import particles
from importer.vocabulary.places import province_of
from importer.vocabulary.spelling import plain

NOT_TELLING: Final = frozenset({Kind.TEXT, Kind.REFERENCE})
"""Kinds that nearly any cell fits."""
LEAST_FIT_OF_A_CHOICE: Final = 0.5
_LEAST_FIT: Final = 0.6
_LEAST_FIT_OF_A_GUESS: Final = 0.8
_FEW_CELLS: Final = 6
_FEW_KINDS: Final = 4
_SEVERAL: Final = 2
_FEW_WORDS: Final = 4
_DAMAGED: Final = 0.3
_MOST: Final = 0.8
_HALF: Final = 0.5
_OF_WORDS: Final = frozenset(
    {"title", "description", "brand", "city", "province", "features", "images", "color", "interiorColor"}
)
_NO_ANSWERS: Final = _OF_WORDS | {"model", "variant", "engine", "externalReference", "conditionTags"}
_NAMES: Final = frozenset({"title", "model", "variant", "description"})
_PARTS_OF_A_NAME: Final = frozenset({"title", "model", "variant"})
_TOLD: Final = ("condition", "fuelType", "transmission", "bodyType", "driveType", "vehicleType", "status", "paintType")
_COUNTED: Final = frozenset({Kind.INTEGER, Kind.DECIMAL})
_COLORS: Final = frozenset({"color", "interiorColor"})
_OF_WORDS_OR_CODES: Final = _COLORS | {"conditionTags"}  # a `Tag` of codes is a plate
_LABELS: Final = frozenset({"conditionTags", "features"})  # a `Label` of one colour is on the key or the file
_FEW: Final = 0.15
_FEW_NUMBERS: Final = 0.1
_FEW_NAMES: Final = 0.3
NAMES_OF_ANYTHING: Final = frozenset({"naam", "nom", "name", "full", "display"})
_MOST_OF_EURO: Final = 7
_FEWEST_GEARS: Final = 4
_MEASURED: Final = "not_a_field.performance"
_OF_A_MODEL: Final = frozenset({"model", "variant"})


def refutation(name: str, column: Column, meaning: HeadingMeaning, judgement: Judgement) -> str | None:
    """The key of the reason why the content speaks against the field `name`, or None when it does not."""
    contract = BY_NAME[name]
    reason = judgement.params.get("reason") or _other_content(name, meaning, column) or _too_few(name, column)
    exact = meaning.strength >= WITHOUT_UNIT
    if reason is not None or (exact and _asks_the_dealer(column, contract, judgement)):
        return reason
    least = _LEAST_FIT_OF_A_GUESS
    if exact and (meaning.strength == OFFICIAL or len(_fields_meant(column)) == 1):
        least = LEAST_FIT_OF_A_CHOICE if contract.kind is Kind.CHOICE else _LEAST_FIT
    fits = fit_of_readable(column, judgement) + of_one_language(name, column, judgement) >= least
    foreign_postcodes = name == "postalCode" and column.content.share(is_postcode) > _MOST
    return None if fits or foreign_postcodes else "reason_content"


def _asks_the_dealer(column: Column, contract: Field, judgement: Judgement) -> bool:
    """Whether cells that do not fit are better said one by one than with the whole column left out.

    A few cells tell little against a sure heading, unless it has several meanings and not one cell fits this one, or
    they are words that the choice has not. Numbers that allow two readings, and those that Excel has damaged, are
    questions about the cells.
    """
    foreign = contract.kind is Kind.CHOICE and column.content.distinct > _SEVERAL
    speaks = judgement.fit > 0 or (len(_fields_meant(column)) == 1 and not foreign and not _may_be_no_field(column))
    few = column.content.filled <= _FEW_CELLS and contract.kind not in NOT_TELLING and speaks
    return few or judgement.doubt is not None or _is_damaged(column, contract.kind)


def _may_be_no_field(column: Column) -> bool:
    """Whether the heading is as well what has no field: `State` is how a car is, or where in America it stands."""
    return any(meaning.meaning.startswith(NOT_A_FIELD) for meaning in column.meanings)


def _is_province(text: str) -> bool:
    return province_of(text) is not None


def _other_content(name: str, meaning: HeadingMeaning, column: Column) -> str | None:
    """What judging cells one by one cannot tell: numbers where words belong, money where there is none, repeats."""
    content, heading = column.content, column.survey.heading
    if (named := named_content(name, content)) is not None:
        return named
    if name == "externalReference" and meaning.language is not None and not _may_be_reference(content):
        return "reason_not_unique"
    other = (
        (name in _NAMES and (_is_a_choice(content) or content.share(repeats_a_heading) > _MOST))
        or (name == "model" and content.share(is_segment) > _HALF)
        or (name == "model" and content.share(begins_with_litres) >= _HALF)
        or (name in _OF_WORDS and content.share(is_number) > (_HALF if name == "features" else _MOST))
        or (name in _OF_WORDS_OR_CODES and content.share(is_code) > _HALF)
        or (name == "color" and is_paint_alone(column))
        or (name == "engine" and max(map(content.share, (is_period, begins_with_make))) > _HALF)
        or (name == "fuelType" and "driveType" in _fields_meant(column) and content.share(is_number) > _HALF)
        or (name == "variant" and max(map(content.share, (is_mark, begins_with_equipment))) > _MOST)
        or (name == "variant" and column.judged("interiorMaterial").fit > _MOST)
        or (name == "emissionClass" and content.share(_is_in_grams) > _HALF)
        or (name == "co2Emission" and content.share(_is_of_euro) > _HALF)
        or (name == "title" and (_names_no_cars(column, meaning) or content.share(_is_paper) > _HALF))
        or (name in _COLORS and is_of_one_side(column) and not are_colors(column))
        or (name == "bodyType" and content.share(is_kind_without_body) > _FEW)
        or (name == "condition" and content.share(partial(_is_word_of, "status")) > _HALF)
        or (name == "bodyType" and meaning.strength < OFFICIAL and are_grades(column))
        or (name in _LABELS and content.share(names_a_color) > _HALF and content.mean_words < _SEVERAL)
        or (name == "warrantyMonths" and meaning.unit is None and may_be_in_years(heading, content))
        or (name == "seats" and may_be_a_place(column) and not are_seats(content))
        or (name == "gears" and "transmission" in _fields_meant(column) and content.share(_is_of_a_car) < _HALF)
        or (name in _OF_A_MODEL and content.share(is_vehicle_kind) >= _HALF)
        or (name == "model" and _may_be_measured(column) and content.share(is_how_far) > _HALF)
        or (name == "features" and (content.share(_is_answer) + content.share(_is_level) > _MOST or are_tags(content)))
        or (name in _NO_ANSWERS and content.share(_is_answer) > _MOST > content.share(has_digit))
        or (name == "city" and content.share(has_digit) > _HALF)
        or (BY_NAME[name].kind in _COUNTED and content.share(is_amount) > _HALF)
        or (name == "description" and len(_fields_meant(column)) >= _SEVERAL and content.mean_words < _FEW_WORDS)
        or (name == "province" and meaning.strength < OFFICIAL and content.share(_is_province) < _HALF)
    )
    if name == "mileage" and are_no_kilometres(heading, content, column.judged(name, unit=meaning.unit)):
        return "reason_not_mileage"
    if meaning.meaning != FEATURE_CATEGORY.name:  # which holds the names of kinds, and no equipment
        other = other or are_of_another_kind(name, column) or are_other_figures(name, column)
    return "reason_content" if other else None


def _may_be_measured(column: Column) -> bool:
    """Whether the heading is also that of a measure: `Range` is a line of models, or how far a battery goes."""
    return any(meaning.meaning == _MEASURED for meaning in column.meanings)


def _is_of_a_car(text: str) -> bool:
    """`6`: a number of gears that cars have; 1, 2 and 3 below `Versn.` are codes."""
    return text.removesuffix(".0").isdecimal() and float(text) >= _FEWEST_GEARS


def _is_in_grams(text: str) -> bool:
    """`124`: an emission, while the classes are few."""
    return text.isdecimal() and int(text) > _MOST_OF_EURO


def _is_of_euro(text: str) -> bool:
    """`6`: a class of emissions; no engine emits as little in grams, and 0 is none that burns anything."""
    return text.isdecimal() and 0 < int(text) <= _MOST_OF_EURO


def _names_no_cars(column: Column, meaning: HeadingMeaning) -> bool:
    """Whether hardly one below `Name` or `Wagen van` has a make or a figure in it, as people and firms have none.

    A `Titel` is a car's, and that of a dealer in one make needs neither (`Golf Highline`), unless it is one word, and
    always one of a few (`Mevr.`).
    """
    content = column.content
    of_anything = set(words_of(column.survey.heading)) <= NAMES_OF_ANYTHING
    of_few_words = content.mean_words < _SEVERAL and content.distinct <= _FEW_KINDS < content.filled / 4
    may_be = of_anything or of_few_words or meaning.strength < WITHOUT_UNIT
    return may_be and content.filled >= _FEW_CELLS and content.share(may_be_a_car) < _FEW


def _is_paper(text: str) -> bool:
    """`Clear`, `Salvage`: how the papers of a car stand that are called its title."""
    return plain(text) in particles().title_papers


def _is_answer(text: str) -> bool:
    """`yes`: to a question that the column does not name."""
    return truth_of(text) is not None


def _is_level(text: str) -> bool:
    """`Full`, `Standard`: how much equipment a car has, and none of it."""
    return plain(text) in particles().levels


def _is_a_choice(content: Content) -> bool:
    """Whether the cells of a name are words of one choice: `Used`, `New`."""
    return any(content.share(partial(_is_word_of, choice)) > _MOST for choice in _TOLD)


def _is_word_of(choice: str, text: str) -> bool:
    return meaning_of(choice, text) is not None


def _too_few(name: str, column: Column) -> str | None:
    """`Type` with one word, with two or three in many rows, or with shapes of cars, names no version but a kind."""
    content = column.content
    if name not in _OF_A_MODEL or len(_fields_meant(column) - (_PARTS_OF_A_NAME - {name})) < _SEVERAL:
        return None
    few = content.distinct <= _FEW_KINDS < content.filled / 4 or content.distinct == 1 < content.filled
    return "reason_content" if few or column.judged("bodyType").fit >= _HALF else None


def _fields_meant(column: Column) -> set[str]:
    return {meaning.meaning for meaning in column.meanings if meaning.is_field}


def _is_damaged(column: Column, kind: Kind) -> bool:
    """Whether Excel has damaged the numbers of a reference or a chassis number: each cell is then told so."""
    if kind not in {Kind.REFERENCE, Kind.VIN}:
        return False
    damaged = sum(count for value, count in column.survey.values.items() if value and is_damaged_number(_cell(value)))
    return damaged > _DAMAGED * column.survey.filled


def _cell(value: RawValue) -> str | float:
    return value if isinstance(value, (str, int, float)) else ""


def _may_be_reference(content: Content) -> bool:
    """Whether enough values differ; whole rows may stand there several times, and names of people stand in many."""
    least = _FEW_NUMBERS if content.share(has_digit) > _HALF else _FEW_NAMES
    return content.distinct >= least * content.filled
