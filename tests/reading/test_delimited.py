"""Delimited texts in every encoding and dialect."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from importer.errors import SourceFileError
from importer.reading import open_table, open_tables
from importer.reading.dialect import LONGEST_LINE
from importer.records import CellFault, TextForm
from tests.reading.files import problems_of, rows_of, text_file

CARS = "réf;modèle;prix\nA1;Citroën;9950\nA2;Škoda é;21500\n"
SEEN = {2: ["A1", "Citroën", "9950"], 3: ["A2", "Škoda é", "21500"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_told_by_mark_or_content(tmp_path: Path, encoding: str) -> None:
    """A text in any form of Unicode is read with no byte order mark in the first heading."""
    table = open_table(text_file(tmp_path, CARS.encode(encoding)))
    assert list(table.headings) == ["réf", "modèle", "prix"]
    assert rows_of(table) == SEEN


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso-8859-15", "mac_roman", "cp850"])
def test_single_byte_encodings_are_told_by_their_letters(tmp_path: Path, encoding: str) -> None:
    """A text in an 8-bit encoding keeps its accents, whichever program saved it."""
    content = "réf;modèle;couleur\nA1;Citroën;Gris foncé métallisé\nA2;Zoë;Brun très élégant à côté\n"
    table = open_table(text_file(tmp_path, content.encode(encoding)))
    assert list(table.headings) == ["réf", "modèle", "couleur"]
    assert rows_of(table)[3] == ["A2", "Zoë", "Brun très élégant à côté"]


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
        ("utf-16", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_form_of_a_text_is_kept(tmp_path: Path, encoding: str, codec: str, separator: str) -> None:
    """What is written for the same program later gets the same separator and encoding."""
    content = "réf;modèle;couleur\nA1;Citroën;Gris foncé métallisé\nA2;Zoë;Brun très élégant à côté\n"
    table = open_table(text_file(tmp_path, content.replace(";", separator).encode(encoding)))
    assert table.form == TextForm(separator=separator, encoding=codec)


def test_the_euro_sign_of_latin_9(tmp_path: Path) -> None:
    """The byte A4 is the euro sign, as ISO-8859-15 has it."""
    table = open_table(text_file(tmp_path, "ref;prijs\nA1;€ 9950\nA2;€ 8950\n".encode("iso-8859-15")))
    assert rows_of(table)[2] == ["A1", "€ 9950"]


def test_lines_of_two_encodings(tmp_path: Path) -> None:
    """A line in UTF-8 and one in Windows-1252 in the same file are both read right."""
    content = "ref;kleur\nA1;grisé\n".encode() + "A2;bleuté\n".encode("cp1252")
    assert rows_of(open_table(text_file(tmp_path, content))) == {2: ["A1", "grisé"], 3: ["A2", "bleuté"]}


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_separators_and_ends_of_lines(tmp_path: Path, separator: str, end: str) -> None:
    """Any usual separator and end of line gives the same rows."""
    lines = [["ref", "merk", "prijs"], ["A1", "Opel", "9950"], ["A2", "Audi", "21500"]]
    table = open_table(text_file(tmp_path, end.join(separator.join(line) for line in lines) + end))
    assert list(table.headings) == lines[0]
    assert rows_of(table) == {2: lines[1], 3: lines[2]}


def test_decimal_commas_do_not_make_a_comma_file(tmp_path: Path) -> None:
    """A semicolon file with a comma in each price and text is not parted at the commas."""
    content = "ref;merk;prijs;tekst\nA1;Opel;9.950,00;airco, gps\nA2;Audi;21.500,00;leder, gps\n"
    assert rows_of(open_table(text_file(tmp_path, content)))[2] == ["A1", "Opel", "9.950,00", "airco, gps"]


def test_a_long_text_full_of_commas_parts_no_records(tmp_path: Path) -> None:
    """One description with very many commas does not make a comma the separator of a text with semicolons."""
    lines = [
        "ref;merk;prijs;omschrijving",
        "1;Opel;9950;mooi",
        f'2;Ford;8950;"{"zuinig, ruim, " * 40_000}"',
        "3;Kia;7950;",
    ]
    table = open_table(text_file(tmp_path, "\n".join(lines).encode()))
    assert list(table.headings) == ["ref", "merk", "prijs", "omschrijving"]
    assert rows_of(table)[4][:3] == ["3", "Kia", "7950"]


def test_a_sep_line_is_obeyed_and_not_counted(tmp_path: Path) -> None:
    """`sep=|` tells the separator; Excel does not show it, so it has no row number."""
    table = open_table(text_file(tmp_path, "sep=|\r\nref|merk\r\nA1|Opel\r\nA2|Audi\r\n"))
    assert (table.heading_row, list(table.headings)) == (1, ["ref", "merk"])
    assert rows_of(table) == {2: ["A1", "Opel"], 3: ["A2", "Audi"]}


def test_a_quoted_cell_of_several_lines_is_one_row(tmp_path: Path) -> None:
    """Row numbers count records, as Excel does, not lines."""
    content = 'ref;tekst;prijs\nA1;"eerste\ntweede\n\nvierde ""regel""";1\nA2;x;2\n'
    table = open_table(text_file(tmp_path, content))
    assert rows_of(table) == {2: ["A1", 'eerste\ntweede\n\nvierde "regel"', "1"], 3: ["A2", "x", "2"]}
    assert problems_of(table) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['"ref","merk"', '"A1","Op,el"'], ["A1", "Op,el"]),
        (["'ref';'merk'", "'A1';'Op;el'"], ["A1", "Op;el"]),
        (['ref, "merk"', 'A1, "Op, el"'], ["A1", "Op, el"]),
        (['"ref;merk;model"', '"A1;""Op;el"";Corsa"'], ["A1", "Op;el", "Corsa"]),
    ],
    ids=["double", "single", "blank-before", "whole-line"],
)
def test_ways_of_quoting(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    """Quotes of every kind are taken off, and the separator inside them is text."""
    assert rows_of(open_table(text_file(tmp_path, "\n".join(lines) + "\n")))[2] == expected


def test_an_inch_mark_is_text(tmp_path: Path) -> None:
    """A quote in the middle of a cell is kept as it stands."""
    table = open_table(text_file(tmp_path, 'ref;velgen\nA1;19" velgen\nA2;17"\n'))
    assert rows_of(table) == {2: ["A1", '19" velgen'], 3: ["A2", '17"']}


def test_an_extra_cell_shifts_nothing(tmp_path: Path) -> None:
    """A row with a cell too many has an error; the other rows keep their columns, the first one no index."""
    table = open_table(text_file(tmp_path, "ref;merk;prijs\nA1;Opel;1\nA2;Audi;A3;2\nA3;Fiat;3;\n"))
    assert list(table.headings) == ["ref", "merk", "prijs"]
    assert rows_of(table) == {2: ["A1", "Opel", "1"], 3: ["A2", "Audi", "A3"], 4: ["A3", "Fiat", "3"]}
    assert problems_of(table) == [(3, "extra_cells")]


def test_a_short_row_is_padded_and_said(tmp_path: Path) -> None:
    """One short row among whole ones may have been cut off: its missing cells are blanks, and it is said."""
    table = open_table(text_file(tmp_path, "ref;merk;prijs\n" + "A1;Opel;1\n" * 5 + "A2;Audi\n"))
    assert rows_of(table)[7] == ["A2", "Audi", None]
    assert problems_of(table) == [(7, "short_row")]


def test_a_file_that_leaves_out_blanks_is_not_blamed(tmp_path: Path) -> None:
    """Where many rows are short, leaving out blanks at the end is the habit of the program that wrote them."""
    table = open_table(text_file(tmp_path, "ref;merk;prijs;tekst\n" + "A1;Opel;1\nA2;Audi;2;x\n" * 5))
    assert problems_of(table) == []


def test_a_text_of_several_lines_without_quotes_breaks_a_row(tmp_path: Path) -> None:
    """Pieces of one row on following lines are errors on each, however many lines it fell into."""
    whole = "A;Opel;tekst;1\n" * 20
    table = open_table(text_file(tmp_path, f"ref;merk;tekst;prijs\n{whole}B;Audi;een\n\ntwee\ndrie;2\nC;Fiat;x;3\n"))
    assert problems_of(table) == [(22, "broken_row"), (24, "broken_row"), (25, "broken_row")]
    assert rows_of(table)[26] == ["C", "Fiat", "x", "3"]


@pytest.mark.parametrize(
    "content",
    [
        'ref;tekst;prijs\nA1;x;1\nA2;"y;2\nA3;"z";3\nA4;x;4\n',
        'ref;merk;tekst\nA1;x;1\nA2;y;"2\nA3;z;3\nA4;x;4\n',
    ],
    ids=["closed-by-the-next", "to-the-end"],
)
def test_an_unclosed_quote_is_an_error(tmp_path: Path, content: str) -> None:
    """A quote that swallows the next rows is an error, so that no row is lost in silence."""
    assert (3, "unclosed_quote") in problems_of(open_table(text_file(tmp_path, content)))


def test_a_quote_that_swallows_the_file_stops_it(tmp_path: Path) -> None:
    """A cell longer than any program writes is refused before it fills the memory."""
    content = 'ref;merk\nA1;Opel\nA2;"Audi\n' + "A3;Fiat\n" * 200_000
    with pytest.raises(SourceFileError) as stopped:
        open_table(text_file(tmp_path, content))
    assert (stopped.value.key, stopped.value.params["row"]) == ("quote_never_closed", 3)


def test_nul_bytes_are_left_out(tmp_path: Path) -> None:
    """NUL characters, with which some programs pad, are no part of a cell."""
    assert rows_of(open_table(text_file(tmp_path, "ref;merk\nA1;Op\0el\0\nA2;Audi\n")))[2] == ["A1", "Opel"]


def test_comment_lines_above_the_headings(tmp_path: Path) -> None:
    """Lines above the headings are passed over and counted."""
    table = open_table(text_file(tmp_path, "# export, 2026\n# alle wagens\nref,merk,prijs\nA1,Opel,1\nA2,Audi,2\n"))
    assert (table.heading_row, list(rows_of(table))) == (3, [4, 5])


def test_errors_pasted_as_text_are_faults(tmp_path: Path) -> None:
    """`#N/A` in a CSV is an error of the sheet that it came from, in the language of that program."""
    table = open_table(text_file(tmp_path, "ref;merk;prijs\nA1;#N/A;1\nA2;#WAARDE!;2\nA3;#1 keus;3\n"))
    cells = [row[1] for row in rows_of(table).values()]
    assert cells == [CellFault(text="#N/A"), CellFault(text="#WAARDE!"), "#1 keus"]


def test_a_list_without_headings(tmp_path: Path) -> None:
    """A list whose first row is data like the others has heading row 0 and loses no row."""
    lines = [f"4711;WAG-{at};Car.Limousine;BMW;320d;135;;;03.2018;{80_000 + at};{18_950 + at};1" for at in range(5)]
    table = open_table(text_file(tmp_path, "\n".join(lines)))
    assert (table.heading_row, set(table.headings), list(rows_of(table))) == (0, {""}, [1, 2, 3, 4, 5])


def test_a_list_of_words_and_one_number_without_headings(tmp_path: Path) -> None:
    """No row in the middle is taken for headings, however unlike `-` its words are; known words over a number are."""
    free = [f"{at:02d}GZ8{at};Range Rover;Velar;{8000 + at};musait;-;-" for at in range(4)]
    hired = [f"{at:02d}BF4{at};Mercedes;C200;{4500 + at};kirada;2025-12-24;2026-01-02" for at in range(4)]
    lines = [line for pair in zip(free, hired, strict=True) for line in pair]
    assert open_table(text_file(tmp_path, "\n".join(lines))).heading_row == 0
    headed = open_table(text_file(tmp_path, "\n".join(["Lijst;;;;;;", "Kenteken;Merk;Model;2026;x;y;z", *lines])))
    assert headed.heading_row == 2


def test_headings_and_no_rows(tmp_path: Path) -> None:
    """A file of headings alone is a table with no rows."""
    table = open_table(text_file(tmp_path, "Referentie;Merk;Prijs\n"))
    assert (table.heading_row, list(table.headings), rows_of(table)) == (1, ["Referentie", "Merk", "Prijs"], {})


def test_a_zipped_text(tmp_path: Path) -> None:
    """A CSV in a zip archive is read, what macOS adds to archives is not."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stock.csv", CARS)
        archive.writestr("__MACOSX/._stock.csv", "x")
    table = open_table(path)
    assert (table.source.format, rows_of(table)) == ("csv.zip", SEEN)


def test_a_text_that_begins_with_very_many_blank_lines(tmp_path: Path) -> None:
    """Blank lines above a table, however many, are counted and passed over."""
    table = open_table(text_file(tmp_path, "\r\n" * 250_000 + "ref,merk,prijs\r\nA1,Opel,9950\r\n"))
    assert (table.heading_row, list(table.headings)) == (250_001, ["ref", "merk", "prijs"])
    assert rows_of(table) == {250_002: ["A1", "Opel", "9950"]}


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('="0012";="Opel";="9950"', ["0012", "Opel", "9950"]),
        ('"=""0012""";Opel;9950', ["0012", "Opel", "9950"]),
        ('="a;b";="";9950\r', ["a;b", None, "9950"]),
        ('A1;"<b class=""x"">;=""y""";9950', ["A1", '<b class="x">;="y"', "9950"]),
        ('A1;=B1;="x"&"y"', ["A1", "=B1", '="x"&"y"']),
    ],
)
def test_texts_that_are_written_as_formulas(tmp_path: Path, line: str, cells: list[str | None]) -> None:
    """`="0012"` keeps the zeros in Excel; it is the text that Excel shows, other formulas stay as they are."""
    path = text_file(tmp_path, f"ref;merk;prijs\n{line}\nA2;Audi;12500\n")
    assert rows_of(open_table(path))[2] == cells


def test_quotes_after_a_backslash(tmp_path: Path) -> None:
    """Databases write a quote within a text so; a backslash before the end of a cell is one."""
    path = text_file(tmp_path, 'ref;tekst;prijs\nA1;"19\\" velgen; mooi";1\nA2;"C:\\";2\nA3;"17\\"";3\n')
    assert [cells[1] for cells in rows_of(open_table(path)).values()] == ['19" velgen; mooi', "C:\\", '17"']


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_quote_after_a_backslash_that_could_end_its_cell_is_decided_by_the_whole_file(
    tmp_path: Path, ending: str
) -> None:
    """Where each record would else have a cell too many, a backslash escapes the quote before a separator too."""
    ours, paths = r'A{0};"met \"sport\"; en \"lux\";ok";{0}', r'A{0};"C:\";{0}'
    rows = range(400)
    for line, cell in ((ours, 'met "sport"; en "lux";ok'), (paths, "C:\\")):
        path = text_file(tmp_path, ending.join(["ref;tekst;prijs", *(line.format(row) for row in rows), ""]))
        assert list(rows_of(open_table(path)).values()) == [[f"A{row}", cell, str(row)] for row in rows]


def test_a_backslash_late_in_the_file_decides_too(tmp_path: Path) -> None:
    """The first quote of that kind may stand behind a megabyte of others."""
    plain = "".join(f'A{row};"tekst";{row}\n' for row in range(80_000))
    path = text_file(tmp_path, f'ref;tekst;prijs\n{plain}B1;"a \\"b\\";c";1\n')
    assert list(rows_of(open_table(path)).values())[-1] == ["B1", 'a "b";c', "1"]


@pytest.mark.parametrize("text", ['{"velg": "19\\" alu; zwart"}', 'tot \\"', '\\"x"', "\\", 'a\\"";b'])
def test_a_backslash_before_a_doubled_quote_is_text(tmp_path: Path, text: str) -> None:
    """A text with a backslash and a quote, such as JSON in a cell, comes back as any program wrote it."""
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([["ref", "tekst", "prijs"], ["A1", text, 1], ["A2", text, 2]])
    path = text_file(tmp_path, written.getvalue())
    assert list(rows_of(open_table(path)).values()) == [["A1", text, "1"], ["A2", text, "2"]]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
def test_the_usual_word_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    """Where nothing else has an accent, Citroën decides."""
    path = text_file(tmp_path, "ref;merk;prijs\nA1;Citroën;9950\nA2;CITROËN;12500\n".encode(encoding))
    assert [cells[1] for cells in rows_of(open_table(path)).values()] == ["Citroën", "CITROËN"]


def test_all_sheets_of_a_text_are_one(tmp_path: Path) -> None:
    """A text has one table."""
    assert [list(table.headings) for table in open_tables(text_file(tmp_path, CARS))] == [["réf", "modèle", "prix"]]


def test_a_stated_heading_row(tmp_path: Path) -> None:
    """The heading row can be stated, also where none stands."""
    path = text_file(tmp_path, "ref;merk\n\nA1;Opel\nA2;Audi\n")
    assert list(open_table(path, heading_row=3).headings) == ["A1", "Opel"]
    assert list(rows_of(open_table(path, heading_row=0))) == [1, 3, 4]
    with pytest.raises(SourceFileError) as missing:
        open_table(path, heading_row=9)
    assert missing.value.key == "heading_row_not_found"


def test_the_end_of_file_mark_of_dos(tmp_path: Path) -> None:
    """The mark that MS-DOS programs write after the last line is no row."""
    assert list(rows_of(open_table(text_file(tmp_path, "ref;merk\r\nA1;Opel\r\n\x1a")))) == [2]


def _wide(separator: str, *, quoted: bool = False, letters: int = 20, columns: int = 16_384) -> str:
    """Headings and two rows of a sheet as wide as a sheet can be; the headings alone fill several samples."""
    rows = [["Réf", "Merk", *(f"Kolom é {at} {'x' * letters}" for at in range(2, columns))]]
    rows += [[f"A{row}", *(str(row * 1000 + at) for at in range(1, columns))] for row in (1, 2)]
    return "".join(separator.join(f'"{cell}"' if quoted else cell for cell in row) + "\r\n" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize(("separator", "quoted"), [(";", False), (",", True), ("\t", False)])
def test_a_line_longer_than_the_sample_is_read(tmp_path: Path, encoding: str, separator: str, *, quoted: bool) -> None:
    """The headings of a wide sheet make a line of hundreds of thousands of characters, in any form of text."""
    table = open_table(text_file(tmp_path, _wide(separator, quoted=quoted).encode(encoding)))
    assert len(table.headings) == 16_384
    assert list(table.headings[:3]) == ["Réf", "Merk", f"Kolom é 2 {'x' * 20}"]
    assert {row: cells[:2] for row, cells in rows_of(table).items()} == {2: ["A1", "1001"], 3: ["A2", "2001"]}


def test_a_line_of_several_megabytes_is_read_from_an_archive_too(tmp_path: Path) -> None:
    """A line of five million characters is read, zipped or not."""
    content = _wide(";", letters=230, columns=22_000)
    assert content.index("\n") > 5_000_000
    path = tmp_path / "stock.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stock.csv", content)
    for file in (path, text_file(tmp_path, content)):
        assert [cells[-1] for cells in rows_of(open_table(file)).values()] == ["22999", "23999"]


def test_the_separator_is_told_by_the_rows_below_long_headings(tmp_path: Path) -> None:
    """Where commas stand in long headings, the rows below tell that they part nothing."""
    headings = ";".join(f"kolom {at}, deel a, deel b, {'x' * 300}" for at in range(2_000))
    table = open_table(text_file(tmp_path, f"{headings}\n" + ";".join(["1,5"] * 2_000) + "\n"))
    assert len(table.headings) == 2_000


def test_bytes_without_an_end_of_line_are_no_text(tmp_path: Path) -> None:
    """A file that is no text is refused by what stands at its beginning, however far its first line goes."""
    content = bytes(byte for byte in range(256) if byte not in b"\r\n") * 4_000
    with pytest.raises(SourceFileError) as refused:
        open_table(text_file(tmp_path, content))
    assert refused.value.key == "file_not_text"


def test_a_first_line_longer_than_any_table_has(tmp_path: Path) -> None:
    """A first line that goes on beyond what any table has is not read to its end."""
    with pytest.raises(SourceFileError) as refused:
        open_table(text_file(tmp_path, "kop;" * (LONGEST_LINE // 4 + 1) + "\nA1;Opel\n"))
    assert refused.value.key == "file_not_text"


def test_a_text_without_lines_is_no_table(tmp_path: Path) -> None:
    """A text of one endless line is refused before it is read whole."""
    with pytest.raises(SourceFileError) as refused:
        open_table(text_file(tmp_path, "a;b;" * 100_000))
    assert refused.value.key == "file_not_text"


@pytest.mark.parametrize(
    ("before", "after", "row"), [("", "ref;merk\nA1;Audi\n", 1), ("ref;merk\nA1;Audi\n", "A2;Opel\n", 3)]
)
@pytest.mark.parametrize("blank", ["\n", ";;\n"])
def test_more_blank_rows_than_any_program_has_are_refused(
    tmp_path: Path, blank: str, before: str, after: str, row: int
) -> None:
    """Twenty million blank lines take half a minute to pass; a table has no such hole in it."""
    path = text_file(tmp_path, before + blank * 1_048_577 + after)
    with pytest.raises(SourceFileError) as refused:
        rows_of(open_table(path))
    assert (refused.value.key, refused.value.params["row"]) == ("text_of_blank_rows", row)


def test_many_blank_rows_are_passed_over(tmp_path: Path) -> None:
    """An export that fills up to the last row of a sheet is read."""
    path = text_file(tmp_path, "ref;merk\nA1;Audi\n" + "\n" * 200_000 + "A2;Opel\n")
    assert rows_of(open_table(path)) == {2: ["A1", "Audi"], 200_003: ["A2", "Opel"]}
