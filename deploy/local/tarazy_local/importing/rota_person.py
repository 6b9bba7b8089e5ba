"""A district judge or magistrate of a rota file."""

from dataclasses import dataclass
from datetime import date

from tarazy_local.importing.rota_element import Element
from tarazy_local.importing.rota_values import WrongValueError, day, half_days, yes

_SATURDAY = frozenset({("sat", "am"), ("sat", "pm")})


@dataclass(frozen=True, slots=True)
class RotaPerson:
    """Somebody who sits, as the file tells it."""

    rota_id: str
    line: int
    presides: bool
    """A district judge, or a magistrate who may take the chair."""
    name: str
    email: str
    halves: frozenset[tuple[str, str]] | None
    """Weekday halves on which the person sits; None where the file does not say."""
    appointed_on: date | None
    leaves_on: date | None
    days_away: tuple[date, ...]
    inactive: tuple[tuple[date, date], ...]
    """First and last days."""
    specialisms: tuple[str, ...]

    @property
    def where(self) -> str:
        """How reports call the row."""
        return f"line {self.line}, {self.rota_id}"


def read_person(element: Element) -> RotaPerson:
    """Read a `districtJudge` or a `magistrate`.

    Raises `WrongValueError`: somebody of whom one date is unclear is not taken, for the court would sit without them.
    """
    rota_id = element.attributes.get("id", "")
    if not rota_id:
        raise WrongValueError(element, "The element has no id")
    name = " ".join(f"{element.value('forenames')} {element.value('surname')}".split())
    if not name:
        raise WrongValueError(element, "The person has neither surname nor forenames")
    starts = [day(one) for one in element.all("assignments", "assignment", "startDate")]
    leaving = element.first("leavingDate")
    authorities = {one.text.upper() for one in element.all("panels", "panelParticipation", "authority")}
    return RotaPerson(
        rota_id=rota_id,
        line=element.line,
        presides=element.name == "districtJudge" or "CHAIR" in authorities,
        name=name,
        email=element.value("emailAddress"),
        halves=_halves(element),
        appointed_on=min(starts, default=None),
        leaves_on=day(leaving) if leaving is not None and leaving.text else None,
        days_away=tuple(sorted({day(one) for one in element.all("nonAvailabilityDates", "nonAvailabilityDate")})),
        inactive=_joined([_period(one) for one in element.all("inactivePeriods", "inactivePeriod")]),
        specialisms=tuple(dict.fromkeys(one.text for one in element.all("specialisms", "specialism") if one.text)),
    )


def _halves(element: Element) -> frozenset[tuple[str, str]] | None:
    """District judges have a pattern per location, magistrates one for all; who sits anywhere is not elsewhere."""
    patterns = [
        *element.all("sittingPattern"),
        *element.all("sittingLocations", "sittingLocation", "sittingPattern"),
    ]
    if not patterns:
        return None
    halves = frozenset[tuple[str, str]]().union(*map(half_days, patterns))
    return halves | _SATURDAY if yes(element.first("sitOnSaturdays")) else halves


def _period(element: Element) -> tuple[date, date]:
    start, end = element.first("startDate"), element.first("endDate")
    if start is None or end is None:
        raise WrongValueError(element, "The period must have a startDate and an endDate")
    if day(end) < day(start):
        raise WrongValueError(end, "The period ends before it starts")
    return day(start), day(end)


def _joined(periods: list[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Periods that overlap are one."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted(periods):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)
