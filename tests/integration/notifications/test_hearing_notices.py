"""From events to mails: who is told what, by which channel, in which language."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tarazy_shared.contracts import draws, hearings, staff
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.event import EventData
from tarazy_shared.sweeping import sweep

from tests.integration.notifications.court import (
    CLERK,
    COURT,
    FIRST_SITTING,
    JUDGE,
    OTHER_JUDGE,
    Installation,
    Matter,
    appointed,
    court,
    directory,
    email,
    party,
)


def matter() -> Matter:
    return Matter((party("Anna", language="kk"), party("Boris", role="defendant")))


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


async def test_an_update_that_comes_before_its_registration_counts(installation: Installation) -> None:
    one = matter()
    anna, _boris = one.parties
    moved = anna.model_copy(update={"contacts": email("new@party.test")})
    await installation.take(*directory(), one.updated(2, parties=(moved,)), one.registered(), one.scheduled())
    await installation.send_all()
    addresses = [to for to, _, _ in installation.mails()]
    assert "new@party.test" in addresses
    assert "boris@party.test" in addresses, "an attendee who left the case is still known"


async def test_a_judge_is_told_of_a_case_once(installation: Installation) -> None:
    one = matter()
    await installation.take(*directory(), one.registered(), allocation(one, 1, JUDGE))
    await installation.send_all()
    await installation.take(allocation(one, 2, JUDGE, panel=(OTHER_JUDGE,)))
    await installation.send_all()
    sent = await installation.facts("sent")
    assert [(fact["topic"], fact["recipient_id"]) for fact in sent] == [
        ("case_allocated", str(JUDGE)),
        ("case_allocated", str(OTHER_JUDGE)),
    ]
    assert all("Tarazy-Hearing-Id" not in message for message in installation.server.accepted)


async def test_a_judge_whose_notice_was_overtaken_is_told_with_the_next_draw(installation: Installation) -> None:
    one = matter()
    await installation.take(*directory(), one.registered(), allocation(one, 1, JUDGE))
    await installation.take(allocation(one, 2, JUDGE, panel=(OTHER_JUDGE,)))
    await installation.send_all()
    sent = await installation.facts("sent")
    assert {(fact["subject_version"], fact["recipient_id"]) for fact in sent} == {
        (2, str(JUDGE)),
        (2, str(OTHER_JUDGE)),
    }


async def test_leave_is_told_to_who_takes_it(installation: Installation) -> None:
    absence: dict[str, Any] = {
        "absence_id": uuid4(),
        "person_id": JUDGE,
        "court_id": COURT,
        "kind": "leave",
        "starts_at": FIRST_SITTING,
        "ends_at": FIRST_SITTING + timedelta(days=7),
    }
    await installation.take(*directory(), staff.AbsenceApproved(**absence))
    await installation.send_all()
    await installation.take(staff.AbsenceCancelled(**absence))
    await installation.send_all()
    sent = await installation.facts("sent")
    assert [(fact["topic"], fact["subject_version"]) for fact in sent] == [("leave_decided", 1), ("leave_decided", 2)]
    assert installation.server.accepted[0]["To"].addresses[0].addr_spec == "ospanov@court.test"


async def test_an_absence_of_nobody_known_is_left_to_scheduling(installation: Installation) -> None:
    await installation.take(
        court(),
        staff.AbsenceApproved(
            absence_id=uuid4(),
            person_id=uuid4(),
            court_id=COURT,
            kind="leave",
            starts_at=FIRST_SITTING,
            ends_at=FIRST_SITTING + timedelta(days=7),
        ),
    )
    assert await installation.pool.fetchval("SELECT count(*) FROM waiting") == 0
    assert await installation.facts() == []


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


async def test_older_facts_about_courts_people_and_cases_change_nothing(installation: Installation) -> None:
    one = matter()
    renamed = staff.CourtUpdated(
        court_id=COURT, version=3, name=staff.LocalText(kk="жаңа", ru="Новый суд", en="New court")
    )
    await installation.take(
        court(), renamed, court(2), appointed(JUDGE, "New Name", 2), appointed(JUDGE, "Old Name", 1), one.registered()
    )
    await installation.take(one.updated(3, language="ru"), one.updated(2, language="en"), one.registered())
    assert await installation.pool.fetchval("SELECT names->>'ru' FROM courts") == "Новый суд"
    assert await installation.pool.fetchval("SELECT name FROM staff") == "New Name"
    assert await installation.pool.fetchval("SELECT language FROM cases") == "ru"


def allocation(one: Matter, version: int, person_id: UUID, panel: tuple[UUID, ...] | None = None) -> EventData:
    model: type[EventData] = draws.CaseAllocated if version == 1 else draws.CaseReallocated
    return model.model_validate_json(
        json.dumps(
            {
                "case_id": one.case_id,
                "court_id": COURT,
                "version": version,
                "person_id": person_id,
                "panel": panel,
                "draw_id": uuid4(),
                "reason": "registered" if version == 1 else "panel_asked",
                "proof": {
                    "rule": "test",
                    "beta": 1,
                    "candidates": [],
                    "inputs_hash": "0" * 64,
                    "seed": {"secret_commitment": "00", "attempt": 0},
                    "number": 1,
                    "previous_hash": "0" * 64,
                    "hash": "1" * 64,
                },
            },
            default=str,
        )
    )
