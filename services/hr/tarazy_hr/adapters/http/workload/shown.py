"""Figures as a reader sees them: two places, half up; work in hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_hr.adapters.http.workload.words import INSTANCES, LEVELS, category_name
from tarazy_hr.app.workload.reading import OfCourt, OfJudge
from tarazy_hr.domain.norm import COUNTRY, Norm
from tarazy_hr.domain.workload.judge_year import JudgeYear
from tarazy_hr.domain.workload.load import Load
from tarazy_hr.domain.workload.need import Figures
from tarazy_hr.domain.workload.weights import Weights

NOTHING = "–"
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Writes numbers for one reader."""

    reader: Reader

    def places(self, value: Fraction | None, *, signed: bool = False) -> str:
        """To two places, half up; a dash for what is not known."""
        if value is None:
            return NOTHING
        exact = Decimal(abs(value.numerator)) / Decimal(value.denominator)
        size = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        text = self.reader.number(size)  # type: ignore[arg-type]  # babel formats decimals as they are
        if not size:
            return text
        return f"{MINUS}{text}" if value < 0 else f"+{text}" if signed else text

    def hours(self, minutes: Fraction | int) -> str:
        """Minutes as whole hours, half up."""
        return self.reader.number(int(Fraction(minutes) / 60 + Fraction(1, 2)))

    def percent(self, part: Fraction | None) -> str:
        """A part of a whole, or more than it."""
        return NOTHING if part is None else self.reader.percent(part)


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """A judge with the plot of work against the norm; geometry in per cent of a width."""

    name: str
    cases: str
    hours: str
    time: str
    of_norm: str
    away: str
    held: str
    bar: str
    mark: str | None
    """Where the norm is; None for somebody who had no day in post."""
    is_over: bool


def judge_rows(judges: Sequence[OfJudge], minutes_a_judge: Fraction, words: Words, nobody: str) -> list[JudgeRow]:
    """All to one scale."""
    numbers = Numbers(words.reader)
    times = [judge.in_post * minutes_a_judge for judge in judges]
    scale = Fraction(95) / max([*times, *(Fraction(judge.load.minutes) for judge in judges), Fraction(1)])
    rows = []
    for judge, time in zip(judges, times, strict=True):
        of_norm = judge.load.minutes / time if time else None
        rows.append(
            JudgeRow(
                name=judge.name or (str(judge.person_id) if judge.person_id else nobody),
                cases=words.reader.number(judge.load.cases),
                hours=numbers.hours(judge.load.minutes),
                time=numbers.hours(time),
                of_norm=numbers.percent(of_norm),
                away=numbers.percent(judge.away),
                held=f"{words.reader.number(judge.hearings)} / {numbers.hours(judge.minutes_held)}",
                bar=_percent(judge.load.minutes * scale),
                mark=_percent(time * scale) if time else None,
                is_over=of_norm is not None and of_norm > 1,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class KindRow:
    """Cases of one kind."""

    category: str
    instance: str
    cases: str
    hours: str
    weight: str
    """What a case of the kind weighs on the last day of the period, in minutes."""


def kind_rows(load: Load, weights: Weights, court_id: str, last: date, words: Words) -> list[KindRow]:
    """The heaviest first."""
    number = words.reader.number
    found = []
    for kind, one in sorted(load.kinds.items(), key=lambda item: (-item[1].minutes, item[0])):
        weight = weights.on(court_id, kind, last)
        found.append(
            KindRow(
                category_name(words, kind[0]),
                words.gettext(INSTANCES.get(kind[1], kind[1])),
                number(one.cases),
                Numbers(words.reader).hours(one.minutes),
                NOTHING if weight is None else number(weight),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class NormRow:
    """A norm of the court or of the country."""

    category: str
    instance: str
    minutes: str
    valid_from: str
    is_own: bool
    is_to_come: bool


def norm_rows(norms: Iterable[Norm], today: date, words: Words) -> list[NormRow]:
    """Norms of the court and of the country by category and day; the court's own first."""
    ordered = sorted(norms, key=lambda one: (one.category, one.instance, one.court_id == COUNTRY, one.valid_from))
    return [
        NormRow(
            category_name(words, norm.category),
            words.gettext(INSTANCES.get(norm.instance, norm.instance)),
            words.reader.number(norm.weight_minutes),
            words.reader.day(norm.valid_from),
            norm.court_id != COUNTRY,
            norm.valid_from > today,
        )
        for norm in ordered
    ]


def year_rows(years: Iterable[JudgeYear], words: Words) -> list[tuple[str, str, str, str]]:
    """Judge-year values by level and day: of which courts, from when, of what it is made, hours."""
    number = words.reader.number
    return [
        (
            words.gettext(LEVELS[year.level]),
            words.reader.day(year.valid_from),
            f"({number(year.working_days)} − {number(year.leave_days)} − {number(year.other_days)})"
            f" × {number(year.minutes_a_day)} × {number(year.casework_percent)} %",
            Numbers(words.reader).hours(year.minutes),
        )
        for year in years
    ]


def step_rows(known: OfCourt, words: Words) -> list[tuple[str, str]]:
    """The judge-year value that counts last in the period, step by step; none where there is none."""
    if not known.year:
        return []
    year, number, numbers = known.year[-1].year, words.reader.number, Numbers(words.reader)
    return [
        (words.gettext("Working days of a year"), number(year.working_days)),
        (words.gettext("less days of leave"), number(year.leave_days)),
        (words.gettext("less sickness, training and other whole days"), number(year.other_days)),
        (words.gettext("Days at work"), number(year.days)),
        (words.gettext("times hours a day"), numbers.places(Fraction(year.minutes_a_day, 60))),
        (words.gettext("of them for cases"), f"{number(year.casework_percent)} %"),
        (words.gettext("Hours for cases a year"), numbers.hours(year.minutes)),
        (words.gettext("Hours for cases in this period"), numbers.hours(known.minutes_a_judge)),
    ]


def court_lines(before: Figures, after: Figures, words: Words) -> list[tuple[str, str, str, bool]]:
    """One court's figures side by side: what, now, then, whether it changes."""
    numbers, number = Numbers(words.reader), words.reader.number

    def of(one: Figures) -> list[tuple[str, str]]:
        return [
            (words.gettext("Cases that came"), number(one.load.cases)),
            (words.gettext("Work, hours"), numbers.hours(one.load.minutes)),
            (words.gettext("Judges' posts"), numbers.places(one.staff.posts)),
            (words.gettext("Judges in post"), numbers.places(one.staff.in_post)),
            (words.gettext("Judges present"), numbers.places(one.staff.present)),
            (words.gettext("Judges by a fair share"), numbers.places(one.fair)),
            (words.gettext("Fair share against posts"), numbers.places(minus(one.fair, one.staff.posts), signed=True)),
            (words.gettext("Judges needed"), numbers.places(one.needed)),
            (
                words.gettext("Needed against present"),
                numbers.places(minus(one.needed, one.staff.present), signed=True),
            ),
        ]

    return [(what, now, then, now != then) for (what, now), (_, then) in zip(of(before), of(after), strict=True)]


@dataclass(frozen=True, slots=True)
class CourtRow:
    """A court among others."""

    court_id: str
    name: str
    cases: str
    hours: str
    posts: str
    in_post: str
    present: str
    fair: str
    fair_less_posts: str
    needed: str
    needed_less_present: str
    is_short: bool
    """Half a judge or more is missing against what is needed."""


def court_rows(found: Iterable[Figures], names: dict[str, str], reader: Reader) -> list[CourtRow]:
    """Courts in the order given."""
    numbers = Numbers(reader)
    rows = []
    for one in found:
        missing = minus(one.needed, one.staff.present)
        rows.append(
            CourtRow(
                one.court_id,
                names[one.court_id],
                reader.number(one.load.cases),
                numbers.hours(one.load.minutes),
                numbers.places(one.staff.posts),
                numbers.places(one.staff.in_post),
                numbers.places(one.staff.present),
                numbers.places(one.fair),
                numbers.places(minus(one.fair, one.staff.posts), signed=True),
                numbers.places(one.needed),
                numbers.places(missing, signed=True),
                missing is not None and missing >= Fraction(1, 2),
            )
        )
    return rows


def minus(value: Fraction | None, other: Fraction | None) -> Fraction | None:
    """The difference, where both are known."""
    return None if value is None or other is None else value - other


def _percent(value: Fraction) -> str:
    return f"{float(value):.2f}%"
