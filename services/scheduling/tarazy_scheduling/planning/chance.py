"""Whole numbers by chance, the same ones in Python and compiled: a congruential generator of 63 bits, its high half."""

from typing import TypeAlias

Ints: TypeAlias = list[int]
"""A list in Python; an array of 64-bit integers in the compiled core."""

MASK = (1 << 63) - 1


def begin(chance: Ints, seed: int) -> None:
    """Start over; `chance` is a list of one."""
    chance[0] = (seed * 2862933555777941757 + 3037000493) & MASK
    for _ in range(4):
        below(chance, 2)


def below(chance: Ints, bound: int) -> int:
    """A number from 0 to bound - 1; the bound is from 1 to 2 ** 31."""
    chance[0] = (chance[0] * 6364136223846793005 + 1442695040888963407) & MASK
    return ((chance[0] >> 31) * bound) >> 32
