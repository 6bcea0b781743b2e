"""Mileages without a unit in files of countries that drive in miles."""

import pytest

from importer.problems import Code
from importer.records import RawValue
from tests.mapping.tables import MODELS, fields_of, mapping_of, repeated

_PLATES = ("BD19 KLM", "LK70 XYZ", "HG21 ABC")


def _said(heading: str, cells: tuple[RawValue, ...], beside: str, others: tuple[RawValue, ...]) -> int:
    mapping = mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells), beside: repeated(*others)})
    assert fields_of(mapping)[heading] == "mileage"
    return sum(problem.code is Code.MILEAGE_WITHOUT_UNIT for problem in mapping.problems)


@pytest.mark.parametrize(
    ("beside", "others"),
    [("Reg No", _PLATES), ("MOT", ("03/2027", "05/2027")), ("Price", ("£12,995", "£8,450")), ("mpg", ("55.4", "61"))],
)
def test_a_bare_mileage_of_a_country_of_miles_is_said_once(beside: str, others: tuple[RawValue, ...]) -> None:
    """The numbers are read as kilometres, which they may not be."""
    assert _said("Mileage", (45210, 61200, 18730), beside, others) == 1


@pytest.mark.parametrize(
    ("heading", "cells", "beside", "others"),
    [
        ("Mileage (mi)", (45210, 61200), "MOT", ("03/2027", "05/2027")),
        ("Mileage", ("45,210 miles", "61,200 miles"), "MOT", ("03/2027", "05/2027")),
        ("Kms", (45210, 61200), "Price", ("$12,995", "$8,450")),
        ("Mileage", (45210, 61200), "Price", ("12.995 €", "8.450 €")),
        ("Kilometerstand", (45210, 61200), "Kenteken", ("K-123-XB", "R-456-TS")),
    ],
)
def test_a_mileage_of_which_the_unit_is_known_is_not_asked_about(
    heading: str, cells: tuple[RawValue, ...], beside: str, others: tuple[RawValue, ...]
) -> None:
    """A unit in the heading or the cells, or a file that tells of no country of miles."""
    assert _said(heading, cells, beside, others) == 0


def test_reg_is_the_plate_or_the_first_registration_as_its_cells_say() -> None:
    """Dates are no reference, even where another column has the first registration."""
    models = repeated(*MODELS)
    plates = [f"BD19 K{chr(65 + row // 26)}{chr(65 + row % 26)}" for row in range(40)]
    dates = [f"{1 + row % 28:02d}/03/20{10 + row % 14}" for row in range(40)]
    assert fields_of(mapping_of({"Model": models, "Reg": plates})) == {"Model": "model", "Reg": "externalReference"}
    assert fields_of(mapping_of({"Model": models, "Reg": dates})) == {"Model": "model", "Reg": "firstRegistration"}
    both = fields_of(mapping_of({"Model": models, "Reg": dates, "First registration": dates}))
    assert both == {"Model": "model", "First registration": "firstRegistration"}
