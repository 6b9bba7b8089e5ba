"""Events become commands, facts become events: nothing is lost on the way, whatever the type."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from tarazy_scheduling.adapters.commands_from_events import USED, command_of
from tarazy_scheduling.adapters.events_from_facts import event_of
from tarazy_scheduling.domain import commands, facts
from tarazy_scheduling.domain.deciding.deciding import DECIDERS
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Placing, Request, Sitting, Venue
from tarazy_scheduling.domain.model.means import PatternToCome, Room
from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.contracts import cases, discipline, evaluation, hearings, staff, surveys, training, vacancies
from tarazy_shared.contracts.encoding import encode
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.tickets import Candidate

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
A, B, C = uuid4(), uuid4(), uuid4()
PARTY = cases.Party(party_id=A, role="accused", name="А. Б.", minor=True, represents=B, person_id=C)
REQUEST: dict[str, Any] = {
    "court_id": "almaty-1",
    "hearing_id": A,
    "case_id": B,
    "hearing_type": "main",
    "estimated_minutes": 60,
    "earliest_on": date(2026, 3, 16),
    "latest_on": date(2026, 4, 1),
}
CASE: dict[str, Any] = {
    "court_id": "almaty-1",
    "case_id": B,
    "number": "2-1",
    "category": "civil.other",
    "filed_at": NOW,
    "parties": (PARTY,),
}


def event(data: EventData) -> Event[Any]:
    return Event(str(A), data.TYPE, "/tarazy/hr", NOW, data.subject, data.court_id, data, None, None, None, False)


def test_every_event_of_both_topics_is_a_command_that_the_domain_decides() -> None:
    told = {model.TYPE for model in (*cases.EVENTS, *staff.EVENTS)}
    processes = (vacancies, training, evaluation, discipline, surveys)
    others = {model.TYPE for one in processes for model in one.EVENTS}
    assert told - others == USED, "competitions and the like are nothing to scheduling"
    assert set(DECIDERS) == set(get_args(commands.Command))


def test_a_registered_case_keeps_all_that_was_said() -> None:
    custody = cases.Custody(since=date(2026, 2, 1), limit_on=date(2026, 5, 1))
    data = cases.CaseRegistered(
        **CASE, instance="appeal", language="ru", complexity=4, custody=custody, confidential=True, specialisms=("x",)
    )
    command = command_of(event(data))
    assert isinstance(command, commands.RegisterCase)
    case = command.case
    assert (case.instance, case.language, case.complexity, case.confidential) == ("appeal", "ru", 4, True)
    assert (case.custody_since, case.custody_limit_on) == (custody.since, custody.limit_on)
    assert case.specialisms == ("x",)
    [party] = case.parties
    assert (party.party_id, party.represents, party.resource_id, party.minor) == (A, B, C, True)


def test_two_registrations_are_equal_when_they_say_the_same() -> None:
    def digest(**more: Any) -> bytes:
        command = command_of(event(cases.CaseRegistered(**{**CASE, **more})))
        assert isinstance(command, commands.RegisterCase)
        return command.case.registration_sha256

    assert digest() == digest(instance="first") == digest(filed_at=NOW.astimezone(UTC))
    assert digest() != digest(number="2-2")
    assert digest() != digest(parties=(PARTY.model_copy(update={"name": "В. Г."}),))


def test_a_request_keeps_all_that_was_asked() -> None:
    data = cases.HearingRequested(
        **REQUEST, request_version=3, starts_at=NOW, priority="custody", channel="video", min_notice_days=1,
        room_features=("dock", "video"), interpreter_languages=("tr",), attendee_ids=(A,), judges=3,
        linked_hearing_id=C, link="after",
    )  # fmt: skip
    command = command_of(event(data))
    assert isinstance(command, commands.RequestHearing)
    for field in dataclasses.fields(Request):
        asked, said = getattr(command.request, field.name), getattr(data, field.name)
        assert asked == (frozenset(said) if field.name == "room_features" else said), field.name


def test_a_conclusion_brings_the_next_request_with_it() -> None:
    following = cases.HearingRequested(**{**REQUEST, "hearing_id": C})
    data = cases.HearingConcluded(
        court_id="almaty-1", hearing_id=A, case_id=B, outcome="held", started_at=NOW, ended_at=LATER, next=following
    )
    command = command_of(event(data))
    assert isinstance(command, commands.ConcludeHearing)
    assert command.following == command_of(event(following))


@pytest.mark.parametrize(("field", "kind"), [("person_id", "person"), ("party_id", "party"), ("room_id", "room")])
def test_an_unavailability_says_who_or_what_cannot_be_had(field: str, kind: str) -> None:
    named: dict[str, Any] = {field: B}
    data = cases.UnavailabilityDeclared(court_id="almaty-1", unavailability_id=A, starts_at=NOW, ends_at=LATER, **named)
    command = command_of(event(data))
    assert isinstance(command, commands.DeclareUnavailability)
    assert (command.unavailability.kind, command.unavailability.resource_id) == (kind, B)


def test_a_share_of_full_time_is_counted_in_thousandths_and_never_none() -> None:
    post: dict[str, Any] = {
        "court_id": "almaty-1",
        "person_id": A,
        "version": 1,
        "post_id": B,
        "role": "judge",
        "name": "J",
    }
    for share, milli in ((1.0, 1000), (0.5, 500), (0.333, 333), (0.0001, 1)):
        data = staff.StaffAppointed(**post, from_on=date(2026, 1, 1), full_time_share=share)
        command = command_of(event(data))
        assert isinstance(command, commands.ChangePost)
        assert command.post.share_milli == milli


def test_patterns_to_come_keep_their_days() -> None:
    to_come = (
        staff.PatternToCome(from_on=date(2026, 4, 1), working_pattern={"mon": ("am", "pm")}),
        staff.PatternToCome(from_on=date(2026, 5, 1)),
    )
    data = staff.StaffUpdated(
        court_id="almaty-1", person_id=A, version=2, post_id=B, role="judge", name="J", from_on=date(2026, 1, 1),
        working_patterns=to_come,
    )  # fmt: skip
    command = command_of(event(data))
    assert isinstance(command, commands.ChangePost)
    assert command.post.working_pattern is None
    assert command.post.working_patterns == (
        PatternToCome(date(2026, 4, 1), {"mon": frozenset({"am", "pm"})}),
        PatternToCome(date(2026, 5, 1), None),
    )


def test_somebody_separated_is_in_post_until_the_last_day() -> None:
    data = staff.StaffSeparated(
        court_id="almaty-1", person_id=A, version=2, post_id=B, role="judge", name="J", from_on=date(2026, 1, 1),
        to_on=date(2026, 3, 31), working_pattern={"mon": ("am",)},
    )  # fmt: skip
    command = command_of(event(data))
    assert isinstance(command, commands.ChangePost)
    assert command.post.is_separated
    assert command.post.to_on == date(2026, 3, 31)
    assert command.post.working_pattern == {"mon": frozenset({"am"})}


ROOM = Room(C, "Зал 1", building="Басты")
VENUES = (Venue("Зал 1", "Басты"), Venue("Зал 1", "Басты"))
SITTINGS = (Sitting(NOW, LATER, C), Sitting(LATER, LATER + timedelta(hours=1), C))
PLACING = Placing(SITTINGS, (A,), None, (), (B,), (B,))
ABOUT = {"hearing_id": A, "case_id": B, "version": 2}
PLACED: dict[str, Any] = {
    **ABOUT,
    "request_version": 1,
    "placing": PLACING,
    "rooms": VENUES,
    "channel": "in_person",
    "hearing_type": "main",
    "category": "civil.other",
    "case_number": "2-1",
    "confidential": False,
    "latest_lawful_on": date(2026, 5, 1),
}
CONFLICT = Conflict("no_room", "No room is free", "main")
PROOF = facts.Proof(
    "tarazy-draw-1", "1/2", (Candidate(A, 1000, -1, 7), facts.Excluded(B, "absent")), "1" * 64, "2" * 64,
    Beacon("chain", 7, "ab", "cd"), 0, 1, "0" * 64, "3" * 64,
)  # fmt: skip
FACTS: list[facts.Fact] = [
    facts.CaseAllocated(B, 1, A, (), C, "registered", PROOF),
    facts.CaseReallocated(B, 2, A, (B, C), C, "judge_recused", PROOF),
    facts.CaseUnallocated(B, (CONFLICT,)),
    facts.HearingScheduled(**PLACED),
    facts.HearingRescheduled(**PLACED, previous=PLACING, previous_rooms=VENUES, reason="plan"),
    facts.HearingCancelled(A, B, 2, 1, "case_closed", PLACING, VENUES),
    facts.HearingUnlisted(A, B, 2, 1, (CONFLICT,)),
    facts.HearingRecorded(A, B, 2, "held", (A,), 60, NOW, LATER),
    facts.EventRefused((facts.Refusal("", "hearing_over", "The hearing is over"),), B, A),
    facts.RoomRegistered(ROOM),
    facts.RoomUpdated(dataclasses.replace(ROOM, version=2)),
    facts.RoomClosed(ROOM),
    facts.CalendarChanged(1, date(2026, 3, 1), date(2026, 3, 2), Calendar(version=1)),
    facts.DrawsCorrected(C, 2, B, A, -90, 1, "counted_twice", C, "0" * 64, "1" * 64),
]


def test_every_fact_is_an_event_of_the_same_name() -> None:
    assert {type(fact) for fact in FACTS} == set(get_args(facts.Fact))
    refused = event(cases.HearingRequested(**REQUEST))
    for fact in FACTS:
        told = event_of(fact, "almaty-1", refused)
        assert type(told).__name__ == type(fact).__name__
        # What is written can be read again, so it keeps to the contract.
        assert type(told).model_validate_json(encode(event(told)).value) == told


def test_sittings_are_counted_and_name_their_rooms() -> None:
    told = event_of(facts.HearingScheduled(**PLACED), "almaty-1")
    assert isinstance(told, hearings.HearingScheduled)
    assert [sitting.sequence for sitting in told.sittings] == [1, 2]
    assert {sitting.room_name for sitting in told.sittings} == {"Зал 1"}
    assert b'"clerk":null' in encode(event(told)).value


def test_a_refusal_names_the_event_that_is_refused() -> None:
    refused = event(cases.HearingWithdrawn(court_id="almaty-1", hearing_id=A, case_id=B, reason="x"))
    told = event_of(FACTS[8], "almaty-1", refused)
    assert isinstance(told, hearings.EventRefused)
    assert (told.event_id, told.type) == (UUID(refused.id), "court.hearing.withdrawn.v1")
    with pytest.raises(ValueError, match="event"):
        event_of(FACTS[8], "almaty-1")
