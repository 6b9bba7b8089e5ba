"""What a change of a hearing means for each person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.hearings import Hearing, Promised
from tarazy_notifications.domain.people import Party
from tarazy_notifications.domain.telling import Told, missing, tell

from tests.unit.notifications.people import (
    ANNA,
    BORIS,
    CLERK,
    COURT,
    JUDGE,
    PANEL,
    SAID,
    STAFF,
    STARTS,
    case,
    change,
    email,
    number,
    placing,
)


def topics(told: Told) -> dict[str, str]:
    return {telling.recipient.name: telling.topic.removeprefix("hearing_") for telling in told.tellings}


def scheduled() -> Hearing:
    return tell(change("scheduled", placing=placing()), None, case(), COURT, STAFF).hearing


def test_everybody_hears_of_a_new_hearing() -> None:
    told = tell(change("scheduled", placing=placing()), None, case(), COURT, STAFF)
    assert topics(told) == dict.fromkeys(("Judge", "Clerk", "Anna", "Boris"), "scheduled")
    assert told.expires_at == STARTS + timedelta(hours=2)


def test_joiners_are_invited_leavers_uninvited_and_the_others_told_of_the_move() -> None:
    now = placing(ANNA, judges=(PANEL.person_id,))
    told = tell(change("rescheduled", 2, placing=now), scheduled(), case(), COURT, STAFF)
    assert topics(told) == {
        "Panel": "scheduled",
        "Clerk": "rescheduled",
        "Anna": "rescheduled",
        "Judge": "uninvited",
        "Boris": "uninvited",
    }


def test_who_left_the_case_is_uninvited_at_the_address_last_known() -> None:
    told = tell(change("rescheduled", 2, placing=placing(ANNA)), scheduled(), case(ANNA, former=(BORIS,)), COURT, STAFF)
    assert [one.recipient.contacts for one in told.tellings if one.topic == "hearing_uninvited"] == [BORIS.contacts]


LAWYER = Party(number(20), "Lawyer", represents=ANNA.party_id, contacts=email("l@law.test"))


def settled(hearing: Hearing) -> Hearing:
    """As it is once everybody has been told."""
    return replace(hearing, untold=frozenset(), leaving={})


def test_a_party_that_takes_a_lawyer_loses_the_entry_and_hears_who_is_told_from_now_on() -> None:
    now, represented = placing(ANNA, BORIS, LAWYER), case(ANNA, BORIS, LAWYER)
    told = tell(change("rescheduled", 2, placing=now), settled(scheduled()), represented, COURT, STAFF)
    assert topics(told) == {"Lawyer": "scheduled", "Anna": "uninvited"}
    (word,) = (one.recipient for one in told.tellings if one.recipient.name == "Anna")
    assert (word.role, word.acts_for) == ("party", "Lawyer")
    moved = placing(ANNA, BORIS, LAWYER, starts_at=STARTS + timedelta(days=1))
    later = tell(change("rescheduled", 3, placing=moved), settled(told.hearing), represented, COURT, STAFF)
    assert topics(later) == dict.fromkeys(("Judge", "Clerk", "Lawyer", "Boris"), "rescheduled")


def test_each_of_several_lawyers_is_told_and_one_that_cannot_be_reached_is_passed_over() -> None:
    other = Party(number(21), "Other", represents=ANNA.party_id, contacts=email("o@law.test"))
    mute = Party(number(22), "Mute", represents=BORIS.party_id)
    now, whole = placing(ANNA, BORIS, LAWYER, other, mute), case(ANNA, BORIS, LAWYER, other, mute)
    told = tell(change("rescheduled", 2, placing=now), settled(scheduled()), whole, COURT, STAFF)
    # Somebody without any address is among those to come, and nothing can be sent to them.
    assert topics(told) == {"Lawyer": "scheduled", "Other": "scheduled", "Mute": "scheduled", "Anna": "uninvited"}
    (word,) = (one.recipient for one in told.tellings if one.recipient.name == "Anna")
    assert word.acts_for == "Lawyer, Other"


def test_a_party_whose_lawyer_leaves_is_told_in_person_again() -> None:
    with_lawyer = placing(ANNA, BORIS, LAWYER)
    first = tell(change("scheduled", placing=with_lawyer), None, case(ANNA, BORIS, LAWYER), COURT, STAFF)
    assert set(topics(first)) == {"Judge", "Clerk", "Lawyer", "Boris"}
    left = case(ANNA, BORIS, former=(LAWYER,))
    told = tell(change("rescheduled", 2, placing=placing()), settled(first.hearing), left, COURT, STAFF)
    assert topics(told) == {"Anna": "scheduled", "Lawyer": "uninvited"}
    (word,) = (one.recipient for one in told.tellings if one.recipient.name == "Lawyer")
    assert word.contacts == LAWYER.contacts


def test_a_version_that_changes_nothing_named_is_told_nobody_who_knows() -> None:
    same = tell(
        change("rescheduled", 2, placing=placing(clerk=None), reason="request_changed"),
        settled(scheduled()),
        case(),
        COURT,
        STAFF,
    )
    assert topics(same) == {"Clerk": "uninvited"}
    again = tell(change("rescheduled", 3, placing=placing(clerk=None)), settled(same.hearing), case(), COURT, STAFF)
    assert topics(again) == {}
    assert list(again.hearing.invited) == list(same.hearing.invited)


def test_whom_word_has_not_reached_yet_is_told_by_the_next_version_whatever_it_changes() -> None:
    waiting = replace(settled(scheduled()), untold=frozenset({ANNA.party_id}))
    told = tell(change("rescheduled", 2, placing=placing()), waiting, case(), COURT, STAFF)
    assert topics(told) == {"Anna": "rescheduled"}


def test_unlisted_after_a_placing_is_told_as_cancelled_and_nothing_after_that() -> None:
    off = tell(change("unlisted", 2, reason="no_judge"), scheduled(), case(), COURT, STAFF)
    assert set(topics(off).values()) == {"cancelled"}
    assert topics(tell(change("cancelled", 3), settled(off.hearing), case(), COURT, STAFF)) == {}


def test_a_hearing_that_never_stood_tells_nobody_that_it_is_off() -> None:
    unlisted = tell(change("unlisted"), None, case(), COURT, STAFF)
    assert unlisted.tellings == ()
    assert tell(change("cancelled", 2), unlisted.hearing, case(), COURT, STAFF).tellings == ()


def test_word_of_leaving_that_has_not_left_is_said_again_by_the_next_version() -> None:
    without_boris = tell(change("rescheduled", 2, placing=placing(ANNA)), scheduled(), case(), COURT, STAFF)
    again = tell(change("rescheduled", 3, placing=placing(ANNA)), without_boris.hearing, case(), COURT, STAFF)
    assert topics(again)["Boris"] == "uninvited"
    back = tell(change("rescheduled", 3, placing=placing()), without_boris.hearing, case(), COURT, STAFF)
    assert topics(back)["Boris"] == "rescheduled"


def recorded(**fields: Any) -> dict[str, str]:
    return topics(tell(change("recorded", 2, matter=None, **fields), scheduled(), case(), COURT, STAFF))


def test_a_hearing_held_tells_nobody() -> None:
    assert recorded(outcome="held", begun=True, at=STARTS + timedelta(hours=3)) == {}


def test_one_adjourned_or_not_held_before_it_began_is_called_off() -> None:
    for outcome in ("adjourned", "not_held"):
        assert set(recorded(outcome=outcome).values()) == {"cancelled"}


def test_one_that_had_begun_calls_nobody_off() -> None:
    assert recorded(outcome="adjourned", begun=True) == {}
    assert recorded(outcome="adjourned", at=STARTS) == {}


def test_of_a_hearing_not_known_here_the_event_says_who_was_invited() -> None:
    told = tell(change("rescheduled", 5, placing=placing(ANNA), previous=placing(BORIS)), None, case(), COURT, STAFF)
    assert topics(told) == {"Judge": "rescheduled", "Clerk": "rescheduled", "Anna": "scheduled", "Boris": "uninvited"}
    told = tell(change("cancelled", 5, previous=placing()), None, case(), COURT, STAFF)
    assert len(told.tellings) == 4


def test_a_notice_of_a_hearing_moved_forward_is_of_use_until_the_later_of_both_ends() -> None:
    earlier = placing(starts_at=STARTS - timedelta(days=3))
    told = tell(change("rescheduled", 2, placing=earlier), scheduled(), case(), COURT, STAFF)
    assert told.expires_at == STARTS + timedelta(hours=2)


def test_what_is_not_known_yet_is_named() -> None:
    one = change("scheduled", placing=placing(judges=(number(99),)))
    found = [
        missing(one, None, COURT, STAFF),
        missing(one, case(), None, STAFF),
        missing(one, case(), COURT, STAFF),
        missing(change("scheduled", placing=placing(Party(number(98), "New"))), case(), COURT, STAFF),
    ]
    assert [one.code for one in found if one] == ["unknown_case", "unknown_court", "unknown_person", "unknown_party"]
    assert found[-1] is not None
    assert found[-1].field == "attendee_ids[0]"
    assert missing(change("cancelled"), case(), COURT, {}) is None


@given(st.lists(st.sets(st.sampled_from(["anna", "boris", "carol"])), min_size=1, max_size=6))
def test_whoever_follows_their_notices_knows_whether_to_come(versions: list[set[str]]) -> None:
    """However a hearing changes: after each version exactly those who are to come believe that they are."""
    parties = {name: Party(number(50 + place), name) for place, name in enumerate(("anna", "boris", "carol"))}
    whole = case(*parties.values())
    known, believing = None, set[str]()
    for version, names in enumerate(versions, start=1):
        attendees = [parties[name] for name in sorted(names)]
        if attendees:
            now = placing(*attendees, judges=(), clerk=None)
            one = change("rescheduled" if known and known.placing else "scheduled", version, placing=now)
        else:
            one = change("unlisted", version)
        told = tell(one, known, whole, COURT, STAFF)
        for telling in told.tellings:
            joins = telling.topic in {"hearing_scheduled", "hearing_rescheduled"}
            (believing.add if joins else believing.discard)(telling.recipient.name)
        known = told.hearing
        assert believing == names


def test_a_change_is_told_to_each_person_once() -> None:
    told = tell(change("scheduled", placing=placing(ANNA, ANNA, BORIS)), None, case(), COURT, STAFF)
    ids = [telling.recipient.recipient_id for telling in told.tellings]
    assert ids == [JUDGE.person_id, CLERK.person_id, ANNA.party_id, BORIS.party_id]
    assert SAID < STARTS


WEEK = Promised(date(2026, 11, 30), date(2026, 12, 4))


def test_move_within_the_promised_days_is_told_nobody() -> None:
    known = tell(change("scheduled", placing=placing(promised=WEEK)), None, case(), COURT, STAFF).hearing
    later = placing(starts_at=STARTS + timedelta(days=1), promised=WEEK)
    told = tell(change("rescheduled", 2, placing=later), settled(known), case(), COURT, STAFF)
    assert topics(told) == {}
    assert list(told.hearing.invited) == list(known.invited)


def test_whom_the_promise_has_not_reached_is_told_of_it_by_the_next_version() -> None:
    known = tell(change("scheduled", placing=placing(promised=WEEK)), None, case(), COURT, STAFF).hearing
    waiting = replace(known, untold=frozenset({ANNA.party_id}))
    later = placing(starts_at=STARTS + timedelta(days=1), promised=WEEK)
    told = tell(change("rescheduled", 2, placing=later), waiting, case(), COURT, STAFF)
    assert topics(told) == {"Anna": "rescheduled"}


def test_other_people_within_the_promised_days_and_the_date_itself_are_told() -> None:
    known = tell(change("scheduled", placing=placing(promised=WEEK)), None, case(), COURT, STAFF).hearing
    other = placing(judges=(PANEL.person_id,), promised=WEEK)
    told = tell(change("rescheduled", 2, placing=other), settled(known), case(), COURT, STAFF)
    assert topics(told) == {"Panel": "scheduled", "Judge": "uninvited"} | dict.fromkeys(
        ("Clerk", "Anna", "Boris"), "rescheduled"
    )
    fixed = tell(change("rescheduled", 2, placing=placing(), reason="date_fixed"), settled(known), case(), COURT, STAFF)
    assert topics(fixed) == dict.fromkeys(("Judge", "Clerk", "Anna", "Boris"), "rescheduled")
