"""Codes of evaluation in words."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.evaluation.commands import EndReason
from tarazy_hr.domain.evaluation.cycles import State
from tarazy_hr.domain.evaluation.rules import CycleKind, IndicatorCode

PHASES: Mapping[str, tuple[str, str]] = {
    "scoring": (message("The panel scores"), ""),
    "reply": (message("The judge may reply"), "warn"),
    "decided": (message("Decided, may be appealed"), "warn"),
    "appealed": (message("Appealed"), "warn"),
    "final": (message("Final"), "ok"),
    "abandoned": (message("Ended without a result"), ""),
}
REPLIED = (message("The panel decides"), "warn")
"""Where it stands once the judge has replied."""
CYCLES: Mapping[CycleKind, str] = {
    "first_year": message("After the first year"),
    "periodic": message("Periodic"),
    "on_request": message("On request"),
}
INDICATORS: Mapping[IndicatorCode, str] = {
    "held_as_planned": message("Hearings held on the planned day"),
    "timeliness": message("Hearings within their time limits"),
    "own_adjournments": message("Hearings not adjourned for the judge's own reasons"),
    "workload_carried": message("Workload carried against the norm"),
}
COUNTED: Mapping[str, tuple[str, str]] = {
    "for": (message("Counts for"), "ok"),
    "against": (message("Counts against"), "warn"),
    "apart": (message("Shown apart"), ""),
}
WHYS: Mapping[str, str] = {
    "held_on_day": message("held on the day"),
    "held_later": message("held later"),
    "not_held": message("not held"),
    "within_limit": message("within the limit"),
    "after_limit": message("after the limit"),
    "no_limit": message("no limit is known"),
    "disputed": message("left out after a dispute"),
    "judge_unprepared": message("adjourned: the judge was not prepared"),
    "judge_late": message("adjourned: the judge was late"),
    "ruling_not_ready": message("adjourned: the ruling was not ready"),
    "party_absent": message("adjourned: a party did not come"),
    "representative_absent": message("adjourned: a representative did not come"),
    "witness_absent": message("adjourned: a witness did not come"),
    "expert_absent": message("adjourned: an expert did not come"),
    "interpreter_absent": message("adjourned: the interpreter did not come"),
    "not_notified": message("adjourned: somebody had not been told in time"),
}
COMING: Mapping[State, tuple[str, str]] = {
    "ahead": (message("To come"), ""),
    "due": (message("Opens today"), "ok"),
    "away": (message("Waits until the judge is back"), "warn"),
    "running": (message("Waits until another evaluation is over"), "warn"),
    "earlier": (message("For you to open"), "bad"),
}
SAID: Mapping[str, str] = {
    "reply": message("Reply of the judge"),
    "dispute": message("Dispute of a hearing"),
    "settlement": message("What became of a dispute"),
    "reasons": message("Reasons of the decision"),
    "appeal": message("Appeal"),
    "appeal_reasons": message("Reasons of the decision on the appeal"),
}
ENDINGS: Mapping[EndReason, str] = {
    "left_office": message("The judge has left office"),
    "moved_court": message("The judge has moved to another court"),
    "opened_in_error": message("It was opened in error"),
}


def why(visit: Visit, code: str) -> str:
    """Why a hearing counts as it does; a reason of an adjournment that a court has made up itself by its code."""
    if code in WHYS:
        return visit.words.gettext(WHYS[code])
    return visit.words.gettext("adjourned: %(reason)s", reason=code.replace("_", " "))
