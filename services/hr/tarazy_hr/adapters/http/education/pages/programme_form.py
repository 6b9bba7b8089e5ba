"""The form that lays a programme down."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.establishment.pages.showing import ROLES
from tarazy_hr.adapters.http.front.naming import SUBJECTS
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.education.programme import Module, Programme

MOST_LETTERS, MOST_MODULES = 8_000, 100
CODE = re.compile(r"[\w.-]{1,100}").fullmatch
QUESTIONS = (
    Question("code", message("Code"), "code", message("Short and lasting, such as judicial-ethics"), True, 20),
    Question("name_kk", message("Name in Kazakh"), "text", required=True, size=40),
    Question("name_ru", message("Name in Russian"), "text", required=True, size=40),
    Question("name_en", message("Name in English"), "text", required=True, size=40),
    Question("provider", message("Provider"), "choice", required=True),
    Question(
        "modules",
        message("Modules"),
        "long",
        message("One a line: code; in Kazakh; in Russian; in English; hours"),
        required=True,
        most=MOST_LETTERS,
    ),
    Question("subjects", message("What it teaches"), "several", message("As evaluations of judges ask for it.")),
    Question("roles", message("For whom"), "several", message("For everybody, where nothing is ticked.")),
    Question("prerequisites", message("What has to be completed before"), "several"),
    Question(
        "attendance_percent", message("Attendance needed, in percent of the time"), "whole", required=True, size=4
    ),
    Question("pass_mark", message("Mark to pass, of 100"), "text", message("Empty: there is no test."), size=6),
    Question(
        "valid_months",
        message("A certificate holds for so many months"),
        "whole",
        message("Empty: for good."),
        size=4,
    ),
    Question("warn_days", message("Its end is near so many days before"), "whole", required=True, size=4),
    Question(
        "accept_hours",
        message("Hours to accept a place from the waiting list"),
        "whole",
        message("Empty: it is theirs at once."),
        size=4,
    ),
    Question("valid_from", message("It holds from"), "day", DAY, required=True, size=12),
    Question("where", message("It holds"), "choice", required=True),
    Question("source", message("Where it is laid down"), "text", required=True, size=40),
    Question("verified", message("Somebody has compared it with the text in force"), "flag"),
)


def about_programme(
    visit: Visit, standing: Mapping[str, Programme], providers: Iterable[tuple[str, str]], *, everywhere: bool
) -> About:
    """What can be chosen; `everywhere`: whether it may be laid down for all courts."""
    gettext = visit.words.gettext
    where = [("here", gettext(message("in this court")))]
    if everywhere:
        where.append(("everywhere", gettext(message("in every court without one of its own"))))
    taught = sorted({subject for one in standing.values() for subject in one.subjects} - SUBJECTS.keys())
    options: dict[str, Sequence[tuple[str, str]]] = {
        "provider": list(providers),
        "subjects": [*((code, gettext(words)) for code, words in SUBJECTS.items()), *((one, one) for one in taught)],
        "roles": [(code, gettext(words)) for code, words in ROLES.items()],
        "prerequisites": [(one.code, getattr(one.name, visit.reader.language)) for one in standing.values()],
        "where": where,
    }
    return About({"attendance_percent": "80", "warn_days": "60"}, options)


def typed_of(one: Programme) -> Form:
    """A programme as it would be typed, for the next version of it; the day is left to whoever lays it down."""
    typed = {
        "code": one.code,
        "provider": one.provider,
        "modules": "\n".join(_line(module) for module in one.modules),
        "attendance_percent": str(one.attendance_percent),
        "pass_mark": "" if one.pass_mark is None else _plain(one.pass_mark),
        "valid_months": "" if one.valid_months is None else str(one.valid_months),
        "warn_days": str(one.warn_days),
        "accept_hours": "" if one.accept_hours is None else str(one.accept_hours),
        "source": one.source,
    }
    typed |= {f"name_{language}": getattr(one.name, language) for language in ("kk", "ru", "en")}
    for name, codes in (("subjects", one.subjects), ("roles", one.roles), ("prerequisites", one.prerequisites)):
        typed |= {f"{name}-{code}": "1" for code in codes}
    return Form(typed)


def programme_typed(visit: Visit, about: About) -> tuple[Programme, Mapping[str, Any]] | Form:
    """What the form lays down, with the answers; the form itself with what is wrong."""
    said = answers_of(visit, QUESTIONS, about)
    wrong = dict(said.wrong) if isinstance(said, Form) else {}
    modules = _modules(visit.given.get("modules", ""))
    if isinstance(modules, str):
        why = message("Not understood: %(line)s. One a line: code; in Kazakh; in Russian; in English; hours.")
        wrong.setdefault("modules", visit.words.gettext(why, line=modules[:60]))
    mark = _mark(visit.given.get("pass_mark", ""))
    if mark is not None and not mark.is_finite():
        wrong["pass_mark"] = visit.words.gettext(message("Give a number."))
    if wrong or isinstance(said, Form) or isinstance(modules, str):
        order = [one.name for one in QUESTIONS]
        return Form(visit.given, dict(sorted(wrong.items(), key=lambda one: order.index(one[0]))))
    programme = Programme(
        said["code"],
        Trilingual(said["name_kk"], said["name_ru"], said["name_en"]),
        said["provider"],
        modules,
        said["subjects"],
        said["roles"],
        said["prerequisites"],
        said["attendance_percent"],
        mark,
        said["valid_months"],
        said["warn_days"],
        said["accept_hours"],
        said["source"],
        bool(said["verified"]),
    )
    return programme, said


def _modules(text: str) -> tuple[Module, ...] | str:
    """The modules of the lines, or the first line that says none."""
    found = []
    for line in text.strip().splitlines()[: MOST_MODULES + 1]:
        parts = [part.strip() for part in line.split(";")]
        hours = _mark(parts[4]) if len(parts) == 5 and all(parts) else None
        if hours is None or not hours.is_finite() or not 0 < hours <= 1000 or not CODE(parts[0]):
            return line
        found.append(Module(parts[0], Trilingual(*parts[1:4]), round(hours * 60)))
    return tuple(found)


def _line(module: Module) -> str:
    name = module.name
    return "; ".join((module.code, name.kk, name.ru, name.en, _plain(Decimal(module.minutes) / 60)))


def _plain(number: Decimal) -> str:
    return f"{round(number, 2).normalize():f}"


def _mark(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return Decimal("nan")
