"""Another judge for one hearing alone: when there may be one, for whom, and who."""

from datetime import date, datetime, timedelta
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import Asking, before_judge, judges_of
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Request
from tarazy_scheduling.domain.pool.eligibility import could_stand_in
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.diary import is_free

AWAY = frozenset({"judge_absent", "judge_suspended", "judge_separated"})
"""The reasons after which a substitute may sit."""
GOES_ON = frozenset({"continued", "judgment"})
"""Hearings that go on with what a judge has heard: nobody else can hold them."""
OF_ITS_OWN = frozenset({"custody_review"})
"""Hearings that stand for themselves in a case that is heard in part."""
PRESSING = frozenset({"custody", "urgent"})
LONGEST_LOOK = timedelta(days=366)


def before_substitutes(
    court: Court, hearing: Hearing, asked: Asking, previous: Placing | None, reason: str, now: datetime
) -> tuple[Asking, ...]:
    """The same before each judge who may stand in, the least burdened first; none where nobody may by today's rules."""
    if not court.listing_rules.on(court.today(now)).substitutes:
        return ()
    judge = judge_to_replace(court, hearing, previous, reason, now)
    if judge is None:
        return ()
    case = court.cases[hearing.case_id]
    posts = could_stand_in(court, case, now, beside=judge != case.judge_id)
    return tuple(before_judge(court, asked, judge, post.person_id) for post in posts)


def judge_to_replace(
    court: Court, hearing: Hearing, previous: Placing | None, reason: str, now: datetime
) -> UUID | None:
    """For whom somebody else may sit, if for anybody.

    For a judge whose going away moves the hearing or took its place from it; where somebody is in custody or it is
    urgent, also for one who is away all through the window.
    """
    case, request = court.cases[hearing.case_id], hearing.request
    if case.judge_id is None:
        return None
    judge = judge_away(court, hearing, previous, reason) or _lost(case, hearing)
    if judge is None and request.priority in PRESSING and previous is None:
        judges = judges_of(case, request, case.judge_id)
        judge = next((one for one in judges if _is_away_throughout(court, one, hearing, now)), None)
    return judge if judge and may_be_replaced(case, request, judge) else None


def may_be_replaced(case: Case, request: Request, judge: UUID) -> bool:
    """Whether somebody else could hold the hearing at all: not what goes on with what the judge has heard."""
    if request.hearing_type in GOES_ON:
        return False
    return not case.is_part_heard_by(judge) or request.hearing_type in OF_ITS_OWN


def judge_away(court: Court, hearing: Hearing, previous: Placing | None, reason: str) -> UUID | None:
    """The judge of the case who is away at the times that the hearing has, or for whom a substitute sits in it."""
    case = court.cases[hearing.case_id]
    if previous is None or case.judge_id is None:
        return None
    judges = judges_of(case, hearing.request, case.judge_id)
    if previous.substitute_for in judges:
        return previous.substitute_for
    pieces = court.grid.pieces(previous.sittings)
    for judge in judges if reason in AWAY else ():
        is_there = pieces is not None and is_free(court.diaries.agenda(judge).on_duty, pieces)
        if judge in previous.judges and not is_there:
            return judge
    return None


def _lost(case: Case, hearing: Hearing) -> UUID | None:
    """Whose going away has unlisted the hearing, as long as the case is theirs."""
    return hearing.lost_judge if hearing.lost_judge in (case.judge_id, *case.panel) else None


def _is_away_throughout(court: Court, judge: UUID, hearing: Hearing, now: datetime) -> bool:
    """Whether the judge would work in the window and is on leave, suspended or gone all that time."""
    first = max(hearing.request.earliest_on, court.today(now))
    last = min(hearing.request.latest_on, _later(first))
    post, agenda = court.posts.get(judge), court.diaries.agenda(judge)
    works = False
    for day in range(first.toordinal(), last.toordinal() + 1):
        if agenda.on_duty(day):
            return False
        works = works or (post is not None and bool(court.presence.pattern(post, day) & court.grid.day(day).open))
    return works


def _later(day: date) -> date:
    return day + min(LONGEST_LOOK, date.max - day)
