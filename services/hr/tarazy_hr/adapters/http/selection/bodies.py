"""What is sent about competitions."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.fields import Code, Day, Hash, SpokenLanguage, Text, wrong

from tarazy_hr.adapters.http.body import Body, Id, Names, example
from tarazy_hr.adapters.selection.candidates import Candidate, Document, identity_of
from tarazy_hr.domain.appointment import Contact as KnownContact
from tarazy_hr.domain.selection import commands
from tarazy_hr.domain.selection.procedure import Named, Period, Procedure, Stage


def _exact(value: object) -> object:
    """Numbers and texts as they are written: what JSON reads as 0.1 stays that."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise wrong("Must be a number")
    return str(value) if isinstance(value, float) else value


Points = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=10000, allow_inf_nan=False)]
Many = Annotated[int, Field(ge=1, le=3660)]
IdentityNumber = Annotated[str, StringConstraints(min_length=3, max_length=64, pattern=r"[0-9A-Za-zА-Яа-я]")]


class AnnouncementBody(Body):
    """A vacancy to be announced."""

    model_config = example(
        {
            "post_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2",
            "role": "judge",
            "from_on": "2027-03-01",
            "panel": ["5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"],
        }
    )

    post_id: Id
    role: Code
    from_on: Day = Field(description="First day in post")
    share: Annotated[Decimal, BeforeValidator(_exact), Field(gt=0, le=2, allow_inf_nan=False)] = Decimal(1)
    panel: tuple[Id, ...] = Field((), max_length=50, description="Who scores the stages of the panel")

    def announcing(self, court_id: str, competition_id: UUID) -> commands.Announce:
        """The command."""
        return commands.Announce(
            competition_id, court_id, self.post_id, self.role, self.share, self.from_on, self.panel
        )


class DocumentBody(Body):
    """A document that comes with an application. Its content is kept elsewhere; the hash says which it was."""

    code: Code
    name: Text
    sha256: Hash


class ApplicationBody(Body):
    """Who applies. Kept apart from everything else, and deleted when the procedure says so."""

    model_config = example(
        {
            "name": "Сатпаев Ерлан Болатұлы",
            "identity_number": "850101300123",
            "contacts": [{"channel": "email", "address": "candidate@mail.test"}],
            "documents": [{"code": "diploma", "name": "diploma.pdf", "sha256": "ab" * 32}],
        }
    )

    name: Text
    identity_number: IdentityNumber = Field(description="Of the identity document: tells who applies twice")
    contacts: tuple[Contact, ...] = Field((), max_length=20)
    languages: tuple[SpokenLanguage, ...] = ()
    person_id: Id | None = Field(None, description="Of somebody who is or was among the staff of any court")
    documents: tuple[DocumentBody, ...] = Field((), max_length=100)

    def candidate(self, application_id: UUID, person_id: UUID) -> Candidate:
        """As it is stored; `person_id` for somebody who is new."""
        return Candidate(
            application_id,
            self.person_id or person_id,
            identity_of(self.identity_number),
            self.name,
            tuple(KnownContact(contact.channel, contact.address) for contact in self.contacts),
            self.languages,
            tuple(Document(one.code, one.name, one.sha256) for one in self.documents),
        )


class ScoreBody(Body):
    """A score, or its correction."""

    model_config = example({"score": "42.5", "reasons": ["knowledge_of_law"]})

    score: Points
    reasons: tuple[Code, ...] = Field(max_length=20, description="Codes of the procedure that explain the score")
    member: Id | None = Field(None, description="For the system: whose score it enters. Others score for themselves")


class PanelBody(Body):
    """Who scores from now on."""

    panel: tuple[Id, ...] = Field(max_length=50)
    reason: Code = Field(examples=["member_recused"])


class RecusalBody(Body):
    """Whom a member does not score; without an application nobody in this competition."""

    model_config = example({"application_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"})

    member: Id | None = Field(None, description="For the officer; a member speaks for themselves")
    application_id: Id | None = None


class ReasonBody(Body):
    """Why a competition ends."""

    reason: Code = Field(examples=["procedure_breached"])


class ReopeningBody(Body):
    """Where a competition goes on."""

    stage: Code = Field(description="Code of a stage, or `applications`", examples=["interview"])
    reason: Code = Field(examples=["appeal_upheld"])


class FillingBody(Body):
    """Who is appointed, by which order."""

    application_id: Id
    reason: Code | None = Field(None, description="Why it is not the first of the ranking", examples=["declined"])
    order_number: Text | None = None
    to_on: Day | None = Field(None, description="Last day in post, of an appointment for a term")
    specialisms: tuple[Code, ...] | None = None


class PeriodBody(Body):
    """So many days."""

    days: Many
    kind: Literal["working", "calendar"] = "calendar"

    def period(self) -> Period:
        """As the domain knows it."""
        return Period(self.days, self.kind)


class NamedBody(Body):
    """A code with its name."""

    code: Code
    name: Names

    def named(self) -> Named:
        """As the domain knows it."""
        return Named(self.code, self.name.trilingual())


class StageBody(Body):
    """One stage."""

    code: Code
    name: Names
    scored_by: Literal["officer", "panel"]
    maximum: Points
    threshold: Points
    weight: Annotated[int, Field(ge=0, le=10000)]
    period: PeriodBody

    def stage(self) -> Stage:
        """As the domain knows it."""
        period = self.period.period()
        name = self.name.trilingual()
        return Stage(self.code, name, self.scored_by, self.maximum, self.threshold, self.weight, period)


class ProcedureBody(Body):
    """How competitions run from a day on, as a whole."""

    model_config = example(
        {
            "code": "judges",
            "name": {"kk": "Конкурс", "ru": "Конкурс", "en": "Competition"},
            "source": "Order 12 of the chair",
            "applications": {"days": 30},
            "stages": [
                {
                    "code": "interview",
                    "name": {"kk": "Әңгімелесу", "ru": "Собеседование", "en": "Interview"},
                    "scored_by": "panel",
                    "maximum": 50,
                    "threshold": 25,
                    "weight": 100,
                    "period": {"days": 10, "kind": "working"},
                }
            ],
            "reasons": [{"code": "answers", "name": {"kk": "Жауаптары", "ru": "Ответы", "en": "Answers"}}],
            "quorum": 3,
        }
    )

    code: Code
    name: Names
    source: Text = Field(description="Where it is laid down")
    verified: bool = Field(False, description="Whether somebody held it against the text in force")
    applications: PeriodBody
    stages: tuple[StageBody, ...] = Field(max_length=20)
    reasons: tuple[NamedBody, ...] = Field(min_length=1, max_length=100)
    documents: tuple[NamedBody, ...] = Field((), max_length=100)
    quorum: Annotated[int, Field(ge=1, le=50)] = 1
    warn_days: Annotated[int, Field(ge=0, le=366)] = 3
    keep_days: Annotated[int, Field(ge=0, le=36600)] = 365

    def procedure(self) -> Procedure:
        """As the domain knows it."""
        return Procedure(
            self.code,
            self.name.trilingual(),
            self.source,
            self.verified,
            self.applications.period(),
            tuple(stage.stage() for stage in self.stages),
            tuple(reason.named() for reason in self.reasons),
            tuple(document.named() for document in self.documents),
            self.quorum,
            self.warn_days,
            self.keep_days,
        )
