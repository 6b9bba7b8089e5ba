"""Steps of training, evaluation, discipline and competitions are told, and deadlines that come near are told again."""

import re
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from tarazy_notifications.adapters.rules import store as rules
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.deadline_rules import DEADLINES, DeadlineBody
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.rules.store import Entered
from tarazy_notifications.app.matters import reading
from tarazy_notifications.app.matters.arming import RearmingDeadlines
from tarazy_notifications.app.matters.reminding import MatterReminding
from tarazy_notifications.app.timing.rearming import SETTLED
from tarazy_shared.contracts import discipline, evaluation, staff, training, vacancies
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.local_text import LocalText
from tarazy_shared.contracts.staff import AbsenceApproved

from tests.integration.notifications.court import COURT, JUDGE, NOW, OTHER_JUDGE, Installation, directory, email

MATTER = uuid4()
SOON = date(2026, 11, 30)


def judges(model: type[EventData], version: int, matter: UUID = MATTER, **fields: Any) -> EventData:
    which = {"evaluation": "evaluation_id", "discipline": "proceedings_id"}[model.TYPE.split(".")[1]]
    return model(person_id=JUDGE, court_id=COURT, version=version, **{which: matter}, **fields)


def place(model: type[EventData], version: int, **fields: Any) -> EventData:
    starts_at = NOW + timedelta(days=10)
    data = {"programme": "ethics-1", "enrolment_id": MATTER, "session_id": uuid4(), "starts_at": starts_at}
    return model(
        person_id=JUDGE, court_id=COURT, version=version, ends_at=starts_at + timedelta(hours=8), **(data | fields)
    )


async def topics(installation: Installation) -> list[str]:
    """In the order in which they were queued: topic, version, state."""
    rows = await installation.pool.fetch("SELECT topic, subject_version, state FROM notices ORDER BY place")
    return [f"{row['topic']} {row['subject_version']} {row['state']}" for row in rows]


def reminding(installation: Installation) -> MatterReminding:
    return MatterReminding(installation.work, Rules(KINDS), frozenset({"email"}))


def text_of(mail: EmailMessage) -> str:
    part = next(one for one in mail.walk() if one.get_content_type() == "text/plain")
    return str(part.get_content())


async def remind(installation: Installation, at: datetime) -> None:
    installation.clock.now = at
    while await reminding(installation).step():
        pass


async def test_a_deadline_is_told_and_told_again_when_it_is_near(installation: Installation) -> None:
    await installation.take(*directory(), judges(evaluation.EvaluationStarted, 1, cycle="periodic", due_on=SOON))
    await installation.take(judges(evaluation.EvaluationReplyAwaited, 2, due_on=SOON))
    await installation.send_all()
    await remind(installation, datetime.fromisoformat("2026-11-28T08:59:00+05:00"))
    assert await topics(installation) == ["evaluation_started 1 superseded", "evaluation_reply_awaited 2 sent"]
    await remind(installation, datetime.fromisoformat("2026-11-28T09:00:00+05:00"))
    await remind(installation, datetime.fromisoformat("2026-11-29T09:00:00+05:00"))
    await installation.send_all()
    assert (await topics(installation))[2:] == ["evaluation_reply_near 2 sent"]
    assert "30 " in str(installation.server.accepted[-1]["Subject"])


async def test_the_panel_of_an_evaluation_hears_of_its_part_and_an_appeal_ends_the_reminder_of_its_time(
    installation: Installation,
) -> None:
    part: dict[str, Any] = {"court_id": COURT, "evaluation_id": MATTER, "people": (OTHER_JUDGE,), "part_id": uuid4()}
    part["part"] = "panel_member"
    await installation.take(*directory(), evaluation.EvaluationPartGiven(**part, version=1))
    await installation.send_all()
    await installation.take(evaluation.EvaluationDecisionAwaited(**part, version=6, due_on=SOON))
    await installation.take(judges(evaluation.EvaluationDecided, 7, appeal_until=SOON))
    await installation.send_all()
    await installation.take(judges(evaluation.EvaluationAppealed, 8))
    await remind(installation, datetime.fromisoformat("2026-11-28T09:00:00+05:00"))
    await installation.take(judges(evaluation.EvaluationAppealDecided, 9, result="returned"))
    await installation.take(evaluation.EvaluationPartEnded(**part, version=10))
    await installation.send_all()
    assert await topics(installation) == [
        "evaluation_part_given 1 sent",
        "evaluation_decision_awaited 6 sent",
        "evaluation_decided 7 sent",
        "evaluation_appeal_decided 9 sent",
        "evaluation_part_ended 10 sent",
    ]


async def test_whoever_has_done_it_is_not_reminded(installation: Installation) -> None:
    await installation.take(*directory(), judges(discipline.DisciplineReplyAwaited, 1, due_on=SOON))
    await installation.send_all()
    await installation.take(judges(discipline.DisciplineReplied, 2))
    await remind(installation, NOW + timedelta(days=30))
    assert await topics(installation) == ["discipline_reply_awaited 1 sent"]


async def test_what_comes_again_late_or_about_nobody_known_tells_nothing_more(installation: Installation) -> None:
    decided = judges(discipline.DisciplineDecided, 5, decision="remark", appeal_until=SOON)
    await installation.take(*directory(), decided)
    await installation.take(decided)
    await installation.take(judges(discipline.DisciplineHearingSet, 4, starts_at=NOW))
    stranger = evaluation.EvaluationDecided(person_id=uuid4(), court_id=COURT, version=1, evaluation_id=uuid4())
    await installation.take(stranger)
    assert await topics(installation) == ["discipline_decided 5 queued"]


async def test_a_place_on_a_course_is_given_and_withdrawn_and_a_certificate_runs_out(
    installation: Installation,
) -> None:
    await installation.take(*directory(), place(training.TrainingPlaceGiven, 1))
    await installation.send_all()
    await installation.take(place(training.TrainingPlaceWithdrawn, 2, reason="session_cancelled"))
    issued = training.TrainingCertificateIssued(
        person_id=JUDGE,
        court_id=COURT,
        version=1,
        programme="ethics-1",
        certificate_id=uuid4(),
        issued_on=NOW.date(),
        expires_on=date(2027, 11, 16),
    )
    await installation.take(issued)
    await installation.send_all()
    assert await topics(installation) == ["training_place_given 1 sent", "training_place_withdrawn 2 sent"]
    await remind(installation, datetime.fromisoformat("2027-09-17T09:00:00+05:00"))
    await installation.send_all()
    assert (await topics(installation))[2:] == ["training_certificate_near 1 sent"]
    assert "16 ноября 2027" in text_of(installation.server.accepted[-1])


async def test_the_time_that_a_place_takes_is_told_with_the_place_alone(installation: Installation) -> None:
    given: Any = place(training.TrainingPlaceGiven, 1)
    away: dict[str, Any] = {"starts_at": given.starts_at, "ends_at": given.ends_at, "kind": "training"}
    absence = AbsenceApproved(person_id=JUDGE, court_id=COURT, absence_id=uuid4(), **away)
    of_a_place = absence.model_copy(update={"absence_id": uuid4(), "session_id": given.session_id})
    await installation.take(*directory(), of_a_place, given)
    assert await topics(installation) == ["training_place_given 1 queued"]
    await installation.take(absence)
    assert await topics(installation) == ["training_place_given 1 queued", "leave_decided 1 queued"]


async def ruled(installation: Installation, valid_from: date, **fields: Any) -> None:
    """A rule about deadlines is laid down, and every process knows it."""
    async with installation.pool.acquire() as connection:
        body, now = DeadlineBody(**fields).model_dump_json(), installation.clock.now
        await rules.add(connection, "deadlines", COURT, Entered(valid_from, 0, body, now, None, None), NOW.date())
    installation.rules.forget()
    installation.clock.step(SETTLED)
    arming = RearmingDeadlines(installation.work, installation.rules)
    while await arming.step():
        pass


async def test_lead_times_are_ruled_by_the_court_and_armed_anew(installation: Installation) -> None:
    certificate, zone = uuid4(), ZoneInfo("Asia/Almaty")
    issued = training.TrainingCertificateIssued(
        person_id=JUDGE, court_id=COURT, version=1, programme="ethics-1", certificate_id=certificate,
        issued_on=NOW.date(), expires_on=date(2027, 11, 16),
    )  # fmt: skip
    await installation.take(*directory(), issued)

    async def armed() -> datetime | None:
        found: datetime | None = await installation.pool.fetchval("SELECT remind_at FROM matter_deadlines")
        return found and found.astimezone(zone)

    assert await armed() == datetime(2027, 9, 17, 9, tzinfo=zone)
    await ruled(installation, date(2027, 10, 1), training_certificate="30d", at="10:00")
    assert await armed() == datetime(2027, 9, 17, 9, tzinfo=zone), "on that day the old rule holds"
    await ruled(installation, date(2027, 1, 1), training_certificate=None)
    assert await armed() == datetime(2027, 10, 17, 10, tzinfo=zone)
    await ruled(installation, date(2027, 10, 1), training_certificate="12wd")
    assert await armed() == datetime(2027, 10, 29, 9, tzinfo=zone)
    await ruled(installation, date(2027, 10, 1), training_certificate=None)
    assert await armed() is None
    await remind(installation, datetime.fromisoformat("2027-11-19T09:00:00+05:00"))
    assert await topics(installation) == []
    assert await installation.pool.fetchval("SELECT count(*) FROM matter_deadlines") == 0, "it is over"


def test_a_lead_time_is_days() -> None:
    with pytest.raises(ValidationError, match="a deadline is a day"):
        DeadlineBody(evaluation_reply="3h")
    leads = set(DEADLINES.default.before)
    assert leads == set(re.findall(r'"(\w+_near)"', Path(reading.__file__).read_text(encoding="utf-8")))


async def test_whoever_waits_is_told_of_the_turn_the_place_and_what_changes(installation: Installation) -> None:
    name = LocalText(kk="Судья әдебі", ru="Судейская этика", en="Judicial ethics")
    named: dict[str, Any] = {"programme_name": name, "venue": "https://learn.test/12"}
    await installation.take(*directory(), place(training.TrainingPlaceAwaited, 1, turn=3, **named))
    await installation.send_all()
    await installation.take(place(training.TrainingPlaceOffered, 2, answer_by=NOW + timedelta(days=2), **named))
    await installation.send_all()
    assert "Принять до: " in text_of(installation.server.accepted[-1])
    await installation.take(place(training.TrainingPlaceGiven, 3, waited=True, **named))
    await installation.send_all()
    await installation.take(place(training.TrainingPlaceGiven, 4, changed=("times",), **named))
    await installation.send_all()
    await installation.take(place(training.TrainingWaitEnded, 5, reason="session_cancelled", **named))
    assert await topics(installation) == [
        "training_place_awaited 1 sent",
        "training_place_offered 2 sent",
        "training_place_given 3 sent",
        "training_session_changed 4 sent",
        "training_wait_ended 5 queued",
    ]
    first, _, second, third = (text_of(mail) for mail in installation.server.accepted[-4:])
    assert "Судейская этика" in first
    assert "очереди: 3" in first
    assert "освободилось" in second
    assert "Что изменилось: время" in third
    assert "https://learn.test/12" in third


async def test_the_panel_of_a_competition_hears_of_it(installation: Installation) -> None:
    about: dict[str, Any] = {"court_id": COURT, "competition_id": uuid4(), "post_id": uuid4(), "record_hash": "ab" * 32}
    announced = vacancies.VacancyAnnounced(
        **about,
        version=1,
        panel=(JUDGE, OTHER_JUDGE),
        role="judge",
        from_on=SOON,
        applications_until=SOON,
        procedure="p",
        stages=("test",),
    )
    over = vacancies.VacancyStageCompleted(**about, version=9, panel=(JUDGE,), stage="test", passed=2, ended=1)
    await installation.take(*directory(), announced)
    await installation.send_all()
    await installation.take(over)
    await installation.send_all()
    assert await topics(installation) == [
        "vacancy_announced 1 sent",
        "vacancy_announced 1 sent",
        "vacancy_stage 9 sent",
    ]


async def test_those_with_a_part_in_proceedings_are_told_apart_from_whom_they_concern(
    installation: Installation,
) -> None:
    """A member who comes from another court is told too; word to the panel ends no reminder of the judge's."""
    about: dict[str, Any] = {"court_id": COURT, "proceedings_id": MATTER, "people": (OTHER_JUDGE,)}
    elsewhere = staff.StaffAppointed(
        person_id=(guest := uuid4()),
        court_id="kz-elsewhere",
        version=1,
        post_id=uuid4(),
        role="judge",
        name="Гость",
        from_on=NOW.date(),
        contacts=email("guest@elsewhere.kz"),
    )
    part, sitting = uuid4(), uuid4()
    given = discipline.DisciplinePartGiven(
        **about | {"people": (OTHER_JUDGE, guest)}, version=3, part_id=part, part="panel_member"
    )
    await installation.take(*directory(), elsewhere, judges(discipline.DisciplineReplyAwaited, 2, due_on=SOON), given)
    await installation.send_all()
    starts_at = NOW + timedelta(days=9)
    for version, hours in ((4, 1), (5, 2)):
        at = starts_at + timedelta(hours=hours)
        await installation.take(
            discipline.DisciplineSittingSet(
                **about, version=version, sitting_id=sitting, starts_at=at, ends_at=at + timedelta(hours=1)
            )
        )
        await installation.send_all()
    await installation.take(
        discipline.DisciplineSittingCalledOff(**about, version=6, sitting_id=sitting, starts_at=starts_at),
        discipline.DisciplinePartEnded(**about, version=6, part_id=part, part="panel_member"),
        discipline.DisciplineComplaintAnswered(**about, version=6, complaint_id=uuid4(), answer="complaint_decided"),
    )
    await installation.send_all()
    assert sorted(await topics(installation)) == [
        "discipline_complaint_answered 6 sent",
        "discipline_part_ended 6 sent",
        "discipline_part_given 3 sent",
        "discipline_part_given 3 sent",
        "discipline_reply_awaited 2 sent",
        "discipline_sitting_called_off 6 sent",
        "discipline_sitting_set 4 sent",
        "discipline_sitting_set 5 sent",
    ]
    assert any("guest@elsewhere.kz" in str(mail["To"]) for mail in installation.server.accepted)
    await remind(installation, datetime.fromisoformat("2026-11-28T09:00:00+05:00"))
    assert "discipline_reply_near 2 queued" in await topics(installation)
