"""Codes of disciplinary cases in words."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.discipline.papers import PaperKind
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.discipline.case import DisciplinaryCase, Explanation, Phase
from tarazy_hr.domain.discipline.facts import AppealResult, Complainant, Instance, OverrulingReason, RecusalGround

PHASES: Mapping[Phase, str] = {
    "received": message("A complaint has come in"),
    "inquiry": message("An inspector looks into it"),
    "referred": message("Waits for a panel"),
    "panel": message("Before the panel"),
    "decided": message("Decided, may be appealed"),
    "appealed": message("Appealed, waits for a panel"),
    "appeal_panel": message("Before the panel of the appeal"),
    "in_force": message("In force"),
    "expired": message("The measure has expired"),
    "rejected": message("The complaint was rejected"),
    "ended": message("Ended without a decision"),
    "joined": message("Goes on in another case"),
}
COMPLAINANTS: Mapping[Complainant, str] = {
    "person": message("A person"),
    "organisation": message("An organisation"),
    "court": message("A court"),
    "own_motion": message("Nobody: taken up without a complaint"),
    "anonymous": message("Unknown"),
}
PAPERS: Mapping[PaperKind, str] = {
    "complaint": message("Complaint"),
    "evidence": message("Evidence"),
    "explanation": message("Explanation"),
    "finding": message("Findings of the inquiry"),
    "decision": message("Decision"),
    "appeal": message("Appeal"),
}
INSTANCES: Mapping[Instance, str] = {"first": message("Panel"), "appeal": message("Panel of the appeal")}
GROUNDS_OF_RECUSAL: Mapping[RecusalGround, str] = {
    "declared": message("The member declared it"),
    "granted": message("It was asked for and granted"),
    "left": message("The member has left the body, or is suspended"),
}
EXPLANATIONS: Mapping[Explanation, str] = {
    "asked": message("Asked for"),
    "given": message("Given"),
    "declined": message("The judge does not wish to explain"),
}
OVERRULING: Mapping[OverrulingReason, str] = {
    "usual_word": message("It is a usual word"),
    "somebody_else": message("It is somebody else, who is not on the case"),
    "another_number": message("It is another number, such as that of a law"),
}
RESULTS: Mapping[AppealResult, str] = {
    "upheld": message("The decision stands"),
    "changed": message("The decision is changed"),
    "annulled": message("The decision is annulled"),
}


def codes_of(visit: Visit, case: DisciplinaryCase) -> dict[str, str]:
    """Codes of the case's rules, and where it stands, in words."""
    rules = case.rules
    known: dict[str, str] = {code: visit.words.gettext(words) for code, words in PHASES.items()}
    known |= {one.code: local(visit, one.name) for one in (*rules.grounds, *rules.reasons)}
    known |= {one.code: local(visit, one.name) for one in rules.measures}
    return known | {one.code: local(visit, one.name) for one in rules.clocks}
