"""Acts about absences that are no leave of a type, and about certificates of those that are recorded."""

from uuid import UUID

from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.adapters.http.leave.words import KINDS, STATES
from tarazy_hr.domain.absence import Absence, AbsenceFact, DecideAbsence, EnterAbsence
from tarazy_hr.domain.days import whole_days
from tarazy_hr.domain.leave.requests import CertifyLeave
from tarazy_hr.domain.refusal import unknown, wrong

DECISIONS = {
    "requested": (("approve", message("Grant")), ("refuse", message("Refuse"))),
    "approved": (("cancel", message("Cancel")),),
}
"""What can be decided about an absence as it stands."""


async def _kinds(asked: Asked) -> About:
    words = asked.visit.words
    return About(options={"kind": [(code, words.gettext(name)) for code, name in KINDS.items()]})


async def _enter(asked: Asked) -> object:
    said, zone = asked.answers, asked.visit.court.zone
    if said["last_on"] < said["first_on"]:
        return wrong("last_on", "ends_before_start", start=said["first_on"], end=said["last_on"])
    starts_at, ends_at = whole_days(said["first_on"], said["last_on"], zone)
    absence_id = uuid7(asked.desk.work.clock())
    made = Absence(absence_id, asked.court_id, asked.person_id, said["kind"], starts_at, ends_at)
    return await asked.desk.order(asked.visit.request, asked.court_id, EnterAbsence(made))


async def _one(asked: Asked) -> AbsenceFact | None:
    try:
        absence_id = UUID(asked.of)
    except ValueError:
        return None
    async with asked.desk.work.pool.acquire() as connection:
        found = await queries.absences(
            connection, queries.STANDING, court_id=asked.court_id, person_id=asked.person_id, absence_id=absence_id
        )
    return found[0] if found else None


async def _decide(asked: Asked) -> object:
    one = await _one(asked)
    if one is None:
        return unknown("absence_id", "unknown_absence", asked.of)
    said = asked.answers
    command = DecideAbsence(asked.court_id, asked.person_id, one.absence.absence_id, said["decision"], said["note"])
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


async def _what_is_decided(asked: Asked) -> About:
    one, words, reader = await _one(asked), asked.visit.words, asked.visit.reader
    if one is None:
        return About()
    options = [(code, words.gettext(name)) for code, name in DECISIONS.get(one.what, ())]
    return About(
        options={"decision": options},
        facts=[
            (words.gettext("Kind"), words.gettext(KINDS[one.absence.kind])),
            (words.gettext("From"), reader.instant(one.absence.starts_at)),
            (words.gettext("Until"), reader.instant(one.absence.ends_at)),
            (words.gettext("State"), words.gettext(STATES[one.what][0])),
        ],
    )


async def _certify(asked: Asked) -> object:
    one, said = await _one(asked), asked.answers
    if one is None:
        return unknown("absence_id", "unknown_absence", asked.of)
    command = CertifyLeave(
        asked.court_id,
        asked.person_id,
        one.absence.absence_id,
        said["certificate"],
        said["first_on"],
        said["last_on"],
    )
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


async def _what_is_certified(asked: Asked) -> About:
    one, words, reader = await _one(asked), asked.visit.words, asked.visit.reader
    if one is None or one.terms is None:
        return About()
    span = one.terms.span
    facts = [
        (words.gettext("Kind"), words.gettext(KINDS[one.absence.kind])),
        (words.gettext("First day away"), reader.day(span.first_on)),
        (words.gettext("Last day away"), reader.day(span.last_on)),
    ]
    return About({"certificate": one.terms.certificate or ""}, facts=facts)


ACTS = (
    Act(
        "absence",
        "absence.enter",
        message("Enter an absence approved elsewhere"),
        message("Enter"),
        _enter,
        (
            Question("kind", message("Kind"), "choice", required=True),
            Question("first_on", message("First day away"), "day", DAY, required=True, size=12),
            Question("last_on", message("Last day away"), "day", DAY, required=True, size=12),
        ),
        _kinds,
        message("It holds at once and is in no ledger: leave from which a balance is kept is asked for or recorded."),
        shows_sittings=True,
        called={"starts_at": "first_on", "ends_at": "last_on"},
    ),
    Act(
        "decide-absence",
        "absence.decide",
        message("Decide about an absence"),
        message("Decide"),
        _decide,
        (
            Question("decision", message("Decision"), "choice", required=True),
            Question("note", message("Note"), "long"),
        ),
        _what_is_decided,
        is_listed=False,
        called={"absence_id": "decision", "starts_at": "decision"},
    ),
    Act(
        "certificate",
        "leave.record",
        message("Enter a certificate"),
        message("Enter"),
        _certify,
        (
            Question("certificate", message("Number of the certificate"), "text", required=True, size=20),
            Question("first_on", message("First day away"), "day", message("Only where it says another day"), size=12),
            Question("last_on", message("Last day away"), "day", message("Only where it says another day"), size=12),
        ),
        _what_is_certified,
        message("Days of a leave over which the sickness lies come back where the type of the leave says so."),
        is_listed=False,
        called={"absence_id": "certificate"},
    ),
)
