"""The form that lays rules of discipline down: what stands, with the numbers that can be others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.clocks.clock_rule import ClockRule
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.discipline.rules import Code, DisciplineRules
from tarazy_hr.domain.refusal import Refusal

UNITS: Mapping[str, str] = {
    "days": message("calendar days"),
    "working_days": message("working days"),
    "months": message("months"),
}
PUBLISHED_UNTIL: Mapping[str, str] = {
    "expiry": message("the measure has expired"),
    "erasure": message("names and papers are deleted"),
}
LINES_WITH_SOURCE = message("One a line: code; in Kazakh; in Russian; in English; where it is laid down")
LINES = message("One a line: code; in Kazakh; in Russian; in English")
DATING = (
    Question("valid_from", message("It holds for complaints received from"), "day", DAY, required=True, size=12),
    Question("where", message("It holds"), "choice", required=True),
    Question("source", message("Where it is laid down"), "text", required=True, size=40),
    Question("verified", message("Somebody has compared it with the law in force"), "flag"),
)
GENERAL = (
    Question("seats", message("Members of a panel"), "whole", required=True, size=4),
    Question("appeal_seats", message("Members of the panel of an appeal"), "whole", required=True, size=4),
    Question("own_court_sits", message("Members of the judge's own court can be drawn"), "flag"),
    Question("keep_days", message("Names and papers are kept for so many days"), "whole", required=True, size=5),
    Question("published_until", message("A published decision is public until"), "choice", required=True),
)


def clock_questions(code: str) -> tuple[Question, ...]:
    """Of one clock."""
    return (
        Question(f"{code}-amount", message("Length"), "whole", required=True, size=5),
        Question(f"{code}-unit", message("Which are"), "choice", required=True),
        Question(f"{code}-warn_days", message("Near so many days before its end"), "whole", required=True, size=4),
        Question(f"{code}-suspendable", message("It stands still while the case does"), "flag"),
        Question(f"{code}-source", message("Where it is laid down"), "text", required=True, size=40),
        Question(f"{code}-verified", message("Somebody has compared it with the law in force"), "flag"),
    )


def questions(rules: DisciplineRules) -> tuple[Question, ...]:
    """All of the form, but for the lists by lines."""
    return (*DATING, *GENERAL, *(one for clock in rules.clocks for one in clock_questions(clock.code)))


def about_rules(visit: Visit, rules: DisciplineRules, *, may_everywhere: bool) -> About:
    """The form filled with what stands. That somebody has compared it is said anew each time."""
    gettext = visit.words.gettext
    where = [("here", gettext(message("in this court")))]
    if may_everywhere:
        where.append(("everywhere", gettext(message("in every court without rules of its own"))))
    units = [(code, gettext(words)) for code, words in UNITS.items()]
    until = [(code, gettext(words)) for code, words in PUBLISHED_UNTIL.items()]
    values = {
        "seats": str(rules.seats),
        "appeal_seats": str(rules.appeal_seats),
        "own_court_sits": "1" if rules.own_court_sits else "",
        "keep_days": str(rules.keep_days),
        "published_until": rules.published_until,
        "grounds": _lines(rules.grounds, with_source=True),
        "reasons": _lines(rules.reasons, with_source=False),
    }
    for clock in rules.clocks:
        said = {"amount": str(clock.amount), "unit": clock.unit, "warn_days": str(clock.warn_days)}
        said |= {"source": clock.source, "suspendable": "1" if clock.suspendable else ""}
        values |= {f"{clock.code}-{part}": text for part, text in said.items()}
    options = {"where": where, "published_until": until}
    return About(values, options | {f"{clock.code}-unit": units for clock in rules.clocks})


def rules_typed(
    visit: Visit, stands: DisciplineRules, about: About
) -> tuple[DisciplineRules, Mapping[str, Any]] | Form:
    """What the form lays down, with the answers; the form itself with what is wrong. Measures stay those that stand."""
    said = answers_of(visit, questions(stands), about)
    wrong = dict(said.wrong) if isinstance(said, Form) else {}
    grounds, reasons = _codes(visit, "grounds", 5, wrong), _codes(visit, "reasons", 4, wrong)
    if wrong or isinstance(said, Form):
        return Form(visit.given, wrong)
    rules = replace(
        stands,
        source=said["source"],
        verified=bool(said["verified"]),
        grounds=grounds,
        reasons=reasons,
        clocks=tuple(_clock(clock, said) for clock in stands.clocks),
        seats=said["seats"],
        appeal_seats=said["appeal_seats"],
        own_court_sits=bool(said["own_court_sits"]),
        keep_days=said["keep_days"],
        published_until=said["published_until"],
    )
    return rules, said


def field_of(stands: DisciplineRules, refusal: Refusal) -> Refusal:
    """A refusal about a clock, by the question of the form."""
    found = re.fullmatch(r"rules\[(\d+)\]\.(\w+)", refusal.field)
    if found is None:
        return refusal
    return replace(refusal, field=f"{stands.clocks[int(found[1])].code}-{found[2]}")


def names_of_clocks(visit: Visit, rules: DisciplineRules) -> dict[str, str]:
    """Codes of clocks in words."""
    return {clock.code: local(visit, clock.name) for clock in rules.clocks}


def _clock(clock: ClockRule, said: Mapping[str, Any]) -> ClockRule:
    return replace(
        clock,
        amount=said[f"{clock.code}-amount"],
        unit=said[f"{clock.code}-unit"],
        warn_days=said[f"{clock.code}-warn_days"],
        suspendable=bool(said[f"{clock.code}-suspendable"]),
        source=said[f"{clock.code}-source"],
        verified=bool(said[f"{clock.code}-verified"]),
    )


def _lines(codes: Iterable[Code], *, with_source: bool) -> str:
    return "\n".join(
        "; ".join((one.code, one.name.kk, one.name.ru, one.name.en, *((one.source,) if with_source else ())))
        for one in codes
    )


def _codes(visit: Visit, name: str, parts: int, wrong: dict[str, str]) -> tuple[Code, ...]:
    """Codes with their names, one a line; what has not so many parts is wrong."""
    found = []
    for line in visit.given.get(name, "").splitlines():
        said = [part.strip() for part in line.split(";", parts - 1)]
        if len(said) == parts and all(said) and max(map(len, said)) <= 500 and "\x00" not in line:
            found.append(Code(said[0], Trilingual(*said[1:4]), "".join(said[4:])))
        elif line.strip():
            words = message("This line has not %(parts)s parts: %(line)s")
            wrong[name] = visit.words.gettext(words, parts=parts, line=line.strip()[:60])
    return tuple(found)
