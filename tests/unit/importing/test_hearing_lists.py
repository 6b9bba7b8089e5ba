"""A hearing list in any of the forms that courts export; nothing about its form is guessed in silence."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tarazy_local.importing.finding import UnreadableFile
from tarazy_local.importing.hearing_list import HearingList

from tests.unit.importing.hearing_tables import DATA, IDAHO, IDAHO_MAPPING, MAPPING, read, table

ANCHORAGE = (DATA / "anchorage.csv").read_bytes()


def problems(raw: bytes, mapping: tuple[str, ...] = MAPPING, **form: Any) -> list[str]:
    return [str(problem) for problem in read(raw, mapping, **form).problems]


def refused(raw: bytes, mapping: tuple[str, ...] = MAPPING, **form: Any) -> str:
    with pytest.raises(UnreadableFile) as error:
        read(raw, mapping, **form)
    return str(error.value)


def starts(listed: HearingList) -> list[str]:
    return [f"{hearing.starts_at:%Y-%m-%d %H:%M}" for hearing in listed.hearings]


def test_day_first_dates_semicolons_and_cyrillic_are_read() -> None:
    listed = read(table("2-14/26;25.03.2026;9:30", "2-15/26;02.04.2026;14:00"))
    assert starts(listed) == ["2026-03-25 09:30", "2026-04-02 14:00"]
    assert [hearing.number for hearing in listed.hearings] == ["2-14/26", "2-15/26"]
    assert [str(note) for note in listed.notes] == ["delimiter: semicolon", "dates and times: read as DD.MM.YYYY HH:mm"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1251", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    raw = table("2-14/26;25.03.2026;9:30", encoding=encoding)
    said = "utf-8" if encoding.startswith("utf-8") else encoding
    assert starts(read(raw, encoding=said)) == ["2026-03-25 09:30"]


def test_a_byte_order_mark_proves_the_encoding_and_is_no_part_of_the_header() -> None:
    raw = table("2-14/26;25.03.2026;9:30", encoding="utf-16")
    assert any("utf-16" in str(note) for note in read(raw).notes)
    assert starts(read(raw, encoding="utf-16-le")) == ["2026-03-25 09:30"]


def test_a_separator_line_says_the_delimiter() -> None:
    listed = read(b"sep=,\n" + table("1;25.03.2026;9:30").replace(b";", b","))
    assert str(listed.notes[0]) == "delimiter: comma"
    assert listed.hearings[0].where == "line 3"


def test_cells_beyond_the_header_are_said() -> None:
    listed = read(table("1;25.03.2026;9:30;", "2;25.03.2026;9:30;x"))
    assert [note.where for note in listed.notes if "beyond" in note.text] == ["line 3"]


def test_another_encoding_than_said_is_refused_with_its_line() -> None:
    raw = table("2-14/26;25.03.2026;9:30", header="Number;Дата;Время", encoding="cp1251")
    assert refused(raw, ("Number=number", "Дата=date", "Время=time")).startswith("line 1: The file is not utf-8")
    for encoding in ("klingon", "undefined", "base64", "a\0b"):
        assert "no encoding" in refused(raw, encoding=encoding)
    assert "NUL" in refused(b"a\0b", ("1=number", "2=starts_at"))


def test_a_list_with_a_header_is_read_by_names() -> None:
    listed = read(IDAHO, IDAHO_MAPPING, hearing_type="main")
    assert listed.rows == len(listed.hearings) == 29
    first = listed.hearings[0]
    assert (first.number, first.where) == ("2018-CR-00001", "line 2")
    assert first.parties == ("In The Matter of the Application of: Carrie Oakey, For a Change of Name.",)
    assert first.starts_at == datetime(2019, 4, 19, 13, 30)  # noqa: DTZ001
    assert "read as MM/DD/YYYY hh:mm a" in str(listed.notes[1])


def test_a_list_without_a_header_is_read_by_numbers() -> None:
    mapping = ("7=number", "1=date", "6=time", "2=surname", "3=forenames", "4=patronymic")
    listed = read(ANCHORAGE, mapping)
    assert [hearing.parties for hearing in listed.hearings][:2] == [("John Myers",), ("Susie Hamill",)]
    assert starts(listed)[0] == "2018-09-13 08:30"
    assert listed.hearings[0].where == "line 1"


def test_only_rows_of_one_court_are_taken() -> None:
    listed = read(IDAHO, IDAHO_MAPPING, hearing_type="main", only={"County": "Canyon"})
    assert listed.rows == len(listed.hearings) < 29
    assert any("rows are of something else" in note.text for note in listed.notes)
    assert "no such column" in refused(IDAHO, IDAHO_MAPPING, only={"Region": "x"}, delimiter=",")
    assert "no rows" in refused(IDAHO, IDAHO_MAPPING, only={"County": "Almaty"})


def test_a_date_format_that_the_file_cannot_prove_must_be_said() -> None:
    raw = table("1;03.04.2026;9:30", "2;05.06.2026;9:30", header="Дело;Дата;Время").replace(b".", b"/")
    assert "DD/MM/YYYY and MM/DD/YYYY" in refused(raw)
    assert starts(read(raw, date_format="DD/MM/YYYY"))[0] == "2026-04-03 09:30"
    assert starts(read(raw, date_format="%m/%d/%Y"))[0] == "2026-03-04 09:30"


def test_a_date_that_fits_no_format_is_not_passed_over() -> None:
    raw = table("1;25.03.2026;9:30", "2;31.02.2026;9:30")
    assert problems(raw) == ["line 3, date: '31.02.2026' is not written DD.MM.YYYY"]
    assert problems(raw, date_format="DD.MM.YYYY") == problems(raw)
    assert "No known format fits any row, such as '31.02.2026' in line 2" in refused(table("2;31.02.2026;9:30"))


def test_rows_that_prove_different_formats_are_both_named() -> None:
    raw = table("1;03/04/2026;9:30", "2;25/03/2026;9:30", "3;12/31/2026;9:30")
    assert "'03/04/2026' in line 2 and '12/31/2026' in line 4 are written in different ways" in refused(raw)
    assert problems(raw, date_format="DD/MM/YYYY") == ["line 4, date: '12/31/2026' is not written DD/MM/YYYY"]


def test_two_digits_may_be_a_day_or_a_year() -> None:
    assert "YY-MM-DD" in refused(table("1;25-03-26;9:30"))
    assert starts(read(table("1;25-03-26;9:30"), date_format="DD-MM-YY")) == ["2026-03-25 09:30"]
    assert starts(read(table("1;85-03-26;9:30"))) == ["1985-03-26 09:30"], "no month has 85 days"


def test_a_time_with_an_offset_is_the_courts_wall_clock() -> None:
    almaty = ZoneInfo("Asia/Almaty")
    for text in ("2026-03-25T04:30:00Z", "2026-03-25 06:30:00.000+02:00", "2026-03-25T09:30+0500"):
        listed = read(table(f"1;{text}", header="a;b"), ("a=number", "b=starts_at"), zone=almaty)
        assert starts(listed) == ["2026-03-25 09:30"]
    assert "An offset is read only" in refused(table("1;25.03.2026;09:30Z"), time_format="HH:mmZ")


def test_a_format_must_say_every_part() -> None:
    raw = table("1;25.03.2026;9:30")
    assert "--date-format" in refused(raw, date_format="DD.MM")
    assert "--time-format" in refused(raw, time_format="mm")
    assert "Is no format" in refused(raw, date_format="D MMMM YYYY")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2026-03-25 09:30", "2026-03-25 09:30"),
        ("2026-03-25T09:30:00", "2026-03-25 09:30"),
        ("25.03.2026 9:30", "2026-03-25 09:30"),
        ("3/25/2026 1:30 p.m.", "2026-03-25 13:30"),
    ],
)
def test_date_and_time_in_one_column(text: str, start: str) -> None:
    assert starts(read(table(f"1;{text}", header="a;b"), ("a=number", "b=starts_at"))) == [start]


def test_several_delimiters_that_fit_must_be_told_apart() -> None:
    raw = b"1;2026-03-25 09:30,5\r\n"
    assert "say --delimiter" in refused(raw, ("1=number", "2=starts_at"))
    assert starts(read(b"1;2026-03-25 09:30", ("1=number", "2=starts_at"), delimiter="semicolon")) == [
        "2026-03-25 09:30"
    ]
    assert "one character" in refused(raw, ("1=number", "2=starts_at"), delimiter="ab")


def test_quoted_cells_hold_delimiters_and_line_breaks() -> None:
    raw = 'a,b,c\n1,2026-03-25 09:30,"Ли, А.\nи Ким"\n2,2026-03-26 09:30,x\n'.encode()
    listed = read(raw, ("a=number", "b=starts_at", "c=party"))
    assert listed.hearings[0].parties == ("Ли, А. и Ким",)
    assert listed.hearings[1].where == "line 4"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (";25.03.2026;9:30;60;main", "line 3, number: Is empty"),
        ("2;25.03.2026", "line 3: The row has 2 columns, not 5"),
        ("2;;9:30;60;main", "line 3, date: '' is not written DD.MM.YYYY"),
        ("2;25.03.2026;25:00;60;main", "line 3, date: '25:00' is not written HH:mm"),
        ("2;25.03.2026;9:30;4;main", "line 3, estimated_minutes: '4' is not a number of minutes from 5 to 2400"),
        ("2;25.03.2026;9:30;1½;main", "line 3, estimated_minutes: '1½' is not a number of minutes from 5 to 2400"),
        (f"{'9' * 501};25.03.2026;9:30;60;main", "line 3, number: Is longer than 500 characters"),
    ],
)
def test_a_bad_row_is_named_with_line_and_column(row: str, problem: str) -> None:
    raw = table("1;25.03.2026;9:30;60;main", row, header="a;b;c;d;e")
    mapping = ("a=number", "b=date", "c=time", "d=estimated_minutes", "e=hearing_type")
    assert problems(raw, mapping, date_format="DD.MM.YYYY", time_format="HH:mm") == [problem]


def test_a_hearing_type_needs_a_code() -> None:
    raw = table("1;25.03.2026;9:30;Прения", "2;25.03.2026;9:30;Main", header="a;b;c;d")
    mapping = ("a=number", "b=date", "c=time", "d=hearing_type")
    (problem,) = problems(raw, mapping)
    assert problem.startswith("line 2, hearing_type: 'Прения' is no known hearing type")
    types = [hearing.hearing_type for hearing in read(raw, mapping, types={"Прения": "continued"}).hearings]
    assert types == ["continued", "main"]
    assert not problems(raw, mapping, hearing_type="first")


@pytest.mark.parametrize(
    ("mapping", "text"),
    [
        (("Дело",), "Must be column=field"),
        (("Дело=colour",), "Must be column=field"),
        (("Дата=date", "Время=time"), "which column holds the case's number"),
        (("Дело=number",), "Map either date and time, or starts_at"),
        (("Дело=number", "Дата=date"), "Map either date and time, or starts_at"),
        (("Дело=number", "Дата=number", "Время=starts_at"), "Is mapped more than once"),
        (("Номер=number", "Дата=date", "Время=time"), "None of comma, semicolon, tab and bar"),
    ],
)
def test_a_mapping_that_means_nothing_is_refused(mapping: tuple[str, ...], text: str) -> None:
    assert text in refused(table("1;25.03.2026;9:30"), mapping)


def test_an_empty_file_and_a_broken_quote_are_refused() -> None:
    assert "The file is empty" in refused(b"")
    assert "The row cannot be read" in refused(b'1;"2', ("1=number", "2=starts_at"), delimiter=";")
