"""Acts about authorisations."""

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.domain.authorisation import Authorisation, AuthorisePerson, EndAuthorisation

SPECIALISMS = """
    SELECT specialism FROM authorisations WHERE court_id = $1 AND superseded_at IS NULL
    UNION SELECT speciality FROM posts WHERE court_id = $1 AND superseded_at IS NULL AND speciality IS NOT NULL
    ORDER BY 1
"""


async def _in_use(asked: Asked) -> About:
    """What others of the court are authorised for and posts are meant for."""
    async with asked.desk.work.pool.acquire() as connection:
        codes = [row["specialism"] for row in await connection.fetch(SPECIALISMS, asked.court_id)]
    return About(options={"specialism": [(code, code) for code in codes]})


async def _authorise(asked: Asked) -> object:
    said = asked.answers
    given = Authorisation(asked.court_id, asked.person_id, said["specialism"], said["from_on"], said["to_on"])
    return await asked.desk.order(asked.visit.request, asked.court_id, AuthorisePerson(given))


async def _end(asked: Asked) -> object:
    command = EndAuthorisation(asked.court_id, asked.person_id, asked.of, asked.answers["to_on"])
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


async def _what_ends(asked: Asked) -> About:
    reader, words = asked.visit.reader, asked.visit.words
    async with asked.desk.work.pool.acquire() as connection:
        given = await queries.authorisations(connection, queries.STANDING, asked.court_id, [asked.person_id])
    facts = [(words.gettext("Specialism"), asked.of)]
    facts += [
        (words.gettext("First day"), reader.day(fact.authorisation.from_on))
        for fact in given
        if fact.authorisation.specialism == asked.of and (fact.last_on is None or fact.last_on >= asked.visit.today)
    ]
    return About(facts=facts)


ACTS = (
    Act(
        "authorise",
        "authorisation.change",
        message("Authorise for a specialism"),
        message("Authorise"),
        _authorise,
        (
            Question("specialism", message("Specialism"), "code", message("Such as juvenile"), required=True),
            Question("from_on", message("First day"), "day", DAY, required=True, size=12),
            Question("to_on", message("Last day"), "day", message("Empty while no end is known"), size=12),
        ),
        _in_use,
        message("Cases that wait for a judge with it are drawn at once."),
    ),
    Act(
        "end-authorisation",
        "authorisation.change",
        message("End an authorisation"),
        message("End it"),
        _end,
        (Question("to_on", message("Last day"), "day", DAY, required=True, size=12),),
        _what_ends,
        message("Later draws leave the person out. Cases that the person has stay."),
        is_grave=True,
        is_listed=False,
        called={"specialism": "to_on"},
    ),
)
