"""What runs the rounds: plain Python, or the same functions compiled. Both give the same plans."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tarazy_scheduling.planning import search
from tarazy_scheduling.planning.diary import Place

COMPILING = "compiling the search: some twenty seconds, once"


class Missing(RuntimeError):
    """The extra `tarazy-scheduling[planning]` is not installed."""


@dataclass(frozen=True, slots=True)
class Core:
    """The rounds of `search`, and what their lists must be turned into for them."""

    name: str
    rounds: Callable[..., None]
    lists: Callable[[Any], Any]
    """A named tuple of lists, or a list, as this core takes it."""
    places: Callable[[Any], list[Place]]
    """The records that a core had as it takes them."""
    is_ready: bool = True
    """Whether it need not be compiled first."""


PLAIN = Core("python", search.rounds, lambda lists: lists, list)


def compiled_core() -> Core:
    """Raises Missing without the extra."""
    if find_spec("numba") is None:
        raise Missing("The compiled core needs numba: install tarazy-scheduling[planning], or take --core python.")
    compiled = import_module("tarazy_scheduling.planning.compiled")
    return Core("compiled", compiled.rounds, compiled.as_arrays, _of_rows, compiled.is_kept())


def _of_rows(rows: Any) -> list[Place]:
    return [Place(*row) for row in rows.tolist()]


def best_core() -> Core:
    """The compiled one where there is one."""
    return compiled_core() if find_spec("numba") is not None else PLAIN


def core_named(name: str) -> Core:
    """`python`, `compiled`, or `auto` for the best there is. Raises Missing without the extra."""
    return PLAIN if name == "python" else compiled_core() if name == "compiled" else best_core()
