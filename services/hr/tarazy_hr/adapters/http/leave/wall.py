"""The wall chart of a court's quarter: geometry alone, 10 px a day; what it looks like is the style sheet's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.words import Words

from tarazy_hr.adapters.http.leave.words import KINDS, LETTERS, SUSPENSION
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.leave.court_time import CourtTime
from tarazy_hr.domain.leave.cover import ANY, CoverDay

DAY = 10
ONE_DAY = timedelta(days=1)
COVER_HEIGHT = 35
LOOKS = {"leave": "fill", "sickness": "hatch"}
"""Class of a bar by kind; everything else is pale."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months."""

    year: int
    number: int
    """1 to 4."""

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.moved(1).first - ONE_DAY

    def moved(self, by: int) -> "Quarter":
        """So many quarters later."""
        place = 4 * self.year + self.number - 1 + by
        return Quarter(place // 4, place % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def quarter_of(day: date) -> Quarter:
    """The quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_typed(text: str, today: date) -> Quarter:
    """A quarter as in `2026-4`; the present one for anything else."""
    year, _, number = text.partition("-")
    if year.isascii() and year.isdecimal() and 1900 <= int(year) <= 2200 and number in ("1", "2", "3", "4"):
        return Quarter(int(year), int(number))
    return quarter_of(today)


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle with a letter: an absence."""

    x: float
    width: float
    look: str
    letter: str
    middle: float
    href: UUID | None
    """The leave that it is about."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One person's quarter."""

    person_id: UUID
    name: str
    role: str
    words: str
    """All of it in words, for whoever does not see the strip."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Judges there on one working day."""

    x: int
    y: float
    height: float
    is_thin: bool


@dataclass(frozen=True, slots=True)
class CoverStrip:
    """Judges there, day by day."""

    specialism: str
    most: int
    limit_y: float | None
    columns: tuple[Column, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Wall:
    """A whole chart."""

    quarter: Quarter
    width: int
    off: tuple[tuple[int, int], ...]
    """Left end and width of each run of days off."""
    mondays: tuple[tuple[int, int], ...]
    """Left end and day of the month."""
    months: tuple[tuple[int, date], ...]
    strips: tuple[Strip, ...]
    cover: tuple[CoverStrip, ...]


def wall_of(time: CourtTime, quarter: Quarter, words: Words) -> Wall:
    """The chart of a court's time, which was read for this quarter."""
    days = [time.first + ONE_DAY * place for place in range((time.last - time.first).days + 1)]
    people = sorted(time.people, key=lambda person: name_key(time.people[person][-1].appointment.name))
    return Wall(
        quarter,
        DAY * len(days),
        tuple(_runs([not time.records.calendar.is_working(day) for day in days])),
        tuple((DAY * place, day.day) for place, day in enumerate(days) if day.weekday() == 0),
        tuple((DAY * place, day) for place, day in enumerate(days) if day.day == 1),
        tuple(_strip(time, person, words) for person in people),
        tuple(_cover_strips(time, words)),
    )


def _runs(off: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for place, is_off in enumerate([*off, False]):
        if is_off and start is None:
            start = place
        elif not is_off and start is not None:
            yield DAY * start, DAY * (place - start)
            start = None


def _strip(time: CourtTime, person: UUID, words: Words) -> Strip:
    made = time.people[person][-1].appointment
    bars, said = [], []
    for fact in time.absences_of(person):
        first, last = time.days_of(fact)
        if first > time.last or last < time.first:
            continue
        bars.append(_bar(time, fact, first, last, words.reader.language))
        kind = words.gettext(KINDS[fact.absence.kind])
        state = "" if fact.what == "approved" else f", {words.gettext('asked for')}"
        said.append(f"{words.reader.short_day(first)} – {words.reader.short_day(last)}: {kind}{state}")
    for out in time.suspensions.get(person, ()):
        first, last = out.from_on, time.last if out.back_on is None else out.back_on - ONE_DAY
        if first > time.last or last < max(first, time.first):
            continue
        start, end = _edges(time, first, last)
        letter = LETTERS[SUSPENSION][words.reader.language]
        bars.append(Bar(start, end - start, "pale bad", letter, (start + end) / 2, None))
        until = "…" if out.back_on is None else words.reader.short_day(last)
        said.append(f"{words.reader.short_day(first)} – {until}: {words.gettext(KINDS[SUSPENSION])}")
    return Strip(person, made.name, made.role, f"{made.name}. " + ("; ".join(said) or "–"), tuple(bars))


def _bar(time: CourtTime, fact: AbsenceFact, first: date, last: date, language: Language) -> Bar:
    start, end = _edges(time, first, last)
    span = fact.terms.span if fact.terms else None
    if span and span.first_half == "pm" and first >= time.first:
        start += DAY / 2
    if span and span.last_half == "am" and last <= time.last:
        end -= DAY / 2
    look = LOOKS.get(fact.absence.kind, "pale") if fact.what == "approved" else "pale"
    letter = LETTERS[fact.absence.kind][language] if fact.what == "approved" else "?"
    refers_to = fact.absence.absence_id if fact.terms else None
    return Bar(start, end - start, look, letter if end - start >= DAY - 1 else "", (start + end) / 2, refers_to)


def _edges(time: CourtTime, first: date, last: date) -> tuple[float, float]:
    """Left and right end of the days of a range that are shown."""
    start = DAY * (max(first, time.first) - time.first).days + 0.5
    return start, DAY * ((min(last, time.last) - time.first).days + 1) - 0.5


def _cover_strips(time: CourtTime, words: Words) -> Iterator[CoverStrip]:
    """All judges, and each specialism that is thin on some day."""
    by_code: dict[str, list[CoverDay]] = {}
    for one in time.cover():
        by_code.setdefault(one.specialism, []).append(one)
    for code, days in by_code.items():
        most = max(one.authorised for one in days)
        thin = [one.day for one in days if one.is_thin]
        if not most or (code != ANY and not thin):
            continue
        unit = COVER_HEIGHT / most
        columns = tuple(
            Column(
                DAY * (one.day - time.first).days + 1,
                4 + COVER_HEIGHT - unit * one.there,
                unit * one.there,
                one.is_thin,
            )
            for one in days
        )
        minimum = max(one.minimum for one in days)
        limit = 4 + COVER_HEIGHT - unit * minimum if minimum else None
        yield CoverStrip(code, most, limit, columns, _cover_words(days, thin, words))


def _cover_words(days: Sequence[CoverDay], thin: Sequence[date], words: Words) -> str:
    fewest = min(days, key=lambda one: one.there)
    said = words.gettext(
        "Judges there: %(fewest)s at the fewest, on %(day)s.",
        fewest=fewest.there,
        day=words.reader.short_day(fewest.day),
    )
    if thin:
        listed = ", ".join(words.reader.short_day(day) for day in thin)
        said += " " + words.gettext("Fewer than wanted: %(days)s.", days=listed)
    return said
