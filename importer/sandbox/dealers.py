"""The dealer locations that the sandbox knows, and any other code that it is ready to take.

Known: the group DEX with its branches. It does not know which key may use which location; it only says what stands
below what.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

_NAMESPACE: Final = UUID("7d0c5a52-90f5-4c6e-8d0a-3f6a1b2c4d5e")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealer:
    """A dealer profile: a root company, or one of its locations when `parent` is the root's id."""

    id: str
    code: str
    company: str
    city: str | None = None
    postal_code: str | None = None
    province: str | None = None
    parent: str | None = None


def profile_id(code: str) -> str:
    """The profile id of a location code: the same one always."""
    return str(uuid5(_NAMESPACE, code))


def _branch(code: str, city: str, postal_code: str, province: str) -> Dealer:
    return Dealer(
        id=profile_id(code),
        code=code,
        company=f"Dex Automotive {city}",
        city=city,
        postal_code=postal_code,
        province=province,
        parent=profile_id("DEX"),
    )


KNOWN: Final = (
    Dealer(id=profile_id("DEX"), code="DEX", company="Dex Automotive"),
    _branch("DEX-GENT", "Gent", "9000", "Oost-Vlaanderen"),
    _branch("DEX-BRUGGE", "Brugge", "8000", "West-Vlaanderen"),
    _branch("DEX-ANTWERPEN", "Antwerpen", "2000", "Antwerpen"),
    _branch("DEX-LEUVEN", "Leuven", "3000", "Vlaams-Brabant"),
)


class Dealers:
    """Dealers by code and by id; with `strict` no others than those that were given are taken."""

    def __init__(self, *, codes: tuple[str, ...] = (), strict: bool = False) -> None:
        self._strict = strict
        self._by_id: dict[str, Dealer] = {dealer.id: dealer for dealer in KNOWN}
        for code in codes:
            self._add(Dealer(id=profile_id(code), code=code, company=code))

    def all(self) -> tuple[Dealer, ...]:
        """Every dealer that is known by now."""
        return tuple(self._by_id.values())

    def by_code(self, code: str) -> Dealer | None:
        """The dealer of a location code; a new one is taken in unless strict. None when there is none."""
        found = self._by_id.get(profile_id(code))
        if found is None and not self._strict and code.strip():
            found = self._add(Dealer(id=profile_id(code), code=code, company=code))
        return found

    def by_id(self, dealer_id: str) -> Dealer | None:
        """The dealer of a profile id; a new one is taken in unless strict. None when there is none."""
        found = self._by_id.get(dealer_id.lower())
        if found is None and not self._strict:
            found = self._add(Dealer(id=dealer_id.lower(), code=dealer_id[:8].upper(), company=dealer_id))
        return found

    def known(self, dealer_id: str) -> Dealer | None:
        """The dealer of an id when it is already known."""
        return self._by_id.get(dealer_id.lower())

    def family(self, dealer: Dealer) -> frozenset[str]:
        """The ids of a dealer and of what stands below it."""
        return frozenset({dealer.id} | {other.id for other in self._by_id.values() if other.parent == dealer.id})

    def below(self, codes: tuple[str, ...]) -> frozenset[str]:
        """The ids of the dealers of these codes and of what stands below them."""
        known = (self._by_id.get(profile_id(code)) for code in codes)
        return frozenset().union(*(self.family(dealer) for dealer in known if dealer))

    def _add(self, dealer: Dealer) -> Dealer:
        return self._by_id.setdefault(dealer.id, dealer)
