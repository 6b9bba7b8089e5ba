"""A whole court in one JSON file, checked against the contract before anything is sent."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator
from pydantic_core import to_json
from tarazy_shared.contracts import strict_json
from tarazy_shared.contracts.event import Facts
from tarazy_shared.contracts.fields import Code, Day, Text, wrong
from tarazy_shared.contracts.local_text import LocalText
from tarazy_shared.contracts.premises import RoomRegistered
from tarazy_shared.contracts.staff import (
    AbsenceApproved,
    CourtRegistered,
    InterestDeclared,
    NormChanged,
    StaffAppointed,
    Weekday,
)

from tarazy_local.importing.finding import Finding, UnreadableFile

Row = Mapping[str, Any]
LISTS = ("rooms", "people", "interests", "norms", "absences", "draw_rules", "limits")
Clock = Annotated[str, StringConstraints(pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$")]

Dates = Annotated[tuple[Day, ...], Field(max_length=5000)]
_Days = Annotated[int, Field(ge=0, le=3650)]


class Calendar(Facts):
    """When the court sits, as strict as scheduling reads it: people are sent first, and nothing may be half told."""

    sitting_hours: Annotated[tuple[tuple[Clock, Clock], ...], Field(min_length=1, max_length=12)] = (
        ("09:00", "13:00"),
        ("14:00", "18:00"),
    )
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ("mon", "tue", "wed", "thu", "fri")
    closed: Dates = ()
    """Dates that are closed besides the public holidays."""
    open: Dates = ()
    """Dates on which the court sits although they would be closed."""
    slot_minutes: Annotated[int, Field(ge=1, le=240)] = 5

    @model_validator(mode="after")
    def _hours_are_in_order(self) -> "Calendar":
        for position, (start, end) in enumerate(self.sitting_hours):
            if end <= start:
                raise wrong("The sitting ends before it starts", f"sitting_hours[{position}]")
        for position, (earlier, later) in enumerate(pairwise(self.sitting_hours), start=1):
            if later[0] < earlier[1]:
                raise wrong("Starts before the sitting above it ends", f"sitting_hours[{position}]")
        if both := set(self.closed) & set(self.open):
            raise wrong(f"{min(both)} is closed as well", "open")
        return self


class Person(StaffAppointed):
    """Somebody in post, with what the person is authorised for."""

    specialisms: tuple[Code, ...] | None = None


class DrawRules(Facts):
    """By which rules judges are drawn from a day on. What is left out has its default."""

    valid_from: Day
    beta: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(/[0-9]{1,3})?$")] | None = None
    """A fraction from 0 to 1, such as `1/2`."""
    absence_days: _Days | None = None
    leaving_days: _Days | None = None
    ceiling_minutes: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    refile_days: _Days | None = None
    fewest_candidates: Annotated[int, Field(ge=1, le=1000)] | None = None
    long_absence_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    suspension_days: _Days | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _beta_is_a_part(self) -> "DrawRules":
        numerator, _, denominator = (self.beta or "0").partition("/")
        if int(denominator or 1) < max(1, int(numerator)):
            raise wrong("Lies from 0 to 1", "beta")
        return self


class LimitRule(Facts):
    """A rule about the limits of hearings from a day on; scheduling says whether its parts fit each other."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,99}$")]
    limits: Literal["latest_day", "notice"]
    amount: Annotated[int, Field(ge=0)]
    unit: Literal["days", "working_days", "months"]
    trigger: Literal["filed", "accepted", "preparation_ended", "custody_since", "custody_limit", "told"]
    name: LocalText
    act: LocalText | None = None
    article: Text | None = None
    applies: Mapping[str, Any] | None = None
    instead_of: tuple[str, ...] | None = None
    suspendable: bool | None = None
    extension: Mapping[str, Any] | None = None
    roll_over: Literal["stays", "next_working_day"] | None = None
    roll_over_source: Text | None = None
    binding: bool | None = None
    verified: bool | None = None
    source: Text
    valid_from: Day
    valid_to: Day | None = None


@dataclass(frozen=True, slots=True)
class CourtFile:
    """A court as a file tells it: rows that are right, and findings for those that are not.

    Rows keep the JSON of the file; `court_id` is filled in, unknown keys and `version` are gone.
    """

    court: Row
    calendar: Row | None = None
    rooms: Sequence[Row] = ()
    people: Sequence[Row] = ()
    interests: Sequence[Row] = ()
    norms: Sequence[Row] = ()
    absences: Sequence[Row] = ()
    draw_rules: Sequence[Row] = ()
    limits: Sequence[Row] = ()
    problems: Sequence[Finding] = ()
    notes: Sequence[Finding] = ()
    unread: int = 0
    """Rows that are not among the above because of their problems."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where each of the rows above stands in the file, by `people[3]` as they are counted here."""

    @property
    def court_id(self) -> str:
        """The court's id."""
        return str(self.court["court_id"])

    @property
    def contents(self) -> str:
        """What was read, in words."""
        roles = Counter(str(person["role"]).replace("_", " ") for person in self.people)
        counted = [("room", len(self.rooms)), *roles.items(), ("absence", len(self.absences))]
        counted += [("interest", len(self.interests)), ("norm", len(self.norms))]
        counted += [("draw rule", len(self.draw_rules)), ("limit", len(self.limits))]
        said = [f"{count:,} {name}{'s' if count > 1 else ''}" for name, count in counted if count]
        return ", ".join(["the court", *(["its calendar"] if self.calendar is not None else []), *said])

    @property
    def rows(self) -> int:
        """All rows of the file, the court and its calendar included."""
        return 1 + (self.calendar is not None) + sum(len(getattr(self, name)) for name in LISTS) + self.unread


def parse_court_file(raw: bytes) -> CourtFile:
    """Read a court file. Raises `UnreadableFile` for one that is no JSON object or whose court is wrong."""
    if not raw.strip():
        raise UnreadableFile(Finding("", "", "The file is empty"))
    try:
        content = strict_json.without_nulls(strict_json.parse(raw.removeprefix(b"\xef\xbb\xbf")))
    except strict_json.NotStrictJson as error:
        raise UnreadableFile(Finding("", "", f"The file is not JSON in UTF-8: {error}")) from None
    except strict_json.BeyondDouble as error:
        raise UnreadableFile(Finding(path_of(error.paths[0]), "", "The number is too large")) from None
    if not isinstance(content, dict):
        raise UnreadableFile(Finding("", "", "The file must hold one JSON object with a court"))
    return check_court(content)


def check_court(content: Mapping[str, Any]) -> CourtFile:
    """Check a court against the contract, row by row.

    Raises `UnreadableFile` when the court itself is wrong, its calendar included, since every row depends on them.
    """
    court = content.get("court")
    if not isinstance(court, dict):
        raise UnreadableFile(Finding("court", "", "The file must describe its court"))
    checked = _check(CourtRegistered, {**court, "version": 1}, "court")
    if isinstance(checked, list):
        raise UnreadableFile(*checked)
    calendar = _check_calendar(content.get("calendar"))
    problems: list[Finding] = []
    rows: dict[str, list[Row]] = {}
    sources: dict[str, str] = {}
    unread = 0
    for name in LISTS:
        listed = content.get(name, [])
        if not isinstance(listed, list):
            raise UnreadableFile(Finding(name, "", "Must be a list"))
        rows[name], found, places = _check_rows(name, listed, str(checked["court_id"]))
        sources |= places
        unread += len(listed) - len(rows[name])
        problems += found
    return CourtFile(
        checked,
        calendar,
        rooms=rows["rooms"],
        people=rows["people"],
        interests=rows["interests"],
        norms=rows["norms"],
        absences=rows["absences"],
        draw_rules=rows["draw_rules"],
        limits=rows["limits"],
        problems=problems,
        unread=unread,
        sources=sources,
    )


def path_of(parts: Sequence[str | int]) -> str:
    """A path such as `people[3].from_on`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


_IDENTITY: Mapping[str, Callable[[Row], object]] = {
    "rooms": lambda row: row["room_id"].lower(),
    "people": lambda row: row["person_id"].lower(),
    "interests": lambda row: row["interest_id"].lower(),
    "norms": lambda row: (row["category"], row.get("instance"), row["valid_from"]),
    "absences": lambda row: row["absence_id"].lower(),
    "draw_rules": lambda row: row["valid_from"],
    "limits": lambda row: (row["code"], row["valid_from"]),
}
_MODELS: Mapping[str, type[Facts]] = {
    "rooms": RoomRegistered,
    "people": Person,
    "interests": InterestDeclared,
    "norms": NormChanged,
    "absences": AbsenceApproved,
    "draw_rules": DrawRules,
    "limits": LimitRule,
}


def _check_calendar(calendar: object) -> Row | None:
    if calendar is None:
        return None
    if not isinstance(calendar, dict):
        raise UnreadableFile(Finding("calendar", "", "Must be an object"))
    checked = _check(Calendar, calendar, "calendar")
    if isinstance(checked, list):
        raise UnreadableFile(*checked)
    return checked


def _check_rows(
    name: str, listed: Sequence[object], court_id: str
) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    rows: list[Row] = []
    places: dict[str, str] = {}
    problems: list[Finding] = []
    seen: dict[object, int] = {}
    for position, row in enumerate(listed):
        where = f"{name}[{position}]"
        if not isinstance(row, dict):
            problems.append(Finding(where, "", "Must be an object"))
            continue
        if row.get("court_id", court_id) != court_id:
            problems.append(Finding(where, "court_id", f"The file is about the court {court_id}"))
            continue
        checked = _check(_MODELS[name], {"version": 1, **row, "court_id": court_id}, where)
        if isinstance(checked, list):
            problems += checked
            continue
        first = seen.setdefault(_IDENTITY[name](checked), position)
        if first != position:
            problems.append(Finding(where, "", f"Is already told by {name}[{first}]"))
            continue
        places[f"{name}[{len(rows)}]"] = where
        rows.append(checked)
    return rows, problems, places


def _check(model: type[Facts], row: Row, where: str) -> Row | list[Finding]:
    """The row as the file has it, less what the model does not know, or what is wrong with it."""
    try:
        model.model_validate_json(to_json(dict(row)))
    except ValidationError as error:
        return list(_findings(error, where))
    return {name: value for name, value in row.items() if name in model.model_fields and name != "version"}


def _findings(error: ValidationError, where: str) -> Iterator[Finding]:
    for one in error.errors(include_url=False):
        path = path_of(one["loc"])
        inner: Sequence[str] = one.get("ctx", {}).get("fields") or ("",)
        text = "Is missing" if one["type"] == "missing" else one["msg"]
        for name in inner:
            yield Finding(where, ".".join(part for part in (path, name) if part), text)
