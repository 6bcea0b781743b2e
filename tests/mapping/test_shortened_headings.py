"""Headings of shortened words, and headings that say how their cells answer."""

import pytest

from importer.mapping.headings.one_heading import read_heading
from importer.records import RawValue
from tests.mapping.tables import MODELS, fields_of, mapping_of, repeated


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("Euron.", ["Euro 6d", "6b"], "emissionClass"),
        ("Lackf.", ["Graumetallic", "Weiß", "schwarzmet."], "color+paintType"),
        ("Ausst.-linie", ["Comfortline", "S line"], "variant"),
        ("Karr.-form", ["Limousine", "Kombi"], "bodyType"),
        ("Fzg.-Art", ["Gebrauchtwagen", "Vorführwagen"], "condition"),
        ("Motr.", ["4x2", "4x4"], "driveType"),
        ("Mill.", ["2019", "2020"], "year"),
        ("Nb pl. ass.", ["5", "7"], "seats"),
        ("Zpl.", ["5", "4"], "seats"),
        ("Tür.", ["5", "4"], "doors"),
        ("Km aff. NG", ["45 300", "98 250"], "mileage"),
        ("Deriv", ["1.0 EcoBoost Titanium", "1.4T SRi"], "variant"),
        ("Gbox", ["Manual", "CVT"], "transmission"),
        ("Sts", ["5", "4"], "seats"),
        ("Wty mths", ["12", "24"], "warrantyMonths"),
        ("Int trim", ["cloth", "leather"], "interiorMaterial"),
        ("BTW/M", ["B", "M"], "vehicleType"),
        ("Tellrstnd", ["45300", "98250"], "mileage"),
        ("Brndstf", ["Benzine", "Diesel"], "fuelType"),
        ("Désignat°", ["Peugeot 208 1.2", "Kia Rio"], "title"),
        ("Finit°", ["GT Line", "Active"], "variant"),
        ("SCHAK/AUT", ["SCHAK", "AUT"], "transmission"),
        ("B/M", ["B", "M"], "vehicleType"),
        ("NBPTE", ["5", "3"], "doors"),
        ("PUISS_REEL_CH", ["131", "91"], "powerKw"),
        ("SCHECKHEFTGEPFL", ["ja", "nein"], "serviceHistory"),
        ("Auß.-Fb.", ["BLAU", "SCHWARZ"], "color"),
        ("Windscr.", ["€13,950", "€12,750"], "price"),
        ("Occ.-Preis", ["CHF 24'900.-", "CHF 12'900.-"], "price"),
        ("Sell.", ["cuir", "tissu"], "interiorMaterial"),
        ("Sell", ["22,950.00", "16,750.00"], "price"),
        ("Stood in at", ["€10,200", "€9,600"], ""),
        ("Vrkpprs", ["9950", "12500"], ""),
        ("Frbk", ["rood", "blauw"], ""),
        ("Bekled.", ["stof", "leder"], "interiorMaterial"),
        ("Leistg.", ["130 PS / 96 kW", "150 PS / 110 kW"], "powerKw"),
        ("Zits", ["5", "4"], "seats"),
        ("Krst", ["Bz", "Ds"], "fuelType"),
        ("Auszeichn.", ["14.990 €", "6.990 €"], "price"),
        ("Vraagprijs part.", ["€ 8.950,-", "€ 18.450,-"], "price"),
        ("Runs on", ["petrol", "diesel"], "fuelType"),
        ("Runs on", ["24V", "12V"], ""),
        ("Shape", ["hatch", "suv"], "bodyType"),
        ("Shape", ["good", "fair"], ""),
        ("Euron.", ["Jan", "Piet"], ""),
        ("Vest.", ["A1", "B2"], ""),
        ("Inr.", ["3500", "4200"], ""),
        ("Lackf.", ["LY9B", "Z4"], ""),
        ("Hubr.", ["1498", "1995"], ""),
        ("Unfallfr.", ["ja", "nein"], ""),
    ],
)
def test_a_shortened_heading_is_understood_where_the_cells_agree(
    heading: str, cells: list[RawValue], fields: str
) -> None:
    """A dealer's own list is narrow; what its words may be short for is confirmed by what stands below."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})).get(heading, "") == fields


@pytest.mark.parametrize("heading", ["Vest.", "Prod.", "Zul.", "Vkp. part.", "Ref. ext.", "Gar. tot", "Euron", "E."])
def test_a_beginning_of_several_things_says_nothing(heading: str) -> None:
    """Names of several fields begin so, or of a price or a reference; or nothing says that the word is shortened."""
    assert not [meaning for meaning in read_heading(heading) if meaning.is_field and meaning.strength < 0.8]


@pytest.mark.parametrize(
    ("heading", "cells", "fields"),
    [
        ("TVA récup. O/N", ["O", "N"], "vehicleType"),
        ("Carnet O/N", ["O", "N"], "serviceHistory"),
        ("Onderhoudsboekje - ja/nee", ["ja", "nee"], "serviceHistory"),
        ("4x4 J/N", ["J", "N"], "driveType"),
        ("Publ. J/N", ["J", "N"], ""),
        ("Km J/N", ["J", "N"], ""),
    ],
)
def test_answers_behind_a_name_change_nothing(heading: str, cells: list[RawValue], fields: str) -> None:
    """Of what is answered with yes and no; a mileage is not."""
    assert fields_of(mapping_of({"Model": repeated(*MODELS), heading: repeated(*cells)})).get(heading, "") == fields
