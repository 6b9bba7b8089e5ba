"""`make bench`: runs every benchmark, prints a table, writes `bench.json` into the state folder."""

import asyncio
import gc

import click
import uvloop
from tarazy_shared.installation import state_folder
from tarazy_shared.lifecycle import GARBAGE_THRESHOLDS
from tarazy_shared.logs import configure_logs

from benchmarks import (
    bench_draws,
    bench_latency,
    bench_notifications,
    bench_relay,
    bench_scheduling,
    bench_sender,
    bench_solve,
    bench_verify_draws,
)
from benchmarks.report import Result, table, write
from benchmarks.servers import start_servers

WITHOUT_SERVERS = {"draws": bench_draws.run, "verify-draws": bench_verify_draws.run, "solve": bench_solve.run}
ON_SERVERS = {
    "relay": bench_relay.run,
    "scheduling": bench_scheduling.run,
    "notifications": bench_notifications.run,
    "sender": bench_sender.run,
    "latency": bench_latency.run,
}
NAMES = (*WITHOUT_SERVERS, *ON_SERVERS)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
def main(names: tuple[str, ...]) -> None:
    """Run the benchmarks (all, or those named); most on real Kafka and PostgreSQL started for them."""
    configure_logs("bench", level="ERROR")
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        results = runner.run(_run(names or NAMES))
    path = state_folder() / "bench.json"
    write(results, path)
    click.echo(table(results))
    click.echo(f"written to {path}")


async def _run(names: tuple[str, ...]) -> list[Result]:
    results: list[Result] = []
    for name in names:
        click.echo(f"running {name} …", err=True)
        if name in WITHOUT_SERVERS:
            results += WITHOUT_SERVERS[name]()
            continue
        # Servers of its own: nothing that another benchmark left behind is read or counted.
        async with start_servers() as servers:
            results += await ON_SERVERS[name](servers)
    return results


if __name__ == "__main__":
    main()
