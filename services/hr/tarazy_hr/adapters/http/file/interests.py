"""Acts about interests: whom or what somebody must not judge."""

from uuid import UUID

from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.domain.interest import DeclareInterest, EndInterest, Interest, InterestFact
from tarazy_hr.domain.refusal import unknown


async def interests_of(asked: Asked) -> list[InterestFact]:
    """Of the person, by their first days."""
    async with asked.desk.work.pool.acquire() as connection:
        found = await queries.interests(connection, queries.STANDING, asked.court_id)
    return [fact for fact in found if fact.interest.person_id == asked.person_id]


async def _declare(asked: Asked) -> object:
    said, interest_id = asked.answers, uuid7(asked.desk.work.clock())
    made = Interest(interest_id, asked.court_id, asked.person_id, said["against"], said["from_on"], said["to_on"])
    return await asked.desk.order(asked.visit.request, asked.court_id, DeclareInterest(made))


async def _one(asked: Asked) -> InterestFact | None:
    return next((one for one in await interests_of(asked) if str(one.interest.interest_id) == asked.of), None)


async def _end(asked: Asked) -> object:
    one = await _one(asked)
    if one is None:
        return unknown("interest_id", "unknown_interest", asked.of)
    command = EndInterest(asked.court_id, UUID(asked.of), asked.answers["to_on"])
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


async def _what_ends(asked: Asked) -> About:
    one, words = await _one(asked), asked.visit.words
    if one is None:
        return About()
    facts = [(words.gettext("Whom or what"), one.interest.against)]
    if one.interest.from_on:
        facts.append((words.gettext("First day"), asked.visit.reader.day(one.interest.from_on)))
    return About(facts=facts)


ACTS = (
    Act(
        "declare",
        "interest.declare",
        message("Declare an interest"),
        message("Declare"),
        _declare,
        (
            Question(
                "against",
                message("Whom or what"),
                "text",
                message("The name of a party or an organisation, or the id of a case"),
                required=True,
                size=40,
            ),
            Question("from_on", message("First day"), "day", message("Empty: since ever"), size=12),
            Question("to_on", message("Last day"), "day", message("Empty while no end is known"), size=12),
        ),
        follows=message("Later draws leave the person out of such cases. Cases that the person has stay."),
    ),
    Act(
        "end-interest",
        "interest.end",
        message("End an interest"),
        message("End it"),
        _end,
        (Question("to_on", message("Last day"), "day", DAY, required=True, size=12),),
        _what_ends,
        message("After this day draws take the person for such cases again."),
        is_listed=False,
        called={"interest_id": "to_on"},
    ),
)
