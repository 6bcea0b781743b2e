"""What a template says of a column: its meaning, when it is needed, what it accepts, an example.

It does not know where on a sheet that stands.
"""

from importer.contract import BY_NAME, Field, Kind, Need
from importer.template.cell_words import as_text, truth_word, word_of
from importer.template.columns import FOLLOWS_FROM, Column
from importer.template.example_cars import example_cars
from importer.vocabulary.choices import shown_word
from importer.vocabulary.equipment import known_equipment
from importer.vocabulary.headings import label
from importer.wording import Lang, say

REQUIRED_MARK = " *"
REQUIRED_TO_BE_ONLINE_MARK = " **"
_NAMED = {
    Kind.TAGS: "items",
    Kind.IMAGES: "image",
    Kind.MONTH: "month",
    Kind.UUID: "uuid",
    Kind.CURRENCY: "currency",
}


def marked_heading(column: Column) -> str:
    """The heading with `*` for what is always required and `**` for what is required to be online."""
    match column.need:
        case Need.OPTIONAL:
            return column.heading
        case Need.ACTIVE | Need.ACTIVE_OR_PENDING:
            return column.heading + REQUIRED_TO_BE_ONLINE_MARK
        case _:
            return column.heading + REQUIRED_MARK


def meaning_of(column: Column, lang: Lang) -> str:
    """What the column holds."""
    return say(f"template_meaning_{'feature' if column.category else column.field.name}", lang)


def need_of(column: Column, lang: Lang, location: str | None = None) -> str:
    """When the column has to be filled in; `location` is used for rows that name none."""
    field = column.field
    if location and field.name == "dealerLocationCode":
        return say("template_need_given", lang, location=location)
    if location and field.need is Need.DEALER:
        return say("template_need_optional", lang)
    if field.name in FOLLOWS_FROM:
        sources = ", ".join(label(name, lang) for name in FOLLOWS_FROM[field.name])
        return say("template_need_follows", lang, sources=sources)
    others = [other.name for other in BY_NAME.values() if other.need is Need.DEALER and other is not field]
    return say(
        f"template_need_{field.need}",
        lang,
        active=shown_word("status", "active", lang),
        pending=shown_word("status", "pending", lang),
        other=label(others[0], lang),
    )


def accepts(column: Column, lang: Lang) -> str:
    """What may stand in a cell: the limits and the words of the contract."""
    field = column.field
    if field.kind in {Kind.CHOICE, Kind.BOOLEAN}:
        key = "choice"
    elif field.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY}:
        key = _kind_of_number(field)
    elif field.kind is Kind.FEATURES:
        key = "list" if column.number is None else "feature"
    elif field.kind in _NAMED:
        key = _NAMED[field.kind]
    else:
        key = "text" if field.max_length is None else "length"
    return say(
        f"template_accepts_{key}",
        lang,
        choices=", ".join(choices_of(field, lang)),
        low=field.minimum,
        high=field.maximum,
        max=field.max_items or field.max_length,
        each=field.item_max_length,
    )


def _kind_of_number(field: Field) -> str:
    if field.maximum_is_next_year:
        return "year"
    bound = "least" if field.maximum is None else "between"
    return f"integer_{bound}" if field.kind is Kind.INTEGER else bound


def choices_of(field: Field, lang: Lang) -> tuple[str, ...]:
    """The dealer's words for each value that the field can have, in the contract's order; none when it is open."""
    if field.kind is Kind.BOOLEAN:
        return truth_word(lang, truth=True), truth_word(lang, truth=False)
    return tuple(shown_word(field.name, value, lang) for value in field.choices)


def example_of(column: Column, lang: Lang) -> str:
    """An example as a dealer would write it: that of the first example car, else the contract's."""
    field = column.field
    if field.kind is Kind.FEATURES:
        known = known_equipment(lang)
        names = known[column.category] if column.category else [names[0] for names in known.values()]
        return names[(column.number - 1) % len(names)] if column.number else "; ".join(names[:2])
    value = example_cars(lang)[0].listing.get(field.name, field.example)
    if field.kind in {Kind.TAGS, Kind.IMAGES}:
        return str(value[0])
    return as_text(word_of(field, value, lang), lang)


def note_of(column: Column, lang: Lang, location: str | None = None) -> str:
    """The note on the heading: meaning, need, limits, example, a line each."""
    example = say("template_example_value", lang, example=example_of(column, lang))
    need = need_of(column, lang, location)
    return "\n".join((meaning_of(column, lang), f"{need}.", accepts(column, lang), example))
