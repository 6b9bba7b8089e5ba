"""The form that lays the rules of a leave type down."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.leave.rules.words import ACCRUALS, UNITS
from tarazy_hr.adapters.http.leave.words import KINDS, ROLES
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.leave.leave_type import Entitlement, LeaveRules, LeaveType

ROWS = 6
"""Entitlements that the form has room for."""
FLAGS = (
    ("by_days_in_post", message("A year that is not wholly in post gives its share")),
    ("by_full_time_share", message("Part of full time gives its share")),
    ("half_days", message("Half days may be taken")),
    ("needs_approval", message("It is asked for and granted; otherwise it is recorded and holds at once")),
    ("needs_substitute", message("Somebody has to be named who stands in")),
    ("overlaps", message("It may lie over other leave")),
    ("given_back", message("Days on which such an absence lies over it come back")),
    ("needs_certificate", message("It gives days back only with a certificate")),
)
CARRIED = message("Days that go into the next year at most")
UNTIL = message("To be taken in the next year by")
ADVANCE = message("Days that may be taken before they accrue")
NOTICE = message("Days from the request to the first day at least")
LONGEST = message("Days in one stretch at most")
NAMES = (
    Question("name_kk", message("Name in Kazakh"), "text", required=True, size=40),
    Question("name_ru", message("Name in Russian"), "text", required=True, size=40),
    Question("name_en", message("Name in English"), "text", required=True, size=40),
)
COUNTING = (
    Question("kind", message("Others are told of it as"), "choice", required=True),
    Question("unit", message("Its days are counted in"), "choice", required=True),
    Question("accrual", message("Its days accrue"), "choice", required=True),
)
LIMITS = (
    Question(
        "carry_over_limit", message("Days that go into the next year at most"), "days", message("Empty: all"), size=8
    ),
    Question(
        "carry_over_until",
        message("To be taken in the next year by"),
        "month_day",
        message("Like 31.03; empty: they stay"),
        size=8,
    ),
    Question("advance", ADVANCE, "days", size=8),
    Question("notice_days", NOTICE, "whole", size=8),
    Question("longest", LONGEST, "days", message("Empty: no limit"), size=8),
    Question(
        "provisional_days",
        message("While its end is not known it is told for so many days"),
        "whole",
        message("Empty: its end is always known"),
        size=8,
    ),
)
DATING = (
    Question("valid_from", message("It holds from"), "day", DAY, required=True, size=12),
    Question("valid_to", message("Last day on which it can begin"), "day", message("Empty: none"), size=12),
    Question("source", message("Where it is laid down"), "text", message("Such as an order with its number"), size=40),
)
ENTITLED = tuple(
    question
    for number in range(1, ROWS + 1)
    for question in (
        Question(f"days_{number}", message("Days a year"), "days", size=6),
        Question(f"role_{number}", message("Role"), "choice"),
        Question(f"years_{number}", message("Full years of service"), "whole", size=4),
    )
)
CODE = Question("code", message("Code"), "code", message("Latin letters, such as study"), required=True, size=16)
QUESTIONS = (
    *NAMES,
    *COUNTING,
    *ENTITLED,
    *LIMITS,
    *(Question(name, words, "flag") for name, words in FLAGS),
    *DATING,
    Question("verified", message("Somebody has compared it with the law in force"), "flag"),
)
CALLED = {"rules.entitlements": "days_1", "rules.accrual": "accrual", "rules.provisional_days": "provisional_days"}


def about_type(visit: Visit, one: LeaveType | None) -> About:
    """The form filled with rules that hold; with the usual ones for a type that is new."""
    gettext = visit.words.gettext
    roles = [("", gettext(message("every other role"))), *((code, gettext(name)) for code, name in ROLES.items())]
    options = {
        "kind": [(code, gettext(name)) for code, name in KINDS.items()],
        "unit": [(code, gettext(name)) for code, name in UNITS.items()],
        "accrual": [(code, gettext(name)) for code, name in ACCRUALS.items()],
    } | {f"role_{number}": roles for number in range(1, ROWS + 1)}
    rules = one.rules if one else LeaveRules(Trilingual("", "", ""), "leave")
    values = {"name_kk": rules.name.kk, "name_ru": rules.name.ru, "name_en": rules.name.en}
    values |= {"kind": rules.kind, "unit": rules.unit, "accrual": rules.accrual, "source": ""}
    for number, each in enumerate(rules.entitlements, 1):
        values |= {f"days_{number}": f"{each.days.normalize():f}", f"role_{number}": each.role or ""}
        values |= {f"years_{number}": str(each.from_years)}
    values |= {name: "1" for name, _ in FLAGS if getattr(rules, name)}
    figures = {"carry_over_limit": rules.carry_over_limit, "advance": rules.advance, "longest": rules.longest}
    values |= {name: f"{days.normalize():f}" for name, days in figures.items() if days is not None}
    values |= {"notice_days": str(rules.notice_days), "provisional_days": str(rules.provisional_days or "")}
    if rules.carry_over_until:
        month, day = rules.carry_over_until
        values["carry_over_until"] = f"{day:02}.{month:02}"
    return About(values, options)


def facts_of(visit: Visit, one: LeaveType) -> list[tuple[str, str]]:
    """How its days are counted and limited, as names and facts."""
    rules, reader, gettext = one.rules, visit.reader, visit.words.gettext
    facts = [
        (gettext(message("Counted in")), gettext(UNITS[rules.unit])),
        (gettext(message("Accrue")), gettext(ACCRUALS[rules.accrual])),
    ]
    figures = ((CARRIED, rules.carry_over_limit), (ADVANCE, rules.advance or None), (LONGEST, rules.longest))
    facts += [(gettext(name), reader.number(float(days))) for name, days in figures if days is not None]
    if rules.carry_over_until:
        month, day = rules.carry_over_until
        facts.append((gettext(UNTIL), f"{day:02}.{month:02}"))
    if rules.notice_days:
        facts.append((gettext(NOTICE), reader.number(rules.notice_days)))
    return facts


def type_typed(code: str, said: Mapping[str, Any]) -> LeaveType:
    """What the answers lay down."""
    entitled = tuple(
        Entitlement(said[f"days_{number}"], said[f"role_{number}"] or None, said[f"years_{number}"] or 0)
        for number in range(1, ROWS + 1)
        if said[f"days_{number}"] is not None
    )
    rules = LeaveRules(
        name=Trilingual(said["name_kk"], said["name_ru"], said["name_en"]),
        kind=said["kind"],
        unit=said["unit"],
        entitlements=entitled,
        accrual=said["accrual"],
        carry_over_limit=said["carry_over_limit"],
        carry_over_until=said["carry_over_until"],
        advance=said["advance"] or Decimal(0),
        notice_days=said["notice_days"] or 0,
        longest=said["longest"],
        provisional_days=said["provisional_days"],
        **{name: bool(said[name]) for name, _ in FLAGS},
    )
    return LeaveType(code, rules, said["valid_from"], said["valid_to"], said["source"], bool(said["verified"]))
