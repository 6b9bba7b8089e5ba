"""A key is placed as Java's client places it, so that every court system finds a court in the same partition."""

import pytest
from tarazy_shared.kafka import partition_of

TWELVE = list(range(12))


@pytest.mark.parametrize(
    ("key", "murmur2"),
    [
        # From the tests of Apache Kafka's own clients (UtilsTest.testMurmur2).
        (b"21", -973932308),
        (b"foobar", -790332482),
        (b"a-little-bit-long-string", -985981536),
        (b"a-little-bit-longer-string", -1486304829),
        (b"abc", 479470107),
    ],
)
def test_a_key_goes_where_java_would_send_it(key: bytes, murmur2: int) -> None:
    assert partition_of(key, TWELVE, TWELVE) == (murmur2 & 0x7FFFFFFF) % 12


def test_what_has_no_key_goes_where_somebody_takes_it() -> None:
    assert {partition_of(None, TWELVE, [3, 4]) for _ in range(50)} == {3, 4}
    assert partition_of(None, TWELVE, []) in TWELVE
