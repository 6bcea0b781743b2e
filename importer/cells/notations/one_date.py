"""What one date tells of the order of day and month in its column."""

from importer.cells.dates import DAY_MONTH_YEAR, SHORT_YEAR, YEAR_FIRST, Month, short_year, without_time


def day_order(text: str, *, this_year: int) -> bool | None:
    """Whether a text can only be read with the day (of a short date: the month) first, or only the other way round."""
    bare = without_time(text)
    full, short = DAY_MONTH_YEAR.fullmatch(bare), SHORT_YEAR.fullmatch(bare)
    if full and full[2] != ".":
        return _first_is_day(int(full[1]), int(full[3]))
    if short and isinstance(short_year(short, this_year), Month):
        return True if int(short[2]) > 12 else None
    return None


def day_after_year(text: str) -> bool | None:
    """Whether a text can only be read with the day behind the year (`2021/25/03`), or only with the month there."""
    found = YEAR_FIRST.fullmatch(without_time(text))
    return _first_is_day(int(found[2]), int(found[3])) if found and found[3] else None


def _first_is_day(first: int, second: int) -> bool | None:
    return first > 12 if (first > 12) != (second > 12) else None
