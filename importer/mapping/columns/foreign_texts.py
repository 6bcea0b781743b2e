"""Whether the cells below a heading of a text are surely something else: plates below `Modell`, towns below `Titel`.

Nearly any cell can be read as a text, so that the reading alone confirms no heading of one. What is said here of the
whole column refutes it; what might be the field after all is left to the heading.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Final

from importer.cells.choices import meaning as meaning_of
from importer.mapping.columns.codes_and_grades import is_type_code
from importer.mapping.columns.surveyed_column import Column
from importer.mapping.contents.advert_text import begins_with_equipment
from importer.mapping.contents.content import (
    Content,
    begins_with_make,
    has_digit,
    is_make_alone,
    is_number,
    is_stock_code,
    is_town,
    is_year,
)
from importer.mapping.contents.foreign_content import is_quantity
from importer.mapping.contents.foreign_words import (
    are_sentences,
    has_many_digits,
    is_color_alone,
    is_equipment_alone,
    is_firm,
    is_fraction,
    is_lining,
    is_no_text,
    is_other_word,
    is_place,
    is_plain_word,
    is_upholstery,
)
from importer.mapping.contents.unmistakable import is_day, is_no_number, is_plate
from importer.vocabulary.adverts import is_a_note, is_kind_of_sale
from importer.vocabulary.colors import names_a_color
from importer.vocabulary.equipment import category_of
from importer.vocabulary.places import province_of

Rule = Callable[[Content], bool]

_LOOKED_AT: Final = 40
_HALF: Final = 0.5
_MOST: Final = 0.8
_FEW: Final = 0.05
_ENOUGH: Final = 8
_TWO: Final = 2
_SEVERAL: Final = 3
_FEW_WORDS: Final = 3
_LONG: Final = 6
_LONGEST_NAME: Final = 20
_SEVERAL_WORDS: Final = 1.5
_SHORT_NOTE: Final = 60
_SOME_NOTES: Final = 0.25
_LEAST_OF_A_REFERENCE: Final = 5
_ENGINE_SIZE: Final = re.compile(
    r".*\d\s?(?:cc|ccm|cm3|cm³|l|kw|ps|pk|ch|cv|hp|bhp)(?:\W|$)(?!.*\bkm\b).*", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\d{4}")
_LIST_OF_NAMES: Final = re.compile(r"\[(?!.*://)\s*(?:([\"'])[^{}]*\1\s*)?\]")  # `["ABS", "GPS"]`
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")


def are_of_another_kind(name: str, column: Column) -> bool:
    """Whether the cells are surely no values of the text field `name`; False for any other field, and without cells."""
    rule = _RULES.get(name)
    return rule is not None and not column.is_empty and rule(_some_of(column.content))


def _some_of(content: Content) -> Content:
    """The content with no more texts than tell what it is: each is compared with many words."""
    every = -(-len(content.texts) // _LOOKED_AT)
    return replace(content, texts=dict(islice(content.texts.items(), 0, None, every)))


def _no_text(content: Content) -> bool:
    """Neither a name nor a text: codes, dates and measures, places, colours, or answers."""
    several = content.distinct >= _SEVERAL
    return (
        content.share(is_no_text) > _HALF
        or (several and max(map(content.share, (is_place, is_color_alone))) > _MOST)
        or max(map(content.share, (is_plain_word, is_equipment_alone, is_upholstery))) > _MOST
    )


def _no_name(content: Content) -> bool:
    """No name of a car: numbers of which each car has its own, firms and notes as well."""
    return (
        _no_text(content)
        or _are_numbers_of_cars(content)
        or content.share(is_firm) > _HALF
        or _are_notes(content)
        or content.mean_words > _LONGEST_NAME
    )


def _no_model(content: Content) -> bool:
    """No model and no version: years and long numbers as well, while a `208` is one."""
    years = content.distinct >= _SEVERAL and content.share(is_year) > _MOST
    return _no_name(content) or years or content.share(has_many_digits) > _HALF


def _no_version(content: Content) -> bool:
    lined = content.distinct >= _SEVERAL and content.share(is_lining) > _MOST
    codes = content.distinct >= _SEVERAL and content.share(is_type_code) > _HALF
    sales = content.distinct >= _TWO and content.share(is_kind_of_sale) > _MOST
    return _no_model(content) or content.share(is_make_alone) > _MOST or lined or codes or sales


def _no_title(content: Content) -> bool:
    """No title: letters and lists of equipment as well."""
    return _no_name(content) or max(map(content.share, (_are_letters, begins_with_equipment))) > _HALF


def _no_description(content: Content) -> bool:
    return _no_text(content) or content.share(is_make_alone) > _MOST or _are_notes(content)


def _no_color(content: Content, *, own: frozenset[str]) -> bool:
    """No colour: words of other fields, codes, or several words a cell of which hardly one names it."""
    none = content.mean_words > _SEVERAL_WORDS and content.share(_may_be_color) <= _FEW
    codes = content.share(lambda text: not names_a_color(text) and _is_short_or_figures(text)) > _HALF
    return none or codes or content.share(partial(_is_no_color, own=own)) > _HALF


def _no_town(content: Content) -> bool:
    other = content.share(lambda text: not is_town(text) and (is_other_word(text) or names_a_color(text))) > _HALF
    letters = content.share(_are_letters) > _HALF
    return other or letters or content.mean_words > _LONG


def _no_province(content: Content) -> bool:
    other = content.share(
        lambda text: province_of(text) is None and (is_other_word(text) or is_town(text) or names_a_color(text))
    )
    return other > _HALF


def _no_tags(content: Content) -> bool:
    own = frozenset({"condition", "status"})
    return content.share(lambda text: is_town(text) or is_other_word(text, own=own)) > _HALF


def _no_equipment(content: Content) -> bool:
    """No equipment: words of other fields, sentences and notes; a program's list in brackets is one of names."""
    others = content.share(
        lambda text: (
            category_of(text) is None
            and (is_other_word(text) or is_town(text))
            and _LIST_OF_NAMES.fullmatch(text) is None
        )
    )
    return others > _HALF or content.share(are_sentences) > _HALF or _are_notes(content)


def _no_engine(content: Content) -> bool:
    """No engine: what else has figures in it, save a size or a power."""
    others = content.share(lambda text: is_no_text(text) and _ENGINE_SIZE.fullmatch(text) is None)
    return max(others, *map(content.share, (begins_with_make, is_place))) > _HALF


def _no_reference(content: Content) -> bool:
    """No reference: days, telephones, quantities, texts, or short values that several cars share."""
    if content.share(is_plate) > _HALF:
        return False
    shared = content.distinct < _HALF * content.filled and content.share(_may_be_reference) < _HALF
    counts = not content.is_unique and content.share(partial(_counts_up_to, content.filled)) > _MOST
    other = content.share(lambda text: is_no_number(text) or is_quantity(text) or is_fraction(text)) > _HALF
    named = not content.is_unique and max(map(content.share, (is_day, begins_with_make))) > _HALF
    texts = content.mean_words > _FEW_WORDS and content.share(_has_a_number) < _HALF
    return shared or counts or other or named or texts


def _no_place_of_a_dealer(content: Content) -> bool:
    """Whether each car has its own, as no place of a dealer and none of his profiles is; or it names another thing."""
    own = content.filled >= _ENOUGH and content.is_unique
    return own or content.share(lambda text: is_other_word(text) or names_a_color(text)) > _HALF


def _are_numbers_of_cars(content: Content) -> bool:
    """Codes without a word, of which each car has its own."""
    return content.filled >= _ENOUGH and content.is_unique and content.share(_is_code_of_a_car) > _MOST


def _is_code_of_a_car(text: str) -> bool:
    return is_number(text) or is_stock_code(text)


def _are_notes(content: Content) -> bool:
    """Whether some of a column's short texts are notes of the dealer to himself."""
    return content.share(lambda text: len(text) < _SHORT_NOTE and is_a_note(text)) > _SOME_NOTES


def _are_letters(text: str) -> bool:
    return _LETTERS.fullmatch(text) is not None


def _is_short_or_figures(text: str) -> bool:
    return _are_letters(text) or has_digit(text)


def _may_be_color(text: str) -> bool:
    return names_a_color(text) or meaning_of("paintType", text) is not None


def _is_no_color(text: str, own: frozenset[str]) -> bool:
    """Leather is in the car: `Leder zwart` is no colour of its paint."""
    if names_a_color(text):
        return "interiorMaterial" not in own and is_upholstery(text)
    return is_town(text) or is_other_word(text, own=own)


def _may_be_reference(text: str) -> bool:
    return len(text) >= _LEAST_OF_A_REFERENCE and has_digit(text)


def _has_a_number(text: str) -> bool:
    """`Réf. annonce : w101742031`: four figures and more in a row."""
    return _NUMBER.search(text) is not None


def _counts_up_to(rows: int, text: str) -> bool:
    return text.isdecimal() and len(text) <= len(str(rows)) and int(text) < rows


_RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "title": _no_title,
        "description": _no_description,
        "model": _no_model,
        "variant": _no_version,
        "customType": lambda content: _no_version(content) or content.share(is_number) > _MOST,
        "color": partial(_no_color, own=frozenset({"paintType"})),
        "interiorColor": partial(_no_color, own=frozenset({"paintType", "interiorMaterial"})),
        "city": _no_town,
        "province": _no_province,
        "conditionTags": _no_tags,
        "features": _no_equipment,
        "engine": _no_engine,
        "externalReference": _no_reference,
        "dealerLocationCode": _no_place_of_a_dealer,
        "dealerProfileId": lambda content: content.filled >= _ENOUGH and content.is_unique,
    }
)
