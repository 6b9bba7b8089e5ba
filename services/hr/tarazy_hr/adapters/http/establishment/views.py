"""How HR shows posts on a day."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from tarazy_hr.adapters.establishment import Establishment
from tarazy_hr.adapters.http.body import View
from tarazy_hr.adapters.http.posts import PostView
from tarazy_hr.domain.establishment.rates import Figures
from tarazy_hr.domain.establishment.staffing import PostOnDay
from tarazy_hr.domain.post import Holding


class HolderView(View):
    """Somebody in a post."""

    person_id: UUID
    name: str
    role: str | None
    from_on: date
    to_on: date | None = Field(description="Last day in post")
    full_time_share: float
    acting: bool

    @classmethod
    def of(cls, court_id: str, holding: Holding, known: Establishment) -> "HolderView":
        """The holder of a holding."""
        return cls(
            person_id=holding.person_id,
            name=known.name(court_id, holding),
            role=holding.role,
            from_on=holding.from_on,
            to_on=holding.last_on,
            full_time_share=float(holding.share),
            acting=holding.acting,
        )


class FiguresView(View):
    """Establishment, what is held of it and what is not, in shares of full time."""

    establishment: float = Field(examples=[2719.0])
    held: float = Field(examples=[2364.0])
    vacant: float = Field(examples=[355.0])
    rate: float | None = Field(description="vacant / establishment; none without posts", examples=[0.1306])

    @classmethod
    def of(cls, figures: Figures) -> "FiguresView":
        """Rounded to what people compare."""
        return cls(
            establishment=float(figures.establishment),
            held=float(figures.held),
            vacant=float(figures.vacant),
            rate=None if figures.rate is None else round(float(figures.rate), 6),
        )


class PostOnDayView(PostView):
    """A post of the staffing table with its holders on a day."""

    held: float = Field(description="Shares of its holders; who acts does not count")
    vacant: float
    holders: list[HolderView]
    acting: list[HolderView]

    @classmethod
    def on_day(cls, found: PostOnDay, known: Establishment) -> "PostOnDayView":
        """A post as it is on a day."""
        court_id = found.post.court_id
        return cls(
            **PostView.model_validate(found.post).model_dump(),
            held=float(found.held),
            vacant=float(found.vacant),
            holders=[HolderView.of(court_id, one, known) for one in found.holders],
            acting=[HolderView.of(court_id, one, known) for one in found.acting],
        )


class StaffingView(View):
    """The staffing table of a court on a day."""

    court_id: str
    on: date
    figures: FiguresView
    posts: list[PostOnDayView]
    not_listed: list[HolderView] = Field(description="In posts that are not in the staffing table: they do not count")


class VacancyView(View):
    """A post, or a part of it, that nobody holds on a day."""

    court_id: str
    post_id: UUID
    number: str | None
    role: str | None
    speciality: str | None
    vacant: float = Field(description="In shares of full time")
    since: date | None = Field(description="First day of the unbroken vacancy; none: since ever")
    before: list[HolderView] = Field(description="Who left last")
    acting: list[HolderView]

    @classmethod
    def of(cls, found: PostOnDay, known: Establishment) -> "VacancyView":
        """The vacancy of a post that is not full."""
        post = found.post
        return cls(
            court_id=post.court_id,
            post_id=post.post_id,
            number=post.number,
            role=post.role,
            speciality=post.speciality,
            vacant=float(found.vacant),
            since=found.since,
            before=[HolderView.of(post.court_id, one, known) for one in found.before],
            acting=[HolderView.of(post.court_id, one, known) for one in found.acting],
        )


class PointView(FiguresView):
    """The figures of one day of a trend."""

    on: date


class RateView(FiguresView):
    """The figures of a court, a region or the country, and how they came about."""

    scope: str = Field(description="A court_id, a region, or `all`")
    trend: list[PointView] = Field(description="At the end of each month and on the day itself")


class PostVersionView(View):
    """One version of a post, and from when to when it was believed."""

    what: str
    version: int
    recorded_at: datetime
    superseded_at: datetime | None
    post: PostView


class PostHistoryView(View):
    """A post with everything that was recorded about it, and everybody who held it as it is believed."""

    versions: list[PostVersionView]
    holders: list[HolderView]
