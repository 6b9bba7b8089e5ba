"""Acts of those on a case: the initiator inquires, a member enters what the panel decided, either side appeals."""

import re

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.discipline.pages.acting import Act, Asked
from tarazy_hr.adapters.http.discipline.pages.office import REASON, with_reasons
from tarazy_hr.adapters.http.discipline.pages.words import PAPERS, RESULTS
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import About, Question
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.case import UNTIL_DECIDED, DisciplinaryCase
from tarazy_hr.domain.refusal import Refusal, conflict, wrong

MOST_LETTERS = 3000
"""Of one form: it holds 20,000 bytes, and a Cyrillic letter takes six of them."""
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII).fullmatch
WORDS = message("At most 3,000 letters; what is longer is kept elsewhere, and its hash goes into the file")


def words(label: str, *, required: bool = False) -> Question:
    """A question for what is written into the file."""
    return Question("words", label, "long", WORDS, required=required, most=MOST_LETTERS)


async def _grounds(asked: Asked) -> About:
    return About(options={"charges": [(one.code, local(asked.visit, one.name)) for one in asked.case.rules.grounds]})


async def _measures(asked: Asked) -> About:
    gettext, case = asked.visit.words.gettext, asked.case
    measures = [(one.code, local(asked.visit, one.name)) for one in case.rules.measures]
    charges = [(code, asked.subject.word(code)) for code in case.charges]
    results = [(code, gettext(name)) for code, name in RESULTS.items()]
    optional = case.phase == "appeal_panel"
    facts = [(gettext(message("What was decided")), asked.subject.word(case.measure))] if optional else []
    return About(
        options={"measure": [("", "–"), *measures] if optional else measures, "proven": charges, "result": results},
        facts=facts,
    )


async def _paper_kinds(asked: Asked) -> About:
    kinds = [(code, asked.visit.words.gettext(name)) for code, name in PAPERS.items()]
    return About(options={"kind": kinds})


async def _explanations(asked: Asked) -> About:
    gettext = asked.visit.words.gettext
    how = (("given", message("I explain")), ("declined", message("I do not wish to explain")))
    return About(options={"how": [(code, gettext(name)) for code, name in how]})


def _explain(asked: Asked) -> commands.Explain | Refusal:
    given, said = asked.answers["how"] == "given", asked.answers["words"]
    if given and not said:
        return wrong("words", "cell_missing")
    if said and not given:
        return wrong("words", "declined_with_words")
    return commands.Explain(given)


def _decide(asked: Asked) -> commands.Decide:
    return commands.Decide(asked.answers["measure"], asked.answers["proven"], asked.by)


def _decide_appeal(asked: Asked) -> commands.DecideAppeal:
    return commands.DecideAppeal(asked.answers["result"], asked.answers["measure"], asked.by)


def _paper(asked: Asked) -> Refusal | None:
    """Nothing to ask of the case; a refusal of what is no paper, or of a file that was deleted."""
    said, case = asked.answers, asked.case
    if case.erased:
        return conflict("case_id", "case_over", phase=case.phase)
    if not said["words"] and not said["sha256"]:
        return wrong("words", "cell_missing")
    return None if said["sha256"] is None or is_hash(said["sha256"]) else wrong("sha256", "no_sha256")


def is_hash(typed: str) -> bool:
    """Whether it is a SHA-256 in hexadecimal."""
    return HASH(typed) is not None


def _ready(case: DisciplinaryCase) -> bool:
    return case.instance in case.heard_on


ACTS = (
    Act(
        "refer",
        "discipline.inquire",
        "initiator",
        message("Refer the case to a panel"),
        message("Refer"),
        lambda case: case.phase == "inquiry",
        lambda asked: commands.Refer(asked.answers["charges"]),
        (Question("charges", message("Charges"), "several", required=True),),
        _grounds,
        message("The inquiry ends. A panel that is drawn by lot decides about these charges and no others."),
    ),
    Act(
        "ask",
        "discipline.inquire",
        "initiator",
        message("Ask the judge to explain"),
        message("Ask"),
        lambda case: case.phase == "inquiry" and case.explanation != "asked",
        lambda asked: commands.AskExplanation(),
        follows=message(
            "The judge is told, and the time for an explanation begins. Once it is over nothing waits for it."
        ),
    ),
    Act(
        "explain",
        "discipline.explain",
        "judge",
        message("Explain"),
        message("Hand in"),
        lambda case: case.phase in UNTIL_DECIDED and case.explanation != "given",
        _explain,
        (Question("how", message("Explanation"), "choice", required=True), words(message("Words"))),
        _explanations,
        message("What is written here goes into the file. Nobody has to explain."),
        paper=("explanation", "Explanation"),
        while_paused=True,
    ),
    Act(
        "end",
        "discipline.inquire",
        "initiator",
        message("End the proceedings without a decision"),
        message("End"),
        lambda case: case.phase in UNTIL_DECIDED and case.phase != "received",
        lambda asked: commands.End(asked.answers["reason"]),
        (REASON,),
        with_reasons,
        is_grave=True,
        while_paused=True,
    ),
    Act(
        "decide",
        "discipline.judge",
        "member",
        message("Enter the decision of the panel"),
        message("Enter"),
        lambda case: case.phase == "panel" and _ready(case),
        _decide,
        (
            Question("measure", message("Decision"), "choice", required=True),
            Question("proven", message("Charges that were proven"), "several"),
            words(message("Reasons")),
        ),
        _measures,
        message("The judge is told, and the time for an appeal begins."),
        paper=("decision", "Decision"),
    ),
    Act(
        "appeal",
        "discipline.appeal",
        "side",
        message("Appeal the decision"),
        message("Appeal"),
        lambda case: case.phase == "decided",
        lambda asked: commands.Appeal("judge" if asked.by == asked.case.received.judge else "initiator"),
        (words(message("Why")),),
        follows=message("Another panel decides. Upon the judge's own appeal the measure cannot become graver."),
        paper=("appeal", "Appeal"),
    ),
    Act(
        "appeal-decision",
        "discipline.judge",
        "member",
        message("Enter the decision of the appeal"),
        message("Enter"),
        lambda case: case.phase == "appeal_panel" and _ready(case),
        _decide_appeal,
        (
            Question("result", message("Result"), "choice", required=True),
            Question("measure", message("Measure"), "choice", message("Where the decision is changed or annulled")),
            words(message("Reasons")),
        ),
        _measures,
        message("It binds at once."),
        paper=("decision", "Decision of the appeal"),
    ),
    Act(
        "paper",
        "discipline.read",
        "anybody",
        message("Put a paper into the file"),
        message("Put it in"),
        lambda case: not case.erased,
        _paper,
        (
            Question("kind", message("Kind"), "choice", required=True),
            Question("title", message("Title"), "text", required=True, size=40),
            words(message("Words")),
            Question("sha256", message("SHA-256 of a document that is kept elsewhere"), "text", size=64),
        ),
        _paper_kinds,
        while_paused=True,
        afterwards=True,
    ),
)
