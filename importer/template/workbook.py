"""A template as a workbook: the data sheet, instructions, examples and hidden lists, and the marks of its version.

It joins the sheets; each is made in a file of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook

from importer.template.cell_words import CellValue
from importer.template.colouring import add_colours
from importer.template.columns import Column, FeatureLayout, chosen_fields, columns_for
from importer.template.data_sheet import fill_data_sheet
from importer.template.example_sheet import add_example
from importer.template.instructions import add_instructions
from importer.template.lists import add_lists
from importer.template.package import packed
from importer.template.rules import add_rules
from importer.vocabulary.own_template import LANGUAGE_PROPERTY, LOCATION_PROPERTY, VERSION, VERSION_PROPERTY
from importer.wording import Lang, say

DEFAULT_IMAGES = 8
DEFAULT_ROWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a template is to be: `rows` is how many rows get dropdowns and colours, `location` holds for each row.

    `filled` are rows that it comes with, a cell for each column.
    """

    lang: Lang
    columns: tuple[Column, ...]
    rows: int = DEFAULT_ROWS
    location: str | None = None
    filled: Sequence[Sequence[CellValue]] = ()

    @classmethod
    def of(
        cls,
        lang: Lang,
        fields: str = "all",
        *,
        images: int = DEFAULT_IMAGES,
        features: FeatureLayout = FeatureLayout.LIST,
        rows: int = DEFAULT_ROWS,
        location: str | None = None,
    ) -> "Template":
        """A blank template with the columns that `fields` names. Raises SettingsError for an unknown one."""
        columns = columns_for(chosen_fields(fields), lang, images=images, features=features)
        return cls(lang=lang, columns=columns, rows=rows, location=location)


def workbook_bytes(template: Template) -> bytes:
    """The template as an xlsx file, the same bytes at each call."""
    book = Workbook()
    lang, columns, location = template.lang, template.columns, template.location
    rows = max(template.rows, len(template.filled))
    sheet = book.active
    sheet.title = say("template_sheet_data", lang)
    fill_data_sheet(book, sheet, columns, lang, rows, template.filled, location)
    add_rules(sheet, columns, lang, rows)
    add_colours(sheet, columns, lang, rows, has_location=location is not None)
    add_instructions(book, columns, lang, location)
    add_example(book, columns, lang, location)
    add_lists(book, columns, lang, location)
    _mark(book, lang, location)
    return packed(book)


def _mark(book: Workbook, lang: Lang, location: str | None) -> None:
    told = {VERSION_PROPERTY: str(VERSION), LANGUAGE_PROPERTY: lang.value, LOCATION_PROPERTY: location}
    for name, text in told.items():
        if text:
            book.custom_doc_props.append(StringProperty(name=name.partition(":")[2], value=text))
    book.properties.title = say("template_text_title", lang)
    book.properties.creator = "importer"
    book.properties.language = lang.value
