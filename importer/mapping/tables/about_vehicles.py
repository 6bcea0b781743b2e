"""Whether a mapped table tells of vehicles: lists of houses, telephones and parts have prices, years and colours too.

It decides for the table as a whole, after every column has its field; it changes no column.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from importer.contract import BY_NAME, Group
from importer.mapping.contents.content import begins_as_a_car, content_of
from importer.mapping.headings.one_heading import read_heading
from importer.records import ColumnSurvey, TableMapping
from importer.vocabulary.headings import words_of
from importer.vocabulary.other_rows import PEOPLE, row_kinds

_OF_ANYTHING: Final = frozenset(
    {"model", "variant", "customType", "year", "condition", "conditionTags", "color", "interiorColor", "weight"}
    | {"warranty", "warrantyMonths"}
)
_OF_VEHICLES_ALONE: Final = frozenset(
    field.name
    for field in BY_NAME.values()
    if field.group in {Group.VEHICLE, Group.TECHNICAL} and field.name not in _OF_ANYTHING
)
_NAMES: Final = frozenset({"title", "model", "variant"})
_SHAPES: Final = frozenset({"bodyType", "year"})  # houses have fuels, but no hatchback
_UNMISTAKABLE: Final = frozenset({"brand", "vin"})  # their content is known: makes, chassis numbers
_OWN_NAMES: Final = frozenset({"externalReference", "dealerLocationCode", "dealerProfileId"})
_VEHICLES: Final = frozenset({"vehicle", "vehicule", "voertuig", "fahrzeug", "car", "voiture"})
_ENOUGH: Final = 2
_HALF: Final = 0.5


def tells_of_vehicles(mapping: TableMapping, surveys: Sequence[ColumnSurvey]) -> bool:
    """Whether two columns hold what vehicles alone have, or one beside a name; or titles begin with a make.

    Two headings that name the vehicle itself (`car_price`, `vehicle_category`) tell it too, and so does one of chassis
    numbers, whatever stands below it: nothing else has a chassis.

    A profile, and the API's own names of references and dealers, are proof enough.
    """
    fields = {name for column in mapping.columns for name in column.fields}
    own = {name for column in mapping.columns if column.reason == "reason_own_name" for name in column.fields}
    telling = fields & _OF_VEHICLES_ALONE
    return (
        mapping.profile is not None
        or bool(own & _OWN_NAMES or fields & _UNMISTAKABLE)
        or len(telling) >= _ENOUGH
        or bool(telling and fields & _NAMES)
        or fields >= _SHAPES
        or (bool(fields) and sum(_names_vehicles(survey.heading) for survey in surveys) >= _ENOUGH)
        or (bool(fields & _NAMES) and any(_names_a_chassis(survey.heading) for survey in surveys))
        or _has_titles_of_vehicles(mapping, {survey.column: survey for survey in surveys})
    )


def tells_of_other_rows(mapping: TableMapping) -> tuple[str, ...]:
    """The headings by which the rows are parts, refuellings or claims; none where a profile says what they are."""
    if mapping.profile is not None:
        return ()
    headings = [column.heading for column in mapping.columns]
    told = (kind.told_by(headings) for name, kind in row_kinds().items() if name != PEOPLE)
    return next(filter(None, told), ())


def _names_vehicles(heading: str) -> bool:
    words = words_of(heading)
    return len(words) > 1 and not _VEHICLES.isdisjoint(words)


def _names_a_chassis(heading: str) -> bool:
    return any(meaning.meaning == "vin" for meaning in read_heading(heading))


def _has_titles_of_vehicles(mapping: TableMapping, surveys: Mapping[int, ColumnSurvey]) -> bool:
    titles = [surveys[column.column] for column in mapping.columns if "title" in column.fields]
    return any(content_of(title).share(begins_as_a_car) >= _HALF for title in titles)
