"""What HR adds to `tarazy`: `hr serve|migrate|key|permissions`, `republish staff`, `verify-selection|matters`."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from tarazy_shared import audit_trail
from tarazy_shared.access_commands import key_command, permissions_command
from tarazy_shared.audit_verifying import verifying_command
from tarazy_shared.clock import system_clock
from tarazy_shared.commands import OfTopics, service_commands
from tarazy_shared.database import open_pool
from tarazy_shared.installation import database_url
from tarazy_shared.unit_of_work import Work

from tarazy_hr import verify_matters, verify_selection
from tarazy_hr.app.republishing import republish_staff
from tarazy_hr.domain.access.deciding import RIGHTS

if TYPE_CHECKING:
    from tarazy_shared.lifecycle import Service


def _make() -> "Service":
    """The service. Loaded where it is asked for: the other commands start in a third of the time without it."""
    from tarazy_hr.main import make

    return make()


def commands() -> list[click.Command]:
    """What this package adds to `tarazy`."""
    hr = service_commands("hr", _make, "HR: courts, posts, people, absences.")
    hr.add_command(key_command("hr", RIGHTS))
    hr.add_command(permissions_command(RIGHTS, "docs/hr.md"))
    verify_audit = verifying_command("verify-audit", "hr", audit_trail.in_order, "the audit trail of HR")
    return [hr, republish, verify_audit, check_selection, check_matters]


@click.group("republish", cls=OfTopics)
def republish() -> None:
    """Tell current facts again, for a new or rebuilt reader."""


@republish.command("staff")
@click.option("--court", help="Only this court.")
@click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def staff(court: str | None, state: str | None) -> None:
    """Courts, people, authorisations, suspensions, absences, interests and norms, as they stand."""
    told = asyncio.run(_republish(database_url("hr", state), court))
    click.echo(f"told {told} facts again")


async def _republish(url: str, court: str | None) -> int:
    pool = await open_pool(url, name="hr-republish", size=4)
    try:
        return await republish_staff(Work(pool, system_clock(timedelta()), "/tarazy/hr"), court)
    finally:
        await pool.close()


@click.command("verify-selection")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
def check_selection(files: tuple[str, ...]) -> None:
    """Re-compute competitions from their exported records, and name the first entry of each that is not as it must be.

    A record is what `GET {hr}/courts/COURT/competitions/ID/record` gives; it names nobody. The same check without
    Tarazy is the one file tarazy_hr/verify_selection.py. Exit status 1 when something is wrong, 2 for a file that is
    no record or cannot be read.
    """
    results = [verify_selection.report(name) for name in files]
    for _, sentence in results:
        click.echo(sentence)
    raise SystemExit(max(status for status, _ in results))


@click.command("verify-matters")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--last", help="A hash that was told at the time, and that an entry has to have")
def check_matters(files: tuple[str, ...], last: str | None) -> None:
    """Check exported records of disciplinary cases, evaluations and sessions of training, and draw their panels again.

    A record is what `GET …/record` of HR gives; it names nobody. The same check without Tarazy is the one file
    tarazy_hr/verify_matters.py. Exit status 1 when something is wrong, 2 for a file that is no record or cannot be
    read.
    """
    results = [verify_matters.report(name, last) for name in files]
    for _, sentence in results:
        click.echo(sentence)
    raise SystemExit(max(status for status, _ in results))
