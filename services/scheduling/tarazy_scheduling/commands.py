"""What scheduling adds to `tarazy`: its service, telling facts again, what is about draws, plans of whole courts."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from tarazy_shared.audit_verifying import verifying_command
from tarazy_shared.clock import system_clock
from tarazy_shared.commands import OfTopics, service_commands
from tarazy_shared.database import open_pool
from tarazy_shared.installation import database_url
from tarazy_shared.unit_of_work import Work

from tarazy_scheduling import verify_draws
from tarazy_scheduling.adapters import change_chain
from tarazy_scheduling.beacon_commands import draw_beacon
from tarazy_scheduling.draw_secret_commands import draw_secrets
from tarazy_scheduling.plan_command import plan
from tarazy_scheduling.planning.command import make_court, solve
from tarazy_scheduling.planning.simulate_command import simulate_listing
from tarazy_scheduling.simulation.command import simulate_draws
from tarazy_scheduling.verifying import with_all_processors

if TYPE_CHECKING:
    from tarazy_shared.lifecycle import Service


def _make() -> "Service":
    """The service. Loaded where it is asked for: the other commands start in a third of the time without it."""
    from tarazy_scheduling.main import make

    return make()


def commands() -> list[click.Command]:
    """What this package adds to `tarazy`."""
    return [
        service_commands("scheduling", _make, "Scheduling: who hears a case, when and where."),
        republish,
        check_draws,
        verifying_command("verify-changes", "scheduling", change_chain.in_order, "what people did with hearings"),
        draw_beacon,
        draw_secrets,
        simulate_draws,
        plan,
        solve,
        make_court,
        simulate_listing,
    ]


@click.group("republish", cls=OfTopics)
def republish() -> None:
    """Tell current facts again, for a new or rebuilt reader."""


@republish.command("hearings")
@click.option("--court", help="Only this court.")
@click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def hearings(court: str | None, state: str | None) -> None:
    """Rooms, calendars, who has which case and what became of every hearing, as they stand."""
    told = asyncio.run(_republish(database_url("scheduling", state), court))
    click.echo(f"told {told} facts again")


async def _republish(url: str, court: str | None) -> int:
    from tarazy_scheduling.app.republishing import republish_hearings

    pool = await open_pool(url, name="scheduling-republish", size=4)
    try:
        return await republish_hearings(Work(pool, system_clock(timedelta()), "/tarazy/scheduling"), court)
    finally:
        await pool.close()


@click.command("verify-draws")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
def check_draws(files: tuple[str, ...]) -> None:
    """Repeat every draw of exported ledgers, and name the first record of each that is not as it must be.

    An export is what `GET {scheduling}/courts/COURT/draws` gives, a court a file. The same check without Tarazy is the
    one file tarazy_scheduling/verify_draws.py. Exit status 1 when something is wrong, 2 for a file that is no ledger or
    cannot be read. Long ledgers keep all processors busy.
    """
    results = [verify_draws.report(name, with_all_processors) for name in files]
    for _, sentence in results:
        click.echo(sentence)
    raise SystemExit(max(status for status, _ in results))
