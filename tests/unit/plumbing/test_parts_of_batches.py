"""A large batch is taken in by two transactions at once, each with whole courts."""

from collections.abc import Iterable

from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.processing import SPLIT_FROM, parts_of


def of(key: bytes | None, offsets: Iterable[int]) -> list[RawRecord]:
    return [RawRecord("court.cases", 0, offset, 0, key, (), b"") for offset in offsets]


def test_a_small_batch_is_one_transaction() -> None:
    records = of(b"almaty-2", range(SPLIT_FROM - 1))
    assert parts_of(records) == [records]


def test_courts_of_one_partition_are_spread_evenly() -> None:
    records = of(b"almaty-1", range(300)) + of(b"almaty-2", range(300, 500)) + of(None, range(500, 550))
    assert [len(part) for part in parts_of(records)] == [300, 250]


def test_a_court_is_in_one_part_and_in_order() -> None:
    records = [of(b"court-%d" % (offset % 7), [offset])[0] for offset in range(SPLIT_FROM)]
    parts = parts_of(records)
    places = [{record.key for record in part} for part in parts]
    assert places[0] | places[1] == {record.key for record in records}
    assert not places[0] & places[1]
    for part in parts:
        for key in {record.key for record in part}:
            assert [one.offset for one in part if one.key == key] == [one.offset for one in records if one.key == key]


def test_a_batch_of_one_court_is_one_transaction() -> None:
    assert parts_of(of(b"almaty-2", range(SPLIT_FROM))) == [of(b"almaty-2", range(SPLIT_FROM))]
