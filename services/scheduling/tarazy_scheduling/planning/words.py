"""A day of one resource is one word: bit s is set while slot s is free. Days have at most 62 slots.

Everything that a compiled core runs is written with such whole numbers, lists and records alone; see compiled.py.
"""


def runs(word: int, slots: int) -> int:
    """The slots from which on so many consecutive ones are set, in the logarithm of `slots` steps."""
    have = 1
    while have < slots:
        step = min(have, slots - have)
        word &= word >> step
        have += step
    return word


def block(slot: int, slots: int) -> int:
    """So many slots from this one on."""
    return ((1 << slots) - 1) << slot


def lowest(word: int) -> int:
    """The first slot of a word that is not 0."""
    return (word & -word).bit_length() - 1
