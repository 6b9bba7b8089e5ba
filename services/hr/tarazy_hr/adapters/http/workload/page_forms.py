"""What is typed into the forms about workload, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from tarazy_shared.pages.words import Words

from tarazy_hr.adapters.http.workload.asked import period_of
from tarazy_hr.adapters.http.workload.words import LEVELS
from tarazy_hr.domain.norm import Norm
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.workload.judge_year import JudgeYear
from tarazy_hr.domain.workload.periods import Period, last_twelve_months
from tarazy_hr.domain.workload.what_if import AddJudges, Away, Change, MoveCategory, Reweigh
from tarazy_hr.texts import reason

MOST_MINUTES = 1_000_000


@dataclass(slots=True)
class Typed:
    """The fields of a form and what is wrong with them, in the reader's language."""

    given: Mapping[str, str]
    words: Words
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A field without spaces at its ends."""
        return self.given.get(name, "").strip()

    def day(self, name: str) -> date | None:
        """A day as 2026-12-01; None for an empty field or a wrong one."""
        typed = self.text(name)
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            self.wrong[name] = self.words.gettext("A day is written as 2026-12-01.")
            return None

    def whole(self, name: str) -> int | None:
        """A whole number from 0 on; None for an empty field or a wrong one."""
        typed = self.text(name)
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal()) or int(typed) > MOST_MINUTES:
            self.wrong[name] = self.words.gettext("Must be a whole number.")
            return None
        return int(typed)

    def number(self, name: str) -> Fraction | None:
        """A number with two places at most, with point or comma; None for an empty field or a wrong one."""
        typed = self.text(name).replace(",", ".").replace("−", "-")
        if not typed:
            return None
        try:
            value = Decimal(typed)
        except InvalidOperation:
            value = Decimal("nan")
        if not value.is_finite() or abs(value) > 10_000 or value != round(value, 2):
            self.wrong[name] = self.words.gettext("Must be a number of judges, such as 1 or 0.5.")
            return None
        return Fraction(value)

    def refuse(self, name: str, refusal: Refusal) -> None:
        """Take over why the domain says no."""
        self.wrong[name] = reason(refusal.code, refusal.particulars, self.words.reader.language)


def typed_period(typed: Typed, today: date) -> Period:
    """The days asked for; the usual ones where something is wrong with them."""
    start, end = typed.day("from"), typed.day("to")
    period = period_of(start, end, today) if not typed.wrong else last_twelve_months(today)
    if isinstance(period, Refusal):
        typed.refuse(period.field, period)
        return last_twelve_months(today)
    return period


def typed_norm(typed: Typed, court_id: str) -> Norm | None:
    """The norm to be set; None where something is wrong."""
    minutes, valid_from, category = typed.whole("minutes"), typed.day("valid_from"), typed.text("category")
    instance = typed.text("instance")
    for name, value in (("category", category), ("minutes", minutes), ("valid_from", valid_from)):
        if (value is None or value == "") and name not in typed.wrong:
            typed.wrong[name] = typed.words.gettext("This is needed.")
    if typed.wrong or minutes is None or valid_from is None:
        return None
    return Norm(court_id, category, minutes, valid_from, instance)


def typed_year(typed: Typed) -> JudgeYear | None:
    """The judge-year value to be laid down; None where something is wrong."""
    level, valid_from = typed.text("year_level"), typed.day("year_from")
    figures = {
        name: typed.whole(name) for name in ("working_days", "leave_days", "other_days", "minutes_a_day", "casework")
    }
    for name, value in {"year_from": valid_from, **figures}.items():
        if value is None and name not in typed.wrong:
            typed.wrong[name] = typed.words.gettext("This is needed.")
    found = {name: value for name, value in figures.items() if value is not None}
    if typed.wrong or valid_from is None or len(found) < len(figures) or level not in LEVELS:
        return None
    for name, most in (("working_days", 366), ("minutes_a_day", 1440), ("casework", 100)):
        if not 0 < found[name] <= most:
            typed.wrong[name] = typed.words.gettext("Must be from 1 to %(most)s.", most=most)
    if typed.wrong:
        return None
    return JudgeYear(
        level,
        valid_from,
        found["working_days"],
        found["leave_days"],
        found["other_days"],
        found["minutes_a_day"],
        found["casework"],
    )


def typed_changes(typed: Typed, court_id: str) -> list[tuple[str, Change]]:
    """What is imagined in a court, each with the field that it was typed into."""
    changes: list[tuple[str, Change]] = []
    if (more := typed.number("judges")) is not None:
        changes.append(("judges", AddJudges(court_id, more)))
    if (away := typed.number("away")) is not None:
        changes.append(("away", Away(court_id, away)))
    category, minutes = typed.text("category"), typed.whole("minutes")
    if category and minutes is None and "minutes" not in typed.wrong:
        typed.wrong["minutes"] = typed.words.gettext("This is needed.")
    elif category and minutes is not None:
        where = None if typed.text("where") == "country" else court_id
        changes.append(("category", Reweigh(category, minutes, None, where)))
    moved, to_court = typed.text("moved"), typed.text("to_court")
    if moved and to_court:
        changes.append(("to_court", MoveCategory(moved, court_id, to_court)))
    elif moved:
        typed.wrong["to_court"] = typed.words.gettext("This is needed.")
    return changes
