"""Which groups can be told of, so that no answer of fewer than five can be worked out from any of them.

Groups lie in each other: the country, its regions, their courts. What can be worked out from a group and those told
within it is what is left without them; so a group is held back as well where its siblings would leave too few.
"""

from collections.abc import Mapping, Sequence

LEAST = 5
"""Answers that a group has to have at least; the least that the issue of a survey allows."""
Path = tuple[str, ...]
"""From the widest group to the narrowest: `()` is everybody, `("west",)` a region, `("west", "court-1")` a court."""


def told(counts: Mapping[Path, int], least: int = LEAST) -> frozenset[Path]:
    """The groups that can be told of. `counts`: answers by the narrowest groups.

    Raises ValueError for fewer than five, or where one group lies in another that has answers of its own.
    """
    if least < LEAST:
        raise ValueError(f"A group of fewer than {LEAST} is never told of")
    sizes = _sizes(counts)
    return frozenset(_within((), sizes, least)) if sizes.get((), 0) >= least else frozenset()


def _sizes(counts: Mapping[Path, int]) -> dict[Path, int]:
    sizes: dict[Path, int] = {}
    for path, count in counts.items():
        for length in range(len(path) + 1):
            sizes[path[:length]] = sizes.get(path[:length], 0) + count
    for path, count in counts.items():
        if sizes[path] != count:
            raise ValueError(f"{path} has answers of its own and groups within it")
    return sizes


def _within(group: Path, sizes: Mapping[Path, int], least: int) -> Sequence[Path]:
    """A group that can be told of, with all within it that can."""
    children = [path for path in sizes if len(path) == len(group) + 1 and path[: len(group)] == group]
    large = sorted((path for path in children if sizes[path] >= least), key=lambda path: (-sizes[path], path))
    left = sizes[group] - sum(sizes[path] for path in large)
    while large and 0 < left < least:
        left += sizes[large.pop()]
    found = [group]
    for path in large:
        found += _within(path, sizes, least)
    return found
