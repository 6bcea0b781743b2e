"""Vehicle identification numbers: the check digit of those that have one, and numbers that stand twice in a file.

It does not know cells (cells/ says whether a text is a VIN at all) or problems' words.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

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


class SeenVins:
    """The numbers of the rows read so far, as hashes of 64 bits: 24 bytes a row."""

    def __init__(self) -> None:
        self._hashes: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._rows: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._owners: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)

    def first_rows(self, vins: Sequence[object], rows: Sequence[int], references: Sequence[object]) -> list[int | None]:
        """For each row the first row with its number; remembers them.

        None when that is itself, when it has no number, or when both have one reference and so are one vehicle.
        """
        hashes, owners = _hashes(vins), _hashes(references)
        there = np.fromiter((isinstance(vin, str) for vin in vins), dtype=np.bool_, count=len(vins))
        all_hashes = np.concatenate([self._hashes, hashes[there]])
        all_rows = np.concatenate([self._rows, np.asarray(rows, dtype=np.int64)[there]])
        all_owners = np.concatenate([self._owners, owners[there]])
        self._hashes, firsts = np.unique(all_hashes, return_index=True)
        self._rows, self._owners = all_rows[firsts], all_owners[firsts]
        at = np.searchsorted(self._hashes, hashes[there])
        first = np.zeros(len(vins), dtype=np.int64)
        first[there] = self._rows[at]
        named = np.fromiter((isinstance(name, str) for name in references), dtype=np.bool_, count=len(vins))
        told = there.copy()
        told[there] &= (self._owners[at] != owners[there]) | ~named[there]
        return [
            None if not known or earlier == row else earlier
            for known, earlier, row in zip(told.tolist(), first.tolist(), rows, strict=True)
        ]


def _hashes(values: Sequence[object]) -> npt.NDArray[np.int64]:
    return np.fromiter(map(hash, values), dtype=np.int64, count=len(values))
