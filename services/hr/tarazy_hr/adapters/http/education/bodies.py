"""What is sent about training."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field
from tarazy_shared.contracts.fields import Code, Day, Instant, Text, wrong

from tarazy_hr.adapters.http.body import Body, Id, Names, example
from tarazy_hr.domain.education import commands
from tarazy_hr.domain.education.facts import Part
from tarazy_hr.domain.education.hours import Requirement
from tarazy_hr.domain.education.programme import Module, Programme
from tarazy_hr.domain.education.provider import Provider

MANY = 2**31


def _exact(value: object) -> object:
    """As it is written: what JSON reads as 59.9 stays that."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise wrong("Must be a number")
    return str(value) if isinstance(value, float) else value


Score = Annotated[Decimal, BeforeValidator(_exact), Field(allow_inf_nan=False, max_digits=12, decimal_places=4)]
Whole = Annotated[int, Field(ge=-MANY, le=MANY)]
"""The rules say how much is too much, and by what."""


class PartBody(Body):
    """A continuous part of a session."""

    starts_at: Instant
    ends_at: Instant


class ChangeBody(Body):
    """Times, places and venue of a session, as a whole."""

    model_config = example(
        {
            "parts": [{"starts_at": "2027-02-01T10:00:00+05:00", "ends_at": "2027-02-01T13:00:00+05:00"}],
            "places": 20,
            "venue": "A 1",
            "enrol_until": "2027-01-25",
        }
    )

    parts: tuple[PartBody, ...] = Field(max_length=100, description="In order and apart")
    places: Whole
    mode: Literal["in_person", "online"] = "in_person"
    venue: Text = Field(description="Where, or the address under which one takes part")
    enrol_until: Day = Field(description="Last day on which people enrol")
    trainers: tuple[Id, ...] = Field((), max_length=20, description="Members of courts who teach")

    def times(self) -> tuple[Part, ...]:
        """As the domain knows them."""
        return tuple(Part(part.starts_at, part.ends_at) for part in self.parts)

    def changing(self) -> commands.Change:
        """The command."""
        return commands.Change(self.times(), self.places, self.mode, self.venue, self.enrol_until, self.trainers)


class SessionBody(ChangeBody):
    """A session to be held."""

    model_config = example(
        {
            "programme": "drafting",
            "parts": [{"starts_at": "2027-03-02T09:00:00+05:00", "ends_at": "2027-03-02T13:00:00+05:00"}],
            "places": 20,
            "venue": "Room 305",
            "enrol_until": "2027-02-25",
        }
    )

    programme: Code

    def planning(self, court_id: str, session_id: UUID) -> commands.Plan:
        """The command."""
        return commands.Plan(
            session_id,
            court_id,
            self.programme,
            self.times(),
            self.places,
            self.mode,
            self.venue,
            self.enrol_until,
            self.trainers,
        )


class CancellationBody(Body):
    """Why a session is not held, or a certificate taken back."""

    reason: Code = Field(examples=["trainer_ill"])


class EnrolmentBody(Body):
    """What one agrees to when enrolling."""

    model_config = example({"move_hearings": False})

    move_hearings: bool = Field(False, description="Hearings at that time are to be moved; else they speak against it")


class AttendanceBody(Body):
    """For how long somebody was there."""

    model_config = example({"minutes": 180})

    minutes: Whole


class TestBody(Body):
    """What somebody reached in the test, of 100."""

    model_config = example({"score": "80"})

    score: Score


class FeedbackBody(Body):
    """What those who were there think of it: how many said 1, 2, 3, 4 and 5."""

    model_config = example({"counts": [0, 1, 2, 8, 9]})

    counts: tuple[Whole, Whole, Whole, Whole, Whole]


class ModuleBody(Body):
    """A part of a programme."""

    code: Code
    name: Names
    minutes: Whole


class ProgrammeBody(Body):
    """What is taught, from a day on."""

    model_config = example(
        {
            "name": {"kk": "Судья әдебі", "ru": "Судейская этика", "en": "Judicial ethics"},
            "provider": "academy_of_justice",
            "modules": [{"code": "code", "name": {"kk": "Кодекс", "ru": "Кодекс", "en": "The code"}, "minutes": 240}],
            "subjects": ["ethics"],
            "roles": ["judge"],
            "valid_months": 36,
        }
    )

    name: Names
    provider: Code
    modules: tuple[ModuleBody, ...] = Field(max_length=100)
    subjects: tuple[Code, ...] = Field((), max_length=50, description="In the codes in which evaluations ask for it")
    roles: tuple[Code, ...] = Field((), max_length=50, description="For whom; empty: for everybody in post")
    prerequisites: tuple[Code, ...] = Field((), max_length=50)
    attendance_percent: Whole = 80
    pass_mark: Score | None = None
    valid_months: Whole | None = None
    warn_days: Annotated[int, Field(ge=0, le=366)] = 60
    accept_hours: Whole | None = Field(
        None, description="For whoever moves up from the waiting list to accept the place; without it is theirs at once"
    )
    source: Annotated[str, Field(max_length=500)] = Field("", description="Where it is laid down")
    verified: bool = Field(False, description="Whether somebody held it against the text in force")

    def programme(self, code: str) -> Programme:
        """As the domain knows it."""
        return Programme(
            code,
            self.name.trilingual(),
            self.provider,
            tuple(Module(one.code, one.name.trilingual(), one.minutes) for one in self.modules),
            self.subjects,
            self.roles,
            self.prerequisites,
            self.attendance_percent,
            self.pass_mark,
            self.valid_months,
            self.warn_days,
            self.accept_hours,
            self.source.strip(),
            self.verified,
        )


class ProviderBody(Body):
    """Whoever teaches."""

    model_config = example(
        {
            "name": {"kk": "Әділет академиясы", "ru": "Академия правосудия", "en": "Academy of Justice"},
            "contact": "https://academy.example",
        }
    )

    name: Names
    contact: Annotated[str, Field(max_length=500)] = Field(
        "", description="An address of the house or its site; nobody's name"
    )
    active: bool = Field(True, description="Whether new programmes may be theirs")

    def provider(self, code: str) -> Provider:
        """As the domain knows it."""
        return Provider(code, self.name.trilingual(), self.contact.strip(), self.active)


class RequirementBody(Body):
    """How much people of a role are to learn a year."""

    model_config = example({"minutes": 2400, "source": "order 12 of 2026"})

    minutes: Whole
    source: Text = Field(description="Where it is laid down")
    verified: bool = Field(False, description="Whether somebody held it against the text in force")

    def requirement(self, role: str, from_year: int) -> Requirement:
        """As the domain knows it."""
        return Requirement(role, self.minutes, from_year, self.source, self.verified)
