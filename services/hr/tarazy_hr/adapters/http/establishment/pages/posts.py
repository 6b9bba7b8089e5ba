"""A post: its history as a time line, and the forms that enter, change and abolish it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment, post_versions
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import SECTION, not_taken, section_router, show
from tarazy_hr.adapters.http.front.fields import Fields
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.establishment.staffing import FilledPost, post_on_day
from tarazy_hr.domain.post import AbolishPost, Post, RegisterPost
from tarazy_hr.domain.refusal import Refusal

FIELDS = ("number", "role", "share", "speciality", "from_on", "to_on", "exclusive")


@dataclass(frozen=True, slots=True)
class Step:
    """Something in the life of a post, on the day from which it holds."""

    day: date | None
    """None: since ever."""
    what: str
    """`exists`, `abolished`, `takes_up`, `acts` or `leaves`."""
    name: str = ""
    person_id: UUID | None = None
    share: Decimal = Decimal(1)


def posts_pages(desk: Desk, front: Front) -> APIRouter:
    """Posts one by one."""
    router = section_router()

    @router.get("/posts/new", response_model=None)
    async def new_post(visit: Annotated[Visit, front.visits("establishment.change")]) -> Response:
        return _new_post(visit, Form())

    @router.post("/posts/new", response_model=None)
    async def enter_post(visit: Annotated[Visit, front.sent("establishment.change")]) -> Response:
        """Enter a post as the form says."""
        post_id = uuid7(desk.work.clock())
        form = await _register(desk, visit, post_id)
        if form is not None:
            return _new_post(visit, form, status=422)
        return visit.back_to(f"{SECTION}/posts/{post_id}", done="entered")

    @router.get("/posts/{post_id}", response_model=None)
    async def post_page(
        visit: Annotated[Visit, front.visits("establishment.read")], post_id: UUID, done: str = ""
    ) -> Response:
        """A post with everything that happened to it."""
        return await page(desk, visit, post_id, done=done)

    @router.post("/posts/{post_id}", response_model=None)
    async def change_post(visit: Annotated[Visit, front.sent("establishment.change")], post_id: UUID) -> Response:
        """Say how a post now stands."""
        form = await _register(desk, visit, post_id)
        if form is not None:
            return await page(desk, visit, post_id, changing=form, status=422)
        return visit.back_to(f"{SECTION}/posts/{post_id}", done="changed")

    @router.post("/posts/{post_id}/abolish", response_model=None)
    async def abolish_post(visit: Annotated[Visit, front.sent("establishment.change")], post_id: UUID) -> Response:
        """End a post."""
        fields = Fields(visit)
        last = fields.take("last_on", "day", required=True)
        if fields.wrong:
            return await page(desk, visit, post_id, ending=fields.form(), status=422)
        outcome = await desk.order(
            visit.request, visit.court.court_id, AbolishPost(visit.court.court_id, post_id, last)
        )
        if isinstance(outcome, Refusal):
            return await page(desk, visit, post_id, ending=_of_last_day(visit, outcome), status=409)
        return visit.back_to(f"{SECTION}/posts/{post_id}", done="abolished")

    return router


async def page(
    desk: Desk,
    visit: Visit,
    post_id: UUID,
    *,
    changing: Form | None = None,
    ending: Form | None = None,
    status: int = 200,
    done: str = "",
) -> HTMLResponse:
    """The page of a post, with what was typed into one of its forms."""
    court_id = visit.court.court_id
    async with desk.work.pool.acquire() as connection:
        versions = await post_versions(connection, court_id, post_id)
        known = await establishment(connection, queries.STANDING, [court_id])
    filled = next((one for one in known.posts if one.post.post_id == post_id), None)
    if filled is None:
        return show(visit, "establishment_unknown.html", status=404)
    names = {(one.person_id, one.tenure): known.name(court_id, one) for one in filled.holdings}
    return show(
        visit,
        "establishment_post.html",
        status=status,
        post=filled.post,
        found=post_on_day(filled, visit.today) if filled.exists_on(visit.today) else None,
        names=names,
        steps=life_of(filled, names),
        versions=versions,
        changing=changing or Form(),
        ending=ending or Form(),
        done=done,
    )


def life_of(filled: FilledPost, names: dict[tuple[UUID, int], str]) -> list[Step]:
    """What happened to a post, the latest first."""
    post = filled.post
    steps = [Step(post.from_on, "exists")]
    for one in filled.holdings:
        name = names[one.person_id, one.tenure]
        steps.append(Step(one.from_on, "acts" if one.acting else "takes_up", name, one.person_id, one.share))
        if one.last_on is not None:
            steps.append(Step(one.last_on, "leaves", name, one.person_id, one.share))
    if post.to_on is not None:
        steps.append(Step(post.to_on, "abolished"))
    return sorted(steps, key=lambda step: step.day or date.min, reverse=True)


def _new_post(visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    blank = Post(visit.court.court_id, UUID(int=0))
    return show(visit, "establishment_new_post.html", status=status, form=form, post=blank)


async def _register(desk: Desk, visit: Visit, post_id: UUID) -> Form | None:
    """Enter or change a post as the form says; the form with what is wrong where it was not taken."""
    fields = Fields(visit)
    court_id = visit.court.court_id
    post = Post(
        court_id,
        post_id,
        number=fields.take("number", "text", required=True),
        exclusive=fields.checked("exclusive"),
        share=fields.take("share", "share") or Decimal(1),
        role=fields.take("role", "role"),
        speciality=fields.take("speciality", "code"),
        from_on=fields.take("from_on", "day"),
        to_on=fields.take("to_on", "day"),
    )
    if fields.wrong:
        return fields.form()
    outcome = await desk.order(visit.request, court_id, RegisterPost(post))
    return not_taken(visit, outcome, FIELDS) if isinstance(outcome, Refusal) else None


def _of_last_day(visit: Visit, refusal: Refusal) -> Form:
    return Form(visit.given, {"last_on": next(iter(not_taken(visit, refusal, ("to_on",)).wrong.values()))})
