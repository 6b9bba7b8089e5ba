"""Acts about a ledger: the balance that somebody brings along, days more or fewer, and taking that back."""

from uuid import UUID

from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.adapters.leave.records_reading import read_records
from tarazy_hr.domain.leave.adjustment import AdjustLeave, Adjustment, WithdrawAdjustment
from tarazy_hr.domain.refusal import unknown

KINDS = {"opening": message("Balance at the beginning of the day"), "correction": message("Days more or fewer")}


async def adjustments_of(asked: Asked) -> list[Adjustment]:
    """Those that count, by their days."""
    async with asked.desk.work.pool.acquire() as connection:
        records = await read_records(connection, queries.STANDING, asked.court_id, [asked.person_id])
    made = [fact.adjustment for fact in records.adjustments.values() if fact.what == "made"]
    return sorted(made, key=lambda one: one.on)


async def _choices(asked: Asked) -> About:
    language, words = asked.visit.reader.language, asked.visit.words
    async with asked.desk.work.pool.acquire() as connection:
        records = await read_records(connection, queries.STANDING, asked.court_id, [])
    types = [one for one in records.types.all_on(asked.visit.today) if one.rules.has_entitlement]
    return About(
        options={
            "leave_type": [(one.code, getattr(one.rules.name, language)) for one in types],
            "kind": [(code, words.gettext(name)) for code, name in KINDS.items()],
        }
    )


async def _adjust(asked: Asked) -> object:
    said = asked.answers
    made = Adjustment(
        uuid7(asked.desk.work.clock()),
        asked.court_id,
        asked.person_id,
        said["leave_type"],
        said["on"],
        said["kind"],
        said["days"],
        said["reason"],
    )
    return await asked.desk.order(asked.visit.request, asked.court_id, AdjustLeave(made))


async def _one(asked: Asked) -> Adjustment | None:
    return next((one for one in await adjustments_of(asked) if str(one.adjustment_id) == asked.of), None)


async def _withdraw(asked: Asked) -> object:
    if await _one(asked) is None:
        return unknown("adjustment_id", "unknown_adjustment", asked.of)
    command = WithdrawAdjustment(asked.court_id, asked.person_id, UUID(asked.of))
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


async def _what_is_withdrawn(asked: Asked) -> About:
    one, words, reader = await _one(asked), asked.visit.words, asked.visit.reader
    if one is None:
        return About()
    return About(
        facts=[
            (words.gettext("Day"), reader.day(one.on)),
            (words.gettext("What"), words.gettext(KINDS[one.kind])),
            (words.gettext("Days"), reader.number(float(one.days))),
            (words.gettext("Reason"), one.reason),
        ]
    )


ACTS = (
    Act(
        "adjust",
        "leave.adjust",
        message("Adjust days of leave"),
        message("Enter"),
        _adjust,
        (
            Question("leave_type", message("Type"), "choice", required=True),
            Question("kind", message("What"), "choice", required=True),
            Question("on", message("Day"), "day", DAY, required=True, size=12),
            Question(
                "days", message("Days"), "days", message("Such as 12.5; below zero: fewer"), required=True, size=8
            ),
            Question("reason", message("Reason"), "text", required=True, size=40),
        ),
        _choices,
        message("The ledger shows it in a line of its own, with the reason. It can be taken back."),
    ),
    Act(
        "withdraw-adjustment",
        "leave.adjust",
        message("Take an adjustment back"),
        message("Take back"),
        _withdraw,
        prepare=_what_is_withdrawn,
        follows=message("It counts no more; the history keeps it."),
        is_grave=True,
        is_listed=False,
    ),
)
