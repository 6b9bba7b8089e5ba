"""A trail whose entries are bound to each other."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from tarazy_shared.audit_chain import FIRST, Entry, Link, faults_of, hash_of

AT = datetime(2026, 11, 24, 6, tzinfo=UTC)


def chain(count: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, count + 1):
        entry = Entry("kz-1", number, AT, "system", None, "person.appoint", f"p{number}", "r", {"version": number})
        previous = links[-1].hash if links else FIRST
        links.append(Link(entry, previous, hash_of(entry, previous)))
    return links


def test_a_chain_as_it_was_written_has_no_fault() -> None:
    assert list(faults_of(chain(5))) == []
    assert list(faults_of([])) == []


@given(st.integers(0, 4), st.sampled_from(["subject", "action", "about", "request_id", "person_id"]))
def test_a_changed_entry_is_found(at: int, field: str) -> None:
    links = chain(5)
    links[at] = replace(links[at], entry=replace(links[at].entry, **{field: "another"}))  # type: ignore[arg-type]
    assert f"entry {at + 1} was changed: its hash is another" in list(faults_of(links))


@given(st.integers(0, 4))
def test_a_changed_entry_with_its_hash_made_anew_is_found_at_the_next(at: int) -> None:
    links = chain(6)
    changed = replace(links[at].entry, subject="another")
    links[at] = Link(changed, links[at].previous_hash, hash_of(changed, links[at].previous_hash))
    assert list(faults_of(links)) == [f"entry {at + 2} does not name the hash of the entry before it"]


@given(st.integers(0, 4))
def test_a_dropped_entry_is_found(at: int) -> None:
    links = chain(6)
    del links[at]
    assert f"entry {at + 2} follows entry {at}" in list(faults_of(links))


@given(st.integers(0, 4), st.integers(0, 4))
def test_entries_in_another_order_are_found(one: int, other: int) -> None:
    links = chain(5)
    links[one], links[other] = links[other], links[one]
    assert (list(faults_of(links)) == []) == (one == other)


@given(st.integers(0, 5))
def test_an_entry_that_was_put_in_is_found(at: int) -> None:
    links = chain(5)
    before = links[at - 1].hash if at else FIRST
    entry = Entry("kz-1", at + 1, AT, "system", None, "person.appoint", "put in", "r", {})
    links.insert(at, Link(entry, before, hash_of(entry, before)))
    # At the very end it is a lawful entry: that nobody wrote it only the head that was told elsewhere shows.
    assert (list(faults_of(links)) == []) == (at == 5)
