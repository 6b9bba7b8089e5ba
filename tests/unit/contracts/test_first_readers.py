"""Types that are unknown, unused or on another topic: who parks them, and who passes over."""

import pytest
from tarazy_shared.contracts.decoding import Ignored, Malformed, decode

from tests.unit.contracts.examples import REGISTERED, REQUESTED, headers, read, reasons, record


def test_an_unknown_type_is_parked_by_the_first_reader_only() -> None:
    raw = record("court.case.sung.v1", value=b"not even json")
    assert reasons(raw) == [("ce_type", "unknown_type")]
    assert read(raw, first_reader=False) == Ignored("court.case.sung.v1")


def test_a_type_of_another_topic_is_parked_by_the_first_reader_only() -> None:
    raw = record(REGISTERED, topic="court.staff")
    assert reasons(raw) == [("ce_type", "wrong_topic")]
    assert read(raw, first_reader=False) == Ignored(REGISTERED)


@pytest.mark.parametrize(("value", "code"), [(None, "header_wrong"), (b"\xff", "header_wrong")])
def test_a_type_that_cannot_be_read_is_parked_by_the_first_reader_only(value: bytes | None, code: str) -> None:
    raw = record(REGISTERED, value=b"x", fields=headers(REGISTERED, ce_type=value))
    assert reasons(raw) == [("ce_type", code), ("", "not_json")]
    assert read(raw, first_reader=False) == Ignored(None)


def test_a_missing_type_is_parked_by_the_first_reader_only() -> None:
    raw = record(REGISTERED, fields=[field for field in headers(REGISTERED) if field[0] != "ce_type"])
    assert reasons(raw) == [("ce_type", "header_missing")]
    assert read(raw, first_reader=False) == Ignored(None)


@pytest.mark.parametrize("first_reader", [True, False])
def test_a_type_that_is_not_used_is_ignored_malformed_or_not(first_reader: bool) -> None:
    for raw in (record(REQUESTED), record(REQUESTED, value=b"x", key=None)):
        assert decode(raw, uses=frozenset({REGISTERED}), first_reader=first_reader) == Ignored(REQUESTED)


@pytest.mark.parametrize("first_reader", [True, False])
def test_every_reader_parks_what_it_uses(first_reader: bool) -> None:
    assert isinstance(read(record(REGISTERED, value=b"x"), first_reader=first_reader), Malformed)


@pytest.mark.parametrize("family", ["vacancy", "training", "evaluation", "discipline"])
def test_families_whose_types_come_with_their_processes_are_known_on_their_topic(family: str) -> None:
    event_type = f"court.{family}.opened.v1"
    assert read(record(event_type, value=b"{}", topic="court.staff")) == Ignored(event_type)
    assert reasons(record(event_type, value=b"{}", topic="court.cases")) == [("ce_type", "wrong_topic")]
