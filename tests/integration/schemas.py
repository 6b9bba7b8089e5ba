"""Tables of the services, as their migrations leave them: `await database(hr_tables)`."""

from tarazy_shared.migrations import migrate

from tests.servers import Database


async def hr_tables(database: Database) -> None:
    """The plumbing's and HR's."""
    await migrate(database.owner_url, ["tarazy_shared", "tarazy_hr"])


async def scheduling_tables(database: Database) -> None:
    """The plumbing's and scheduling's."""
    await migrate(database.owner_url, ["tarazy_shared", "tarazy_scheduling"])


async def notifications_tables(database: Database) -> None:
    """The plumbing's and those of notifications."""
    await migrate(database.owner_url, ["tarazy_shared", "tarazy_notifications"])
