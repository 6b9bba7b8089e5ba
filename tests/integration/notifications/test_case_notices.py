"""From events of cases, draws and absences to mails, and what older events change."""

import json
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from tarazy_shared.contracts import draws, staff
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.local_text import LocalText

from tests.integration.notifications.court import (
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
)
from tests.integration.notifications.matters import matter


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


async def test_a_leave_that_is_cut_short_is_told_anew_and_an_illness_that_goes_on_is_not(
    installation: Installation,
) -> None:
    def away(kind: str, version: int, days: int) -> staff.AbsenceApproved:
        return staff.AbsenceApproved(
            absence_id=uuid5(NAMESPACE_OID, kind),
            person_id=JUDGE,
            court_id=COURT,
            kind=kind,  # type: ignore[arg-type]
            starts_at=FIRST_SITTING,
            ends_at=FIRST_SITTING + timedelta(days=days),
            version=version,
        )

    leaves = away("leave", 2, 14), away("leave", 3, 14), away("leave", 4, 7)
    for event in (*leaves, away("sickness", 1, 3), away("sickness", 2, 6)):
        await installation.take(*directory(), event)
        await installation.send_all()
    sent = await installation.facts("sent")
    assert [(fact["subject_id"], fact["subject_version"]) for fact in sent] == [
        (str(uuid5(NAMESPACE_OID, kind)), version) for kind, version in (("leave", 2), ("leave", 4), ("sickness", 1))
    ]


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


async def test_older_facts_about_courts_people_and_cases_change_nothing(installation: Installation) -> None:
    one = matter()
    renamed = staff.CourtUpdated(court_id=COURT, version=3, name=LocalText(kk="жаңа", ru="Новый суд", en="New court"))
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
