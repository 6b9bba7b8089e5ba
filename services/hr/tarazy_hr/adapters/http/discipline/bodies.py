"""What is sent about disciplinary cases."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from tarazy_shared.contracts.fields import Code, Day, Hash, Instant, Text, wrong
from tarazy_shared.ids import uuid7

from tarazy_hr.adapters.discipline.papers import Paper, PaperKind
from tarazy_hr.adapters.http.body import Body, Id, example
from tarazy_hr.app.discipline.publishing import Draft
from tarazy_hr.domain.court import Language
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.facts import AppealResult, Complainant, OverrulingReason

Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Codes = Annotated[tuple[Code, ...], Field(max_length=50)]


class PaperBody(Body):
    """A paper for the file: words, or the name and hash of a document that is kept elsewhere."""

    model_config = example({"kind": "explanation", "title": "Explanation of the judge", "words": "…"})

    kind: PaperKind
    title: Text
    words: Words | None = None
    sha256: Hash | None = Field(None, description="Of a document whose content is kept elsewhere")
    author: Text | None = Field(None, description="Whose words these are")

    def paper(self, now: datetime) -> Paper:
        """As it is stored."""
        return Paper(uuid7(now), self.kind, self.author, self.title, self.words, self.sha256)


class ComplaintBody(Body):
    """A complaint about a judge. Who complains and in which words stands apart from the record."""

    model_config = example(
        {
            "judge": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
            "complainant": "person",
            "grounds": ["ethics_breach"],
            "happened_on": "2026-11-02",
            "learned_on": "2026-11-20",
            "papers": [{"kind": "complaint", "title": "Complaint", "words": "…", "author": "Сатпаев Ерлан"}],
        }
    )

    judge: Id
    complainant: Complainant
    complained_by: Id | None = Field(None, description="Where who complains is of the staff")
    grounds: Codes
    happened_on: Day
    learned_on: Day = Field(description="When it became known to whoever may bring a case")
    papers: tuple[PaperBody, ...] = Field((), max_length=100)

    def receiving(self, court_id: str, case_id: UUID) -> commands.Receive:
        """The command. The hashes of evidence go into the record."""
        evidence = tuple(one.sha256 for one in self.papers if one.sha256 is not None and one.kind == "evidence")
        return commands.Receive(
            case_id,
            court_id,
            self.judge,
            self.complainant,
            self.complained_by,
            self.grounds,
            self.happened_on,
            self.learned_on,
            evidence,
        )


class InitiatorBody(Body):
    """Who looks into it."""

    model_config = example({"initiator": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"})

    initiator: Id
    reason: Code | None = Field(None, description="Where somebody else has looked into it so far")


class ReasonBody(Body):
    """Why."""

    reason: Code = Field(examples=["unfounded"])


class ExplanationBody(Body):
    """What the judge says, as words or as the hash of a document; or that the judge does not wish to."""

    model_config = example({"words": "…"})

    words: Words | None = None
    sha256: Hash | None = Field(None, description="Of a document whose content is kept elsewhere")
    declined: bool = False

    @model_validator(mode="after")
    def either(self) -> Self:
        """Either something is said, or it is declined."""
        if self.declined == (self.words is not None or self.sha256 is not None):
            raise wrong("Give words or a sha256, or decline", "words")
        return self

    def papers(self, now: datetime) -> list[Paper]:
        """What is said, as a paper."""
        if self.declined:
            return []
        return [Paper(uuid7(now), "explanation", None, "Explanation", self.words, self.sha256)]


class JoiningBody(Body):
    """Which case on the same matter a complaint goes on in."""

    model_config = example({"into": "0193a5c0-0000-7000-8000-000000000004"})

    into: Id


class ChargesBody(Body):
    """What a panel is to decide about."""

    model_config = example({"charges": ["ethics_breach"]})

    charges: Codes


class RecusalBody(Body):
    """Which member leaves the panel."""

    model_config = example({"member": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "ground": "granted"})

    member: Id
    ground: Literal["declared", "granted", "left"] = "granted"


class HearingBody(Body):
    """When the panel hears the case."""

    model_config = example({"starts_at": "2027-01-12T10:00:00+05:00", "ends_at": "2027-01-12T12:00:00+05:00"})

    starts_at: Instant
    ends_at: Instant


class HeardBody(Body):
    """When it did."""

    model_config = example({"on": "2027-01-12"})

    on: Day


class DecisionBody(Body):
    """What the panel decided."""

    model_config = example({"measure": "remark", "proven": ["ethics_breach"], "words": "…"})

    measure: Code = Field(examples=["remark"])
    proven: Codes = ()
    by: Id | None = Field(None, description="For the system: the member who enters it. Others enter it for themselves")
    words: Words | None = Field(None, description="The reasons; they go into the file")

    def papers(self, now: datetime) -> list[Paper]:
        """The reasons as a paper."""
        return _paper(self.words, "decision", "Decision", now)


class AppealBody(Body):
    """An appeal; its words go into the file."""

    model_config = example({"words": "…"})

    words: Words | None = None
    by: Literal["judge", "initiator"] | None = Field(None, description="For the system: whose appeal it is")

    def papers(self, now: datetime) -> list[Paper]:
        """The words as a paper."""
        return _paper(self.words, "appeal", "Appeal", now)


class AppealDecisionBody(Body):
    """What became of an appeal."""

    model_config = example({"result": "upheld"})

    result: AppealResult
    measure: Code | None = None
    by: Id | None = Field(None, description="For the system: the member who enters it")
    words: Words | None = None

    def papers(self, now: datetime) -> list[Paper]:
        """The reasons as a paper."""
        return _paper(self.words, "decision", "Decision", now)


class ExtensionBody(Body):
    """A later last day for a clock."""

    model_config = example({"until": "2027-02-01", "reason": "complex_case"})

    until: Day
    reason: Code


class DutyBody(Body):
    """The first day out, or back."""

    model_config = example({"from_on": "2026-12-01"})

    from_on: Day


class OverruledBody(Body):
    """Something that was found in a text, and why it tells of nobody on the case."""

    found: Text
    reason: OverrulingReason


class PublicationBody(Body):
    """A decision without names."""

    model_config = example(
        {
            "language": "ru",
            "words": "Судья районного суда опоздала на три заседания.",
            "overruled": [{"found": "района", "reason": "usual_word"}],
        }
    )

    language: Language
    words: Words
    overruled: tuple[OverruledBody, ...] = Field((), max_length=200)

    def draft(self) -> Draft:
        """As it is looked through."""
        return Draft(self.language, self.words, {one.found: one.reason for one in self.overruled})


class MembershipBody(Body):
    """A term in the body; `to_on` is the last day."""

    model_config = example({"from_on": "2027-01-01", "to_on": "2029-12-31"})

    from_on: Day
    to_on: date | None = None


def _paper(words: str | None, kind: PaperKind, title: str, now: datetime) -> list[Paper]:
    return [] if words is None else [Paper(uuid7(now), kind, None, title, words, None)]
