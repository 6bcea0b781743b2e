"""Problems: what is wrong or doubtful about data, as codes with parameters.

A problem says where (sheet, row, column), which field, what was found and what would be accepted. Its sentence is
rendered late by `describe`, in any language. It does not know how a problem was noticed.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from importer.contract import BY_NAME
from importer.vocabulary.choices import shown_word
from importer.vocabulary.headings import label
from importer.wording import Lang, say


class Severity(StrEnum):
    """An error keeps a row from being sent; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every problem code; its sentence stands under the same key in `vocabulary/messages`."""

    # reading: said of the file or of a cell as it stands there
    ERROR_CELL = "error_cell"
    UNCALCULATED_FORMULA = "uncalculated_formula"
    EXTRA_CELLS = "extra_cells"
    SHORT_ROW = "short_row"
    BROKEN_ROW = "broken_row"
    UNCLOSED_QUOTE = "unclosed_quote"
    HIDDEN_SHEETS = "hidden_sheets"
    ONLY_HIDDEN_SHEET = "only_hidden_sheet"
    OTHER_SHEETS = "other_sheets"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    TOTALS_ROW = "totals_row"
    FOOTNOTE_ROW = "footnote_row"
    REPEATED_HEADINGS = "repeated_headings"

    # mapping: said once for the file
    HEADINGS_IN_ANOTHER_LANGUAGE = "headings_in_another_language"
    COLUMN_UNMAPPED = "column_unmapped"
    COLUMN_UNSURE = "column_unsure"
    COLUMN_UNREADABLE = "column_unreadable"
    MILEAGE_WITHOUT_UNIT = "mileage_without_unit"
    PRICE_WITHOUT_COLUMN = "price_without_column"
    FIELD_CLAIMED_TWICE = "field_claimed_twice"
    FIELD_WITHOUT_COLUMN = "field_without_column"
    REFERENCE_WITHOUT_COLUMN = "reference_without_column"
    REFERENCE_FROM_CONTENT = "reference_from_content"
    PROFILE_COLUMN_MISSING = "profile_column_missing"
    TEMPLATE_OLDER = "template_older"
    READ_AS_BEFORE = "read_as_before"
    READ_ANEW = "read_anew"

    # cells
    UNKNOWN_CHOICE = "unknown_choice"
    NOT_A_NUMBER = "not_a_number"
    NOT_AN_INTEGER = "not_an_integer"
    NOT_A_BOOLEAN = "not_a_boolean"
    NOT_A_MONTH = "not_a_month"
    NOT_A_UUID = "not_a_uuid"
    NOT_A_URL = "not_a_url"
    NOT_A_VIN = "not_a_vin"
    NOT_A_CAR_PASS = "not_a_car_pass"  # noqa: S105 — the name of a problem, not a password
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_A_CURRENCY = "not_a_currency"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    AMBIGUOUS_DATE = "ambiguous_date"
    AMBIGUOUS_CODE = "ambiguous_code"
    DAMAGED_NUMBER = "damaged_number"
    DAMAGED_DATE = "damaged_date"
    DATE_FOR_TEXT = "date_for_text"
    UNIT_UNCLEAR = "unit_unclear"
    FISCAL_POWER = "fiscal_power"
    NOT_THE_PRICE = "not_the_price"
    YEAR_WITHOUT_MONTH = "year_without_month"
    PART_MISSING = "part_missing"
    TEXT_MENDED = "text_mended"
    DATE_IN_TEXT = "date_in_text"
    ZERO_LEFT_BLANK = "zero_left_blank"
    AT_LEAST = "at_least"
    URL_COMPLETED = "url_completed"
    SHORT_VIN = "short_vin"
    FOREIGN_POSTCODE = "foreign_postcode"

    # checks
    REQUIRED = "required"
    TOO_LONG = "too_long"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_MANY_ITEMS = "too_many_items"
    REPEATED_REFERENCE = "repeated_reference"
    REPEATED_ROW = "repeated_row"
    REPEATED_INVALID_ROW = "repeated_invalid_row"
    TITLE_MADE = "title_made"
    CURRENCY_CONFLICT = "currency_conflict"
    CONDITION_CONFLICT = "condition_conflict"
    ELECTRIC_CONSUMPTION = "electric_consumption"

    # places and plausibility: doubts that never keep a row from being sent
    POSTCODE_UNKNOWN = "postcode_unknown"
    CITY_CONTRADICTS_POSTCODE = "city_contradicts_postcode"
    PROVINCE_CONTRADICTS_POSTCODE = "province_contradicts_postcode"
    VIN_CHECK_DIGIT = "vin_check_digit"
    REPEATED_VIN = "repeated_vin"
    YEAR_AGAINST_REGISTRATION = "year_against_registration"
    FUTURE_REGISTRATION = "future_registration"
    MILEAGE_AGAINST_AGE = "mileage_against_age"
    MILEAGE_IS_YEAR = "mileage_is_year"
    ELECTRIC_WITH_LITRES = "electric_with_litres"
    POWER_AGAINST_ENGINE = "power_against_engine"
    PRICE_IMPLAUSIBLE = "price_implausible"
    ACTIVE_WITHOUT_IMAGES = "active_without_images"

    @property
    def severity(self) -> Severity:
        """Whether a row with this problem is kept from being sent."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset(
    {
        Code.SHORT_ROW,
        Code.HIDDEN_SHEETS,
        Code.ONLY_HIDDEN_SHEET,
        Code.OTHER_SHEETS,
        Code.HIDDEN_ROWS,
        Code.HIDDEN_COLUMNS,
        Code.TOTALS_ROW,
        Code.FOOTNOTE_ROW,
        Code.REPEATED_HEADINGS,
        Code.HEADINGS_IN_ANOTHER_LANGUAGE,
        Code.COLUMN_UNMAPPED,
        Code.COLUMN_UNSURE,
        Code.COLUMN_UNREADABLE,
        Code.MILEAGE_WITHOUT_UNIT,
        Code.PRICE_WITHOUT_COLUMN,
        Code.FIELD_CLAIMED_TWICE,
        Code.REFERENCE_FROM_CONTENT,
        Code.PROFILE_COLUMN_MISSING,
        Code.TEMPLATE_OLDER,
        Code.READ_AS_BEFORE,
        Code.READ_ANEW,
        Code.YEAR_WITHOUT_MONTH,
        Code.PART_MISSING,
        Code.TEXT_MENDED,
        Code.DATE_IN_TEXT,
        Code.ZERO_LEFT_BLANK,
        Code.AT_LEAST,
        Code.URL_COMPLETED,
        Code.SHORT_VIN,
        Code.FOREIGN_POSTCODE,
        Code.REPEATED_ROW,
        Code.REPEATED_INVALID_ROW,
        Code.TITLE_MADE,
        Code.CONDITION_CONFLICT,
        Code.ELECTRIC_CONSUMPTION,
        Code.POSTCODE_UNKNOWN,
        Code.CITY_CONTRADICTS_POSTCODE,
        Code.PROVINCE_CONTRADICTS_POSTCODE,
        Code.VIN_CHECK_DIGIT,
        Code.REPEATED_VIN,
        Code.YEAR_AGAINST_REGISTRATION,
        Code.FUTURE_REGISTRATION,
        Code.MILEAGE_AGAINST_AGE,
        Code.MILEAGE_IS_YEAR,
        Code.ELECTRIC_WITH_LITRES,
        Code.POWER_AGAINST_ENGINE,
        Code.PRICE_IMPLAUSIBLE,
        Code.ACTIVE_WITHOUT_IMAGES,
    }
)


# What to do about a field that is missing, where it can be said for the whole file or made.
_REMEDIES: Final = {
    "externalReference": "remedy_reference",
    "dealerProfileId": "remedy_location",
    "dealerLocationCode": "remedy_location",
    "postalCode": "remedy_profile",
    "city": "remedy_place",
    "province": "remedy_place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of one row and field, or of the whole file when `row` is None.

    `row` is the number that Excel shows. `column` is the 0-based position on the sheet (A is 0). `params` fill the
    sentence's places beside `found`, which is the cell as it stands, cut to 80 characters.
    """

    code: Code
    row: int | None = None
    field: str | None = None
    column: int | None = None
    heading: str | None = None
    sheet: str | None = None
    found: str | None = None
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Error or warning, fixed by the code."""
        return self.code.severity

    @property
    def cell(self) -> str | None:
        """The cell's address as Excel shows it (`F12`), or None when the problem has no one cell."""
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """The letters of the 0-based `column`: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def describe(problem: Problem, lang: Lang) -> str:
    """The whole sentence of a problem for a person: where, what was found, what is accepted, what to do."""
    where = _where(problem, lang)
    text = sentence(problem, lang)
    return say("where_and_what", lang, where=where, what=text) if where else text


def sentence(problem: Problem, lang: Lang) -> str:
    """The sentence of a problem without where, for a note that stands at the cell itself.

    A parameter named `reason` is the key of another sentence, which is said in the same language. `{labels}` are the
    words that the language has for the fields, `{field}` and `{fields}` their names as `--map` takes them;
    `{statuses}` are said in the language's words too.
    """
    params = {
        "found": problem.found or "",
        "field": problem.field or "",
        "heading": problem.heading or "",
        **problem.params,
    }
    between = say("or", lang) if problem.code is Code.REQUIRED else ", "
    params["labels"] = between.join(_labels(params.get("fields") or params.get("part") or params["field"], lang))
    if "statuses" in params:
        params["statuses"] = " / ".join(shown_word("status", each, lang) for each in params["statuses"].split(", "))
    if problem.code is Code.REQUIRED:
        first = (params.get("fields") or params["field"]).partition(", ")[0]
        params["remedy"] = say(_REMEDIES.get(first, "remedy_fill_in"), lang)
    if "reason" in params:
        params["reason"] = say(params["reason"], lang, **params)
    return say(problem.code.value, lang, **params)


def _labels(fields: str, lang: Lang) -> list[str]:
    names = (label(field, lang) if field in BY_NAME else field for field in fields.split(", "))
    return [say("where_heading", lang, heading=name) for name in names]


def _where(problem: Problem, lang: Lang) -> str:
    parts = []
    if problem.sheet:
        parts.append(say("where_sheet", lang, sheet=problem.sheet))
    if problem.cell:
        parts.append(say("where_cell", lang, cell=problem.cell))
    elif problem.row is not None:
        parts.append(say("where_row", lang, row=problem.row))
    elif problem.column is not None:
        parts.append(say("where_column", lang, column=column_letters(problem.column)))
    if problem.heading:
        parts.append(say("where_heading", lang, heading=problem.heading))
    return ", ".join(parts)
