"""What a cell names when it names neither a car nor what its heading asks for: a place, a firm, a month, a colour.

It looks at one text; it knows neither columns nor headings.
"""

import re
from typing import Final

from importer.cells.booleans import truth_of
from importer.cells.choices import meaning as meaning_of
from importer.contract import CHOICES
from importer.mapping.contents.content import begins_with_make, has_digit, is_make_alone, is_town
from importer.mapping.contents.foreign_content import is_quantity
from importer.mapping.contents.unmistakable import is_unmistakable
from importer.vocabulary.colors import names_a_color
from importer.vocabulary.currencies import currency_code
from importer.vocabulary.equipment import category_of
from importer.vocabulary.places import province_of
from importer.vocabulary.words import word_form, words

_FEW_WORDS: Final = 3
_LONGEST: Final = 120  # characters; a longer text is an advert or a list, whatever it begins with
_POSTCODE_AND_TOWN: Final = re.compile(r"(?:.*[\s,])?\d{4,5}\s+(?P<town>[^\d,]+)")
_SENTENCES: Final = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_]{2,}.*[^\W\d_]{3,}[.!?]", re.DOTALL)
_MANY_DIGITS: Final = re.compile(r"\D*(?:\d\D?){5,}|\d+[.,]\d{3,}")
_FRACTION: Final = re.compile(r"\d+[.,](?:\d{1,2}|\d{4,})")


def is_no_text(text: str) -> bool:
    """A date, a code, an address, a quantity: what no text field holds by itself."""
    return is_unmistakable(text) or (len(text) <= _LONGEST and (is_quantity(text) or _is_address(text)))


def is_place(text: str) -> bool:
    """A town or a province of Belgium, or a country."""
    return is_town(text) or province_of(text) is not None or is_country(text)


def is_country(text: str) -> bool:
    """`Duitsland`."""
    return word_form(text) in words().countries


def is_firm(text: str) -> bool:
    """`Garage Dupont`, `Smith Ltd`: who sells; a `VW Golf 1.4 | Garage Dupont` is a car."""
    return not words().firms.isdisjoint(word_form(text).split()) and not (begins_with_make(text) and has_digit(text))


def is_color_alone(text: str) -> bool:
    """`Dark blue`: a colour and hardly more."""
    return names_a_color(text) and not has_digit(text) and len(text.split()) <= _FEW_WORDS


def is_plain_word(text: str) -> bool:
    """`ja`, `maart`, `EUR`: an answer, a month or a currency."""
    return truth_of(text) is not None or word_form(text) in words().months or currency_code(text) is not None


def is_equipment_alone(text: str) -> bool:
    """`Trekhaak`: the name of one piece of equipment."""
    return category_of(text) is not None


def is_upholstery(text: str) -> bool:
    """`Leder zwart`."""
    return meaning_of("interiorMaterial", text) is not None


def is_lining(text: str) -> bool:
    """`Zwart`, `Leder`, `Leder zwart`: how the seats look, by colour or by material."""
    return is_color_alone(text) or is_upholstery(text)


def are_sentences(text: str) -> bool:
    """Two sentences and more, as no list has them."""
    return _SENTENCES.search(text) is not None


def has_many_digits(text: str) -> bool:
    """A number or a code of five digits and more, or a number of three decimals and more."""
    return _MANY_DIGITS.fullmatch(text) is not None


def is_fraction(text: str) -> bool:
    """`1.5`, `51.05417`: what is measured and not counted. Three decimals may be thousands, and `.0` a count."""
    return _FRACTION.fullmatch(text) is not None and not text.endswith((".0", ",0"))


def is_other_word(text: str, *, own: frozenset[str] = frozenset()) -> bool:
    """Whether it names something of its own: a firm, a make, a country, equipment, or a value of a choice not `own`."""
    return is_no_text(text) or (len(text) <= _LONGEST and _names_another(text, own))


def _names_another(text: str, own: frozenset[str]) -> bool:
    return (
        is_make_alone(text)
        or begins_with_make(text)
        or is_plain_word(text)
        or is_country(text)
        or is_firm(text)
        or is_equipment_alone(text)
        or any(meaning_of(choice, text) is not None for choice in CHOICES if choice not in own)
    )


def _is_address(text: str) -> bool:
    """`Kerkstraat 12, 9000 Gent`; a `2008 Active` is a car."""
    found = _POSTCODE_AND_TOWN.fullmatch(text)
    return found is not None and is_town(found["town"].strip())
