"""Forms of single fields: codes, texts, ids, instants and days."""

from datetime import UTC, date, datetime

import pytest

from tests.unit.contracts.examples import PARTY, REGISTERED, REQUESTED, spoilt, uid
from tests.unit.contracts.spoiling import data_of


@pytest.mark.parametrize("court_id", ["a", "x" * 41, "Almaty", "алматы", "a b", "ab\n", "", 12])
def test_court_id_is_a_short_code(court_id: object) -> None:
    assert ("court_id", "field_wrong") in spoilt(REGISTERED, court_id=court_id)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0\u2003", "x" * 501, 5, ["a"], True])
def test_a_text_of_wrong_length_kind_or_of_white_space_alone_is_wrong(text: object) -> None:
    assert spoilt(REGISTERED, number=text) == [("number", "field_wrong")]


@pytest.mark.parametrize("text", ["x" * 500, "😀" * 500, "a\u0001b\r\nc\u007f", " a"])
def test_a_text_counts_code_points_and_may_hold_control_characters(text: str) -> None:
    assert data_of(REGISTERED, parties=[{**PARTY, "name": text}]).parties[0].name == text
    assert data_of("court.hearing.withdrawn.v1", note=text).note == text


@pytest.mark.parametrize(
    "spelling",
    ["", "x", uid(1).replace("-", ""), "{" + uid(1) + "}", f"urn:uuid:{uid(1)}", uid(1)[:-1] + "g", 7, uid(1) + "0"],
)
def test_an_id_is_a_uuid_in_its_canonical_spelling(spelling: object) -> None:
    assert spoilt(REGISTERED, case_id=spelling) == [("case_id", "field_wrong")]


def test_an_upper_case_uuid_is_the_same_id() -> None:
    case_id = "ABCDEF00-0000-7000-8000-00000000000A"
    assert str(data_of(REGISTERED, case_id=case_id).case_id) == case_id.lower()


@pytest.mark.parametrize(
    "instant",
    [
        "2026-03-02T09:00:00",
        "2026-03-02 09:00:00Z",
        "2026-03-02T09:00Z",
        "2026-03-02",
        "2026-02-30T09:00:00Z",
        "2026-03-02T25:00:00Z",
        "2026-03-02T09:00:00+0500",
        "0001-01-01T00:00:00+05:00",
        "1772000000",
        "٢٠٢٦-03-02T09:00:00Z",
        1772000000,
        1772000000.5,
        True,
        "",
    ],
)
def test_an_instant_needs_the_form_of_rfc_3339(instant: object) -> None:
    assert spoilt(REGISTERED, filed_at=instant) == [("filed_at", "field_wrong")]


def test_an_instant_is_kept_in_utc() -> None:
    expected = datetime(2026, 3, 2, 4, 0, 0, 123456, tzinfo=UTC)
    for spelling in ("2026-03-02T09:00:00.1234567+05:00", "2026-03-02t04:00:00.123456z"):
        filed_at = data_of(REGISTERED, filed_at=spelling).filed_at
        assert filed_at == expected
        assert filed_at.tzinfo is UTC


@pytest.mark.parametrize("day", ["2026-3-2", "20260302", "2026-W10-1", "2026-02-30", "2026-03-02T00:00:00Z", 20260302])
def test_a_day_needs_its_form(day: object) -> None:
    assert spoilt(REQUESTED, latest_on=day) == [("latest_on", "field_wrong")]


def test_custody_begins_on_a_day_or_at_an_instant() -> None:
    custody = data_of(REGISTERED, custody={"since": "2026-03-02T23:30:00+05:00", "limit_on": "2026-05-02"}).custody
    assert (custody.since, custody.limit_on) == (date(2026, 3, 2), date(2026, 5, 2))
    assert spoilt(REGISTERED, custody={"since": "2026-03-02", "limit_on": "2026-03-01"}) == [
        ("custody.limit_on", "field_wrong")
    ]
