"""Verifying a long ledger with all processors: the one file looks at records by themselves in several processes.

How a record follows those before is left to one: that takes a tenth of the time.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from os import cpu_count
from typing import Any

LONG = 5_000
"""Lines from which on more processes are worth being started."""
AT_ONCE = 200
"""Lines handed over together."""

ByItself = Callable[[bytes], tuple[bytes, Any]]
Looked = tuple[list[Any], Exception | None]
"""The records up to the first line that is wrong, and what is wrong with it."""


def with_all_processors(by_itself: ByItself, lines: Iterable[bytes]) -> Iterator[tuple[bytes, Any]]:
    """Do what `map` does, with as many processes as there are processors. What a line raises comes in its turn."""
    left = iter(lines)
    first = list(islice(left, LONG))
    processors = cpu_count() or 1
    if len(first) < LONG or processors == 1:
        yield from map(by_itself, first)
        yield from map(by_itself, left)
        return
    # Records have no cycles; looking for some takes a twentieth of the time.
    with ProcessPoolExecutor(processors, initializer=gc.disable) as processes:
        ahead: deque[tuple[list[bytes], Future[Looked]]] = deque()
        for some in _pieces(first, left):
            ahead.append((some, processes.submit(_looked_at, by_itself, some)))
            if len(ahead) > 4 * processors:
                yield from _in_turn(*ahead.popleft())
        while ahead:
            yield from _in_turn(*ahead.popleft())


def _pieces(first: list[bytes], left: Iterator[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(first), AT_ONCE):
        yield first[start : start + AT_ONCE]
    yield from iter(lambda: list(islice(left, AT_ONCE)), [])


def _in_turn(lines: list[bytes], looked: Future[Looked]) -> Iterator[tuple[bytes, Any]]:
    records, error = looked.result()
    yield from zip(lines, records, strict=False)
    if error:
        raise error


def _looked_at(by_itself: ByItself, lines: list[bytes]) -> Looked:
    """In one of the processes; the line itself need not come back."""
    records: list[Any] = []
    try:
        for line in lines:
            records.append(by_itself(line)[1])
    except Exception as error:  # raised again in the line's turn
        return records, error
    return records, None
