"""Spreadsheets as offices keep them, read; and what cannot be read refused with a sentence."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from tarazy_hr.adapters.tables import workbook
from tarazy_hr.adapters.tables.columns import COLUMNS, TABLES, column_called
from tarazy_hr.adapters.tables.export import header, sheet_name
from tarazy_hr.adapters.tables.rows import rows_of_file
from tarazy_hr.adapters.tables.sheet import MOST_ROWS, UnreadableTableError
from tarazy_hr.adapters.tables.writing import csv_of, workbook_of

POSTS = "court_id;number;role;share;from_on\nkz-almaty-1;12;judge;0,5;05.01.2026\n"


def _unreadable(body: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableTableError) as raised:
        rows_of_file(body)
    return raised.value.refusal.field, raised.value.refusal.code


@pytest.mark.parametrize(
    "body",
    [
        POSTS.encode(),
        b"\xef\xbb\xbf" + POSTS.encode(),
        POSTS.encode("utf-16"),
        POSTS.replace(";", "\t").encode(),
        ("sep=;\n" + POSTS).encode(),
        (POSTS + ";;;;\n\n;;;;\n").encode(),
        POSTS.replace("\n", "\r\n").encode(),
        POSTS.replace("court_id;number;role;share;from_on", "Код суда;Номер должности;Роль;Ставка;С").encode("cp1251"),
        POSTS.replace("court_id;number;role;share;from_on", "Сот;Лауазым нөмірі;Рөлі;Мөлшерлеме;Басталуы").encode(),
        POSTS.replace(";judge;", ";Судья;").encode("cp1251"),
    ],
    ids=["utf-8", "bom", "utf-16", "tabs", "sep", "empty rows", "crlf", "cp1251", "kk", "role in words"],
)
def test_a_table_of_posts_is_read_however_it_was_written(body: bytes) -> None:
    (row,) = rows_of_file(body)
    assert row.table == "posts"
    assert not row.wrong
    said = {"court_id": "kz-almaty-1", "number": "12", "role": "judge", "share": Decimal("0.5")}
    assert row.given == said | {"from_on": date(2026, 1, 5)}


def test_a_workbook_is_read_sheet_by_sheet_with_its_own_days_and_numbers() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd.mm.yyyy"}) as book:
        posts = book.add_worksheet("Должности")
        posts.write_row(0, 0, ["Суд", "Номер должности", "С", "По", "На одного"])
        posts.write_row(1, 0, ["kz-1", 12, datetime(2026, 1, 5), 46387, "да"])  # noqa: DTZ001  as cells are
        book.add_worksheet("Лист2")
        people = book.add_worksheet("people")
        people.write_row(0, 0, ["Табельный номер", "Суд", "ФИО", "Мобильный телефон"])
        people.write_row(2, 0, [17, "kz-1", "Ахметова Айгүл", "+77010000000"])
    post, person = rows_of_file(file.getvalue())
    assert (post.table, post.line, person.table, person.line) == ("posts", 2, "people", 3)
    days = {"from_on": date(2026, 1, 5), "to_on": date(2026, 12, 31)}
    assert post.given == {"court_id": "kz-1", "number": "12", "exclusive": True} | days
    assert (person.given["person_id"], person.given["sms"]) == ("17", "+77010000000")


def test_each_wrong_cell_is_named_with_its_column_and_the_rule() -> None:
    head = "суд;сотрудник;специализация;с;по\n"
    lines = "Kz-1;17;juvenile;31.02.2026;soon\n;;juvenile;2026-01-05;;beyond\n"
    one, other = rows_of_file((head + lines).encode())
    assert [(error.field, error.code) for error in one.wrong] == [
        ("court_id", "court_wrong"),
        ("from_on", "day_wrong"),
        ("to_on", "day_wrong"),
    ]
    assert [(error.field, error.code) for error in other.wrong] == [
        ("", "cell_beyond_header"),
        ("person_id", "cell_missing"),
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("share;0", "share_wrong"),
        ("share;nan", "share_wrong"),
        ("exclusive;maybe", "flag_wrong"),
        ("post_id;12", "uuid_wrong"),
        (f"speciality;{'x' * 501}", "cell_too_long"),
    ],
)
def test_cells_that_are_not_what_their_column_holds(cell: str, code: str) -> None:
    name, _, value = cell.partition(";")
    (row,) = rows_of_file(f"court_id;number;{name}\nkz-1;1;{value}\n".encode())
    assert [(error.field, error.code) for error in row.wrong] == [(name, code)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("languages;kazakh", "languages_wrong"),
        ("email;nobody", "email_wrong"),
        ("sms;soon", "telephone_wrong"),
        ("webhook;ftp://x", "web_address_wrong"),
    ],
)
def test_people_are_reached_by_addresses_of_the_right_form(cell: str, code: str) -> None:
    name, _, value = cell.partition(";")
    (row,) = rows_of_file(f"person_id;name;{name}\n17;A;{value}\n".encode())
    assert [(error.field, error.code) for error in row.wrong] == [(name, code)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "file_empty"),
        (b";;\n;;\n", "file_empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel"),
        (b"PK\x03\x04 no archive", "not_a_workbook"),
        (b"\x00\x01\x02\x98", "not_text"),
        (b"court_id;nothing\nkz-1;2\n", "header_unknown"),
        (f"Штат на 2026 год\n\n{POSTS}".encode(), "header_unknown"),
        (f"Список;;;;\n;;;;\n{POSTS.replace('role', 'person_id')}".encode(), "header_unknown"),
        (POSTS.replace("share", "role").encode(), "column_twice"),
        (POSTS.replace("share", "colour").encode(), "column_unknown"),
        (b"court_id;person_id;from_on;specialism;x\n", "column_unknown"),
        (b'court_id;number\nkz-1;"12\n', "not_csv"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(body: bytes, code: str) -> None:
    found = _unreadable(body)[1]
    assert found == code or (code == "header_unknown" and found == "header_below")


def test_titles_above_the_header_are_refused_with_its_row() -> None:
    with pytest.raises(UnreadableTableError) as raised:
        rows_of_file(("Допуски;;;\n;;;\nсуд;сотрудник;специализация;с\nkz-1;17;juvenile;05.01.2026\n").encode())
    assert raised.value.refusal.code == "header_below"
    assert raised.value.refusal.particulars == {"row": "3"}


def _zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _with_sheet(content: bytes) -> bytes:
    """A workbook whose sheet is something else."""
    whole = zipfile.ZipFile(io.BytesIO(workbook_of([("posts", ["court_id"], [])])))
    members = {one.filename: whole.read(one) for one in whole.infolist()}
    return _zip(members | {"xl/worksheets/sheet1.xml": content})


_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
            "too_many_rows",
        ),
        (b"<row r='2'><c r='XFD2'><v>1</v></c></row>", "too_many_columns"),
        (b'<row r="1"><c r="&#65;9999999"><v>1</v></c></row>', "not_a_workbook"),
    ],
)
def test_two_cells_far_apart_are_not_laid_out(rows: bytes, code: str) -> None:
    assert _unreadable(_with_sheet(_SHEET % rows))[1] == code


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1024 * 1024)
    bomb = _with_sheet(_SHEET % (b" " * 2 * 1024 * 1024))
    assert len(bomb) < 20_000
    assert _unreadable(bomb)[1] == "too_large_unpacked"
    liar = bomb.replace((2 * 1024 * 1024 + len(_SHEET) - 2).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert liar != bomb
    assert _unreadable(liar)[1] == "not_a_workbook"
    assert _unreadable(_zip({f"xl/{number}": b"" for number in range(501)}))[1] == "too_large_unpacked"


def test_a_file_of_too_many_rows_is_refused() -> None:
    assert _unreadable(b"court_id;number\n" + b"a;1\n" * MOST_ROWS)[1] == "too_many_rows"
    assert _unreadable(b"court_id;number\n" + b"x;" * 65 + b"x\n")[1] == "too_many_columns"


def test_every_column_is_known_by_its_names_in_three_languages() -> None:
    for table in TABLES:
        for language in ("kk", "ru", "en"):
            for column, name in zip(COLUMNS[table], header(table, language), strict=True):
                assert column_called(table, name) is column
            assert sheet_name(table, language)


def test_what_a_spreadsheet_would_take_for_a_formula_is_written_as_text() -> None:
    head, rows = ["person_id", "name", "sms"], [["17", "=HYPERLINK(1)", "+77010000000"]]
    written = csv_of(head, rows).decode("utf-8-sig")
    assert written == "person_id;name;sms\r\n17;'=HYPERLINK(1);'+77010000000\r\n"
    for body in (csv_of(head, rows), workbook_of([("people", head, rows)])):
        (row,) = rows_of_file(body)
        assert (row.given["name"], row.given["sms"]) == ("=HYPERLINK(1)", "+77010000000")
    sheet = zipfile.ZipFile(io.BytesIO(workbook_of([("people", head, rows)]))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
