"""One notice, and what becomes of it."""

from tests.integration.notifications.court import Installation, Matter, court, directory, party


async def one_notice(installation: Installation) -> Matter:
    """A case in which only one party can be reached, and a hearing in it."""
    one = Matter((party("Anna"),))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled())
    return one


async def state(installation: Installation) -> tuple[str, str | None, int]:
    row = await installation.pool.fetchrow("SELECT state, reason, attempts FROM notices ORDER BY place LIMIT 1")
    assert row is not None
    return row["state"], row["reason"], row["attempts"]
