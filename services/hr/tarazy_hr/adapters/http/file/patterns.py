"""Acts about the half-days of the week on which somebody works."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

from tarazy_shared.pages.catalogue import message
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.adapters.stored_facts import working_pattern
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, Outcome, refused_by_database
from tarazy_hr.app.leave.patterns import lay_down_pattern, take_pattern_back
from tarazy_hr.domain.appointment import WEEKDAYS, WorkingPattern
from tarazy_hr.domain.refusal import Refusal, unknown

HALVES = frozenset(f"{day}-{half}" for day in WEEKDAYS for half in ("am", "pm"))
Done = Outcome | bool | Refusal


def ticked(pattern: WorkingPattern | None) -> frozenset[str]:
    """Half-days as the form names them; without a pattern those from Monday to Friday."""
    if pattern is None:
        return frozenset(half for half in HALVES if half[:3] not in ("sat", "sun"))
    return frozenset(f"{day}-{half}" for day, halves in pattern.half_days for half in halves)


def pattern_ticked(halves: Iterable[str]) -> WorkingPattern:
    """What is ticked, as a pattern."""
    known = [half.split("-") for half in halves if half in HALVES]
    days: dict[str, list[str]] = {}
    for day, half in known:
        days.setdefault(day, []).append(half)
    return working_pattern(days)


async def _as_it_stands(asked: Asked) -> About:
    pattern = asked.person.appointment.working_pattern
    values = {f"on-{half}": "1" for half in ticked(pattern)}
    return About(values | ({"all": "1"} if pattern is None else {}))


async def _lay_down(asked: Asked) -> object:
    pattern = None if asked.answers["all"] else pattern_ticked(asked.answers["week"])
    from_on: date = asked.answers["from_on"]
    return await _within(
        asked,
        lambda uow, cause: lay_down_pattern(uow, asked.court_id, asked.person_id, from_on, pattern, cause),
    )


async def _take_back(asked: Asked) -> object:
    try:
        from_on = date.fromisoformat(asked.of)
    except ValueError:
        return unknown("from_on", "unknown_pattern", asked.of)
    return await _within(
        asked, lambda uow, cause: take_pattern_back(uow, asked.court_id, asked.person_id, from_on, cause)
    )


async def _within(asked: Asked, act: Callable[[UnitOfWork, Cause], Awaitable[Done]]) -> object:
    request = asked.visit.request

    async def perform(uow: UnitOfWork, cause: Cause) -> Done:
        done = await act(uow, cause)
        if done is False or isinstance(done, Refusal):
            noted_nothing(request)
        return done

    try:
        return await asked.desk.within(request, perform)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


async def _what_is_taken_back(asked: Asked) -> About:
    try:
        day = asked.visit.reader.day(date.fromisoformat(asked.of))
    except ValueError:
        return About()
    return About(facts=[(asked.visit.words.gettext("From"), day)])


ACTS = (
    Act(
        "pattern",
        "person.appoint",
        message("Change the working week"),
        message("Lay down"),
        _lay_down,
        (
            Question("from_on", message("From"), "day", DAY, required=True, size=12),
            Question("all", message("Every half-day on which the court sits"), "flag"),
            Question("week", message("Half-days of work"), "week"),
        ),
        _as_it_stands,
        message("Hearings on half-days off move when the change is laid down, not on its day, and everybody is told."),
        shows_sittings=True,
        called={"working_pattern": "week"},
    ),
    Act(
        "take-pattern-back",
        "person.appoint",
        message("Take a change of the working week back"),
        message("Take back"),
        _take_back,
        prepare=_what_is_taken_back,
        follows=message("The week stays as it is. Hearings that moved stay where they are."),
        is_listed=False,
    ),
)
