"""Whole numbers by chance, the same ones in Python and compiled: Marsaglia's multiply-with-carry of 32 bits.

Nothing in it leaves 63 bits: what compiled code does with numbers that overflow is not to be relied on.
"""

from typing import TypeAlias

Ints: TypeAlias = list[int]
"""A list in Python; an array of 64-bit integers in the compiled core."""

MULTIPLIER = 698769069
LOW = (1 << 32) - 1
STATES = (MULTIPLIER << 32) - 2
"""All but the two that never change."""


def begin(chance: Ints, seed: int) -> None:
    """Start over; `chance` is a list of one."""
    chance[0] = 1 + seed % STATES
    for _ in range(16):
        below(chance, 2)


def below(chance: Ints, bound: int) -> int:
    """A number from 0 to bound - 1; the bound is from 1 to 2 ** 30."""
    chance[0] = (chance[0] & LOW) * MULTIPLIER + (chance[0] >> 32)
    return ((chance[0] & LOW) * bound) >> 32
