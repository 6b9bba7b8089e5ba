"""Acts of publication: a text without names is looked through before it is public, and can be withdrawn."""

import hashlib

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.language import OWN_NAMES
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.discipline.pages.acting import Act, Asked
from tarazy_hr.adapters.http.discipline.pages.office import REASON, with_reasons
from tarazy_hr.adapters.http.discipline.pages.parts import MOST_LETTERS
from tarazy_hr.adapters.http.discipline.pages.words import OVERRULING
from tarazy_hr.adapters.http.discipline.publishing import said
from tarazy_hr.adapters.http.front.questions import About, Question
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.app.discipline.conducting import Conducted
from tarazy_hr.app.discipline.publishing import Draft, Told, findings, publish
from tarazy_hr.domain.anonymity.leaks import Leak
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.refusal import Refusal, wrong

PERMISSION = "discipline.publish"
MOST = message("At most 3,000 letters")


def _can_publish(case: DisciplinaryCase) -> bool:
    in_time = case.phase == "in_force" or (case.phase == "expired" and case.rules.published_until == "erasure")
    return in_time and not case.published and not case.erased


def _mark(leak: Leak) -> str:
    """By what a finding is ticked; the same for the same words, wherever they stand."""
    return hashlib.sha256(leak.found.casefold().encode()).hexdigest()[:16]


async def _found(asked: Asked) -> dict[str, Leak]:
    """What tells of people in the text that was typed, by its mark."""
    typed = asked.visit.given.get("words", "").replace("\x00", "").strip()
    async with asked.desk.work.pool.acquire() as connection:
        found = await findings(connection, asked.case, typed)
    return {_mark(leak): leak for leak in reversed(found)}


async def _about(asked: Asked) -> About:
    gettext, language = asked.visit.words.gettext, asked.visit.reader.language
    found = await _found(asked)
    places = [(mark, said(leak, language)) for mark, leak in sorted(found.items(), key=lambda one: one[1].start)]
    reasons = [(code, gettext(name)) for code, name in OVERRULING.items()]
    return About(
        options={"language": list(OWN_NAMES.items()), "overruled": places, "why": [("", "–"), *reasons]},
        values={"language": language},
    )


async def _publish(asked: Asked, uow: UnitOfWork, cause: Cause) -> Conducted | Refusal:
    answers, found = asked.answers, await _found(asked)
    if answers["overruled"] and not answers["why"]:
        return wrong("why", "why_overruled")
    overruled = {found[mark].found: answers["why"] for mark in answers["overruled"]}
    draft = Draft(answers["language"], answers["words"], overruled)
    received = asked.case.received
    by = asker(asked.visit.request).by
    done = await publish(uow, received.court_id, received.case_id, draft, by, cause)
    if isinstance(done, Told):
        return wrong("overruled", "text_tells", places=len(done.leaks))
    return done


ACTS = (
    Act(
        "publish",
        PERMISSION,
        "office",
        message("Publish the decision without names"),
        message("Look it through and publish"),
        _can_publish,
        lambda asked: None,
        (
            Question("language", message("Language"), "choice", required=True),
            Question("words", message("Text without names"), "long", MOST, required=True, most=MOST_LETTERS),
            Question("overruled", message("Found in the text, but names nobody"), "several"),
            Question("why", message("Why it names nobody"), "choice"),
        ),
        _about,
        message("Anybody can read it. Names of those on the case, numbers and addresses are looked for first."),
        is_grave=True,
        does=_publish,
        afterwards=True,
    ),
    Act(
        "withdraw",
        PERMISSION,
        "office",
        message("Withdraw what was published"),
        message("Withdraw"),
        lambda case: case.published,
        lambda asked: commands.Withdraw(asked.answers["reason"]),
        (REASON,),
        with_reasons,
        follows=message("The text is deleted; its hash stays in the record."),
        is_grave=True,
        afterwards=True,
    ),
)
