"""Codes of selection in words."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.deadlines import Urgency
from tarazy_hr.domain.selection.explaining import Outcome

PHASES: Mapping[str, str] = {
    "applications": message("Applications are taken"),
    "ranked": message("Ranked"),
    "filled": message("Filled"),
    "closed": message("Closed without an appointment"),
    "cancelled": message("Called off"),
}
URGENCIES: Mapping[Urgency, tuple[str, str]] = {
    "ahead": (message("In time"), "ok"),
    "near": (message("Near"), "warn"),
    "overdue": (message("Overdue"), "bad"),
}
OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    "standing": (message("In the competition"), ""),
    "withdrawn": (message("Withdrawn"), ""),
    "ended": (message("Below the threshold"), ""),
    "chosen": (message("Appointed"), "ok"),
    "not_chosen": (message("Not chosen"), ""),
}
REASONS: Mapping[str, str] = {
    "member_recused": message("A member is recused"),
    "member_unavailable": message("A member is not available"),
    "panel_enlarged": message("More members are needed"),
    "member_left": message("A member has left"),
    "declined": message("Whoever stands before declined"),
    "not_available": message("Whoever stands before is not available"),
    "not_eligible": message("Whoever stands before is not eligible"),
    "no_applications": message("Nobody applied"),
    "nobody_passed": message("Nobody passed"),
    "nobody_accepted": message("Nobody accepted"),
    "post_filled": message("The post was filled otherwise"),
    "post_abolished": message("The post was abolished"),
    "procedure_breached": message("The procedure was breached"),
    "announced_in_error": message("It was announced in error"),
    "appeal_upheld": message("An appeal was upheld"),
    "score_recused": message("A score of a recused member was counted"),
    "panel_incomplete": message("The panel was not complete"),
    "more_candidates": message("More candidates are wanted"),
    "closed_in_error": message("It was closed in error"),
}


def phase_name(visit: Visit, competition: Competition) -> str:
    """Where a competition is today."""
    phase = competition.phase_on(visit.today)
    stage = competition.procedure.stage(phase)
    return local(visit, stage.name) if stage else visit.words.gettext(PHASES[phase])


def stage_name(visit: Visit, competition: Competition, code: str | None) -> str:
    """A stage by its code."""
    stage = competition.procedure.stage(code or "")
    return local(visit, stage.name) if stage else ""


def reason_names(visit: Visit, codes: frozenset[str]) -> list[tuple[str, str]]:
    """Codes that say why, with their words, for a choice."""
    return [(code, visit.words.gettext(REASONS[code])) for code in sorted(codes)]
