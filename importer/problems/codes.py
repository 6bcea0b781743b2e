"""What can be wrong or doubtful about data, each as a code, and whether it keeps a row from being sent."""

from enum import StrEnum


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
    MAKE_ROW = "make_row"
    SOLD_ROW = "sold_row"
    BELOW_SOLD = "below_sold"

    # mapping: said once for the file
    HEADINGS_IN_ANOTHER_LANGUAGE = "headings_in_another_language"
    COLUMN_UNMAPPED = "column_unmapped"
    COLUMN_UNSURE = "column_unsure"
    COLUMN_UNREADABLE = "column_unreadable"
    MILEAGE_WITHOUT_UNIT = "mileage_without_unit"
    PRICE_WITHOUT_COLUMN = "price_without_column"
    MARKED_AS_SOLD = "marked_as_sold"
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
        Code.MAKE_ROW,
        Code.SOLD_ROW,
        Code.HEADINGS_IN_ANOTHER_LANGUAGE,
        Code.COLUMN_UNMAPPED,
        Code.COLUMN_UNSURE,
        Code.COLUMN_UNREADABLE,
        Code.MILEAGE_WITHOUT_UNIT,
        Code.PRICE_WITHOUT_COLUMN,
        Code.MARKED_AS_SOLD,
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
