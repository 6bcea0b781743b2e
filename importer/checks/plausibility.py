"""Doubts about a row that is sent all the same: one value against another, or against any real car.

Each rule asks for columns and gives the rows that are odd; a wrong alarm costs trust, so bounds are wide. It does not
know cells, limits of the contract or payloads.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from importer.checks.check_digits import has_wrong_check_digit
from importer.frames import CheckFrame
from importer.frames.coded import Mask, Value
from importer.frames.filling import as_text
from importer.problems import Code
from importer.vocabulary.spelling import plain

Numbers = npt.NDArray[np.float64]

MODEL_YEAR_AHEAD: Final = 1  # a model year may begin in the autumn before
YEARS_UNSOLD: Final = 3  # a car may stand at a factory or a dealer so long before its first registration
MOST_KM_A_YEAR: Final = 120_000
OLD_AFTER_YEARS: Final = 5
FEWEST_KM_OF_OLD: Final = 1_000
FIRST_YEAR_AS_KM: Final = 1950
KW_PER_LITRE: Final = (8.0, 220.0)  # a diesel of the fifties, a racing engine
PRICE: Final = (100.0, 500_000.0)
PRICE_OF_RARE: Final = 10_000_000.0
PRICE_OF_EVERYDAY: Final = 150_000.0
RECENT_YEARS: Final = 5
PRICE_OF_RECENT: Final = 1_500.0  # the least that a car of the last years fetches, unless it is damaged
# Makes whose dearest cars cost less than ten times their usual ones.
EVERYDAY_MAKES: Final = frozenset(
    {"citroen", "cupra", "dacia", "ds", "fiat", "ford", "hyundai", "kia", "mazda", "mg", "mini", "mitsubishi", "nissan"}
    | {"opel", "peugeot", "renault", "seat", "skoda", "smart", "suzuki", "toyota", "volkswagen", "vw"}
)
# Makes that sell, new or old, above the usual highest price.
RARE_MAKES: Final = frozenset(
    {"aston martin", "bentley", "bugatti", "ferrari", "jaguar", "koenigsegg", "lamborghini", "maserati", "maybach"}
    | {"mclaren", "mercedes benz", "mercedes", "pagani", "porsche", "rimac", "rolls royce", "bmw", "lexus", "alpina"}
)
_LITRES = re.compile(r"(?<![\d.,])(\d)[.,](\d)(?![\d.,])\s*(?!kw|kwh)", re.IGNORECASE)
_CUBIC_CENTIMETRES = re.compile(r"(?<!\d)(\d{3,4})\s*(?:cm³|cm3|ccm|cc)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A doubt `code`, shown at `field`, in the rows that `is_odd` finds; `needs` are columns that must be there."""

    code: Code
    field: str
    needs: tuple[str, ...]
    is_odd: Callable[[CheckFrame, date], Mask]


def add_doubts(frame: CheckFrame, *, today: date) -> None:
    """Add a warning to `frame` for everything that is odd."""
    for rule in RULES:
        if all(name in frame.columns for name in rule.needs):
            for position in np.flatnonzero(rule.is_odd(frame, today)).tolist():
                frame.add(rule.code, position, rule.field, _params(frame, rule, position))


def _params(frame: CheckFrame, rule: Rule, position: int) -> Mapping[str, str]:
    params = {name: as_text(frame.columns[name].at(position)) for name in rule.needs}
    if rule.code is Code.MILEAGE_AGAINST_AGE:
        params["built"] = str(int(_built(frame)[position]))
    return params


def _numbers(frame: CheckFrame, field: str) -> Numbers:
    """The values as floats, NaN where there is none: a comparison with NaN is never odd."""
    return _each(frame, field, lambda value: float(value) if isinstance(value, (int, float)) else np.nan)


def _each(frame: CheckFrame, field: str, number: Callable[[Value], float]) -> Numbers:
    column = frame.columns.get(field)
    if column is None:
        return np.full(len(frame.frame), np.nan)
    return np.fromiter(map(number, column.distinct), dtype=np.float64, count=len(column.distinct))[column.codes]


def _registered(frame: CheckFrame) -> Numbers:
    return _each(frame, "firstRegistration", lambda month: float(month[:4]) if isinstance(month, str) else np.nan)


def _built(frame: CheckFrame) -> Numbers:
    year = _numbers(frame, "year")
    return np.where(np.isnan(year), _registered(frame), year)


def _is(frame: CheckFrame, field: str, *values: str) -> Mask:
    column = frame.columns.get(field)
    return np.zeros(len(frame.frame), np.bool_) if column is None else column.where(lambda value: value in values)


def _year_against_registration(frame: CheckFrame, _today: date) -> Mask:
    year, registered = _numbers(frame, "year"), _registered(frame)
    return (year > registered + MODEL_YEAR_AHEAD) | (year < registered - YEARS_UNSOLD)


def _future_registration(frame: CheckFrame, today: date) -> Mask:
    this_month = f"{today:%Y-%m}"
    return frame.columns["firstRegistration"].where(lambda month: isinstance(month, str) and month > this_month)


def _mileage_against_age(frame: CheckFrame, today: date) -> Mask:
    mileage, age = _numbers(frame, "mileage"), today.year - _built(frame)
    few = (mileage > 0) & (mileage < FEWEST_KM_OF_OLD) & (age >= OLD_AFTER_YEARS)
    return (mileage > MOST_KM_A_YEAR * (np.maximum(age, 0) + 1)) | (few & ~_is(frame, "condition", "new", "oldtimer"))


def _mileage_is_year(frame: CheckFrame, _today: date) -> Mask:
    mileage = _numbers(frame, "mileage")
    is_year: Mask = (mileage == _numbers(frame, "year")) | (mileage == _registered(frame))
    return is_year & (mileage >= FIRST_YEAR_AS_KM)


def _electric_with_litres(frame: CheckFrame, _today: date) -> Mask:
    burns = (_numbers(frame, "fuelConsumption") > 0) | (_numbers(frame, "co2Emission") > 0)
    burns |= _each(frame, "engine", _litres) > 0
    return _is(frame, "fuelType", "electric") & burns


def _power_against_engine(frame: CheckFrame, _today: date) -> Mask:
    per_litre = _numbers(frame, "powerKw") / _each(frame, "engine", _litres)
    return (per_litre < KW_PER_LITRE[0]) | (per_litre > KW_PER_LITRE[1])


def _litres(engine: Value) -> float:
    """The size of an engine that its text names, NaN when it names none: `1.6 TDI` → 1.6, `1598 cm³` → 1.598."""
    if not isinstance(engine, str):
        return np.nan
    if (volume := _CUBIC_CENTIMETRES.search(engine)) is not None:
        return int(volume[1]) / 1000
    litres = _LITRES.match(engine)
    return float(f"{litres[1]}.{litres[2]}") or np.nan if litres else np.nan


def _price_implausible(frame: CheckFrame, today: date) -> Mask:
    price = _numbers(frame, "price")
    most = np.where(_is_of(frame, RARE_MAKES), PRICE_OF_RARE, PRICE[1])
    most = np.where(_is_of(frame, EVERYDAY_MAKES), PRICE_OF_EVERYDAY, most)
    recent = (today.year - _built(frame) <= RECENT_YEARS) & ~_is(frame, "condition", "damaged")
    odd: Mask = (price < np.where(recent, PRICE_OF_RECENT, PRICE[0])) | (price > most)
    return odd


def _is_of(frame: CheckFrame, makes: frozenset[str]) -> Mask:
    """The rows whose make is one of `makes`."""
    brand = frame.columns.get("brand")
    if brand is None:
        return np.zeros(len(frame.frame), np.bool_)
    return brand.where(lambda name: isinstance(name, str) and plain(name) in makes)


def _active_without_images(frame: CheckFrame, _today: date) -> Mask:
    rows = zip(frame.rows, frame.images, strict=True)
    none = [not images and not _has_problem(frame, row, "images") for row, images in rows]
    return _is(frame, "status", "active") & np.array(none, dtype=np.bool_)


def _has_problem(frame: CheckFrame, row: int, field: str) -> bool:
    return any(problem.field == field for problem in frame.problems.get(row, ()))


def _wrong_check_digit(frame: CheckFrame, _today: date) -> Mask:
    return frame.columns["vin"].where(lambda vin: isinstance(vin, str) and has_wrong_check_digit(vin))


RULES: Final = (
    Rule(
        code=Code.YEAR_AGAINST_REGISTRATION,
        field="year",
        needs=("year", "firstRegistration"),
        is_odd=_year_against_registration,
    ),
    Rule(
        code=Code.FUTURE_REGISTRATION,
        field="firstRegistration",
        needs=("firstRegistration",),
        is_odd=_future_registration,
    ),
    Rule(code=Code.MILEAGE_AGAINST_AGE, field="mileage", needs=("mileage",), is_odd=_mileage_against_age),
    Rule(code=Code.MILEAGE_IS_YEAR, field="mileage", needs=("mileage",), is_odd=_mileage_is_year),
    Rule(code=Code.ELECTRIC_WITH_LITRES, field="fuelType", needs=("fuelType",), is_odd=_electric_with_litres),
    Rule(code=Code.POWER_AGAINST_ENGINE, field="powerKw", needs=("powerKw", "engine"), is_odd=_power_against_engine),
    Rule(code=Code.PRICE_IMPLAUSIBLE, field="price", needs=("price",), is_odd=_price_implausible),
    Rule(code=Code.ACTIVE_WITHOUT_IMAGES, field="images", needs=("status",), is_odd=_active_without_images),
    Rule(code=Code.VIN_CHECK_DIGIT, field="vin", needs=("vin",), is_odd=_wrong_check_digit),
)
