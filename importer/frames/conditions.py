"""The condition of a car from its own column and from yes/no columns of one condition each (`Schadevoertuig: ja`).

A flag says more than "used" does, and never overrides another word; flags that exclude each other decide nothing. What
contradicts is told. It does not know cells or checks.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from importer.frames.coded import UNREADABLE, Coded, Value, combined, first_given
from importer.frames.sources import FieldSource

CONDITION: Final = "condition"
# A flag earlier in the list says more than one behind it; a new car is none of the others.
_TELLING: Final = ("damaged", "oldtimer", "demo", "used")
_NEW: Final = "new"
_USED: Final = "used"


def joined_condition(sources: Sequence[FieldSource]) -> Coded:
    """The condition of each row."""
    return combined(_columns(sources), lambda own, *flags: _condition(own, flags))


def condition_conflict(sources: Sequence[FieldSource]) -> Coded:
    """What contradicts in each row, as the parameters of the problem; None where nothing does."""
    return combined(_columns(sources), lambda own, *flags: _conflict(own, flags))


def _columns(sources: Sequence[FieldSource]) -> list[Coded]:
    """The condition's own column, blank when there is none, and the flags."""
    own = [source.coded for source in sources if source.target.part is None]
    flags = [source.coded for source in sources if source.target.part is not None]
    return [first_given(own) if own else Coded.constant(None, len(sources[0].raw.codes)), *flags]


def _condition(own: Value, flags: Sequence[Value]) -> Value:
    if own not in {None, _USED}:
        return own
    said = {flag for flag in flags if flag is not None}
    if UNREADABLE in said:
        return UNREADABLE
    if _NEW in said:
        return _NEW if said == {_NEW} and own is None else own
    return next((value for value in _TELLING if value in said), own)


def _conflict(own: Value, flags: Sequence[Value]) -> Mapping[str, str] | None:
    said = {value for value in (own, *flags) if isinstance(value, str)}
    excluding = said - {_USED} if _NEW not in said else said
    if len(excluding) < 2 or (_NEW not in said and own in {None, _USED}):
        return None
    sent = _condition(own, flags)
    return {"values": ", ".join(sorted(said)), "sent": sent if isinstance(sent, str) else "–"}
