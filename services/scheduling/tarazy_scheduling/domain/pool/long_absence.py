"""Whether a judge is away for so long that the cases cannot wait: long absences, suspensions, the end of a post."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from tarazy_scheduling.domain.model.means import Suspension
from tarazy_scheduling.domain.model.reallocating import HowTheyStand, Origin, Proposal
from tarazy_scheduling.domain.working_set.court import Court

Span = tuple[datetime, datetime]


def how_they_stand(court: Court, person_id: UUID, now: datetime) -> HowTheyStand:
    """Whether a judge can hear cases, by the gravest of what holds."""
    post, today = court.posts.get(person_id), court.today(now)
    if post is None or post.is_separated or not post.is_held_on(today):
        return HowTheyStand("separated")
    suspension = suspended(court, person_id, today)
    if suspension:
        return HowTheyStand("suspended", suspension.back_on)
    if post.to_on and post.to_on < today + timedelta(days=court.terms.leaving_days):
        return HowTheyStand("leaving", post.to_on)
    away = long_absence(court, person_id, now)
    if away:
        return HowTheyStand("absent", court.today(away[1]))
    return HowTheyStand("serving")


def suspended(court: Court, person_id: UUID, day: date) -> Suspension | None:
    """The suspension that holds on a day."""
    for one in court.suspensions.get(person_id, ()):
        if one.from_on <= day and (one.back_on is None or day < one.back_on):
            return one
    return None


def long_absence(court: Court, person_id: UUID, now: datetime) -> Span | None:
    """The absence for longer than the configured days that has begun or soon begins.

    Absences that follow each other without a working hour between are one: leave after sickness, or a sick note
    after the other.
    """
    soon = now + timedelta(days=court.terms.leaving_days)
    for starts_at, ends_at in _chained(court, person_id):
        is_long = ends_at - starts_at > timedelta(days=court.terms.long_absence_days)
        if is_long and starts_at < soon and now < ends_at:
            return starts_at, ends_at
    return None


def propose(court: Court, person_id: UUID, now: datetime) -> None:
    """Note that a judge's cases may have to go to others, once for each long absence and each suspension."""
    post, today = court.posts.get(person_id), court.today(now)
    if post is None or not post.is_held_on(today):
        return
    suspension = suspended(court, person_id, today)
    if suspension and today - suspension.from_on >= timedelta(days=court.terms.suspension_days):
        _note(court, person_id, "judge_suspended", suspension.from_on, now)
    away = long_absence(court, person_id, now)
    if away:
        _note(court, person_id, "judge_absent", court.today(away[0]), now)


def propose_all(court: Court, now: datetime) -> None:
    """The same for everybody in post: of an absence that was far away when it was told of, time makes a near one."""
    for post in court.posts.values():
        if court.suspensions.get(post.person_id) or court.absences_of(post.person_id):
            propose(court, post.person_id, now)


def _note(court: Court, person_id: UUID, origin: Origin, began_on: date, now: datetime) -> None:
    held = (case for case in court.cases.values() if person_id == case.judge_id or person_id in case.panel)
    if all(case.closed_at for case in held):
        return
    reallocation_id = uuid5(NAMESPACE_URL, f"tarazy:{court.court_id}:{origin}:{person_id}:{began_on}")
    court.changes.proposals[reallocation_id] = Proposal(reallocation_id, person_id, origin, began_on, now)


def _chained(court: Court, person_id: UUID) -> list[Span]:
    """Absences that follow each other as one."""
    held = sorted((one.starts_at, one.ends_at) for one in court.absences_of(person_id) if not one.is_cancelled)
    chained: list[Span] = []
    for starts_at, ends_at in held:
        if chained and not _works_between(court, chained[-1][1], starts_at):
            chained[-1] = (chained[-1][0], max(chained[-1][1], ends_at))
        else:
            chained.append((starts_at, ends_at))
    return chained


def _works_between(court: Court, ends_at: datetime, starts_at: datetime) -> bool:
    """Whether the court sits at some time between two absences."""
    if starts_at <= ends_at:
        return False
    first, last = court.today(ends_at).toordinal(), court.today(starts_at).toordinal()
    if last - first > 31:
        return True
    begin, end = ends_at.timestamp(), starts_at.timestamp()
    return any(court.grid.day(day).open & court.grid.touched(day, begin, end) for day in range(first, last + 1))
