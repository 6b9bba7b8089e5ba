"""A night for a nation: every court of a country planned once, one court a process at a time, two processes.

    python -m benchmarks.bench_night --courts 330 --seconds 10

is the whole of it, half an hour on two cores; `make bench` takes a sample and says what the whole would take.
"""

import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

import click
from tarazy_scheduling.plan_command import warm
from tarazy_scheduling.planning.for_court import Budget, plan_for
from tarazy_scheduling.planning.generating import Setting
from tarazy_scheduling.planning.standing import calendar_file

from benchmarks.report import Result, table

COURTS, SECONDS, WORKERS = 330, 10.0, 2
SAMPLE, SAMPLE_SECONDS = 6, 3.0
BUDGET = 20
"""Published places that may change, a court and night."""
AVERAGE = Setting(judges=7, rooms=6, clerks=6, interpreters=5, advocates=60, prosecutors=6, days=63, hearings=530)
"""An average court's next three months."""
MEGABYTE = 1024
"""`ru_maxrss` counts kilobytes."""


@dataclass(frozen=True, slots=True)
class Night:
    """One court's part of the night."""

    seconds: float
    memory: float
    """Of its process so far at most, in megabytes."""
    changes: int
    before: int
    after: int


def run() -> list[Result]:
    """A sample of courts."""
    return night(SAMPLE, SAMPLE_SECONDS)


def night(courts: int, seconds: float) -> list[Result]:
    """So many courts, so many seconds each; what all of the country would take."""
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        began = time.perf_counter()
        pool.submit(warm, "auto").result()
        started = time.perf_counter() - began
        nights = list(pool.map(_planned, range(1, courts + 1), [seconds] * courts))
        took = time.perf_counter() - began
    besides = sum(one.seconds for one in nights) / courts - seconds
    whole = started + COURTS / WORKERS * (SECONDS + besides)
    memory = WORKERS * max(one.memory for one in nights) + _memory(resource.RUSAGE_SELF)
    if any(one.changes > BUDGET for one in nights):
        raise AssertionError("a plan changes more than its budget")
    gained = 1 - sum(one.after for one in nights) / sum(one.before for one in nights)
    what = f"{courts} courts x {seconds:g} s in {WORKERS} processes"
    name = "night"
    return [
        Result(name, f"{what}: measured", took / 60, "min"),
        Result(name, f"{what}: a court besides its search", besides, "s"),
        Result(name, f"{what}: cost saved, {BUDGET} changes a court at most", 100 * gained, "%"),
        Result(name, f"{what}: changes, most of a court", max(one.changes for one in nights), f"of {BUDGET}"),
        Result(name, f"{COURTS} courts x {SECONDS:g} s from this", whole / 60, "min", target="<= 30 min"),
        Result(name, "memory of all its processes", memory, "MB", target="<= 1,000 MB"),
    ]


def _planned(seed: int, seconds: float) -> Night:
    """One court, from the instance that the service gives to the plan that is proposed."""
    document = calendar_file(replace(AVERAGE, seed=seed), BUDGET)
    began = time.perf_counter()
    planned = plan_for(document, Budget(seconds, None, 1))
    took = time.perf_counter() - began
    return Night(took, _memory(resource.RUSAGE_SELF), planned.changes, planned.present_cost, planned.cost)


def _memory(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / MEGABYTE


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--courts", type=click.IntRange(1), default=SAMPLE)
@click.option("--seconds", type=float, default=SAMPLE_SECONDS)
def main(courts: int, seconds: float) -> None:
    """Plan so many courts."""
    click.echo(table(night(courts, seconds)))


if __name__ == "__main__":
    main()
