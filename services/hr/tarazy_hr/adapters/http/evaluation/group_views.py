"""How sums over groups are shown: what evaluations came to together, and what judges have to learn."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from tarazy_hr.app.evaluation.needs import GroupNeeds


class GroupTotalsView(BaseModel):
    """What evaluations of a group came to together."""

    region: str | None = Field(description="Absent: the whole country")
    court_id: str | None = Field(description="Absent: the whole region")
    evaluations: int
    mean_total: Decimal
    categories: dict[str, int] | None = Field(description="Absent: it would tell what somebody came to")


class GroupNeedsView(BaseModel):
    """What a group has to learn."""

    region: str | None = Field(None, description="Absent: the whole country")
    court_id: str | None = Field(None, description="Absent: the whole region")
    role: str | None = Field(None, description="Everybody of this role in the country")
    judges: int = Field(description="Who were evaluated")
    subjects: dict[str, int] = Field(description="How many of them have to learn it")

    @classmethod
    def of_place(cls, one: GroupNeeds) -> "GroupNeedsView":
        """Of a court, a region or the country."""
        region, court_id = (*one.path, None, None)[:2]
        return cls(region=region, court_id=court_id, judges=one.judges, subjects=one.subjects)

    @classmethod
    def of_role(cls, one: GroupNeeds) -> "GroupNeedsView":
        """Of a role."""
        return cls(role=one.path[0], judges=one.judges, subjects=one.subjects)


class SubjectView(BaseModel):
    """What can be learnt of a subject."""

    subject: str
    programmes: list[str] = Field(description="Programmes of the court that teach it")
    free_places: int = Field(description="In sessions of all courts that can still be joined")


class NeedsView(BaseModel):
    """What evaluations ask judges to learn, by groups that are large enough to be told of."""

    as_of: date = Field(description="It is told as it stood at the beginning of this day")
    least: int = Field(description="Judges that a group has at least, and what is left beside it too")
    places: list[GroupNeedsView]
    roles: list[GroupNeedsView]
    taught: list[SubjectView]


class TotalsView(BaseModel):
    """Evaluations that became final in a year, by groups that are large enough to be told of."""

    year: int
    least: int = Field(description="Evaluations that a group has at least, and what is left beside it too")
    groups: list[GroupTotalsView]
