"""From events of a hearing to mails: who is told what, by which channel, in which language."""

import itertools
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tarazy_shared.contracts import hearings, staff
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.sweeping import sweep

from tests.integration.notifications.court import (
    CLERK,
    FIRST_SITTING,
    JUDGE,
    OTHER_JUDGE,
    Installation,
    Matter,
    appointed,
    directory,
    email,
    party,
)
from tests.integration.notifications.matters import matter


async def test_everybody_concerned_gets_one_mail_with_a_calendar_entry(installation: Installation) -> None:
    one = matter()
    told = await installation.take(*directory(), one.registered(language="en"), one.scheduled())
    await installation.send_all()
    assert installation.mails() == [
        ("ospanov@court.test", "1", "REQUEST"),
        ("kim@court.test", "1", "REQUEST"),
        ("anna@party.test", "1", "REQUEST"),
        ("boris@party.test", "1", "REQUEST"),
    ]
    languages = [message["Content-Language"] for message in installation.server.accepted]
    assert languages == ["ru", "ru", "kk", "en"]
    facts = await installation.facts()
    assert [fact["state"] for fact in facts] == ["queued"] * 4 + ["sent"] * 4
    assert {fact["cause"] for fact in facts} == {told[-1].id}
    assert {fact["recipient_id"] for fact in facts} >= {str(JUDGE), str(CLERK), str(one.parties[0].party_id)}


async def test_facts_carry_no_address_and_no_text(installation: Installation) -> None:
    one = matter()
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    for fact in await installation.facts():
        assert not any("@" in str(value) or "Anna" in str(value) for value in fact.values())


async def test_the_same_event_again_tells_nobody_again(installation: Installation) -> None:
    one = matter()
    told = await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.take(told[-1])
    again = installation.event(told[-1].data)
    await installation.take(again)
    await installation.send_all()
    assert len(installation.mails()) == 4


async def test_a_represented_party_is_told_through_its_representative_where_one_can_be_reached(
    installation: Installation,
) -> None:
    anna = party("Anna")
    lawyer = party("Lawyer", role="representative", represents=anna.party_id, person_id=uuid4())
    boris = party("Boris")
    silent = party("Silent", role="representative", represents=boris.party_id, contacts=())
    one = Matter((anna, lawyer, boris, silent))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()] == [
        "ospanov@court.test",
        "kim@court.test",
        "lawyer@party.test",
        "boris@party.test",
    ]


async def test_a_hearing_that_comes_before_its_case_waits_for_it(installation: Installation) -> None:
    one = matter()
    await installation.take(*directory(), one.scheduled())
    await installation.send_all()
    assert installation.mails() == []
    await installation.take(one.registered())
    await sweep(installation.processors["court.hearings"])
    await installation.send_all()
    assert len(installation.mails()) == 4


async def test_a_hearing_that_comes_before_its_judge_court_or_new_party_waits(installation: Installation) -> None:
    one = matter()
    newcomer = party("Newcomer")
    await installation.take(one.registered(), one.scheduled())
    processor = installation.processors["court.hearings"]
    for event in directory():
        await sweep(processor)
        await installation.send_all()
        assert installation.mails() == []
        await installation.take(event)
    await sweep(processor)
    await installation.send_all()
    assert len(installation.mails()) == 4
    ids = tuple(each.party_id for each in (*one.parties, newcomer))
    await installation.take(one.rescheduled(attendee_ids=ids))
    await installation.send_all()
    assert len(installation.mails()) == 4
    await installation.take(one.updated(2, parties=(*one.parties, newcomer)))
    await sweep(processor)
    await installation.send_all()
    assert len(installation.mails()) == 9


async def test_a_move_tells_joiners_leavers_and_those_who_stay_what_it_means_for_them(
    installation: Installation,
) -> None:
    one = matter()
    anna, _boris = one.parties
    carol = party("Carol")
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    installation.server.accepted.clear()
    installation.server.envelopes.clear()
    people = hearings.PersonIds(judges=(OTHER_JUDGE,), clerk=CLERK, interpreters=())
    await installation.take(
        one.updated(2, parties=(anna, carol)),
        one.rescheduled(
            FIRST_SITTING + timedelta(days=1), person_ids=people, attendee_ids=(anna.party_id, carol.party_id)
        ),
    )
    await installation.send_all()
    states = {name: state for name, state in (await installation.states()).items() if name.endswith("2")}
    assert states == {
        "akhmetova@court.test hearing_scheduled 2": "sent",
        "kim@court.test hearing_rescheduled 2": "sent",
        "anna@party.test hearing_rescheduled 2": "sent",
        "carol@party.test hearing_scheduled 2": "sent",
        "ospanov@court.test hearing_uninvited 2": "sent",
        "boris@party.test hearing_uninvited 2": "sent",
    }
    methods = {to: method for to, _, method in installation.mails()}
    assert methods["boris@party.test"] == "CANCEL"
    assert methods["anna@party.test"] == "REQUEST"


async def test_an_unlisted_hearing_is_told_as_cancelled_once(installation: Installation) -> None:
    one = matter()
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    await installation.take(one.unlisted())
    await installation.take(one.cancelled())
    await installation.send_all()
    topics = [fact["topic"] for fact in await installation.facts("sent")]
    assert topics == ["hearing_scheduled"] * 4 + ["hearing_cancelled"] * 4


async def test_word_of_a_cancellation_that_is_overtaken_is_told_with_the_next_version(
    installation: Installation,
) -> None:
    one = matter()
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    boris = one.parties[1]
    await installation.take(one.rescheduled(attendee_ids=(one.parties[0].party_id,)))
    await installation.take(one.rescheduled(attendee_ids=(one.parties[0].party_id,)))
    await installation.send_all()
    states = await installation.states()
    assert states["boris@party.test hearing_uninvited 2"] == "superseded"
    assert states["boris@party.test hearing_uninvited 3"] == "sent"
    assert boris.name == "Boris"


async def test_a_hearing_held_tells_nobody_and_one_not_held_is_called_off(installation: Installation) -> None:
    held, not_held, begun = matter(), matter(), matter()
    for one in (held, not_held, begun):
        await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    sent = len(installation.mails())
    await installation.take(
        held.recorded("held", started_at=FIRST_SITTING, ended_at=FIRST_SITTING + timedelta(hours=1)),
        begun.recorded("adjourned", started_at=FIRST_SITTING),
    )
    await installation.send_all()
    assert len(installation.mails()) == sent
    await installation.take(not_held.recorded("not_held"))
    await installation.send_all()
    assert [(version, method) for _, version, method in installation.mails()[sent:]] == [("2", "CANCEL")] * 4


async def test_somebody_without_contacts_is_no_error(installation: Installation) -> None:
    one = Matter((party("Anna", contacts=()), party("Boris")))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()] == ["ospanov@court.test", "kim@court.test", "boris@party.test"]


async def test_a_webhook_into_the_own_network_is_refused(installation: Installation) -> None:
    one = Matter((party("Anna", contacts=(Contact(channel="webhook", address="http://127.0.0.1:9000/hook"),)),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    (fact,) = await installation.facts("failed")
    assert (fact["channel"], fact["reason"]) == ("webhook", "address_refused")


async def test_a_channel_without_a_gateway_fails_in_the_open(installation: Installation) -> None:
    hook = Contact(channel="webhook", address="https://party.test/hook")
    phone = Contact(channel="sms", address="+77010000000")
    one = Matter(
        (
            party("Anna", contacts=(hook,)),
            party("Boris", contacts=(phone,)),
            party("Carol", contacts=(phone, hook, *email("carol@party.test"))),
        )
    )
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    failed = {(fact["channel"], fact["reason"]) for fact in await installation.facts("failed")}
    assert failed == {("webhook", "no_gateway"), ("sms", "no_gateway")}
    by_state = await installation.states()
    assert by_state["https://party.test/hook hearing_scheduled 1"] == "failed"
    assert by_state["carol@party.test hearing_scheduled 1"] == "sent"
    assert len(by_state) == 5


async def test_who_has_left_the_court_is_still_told_of_leaving_a_hearing(installation: Installation) -> None:
    one = matter()
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    left = staff.StaffSeparated(
        **appointed(JUDGE, "Ospanov Yerzhan").model_dump(exclude={"version", "contacts"}), version=2
    )
    people = hearings.PersonIds(judges=(OTHER_JUDGE,), clerk=CLERK, interpreters=())
    await installation.take(left, one.rescheduled(reason="judge_separated", person_ids=people))
    await installation.send_all()
    assert (await installation.states())["ospanov@court.test hearing_uninvited 2"] == "sent"


async def test_move_within_promised_days_is_told_only_whom_the_promise_has_not_reached(
    installation: Installation,
) -> None:
    first = FIRST_SITTING.date()
    days: dict[str, Any] = {"promised_from_on": first, "promised_to_on": first + timedelta(days=4)}
    later = FIRST_SITTING + timedelta(days=1)
    one, other = matter(), matter()
    await installation.take(*directory(), one.registered(), one.scheduled(**days))
    await installation.send_all()
    # Of the other hearing nothing has left when it moves.
    await installation.take(other.registered(), other.scheduled(**days))
    await installation.take(one.rescheduled(later, "plan", **days), other.rescheduled(later, "plan", **days))
    await installation.send_all()
    assert [version for _, version, _ in installation.mails()] == ["1"] * 4 + ["2"] * 4
    sent = [fact for fact in await installation.facts("sent") if fact["subject_version"] == 2]
    assert {fact["subject_id"] for fact in sent} == {str(other.hearing_id)}
    # The date is told everybody.
    await installation.take(one.rescheduled(later, "date_fixed"))
    await installation.send_all()
    assert [version for _, version, _ in installation.mails()[8:]] == ["3"] * 4


async def test_the_entry_of_a_party_goes_once_a_lawyer_is_told_and_a_change_of_nothing_named_is_told_nobody(
    installation: Installation,
) -> None:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    lawyer = party("Lawyer", role="representative", represents=one.parties[0].party_id)
    one.parties = (*one.parties, lawyer)
    one.rooms = itertools.repeat(5)
    told = len(installation.mails())
    await installation.take(one.updated(2, parties=one.parties), one.rescheduled(reason="request_changed"))
    await installation.send_all()
    assert sorted(installation.mails()[told:]) == [
        ("anna@party.test", "2", "CANCEL"),
        ("lawyer@party.test", "2", "REQUEST"),
    ]
    await installation.take(one.rescheduled(reason="request_changed"))
    await installation.send_all()
    assert len(installation.mails()) == told + 2
    await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
    await installation.send_all()
    assert {(to, version) for to, version, _ in installation.mails()[told + 2 :]} == {
        ("ospanov@court.test", "4"),
        ("kim@court.test", "4"),
        ("lawyer@party.test", "4"),
    }
