"""The form that lays a procedure down: general questions, a group of questions for each stage, and lists by lines."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.selection.procedure import Named, Period, Procedure, Stage

STAGES = 6
"""That the form has room for."""
MOST_POINTS = 10_000
SCORERS = {"officer": message("the officer"), "panel": message("each member of the panel")}
DAYS = {"working": message("working days"), "calendar": message("calendar days")}
LINES = message("One a line: code; in Kazakh; in Russian; in English")
GENERAL = (
    Question("name_kk", message("Name in Kazakh"), "text", required=True, size=40),
    Question("name_ru", message("Name in Russian"), "text", required=True, size=40),
    Question("name_en", message("Name in English"), "text", required=True, size=40),
    Question("code", message("Code"), "code", required=True, size=16),
    Question("applications_days", message("Applications are taken for so many days"), "whole", required=True, size=4),
    Question("applications_kind", message("Which are"), "choice", required=True),
    Question("quorum", message("Members of the panel who score at least"), "whole", required=True, size=4),
    Question("warn_days", message("A deadline is near so many days before"), "whole", required=True, size=4),
    Question("keep_days", message("Candidates' data are kept for so many days"), "whole", required=True, size=4),
)
DATING = (
    Question("valid_from", message("It holds for competitions announced from"), "day", DAY, required=True, size=12),
    Question("where", message("It holds"), "choice", required=True),
    Question("source", message("Where it is laid down"), "text", required=True, size=40),
    Question("verified", message("Somebody has compared it with the law in force"), "flag"),
)


def stage_questions(number: int) -> tuple[Question, ...]:
    """Of one stage; one without a code is none."""
    return (
        Question(f"s{number}_code", message("Code"), "code", size=16),
        Question(f"s{number}_kk", message("Name in Kazakh"), "text", size=30),
        Question(f"s{number}_ru", message("Name in Russian"), "text", size=30),
        Question(f"s{number}_en", message("Name in English"), "text", size=30),
        Question(f"s{number}_scorer", message("Scored by"), "choice"),
        Question(f"s{number}_maximum", message("Points at most"), "text", size=6),
        Question(f"s{number}_threshold", message("Points that are enough"), "text", size=6),
        Question(f"s{number}_weight", message("Weight"), "whole", size=6),
        Question(f"s{number}_days", message("Days"), "whole", size=4),
        Question(f"s{number}_kind", message("Which are"), "choice"),
    )


QUESTIONS = (*GENERAL, *(question for number in range(1, STAGES + 1) for question in stage_questions(number)), *DATING)


def about_procedure(visit: Visit, one: Procedure | None, *, may_everywhere: bool) -> About:
    """The form filled with what stands."""
    gettext = visit.words.gettext
    days = [(code, gettext(words)) for code, words in DAYS.items()]
    where = [("here", gettext(message("in this court")))]
    if may_everywhere:
        where.append(("everywhere", gettext(message("in every court without one of its own"))))
    options: dict[str, Sequence[tuple[str, str]]] = {"applications_kind": days, "where": where}
    for number in range(1, STAGES + 1):
        options |= {
            f"s{number}_kind": days,
            f"s{number}_scorer": [(code, gettext(words)) for code, words in SCORERS.items()],
        }
    if one is None:
        return About({"quorum": "3", "warn_days": "3", "keep_days": "365"}, options)
    values = {
        "code": one.code,
        "applications_days": str(one.applications.days),
        "applications_kind": one.applications.kind,
    }
    values |= {"quorum": str(one.quorum), "warn_days": str(one.warn_days), "keep_days": str(one.keep_days)}
    values |= {f"name_{language}": getattr(one.name, language) for language in ("kk", "ru", "en")}
    values |= {"reasons": _lines(one.reasons), "documents": _lines(one.documents)}
    for number, stage in enumerate(one.stages, 1):
        said = {language: getattr(stage.name, language) for language in ("kk", "ru", "en")}
        said |= {"code": stage.code, "scorer": stage.scored_by, "weight": str(stage.weight)}
        said |= {"maximum": f"{stage.maximum.normalize():f}", "threshold": f"{stage.threshold.normalize():f}"}
        said |= {"days": str(stage.period.days), "kind": stage.period.kind}
        values |= {f"s{number}_{part}": text for part, text in said.items()}
    return About(values, options)


def procedure_typed(visit: Visit, about: About) -> tuple[Procedure, Mapping[str, Any]] | Form:
    """What the form lays down, with the answers; the form itself with what is wrong."""
    said = answers_of(visit, QUESTIONS, about)
    wrong = dict(said.wrong) if isinstance(said, Form) else {}
    needed, points = visit.words.gettext(message("This is needed.")), dict[str, Decimal]()
    lists = {name: _named(visit, name, wrong) for name in ("reasons", "documents")}
    if not lists["reasons"]:
        wrong.setdefault("reasons", needed)
    numbers = [number for number in range(1, STAGES + 1) if visit.given.get(f"s{number}_code", "").strip()]
    for number in numbers:
        for question in stage_questions(number):
            if not visit.given.get(question.name, "").strip():
                wrong.setdefault(question.name, needed)
        for part in ("maximum", "threshold"):
            _points(visit, f"s{number}_{part}", points, wrong)
    for name in ("applications_days", "quorum", *(f"s{number}_days" for number in numbers)):
        if not isinstance(said, Form) and said[name] == 0:
            wrong.setdefault(name, visit.words.gettext(message("At least 1.")))
    if wrong or isinstance(said, Form):
        return Form(visit.given, wrong)
    stages = tuple(
        Stage(
            said[f"s{number}_code"],
            _trilingual(said, f"s{number}_"),
            said[f"s{number}_scorer"],
            points[f"s{number}_maximum"],
            points[f"s{number}_threshold"],
            said[f"s{number}_weight"],
            Period(said[f"s{number}_days"], said[f"s{number}_kind"]),
        )
        for number in numbers
    )
    procedure = Procedure(
        said["code"],
        _trilingual(said, "name_"),
        said["source"],
        bool(said["verified"]),
        Period(said["applications_days"], said["applications_kind"]),
        stages,
        tuple(lists["reasons"]),
        tuple(lists["documents"]),
        said["quorum"],
        said["warn_days"],
        said["keep_days"],
    )
    return procedure, said


def _trilingual(said: Mapping[str, Any], prefix: str) -> Trilingual:
    return Trilingual(said[f"{prefix}kk"], said[f"{prefix}ru"], said[f"{prefix}en"])


def _lines(named: Iterable[Named]) -> str:
    return "\n".join(f"{one.code}; {one.name.kk}; {one.name.ru}; {one.name.en}" for one in named)


def _named(visit: Visit, name: str, wrong: dict[str, str]) -> list[Named]:
    """Codes with their names, one a line."""
    found = []
    for line in visit.given.get(name, "").splitlines():
        parts = [part.strip() for part in line.split(";")]
        if len(parts) == 4 and all(parts) and max(map(len, parts)) <= 500 and "\x00" not in line:
            found.append(Named(parts[0], Trilingual(*parts[1:])))
        elif line.strip():
            words = message("This line has not four parts: %(line)s")
            wrong[name] = visit.words.gettext(words, line=line.strip()[:60])
    return found


def _points(visit: Visit, name: str, points: dict[str, Decimal], wrong: dict[str, str]) -> None:
    try:
        value = Decimal(visit.given.get(name, "").strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal(-1)
    if value.is_finite() and 0 <= value <= MOST_POINTS:
        points[name] = value
    else:
        wrong.setdefault(name, visit.words.gettext(message("Must be a number of points, such as 50 or 12.5.")))
