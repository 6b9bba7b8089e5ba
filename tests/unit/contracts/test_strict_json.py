"""JSON by RFC 8259 and nothing more; the quick parser agrees with the thorough one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_shared.contracts.strict_json import (
    BeyondDouble,
    NotStrictJson,
    _parse_thoroughly,
    parse,
    without_nulls,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TREES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
SEPARATORS = st.sampled_from([(",", ":"), (", ", ": "), (",", " : "), ("\n,\t", "\r\n:\n")])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"{",
        b'{"a":1}}',
        b'{"a":1,}',
        b"{'a':1}",
        b'{"a":01}',
        b'{"a":1.}',
        b'{"a":.5}',
        b'{"a":+1}',
        b'{"a":0x10}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        b'{"a":"\xff"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\x00"}',
        b'{"a":"\\u0000"}',
        b'{"\\u0000":1}',
        b'{"a":"\n"}',
        b'{"a":"\\ud800"}',
        b'{"\\udfff":1}',
        b'{"a":"\\ud800\\u0041"}',
        b'{"a":1} x',
        b'{"a":1}\x0b',
        b"{1:2}",
        b'{"a":1 /* no */}',
        b"\x00" * 100,
        b'{"a":1' + b"0" * 5000 + b',"b":NaN}',
    ],
)
def test_what_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(NotStrictJson):
        parse(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a" :1, "a"\t:\n2}',
        b'{"a":1,"\\u0061":2}',
        b'{"x":[{"y":{"a":1,"a":2}}]}',
        b'{"a":":b","a":1}',
        b'{"a":1,"a":2,"b":"\\":"}',
        b'{"a":1,"a":2,"b":"\\u0022:"}',
        b'{"a":1,"b" :2,"a":3,"c":":"}',
        b'{"":1,"":2}',
        '{"ә":1,"ә":2}'.encode(),
    ],
)
def test_a_name_that_occurs_twice_is_refused_however_it_is_spelled(raw: bytes) -> None:
    with pytest.raises(NotStrictJson, match="twice"):
        parse(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":":b"}',
        b'{"a":"x\\":y"}',
        b'{"a\\"":1}',
        b'{"a" : 1}',
        b'{"a":"\\\\u0000"}',
        b'{"a":"\\ud83d\\ude00"}',
        b'{"a":{"a":{"a":1}}}',
        b'[":",{"a":":"}]',
        b'{"a":1e5,"b":-0,"c":1E-400}',
        b'{"a":"\x7f"}',
    ],
)
def test_what_only_looks_wrong_is_taken(raw: bytes) -> None:
    assert parse(raw) == json.loads(raw)


def nested(levels: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    return opening * levels + closing * levels


def test_nesting_is_taken_down_to_the_limit() -> None:
    assert parse(nested(32))
    assert parse(b'{"a":' * 31 + b"{}" + b"}" * 31)
    for raw in (nested(33), b'{"a":' * 32 + b"{}" + b"}" * 32, nested(190), nested(100_000), b'{"a":' * 100_000):
        with pytest.raises(NotStrictJson):
            parse(raw)
    with pytest.raises(NotStrictJson, match="deep"):
        parse(b'{"a" :' * 33 + b"1" + b"}" * 33)


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"1" + b"0" * 309, b"-1" + b"0" * 309, b"9" * 10_000])
def test_a_number_beyond_a_double_is_named_by_its_path(number: bytes) -> None:
    with pytest.raises(BeyondDouble) as refusal:
        parse(b'{"a":[1,{"b":' + number + b"}]}")
    assert refusal.value.paths == [("a", 1, "b")]


def test_the_largest_double_is_taken() -> None:
    assert parse(b"[1.7976931348623157e308]") == [1.7976931348623157e308]
    assert parse(b"[1" + b"0" * 308 + b"]") == [10**308]


@given(TREES, SEPARATORS, st.booleans())
def test_every_json_text_is_read_as_it_was_written(tree: Any, separators: tuple[str, str], ascii_only: bool) -> None:
    raw = json.dumps(tree, separators=separators, ensure_ascii=ascii_only).encode()
    assert parse(raw) == tree == _parse_thoroughly(raw, 32)


@given(st.lists(st.tuples(TEXTS, TREES), min_size=1, max_size=5), st.integers(0), SEPARATORS, st.booleans())
def test_a_repeated_name_never_slips_through(
    pairs: list[tuple[str, Any]], pick: int, separators: tuple[str, str], ascii_only: bool
) -> None:
    comma, colon = separators
    names = [name for name, _ in pairs]
    pairs = [*pairs, (names[pick % len(names)], 1)]
    raw = "{" + comma.join(json.dumps(n, ensure_ascii=ascii_only) + colon + json.dumps(v) for n, v in pairs) + "}"
    with pytest.raises(NotStrictJson, match="twice"):
        parse(raw.encode())


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        value = parse(raw)
    except NotStrictJson:
        return
    assert value == json.loads(raw)


def test_nulls_go_from_objects_and_stay_in_lists() -> None:
    assert without_nulls({"a": None, "b": [None, {"c": None}], "d": 0}) == {"b": [None, {}], "d": 0}
