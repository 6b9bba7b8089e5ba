"""`make bench`: runs every benchmark, prints a table, writes `bench.json` into the state folder."""

import asyncio
import gc
import subprocess
import sys
from pathlib import Path

import click
import uvloop
from tarazy_shared.installation import state_folder
from tarazy_shared.lifecycle import GARBAGE_THRESHOLDS
from tarazy_shared.logs import configure_logs

from benchmarks import (
    bench_board,
    bench_draws,
    bench_hr_import,
    bench_hr_leave,
    bench_hr_reaction,
    bench_hr_workload,
    bench_latency,
    bench_listing,
    bench_morning,
    bench_night,
    bench_notifications,
    bench_reaction,
    bench_rebuild,
    bench_relay,
    bench_reminders,
    bench_repair,
    bench_scheduling,
    bench_sender,
    bench_service,
    bench_solve,
    bench_verify_draws,
)
from benchmarks.report import Result, read, table, write
from benchmarks.servers import start_servers

WITHOUT_SERVERS = {
    "draws": bench_draws.run,
    "verify-draws": bench_verify_draws.run,
    "listing": bench_listing.run,
    "repair": bench_repair.run,
    "solve": bench_solve.run,
    "night": bench_night.run,
}
ON_SERVERS = {
    "rebuild": bench_rebuild.run,
    "board": bench_board.run,
    "hr-import": bench_hr_import.run,
    "hr-leave": bench_hr_leave.run,
    "hr-workload": bench_hr_workload.run,
    "relay": bench_relay.run,
    "scheduling": bench_scheduling.run,
    "service": bench_service.run,
    "notifications": bench_notifications.run,
    "sender": bench_sender.run,
    "reminders": bench_reminders.run,
    "morning": bench_morning.run,
    "reaction": bench_reaction.run,
    "latency": bench_latency.run,
    "hr-reaction": bench_hr_reaction.run,
}
NAMES = (*WITHOUT_SERVERS, *ON_SERVERS)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
def main(names: tuple[str, ...]) -> None:
    """Run the benchmarks (all, or those named); most on real Kafka and PostgreSQL started for them."""
    path = state_folder() / "bench.json"
    results = _run(names[0]) if len(names) == 1 else [one for name in names or NAMES for one in _apart(name, path)]
    write(results, path)
    click.echo(table(results))
    click.echo(f"written to {path}")


def _apart(name: str, path: Path) -> list[Result]:
    """Run one in a process of its own: what another leaves in memory took a quarter of the rate of the next."""
    done = subprocess.run([sys.executable, "-m", "benchmarks", name], stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return read(path)


def _run(name: str) -> list[Result]:
    click.echo(f"running {name} …", err=True)
    configure_logs("bench", level="ERROR")
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    if name in WITHOUT_SERVERS:
        return WITHOUT_SERVERS[name]()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_on_servers(name))


async def _on_servers(name: str) -> list[Result]:
    # Servers of its own: nothing that another benchmark left behind is read or counted.
    async with start_servers() as servers:
        return await ON_SERVERS[name](servers)


if __name__ == "__main__":
    main()
