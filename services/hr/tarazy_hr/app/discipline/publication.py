"""Steps of a disciplinary case as events: `court.discipline.*` on `court.staff`, each for those who may know of it."""

from collections.abc import Iterator
from typing import Any, Literal
from uuid import UUID, uuid5

from tarazy_shared.contracts import discipline
from tarazy_shared.contracts.event import EventData
from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.discipline import facts
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.facts import Fact, Instance
from tarazy_hr.domain.discipline.rules import EXPLANATION
from tarazy_hr.domain.entry import Entry

PANELS: dict[Instance, str] = {"first": "panel_member", "appeal": "appeal_panel_member"}
"""What a part in a panel is called in events."""
Answer = Literal["complaint_admitted", "complaint_rejected", "complaint_ended", "complaint_decided", "complaint_joined"]


def events_of(case: DisciplinaryCase, entry: Entry[Fact], is_open: IsOpen) -> list[EventData]:
    """The events that tell an entry, in the order of those told. `case` as it stands after the command."""
    found = (_to_judge(case, entry, is_open), *_to_parts(case, entry), _to_complainant(case, entry))
    return [event for event in found if event is not None]


def _to_judge(case: DisciplinaryCase, entry: Entry[Fact], is_open: IsOpen) -> EventData | None:
    """A complaint that was rejected is none of the judge's worries: they may never have heard of it."""
    common = _common(case, entry) | {"person_id": case.received.judge}
    match entry.fact:
        case facts.ExplanationAsked():
            return _reply_awaited(case, common, is_open)
        case facts.Explained():
            return discipline.DisciplineReplied(**common)
        case facts.HearingSet(_, starts_at, ends_at):
            return discipline.DisciplineHearingSet(**common, starts_at=starts_at, ends_at=ends_at)
        case facts.HearingCalledOff(_, starts_at):
            return discipline.DisciplineHearingCalledOff(**common, starts_at=starts_at)
        case facts.Decided():
            return _decided(case, common, is_open)
        case facts.AppealDecided(_, measure):
            return discipline.DisciplineDecided(**common, decision=measure)
        case facts.Appealed(by):
            return discipline.DisciplineAppealed(**common, by=by)
        case facts.Ended() | facts.Joined() | facts.CameIntoForce() | facts.Expired():
            return discipline.DisciplineClosed(**common)
    return _of_the_judges_term(case, entry.fact, common, is_open)


def _of_the_judges_term(
    case: DisciplinaryCase, fact: Fact, common: dict[str, Any], is_open: IsOpen
) -> EventData | None:
    """A term of the judge's stands still, goes on, or got longer: to explain, or to appeal."""
    running = [code for code in (EXPLANATION, "appeal") if code in case.clocks and case.clocks[code].runs]
    if not running:
        return None
    (code,) = running
    match fact:
        case facts.Paused() if case.clocks[code].still_since is not None:
            return discipline.DisciplinePaused(**common)
        case facts.Resumed() if case.clocks[code].rule.suspendable:
            return _told_again(case, code, common, is_open)
        case facts.Extended(which) if which == code:
            return _told_again(case, code, common, is_open)
    return None


def _told_again(case: DisciplinaryCase, code: str, common: dict[str, Any], is_open: IsOpen) -> EventData | None:
    return _reply_awaited(case, common, is_open) if code == EXPLANATION else _decided(case, common, is_open)


def _reply_awaited(case: DisciplinaryCase, common: dict[str, Any], is_open: IsOpen) -> EventData | None:
    """Until when the judge may explain, also when that day has moved; None while it stands still."""
    last = case.clocks[EXPLANATION].last_day(is_open)
    return discipline.DisciplineReplyAwaited(**common, due_on=last) if last is not None else None


def _decided(case: DisciplinaryCase, common: dict[str, Any], is_open: IsOpen) -> EventData:
    last = case.clocks["appeal"].last_day(is_open)
    return discipline.DisciplineDecided(**common, decision=case.measure or "", appeal_until=last)


def _to_parts(case: DisciplinaryCase, entry: Entry[Fact]) -> Iterator[EventData]:
    """To whoever looks into the case, and to the panel. Somebody new in a part that another had: both are told."""
    common, instance = _common(case, entry), case.instance
    match entry.fact:
        case facts.Admitted(initiator):
            yield discipline.DisciplinePartGiven(**common, **_inspecting(case, initiator))
        case facts.InitiatorNamed(initiator):
            yield discipline.DisciplinePartEnded(**common, **_inspecting(case, case.initiators[-2]))
            yield discipline.DisciplinePartGiven(**common, **_inspecting(case, initiator))
        case facts.Joined() if case.initiator is not None:
            yield discipline.DisciplinePartEnded(**common, **_inspecting(case, case.initiator))
        case facts.PanelDrawn(_, members):
            yield discipline.DisciplinePartGiven(**common, **_sitting_in(case, instance, members))
        case facts.Recused(member):
            yield discipline.DisciplinePartEnded(**common, **_sitting_in(case, instance, (member,)))
        case facts.Ended() if case.panels.get("first"):
            yield discipline.DisciplinePartEnded(**common, **_sitting_in(case, "first", case.panels["first"]))
        case facts.HearingSet(of, starts_at, ends_at):
            yield discipline.DisciplineSittingSet(**common, **_sitting(case, of), starts_at=starts_at, ends_at=ends_at)
        case facts.HearingCalledOff(of, starts_at):
            yield discipline.DisciplineSittingCalledOff(**common, **_sitting(case, of), starts_at=starts_at)


def _to_complainant(case: DisciplinaryCase, entry: Entry[Fact]) -> EventData | None:
    """Only of the staff: nobody else has an address here."""
    answer: Answer | None = None
    match entry.fact:
        case facts.Admitted():
            answer = "complaint_admitted"
        case facts.Rejected():
            answer = "complaint_rejected"
        case facts.Ended():
            answer = "complaint_ended"
        case facts.CameIntoForce():
            answer = "complaint_decided"
        case facts.Joined():
            answer = "complaint_joined"
    if not case.complainants or answer is None:
        return None
    told: dict[str, Any] = {"people": tuple(sorted(case.complainants)), "complaint_id": _id(case, "complaint")}
    return discipline.DisciplineComplaintAnswered(**_common(case, entry), **told, answer=answer)


def _common(case: DisciplinaryCase, entry: Entry[Fact]) -> dict[str, Any]:
    received = case.received
    return {"court_id": received.court_id, "proceedings_id": received.case_id, "version": entry.number}


def _inspecting(case: DisciplinaryCase, who: UUID) -> dict[str, Any]:
    return {"people": (who,), "part_id": _id(case, f"inspector {who}"), "part": "inspector"}


def _sitting_in(case: DisciplinaryCase, instance: Instance, members: tuple[UUID, ...]) -> dict[str, Any]:
    part = PANELS[instance]
    return {"people": members, "part_id": _id(case, part), "part": part}


def _sitting(case: DisciplinaryCase, instance: Instance) -> dict[str, Any]:
    inspector = (case.initiator,) if case.initiator else ()
    return {"people": (*case.panels.get(instance, ()), *inspector), "sitting_id": _id(case, f"sitting {instance}")}


def _id(case: DisciplinaryCase, what: str) -> UUID:
    """An id of its own, so that word to some never takes the place of word to others."""
    return uuid5(case.received.case_id, what)
