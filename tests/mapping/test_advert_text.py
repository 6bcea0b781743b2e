"""A column of remarks is the description when it reads as adverts do, and stays out when it reads as notes."""

from typing import Final

import pytest

from importer.problems import describe
from importer.records import RawValue
from importer.wording import Lang
from tests.mapping.tables import MAKES, column_of, fields_of, mapping_of, repeated

ADVERTS: Final[dict[str, list[RawValue]]] = {
    "nl": [
        "Zeer mooie Golf met volledige onderhoudshistoriek, eerste eigenaar. Kom langs voor een proefrit.",
        "Prachtige gezinswagen met navigatie, trekhaak en airco. Gekeurd voor verkoop, met 12 maanden garantie.",
        "Nette A3 Sportback in topstaat, lederen zetels en panoramisch dak. Financiering mogelijk in onze showroom.",
    ],
    "fr": [
        "Très belle voiture, première main, entretien suivi chez le concessionnaire. Garantie 12 mois pièces.",
        "Superbe état général, jantes alu, toit panoramique, climatisation automatique, carnet d'entretien complet.",
    ],
    "de": [
        "Sehr gepflegtes Fahrzeug aus erster Hand, scheckheftgepflegt. Finanzierung und Inzahlungnahme möglich.",
        "Top Zustand, Navi, Sitzheizung und Einparkhilfe hinten. Sofort verfügbar, Besichtigung nach Vereinbarung.",
    ],
    "en": [
        "Lovely car with full service history, two owners from new and just serviced. Comes with six months warranty.",
        "Stunning example in great condition, heated leather seats, parking sensors. Any test drive welcome.",
    ],
}
NOTES: Final[dict[str, list[RawValue]]] = {
    "nl": ["klant belt terug", "zit in werkplaats", "prijs bespreekbaar"],
    "fr": ["client rappelle lundi", "en atelier", "prix négociable"],
    "de": ["Kunde ruft zurück", "in Werkstatt", "Preis verhandelbar"],
    "en": ["price negotiable", "in workshop", "needs valet"],
}
HEADINGS: Final = [
    ("nl", "Opmerking"),
    ("nl", "Opmerkingen"),
    ("nl", "Info"),
    ("nl", "Bijz."),
    ("fr", "Remarque"),
    ("fr", "Commentaires"),
    ("fr", "Observations"),
    ("de", "Bemerkung"),
    ("de", "Anmerkungen"),
    ("de", "Hinweise"),
    ("en", "Notes"),
    ("en", "Comments"),
    ("en", "Remarks"),
    ("en", "Additional info"),
]
# Long, and yet for nobody's eyes but the dealer's.
LONG_NOTES: Final[dict[str, list[RawValue]]] = {
    "nl": [
        "Klant heeft gisteren gebeld over deze wagen, wil zijn Polo inruilen en vraagt 500 euro korting op de prijs.",
        "Klant Jansen zoekt een gezinswagen met trekhaak en navigatie, deze met garantie en onderhoud is te duur.",
        "Staat nog bij carrossier voor de achterbumper, factuur volgt, daarna moet hij gepoetst worden voor online.",
    ],
    "fr": [
        "Le client rappelle lundi pour la voiture, il veut une reprise de son ancien véhicule et 500 euros de remise.",
        "Encore chez le carrossier pour le pare-chocs, facture à suivre, puis à nettoyer avant les photos du véhicule.",
    ],
    "de": [
        "Kunde ruft zurück wegen der Inzahlungnahme seines alten Polo und möchte 500 Euro Nachlass auf das Fahrzeug.",
        "Fahrzeug steht noch beim Lackierer wegen der Stoßstange, Rechnung folgt, danach aufbereiten und Fotos machen.",
    ],
    "en": [
        "Customer wants to trade in his old Polo and asks for 500 off the screen price, he calls back on Monday.",
        "Car still at the bodyshop for the rear bumper, invoice to follow, then needs valeting before the photos.",
    ],
}


@pytest.mark.parametrize(("lang", "heading"), HEADINGS)
def test_remarks_that_read_as_adverts_are_the_description(lang: str, heading: str) -> None:
    """Long texts that praise a car are written for buyers, whatever stands above them."""
    mapping = mapping_of({"Model": repeated(*MAKES), heading: repeated(*ADVERTS[lang])})
    assert fields_of(mapping)[heading] == "description"


@pytest.mark.parametrize(("lang", "heading"), HEADINGS)
@pytest.mark.parametrize("notes", [NOTES, LONG_NOTES], ids=["short", "long"])
def test_remarks_that_read_as_notes_stay_out_and_are_named(
    lang: str, heading: str, notes: dict[str, list[RawValue]]
) -> None:
    """What a dealer writes for himself is never published; the best guess is said."""
    mapping = mapping_of({"Model": repeated(*MAKES), heading: repeated(*notes[lang])})
    column = column_of(mapping, heading)
    assert (column.fields, column.reason, column.guess) == ((), "reason_remark", "description")
    (problem,) = [problem for problem in mapping.problems if problem.heading == heading]
    assert f'--map "{heading}=description"' in describe(problem, Lang(lang))


def test_one_note_among_adverts_is_enough_to_keep_the_column_back() -> None:
    """A single `klant belt terug` that goes public is one too many."""
    cells = [*repeated(*ADVERTS["nl"], rows=199), "klant belt terug"]
    assert (
        column_of(mapping_of({"Model": repeated(*MAKES, rows=200), "Opmerkingen": cells}), "Opmerkingen").fields == ()
    )


@pytest.mark.parametrize(
    "heading", ["Omschrijving", "Advertentietekst", "Texte de l'annonce", "Beschreibung", "Description"]
)
def test_a_heading_that_surely_says_description_stays_one_however_short_its_texts(heading: str) -> None:
    """Who heads a column with the field's name has said what it is for."""
    mapping = mapping_of({"Model": repeated(*MAKES), heading: repeated("Nette wagen", "Topstaat")})
    assert fields_of(mapping)[heading] == "description"


def test_lists_of_equipment_below_remarks_are_the_description() -> None:
    """Equipment is talk for buyers, however short."""
    cells = repeated("Airco, Trekhaak, Cruise control", "ABS, Airbag, Navigatie")
    assert fields_of(mapping_of({"Model": repeated(*MAKES), "Opmerkingen": cells}))["Opmerkingen"] == "description"
