"""The check digit of those vehicle identification numbers that have one."""

from typing import Final

_LENGTH: Final = 17
_CHECK_DIGIT_AT: Final = 8
_MODEL_YEAR_AT: Final = 9
_CHECK_DIGITS: Final = "0123456789X"
_NO_MODEL_YEAR: Final = "0UZ"
_NORTH_AMERICA: Final = "12345"
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES: Final = {
    letter: int(digit) for letter, digit in zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True)
} | {digit: int(digit) for digit in "0123456789"}


def has_wrong_check_digit(vin: str) -> bool:
    """Whether the ninth character must be a check digit and is another one.

    Only cars built for North America have one (49 CFR 565.15). A number from there whose ninth character cannot be a
    check digit, or whose tenth is no model year, was made for export and has none.
    """
    if len(vin) != _LENGTH or vin[0] not in _NORTH_AMERICA:
        return False
    if vin[_CHECK_DIGIT_AT] not in _CHECK_DIGITS or vin[_MODEL_YEAR_AT] in _NO_MODEL_YEAR:
        return False
    if not all(letter in _VALUES for letter in vin):
        return False
    rest = sum(weight * _VALUES[letter] for weight, letter in zip(_WEIGHTS, vin, strict=True)) % 11
    return vin[_CHECK_DIGIT_AT] != _CHECK_DIGITS[rest]
