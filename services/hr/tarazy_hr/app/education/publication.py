"""Facts of a session as events: `court.training.*` on `court.staff`, about the person and in their court."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from tarazy_shared.contracts import training
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.local_text import LocalText

from tarazy_hr.adapters.education.standing import certificate_id
from tarazy_hr.domain.education import facts
from tarazy_hr.domain.education.places import PlaceChange, WaitChange
from tarazy_hr.domain.education.session import Participant, Session

ISSUED, ENDED = 1, 2
"""Versions of a certificate: it is given, and it ends, once each."""


def event_of(session: Session, change: PlaceChange | WaitChange) -> EventData:
    """Word of a place that is given, changed or taken, or of a turn on the waiting list."""
    planned, place = session.planned, change.place
    common: dict[str, Any] = {
        **_about(session, place),
        "version": change.number,
        "enrolment_id": uuid5(planned.session_id, str(place.person_id)),
        "session_id": planned.session_id,
        "starts_at": session.parts[0].starts_at,
        "ends_at": session.parts[-1].ends_at,
        "online": planned.mode == "online",
        "venue": planned.venue,
    }
    match change:
        case PlaceChange(what="taken"):
            return training.TrainingPlaceWithdrawn(**common, reason=change.reason)
        case PlaceChange():
            return training.TrainingPlaceGiven(**common, changed=change.changes, waited=change.waited)
        case WaitChange(until=until) if until is not None:
            return training.TrainingPlaceOffered(**common, answer_by=until)
        case WaitChange(what="ended"):
            return training.TrainingWaitEnded(**common, reason=change.reason)
        case WaitChange():
            return training.TrainingPlaceAwaited(**common, turn=change.turn, changed=change.changes)


def events_of_certificate(session: Session, fact: facts.Certified, renewed: Iterable[UUID]) -> list[EventData]:
    """Word of a certificate, and that it takes the place of those that somebody had of the same programme."""
    common = _about(session, session.participants[fact.person_id])
    issued = training.TrainingCertificateIssued(
        **common,
        version=ISSUED,
        certificate_id=certificate_id(fact.code, session.planned.session_id),
        issued_on=fact.on,
        expires_on=None if fact.expires_on is None else fact.expires_on - timedelta(days=1),
    )
    ended = [
        training.TrainingCertificateEnded(**common, version=ENDED, certificate_id=known, reason="renewed")
        for known in renewed
    ]
    return [*ended, issued]


def event_of_revocation(session: Session, certificate: facts.Certified) -> EventData:
    """Word of a certificate that is taken back."""
    known = certificate_id(certificate.code, session.planned.session_id)
    return training.TrainingCertificateEnded(
        **_about(session, session.participants[certificate.person_id]),
        version=ENDED,
        certificate_id=known,
        reason="revoked",
    )


def _about(session: Session, place: Participant) -> dict[str, Any]:
    programme = session.programme
    return {
        "court_id": place.court_id,
        "person_id": place.person_id,
        "programme": programme.code,
        "programme_name": LocalText(kk=programme.name.kk, ru=programme.name.ru, en=programme.name.en),
    }
