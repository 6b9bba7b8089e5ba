"""Ruin and recreate: take a few hearings out, put them back otherwise, accept what is better and at first the worse.

    choose a hearing that waits or is not listed            ruin.choose_seed
    take it out, and what stands between it and a day       ruin.ruin
    put all of them back, earliest lawful day first         recreate.recreate
    accept the plan, or put everything back as it was       _is_accepted, round.keep, round.put_back

Whole numbers alone: the same seed and count give the same plan on every machine, compiled or not.
"""

import math

from tarazy_scheduling.planning.chance import Ints, below
from tarazy_scheduling.planning.court import Court
from tarazy_scheduling.planning.diary import CHANGES, COST, Diary
from tarazy_scheduling.planning.recreate import recreate
from tarazy_scheduling.planning.round import OUT, ROUND, Round, keep, put_back
from tarazy_scheduling.planning.ruin import choose_seed, ruin

HOT, COLD = 5.0, 0.2
"""How much worse a plan may become, on average, in the first and in the last round."""
THOUSANDTHS = 1000
LOGARITHMS = [round(-math.log((at + 0.5) / 4096) * THOUSANDTHS) for at in range(4096)]
"""A worse plan is accepted with probability exp(-worse / heat), which is: if worse < heat * -log(chance)."""


def heat_at(part: float) -> int:
    """In thousandths, when this part (0 to 1) of the rounds is done."""
    return round(HOT * math.pow(COLD / HOT, part) * THOUSANDTHS)


def rounds(court: Court, diary: Diary, memory: Round, chance: Ints, logarithms: Ints, heat: int, count: int) -> None:
    """So many rounds at one heat (in thousandths). Afterwards `memory.best` is the best plan since its beginning."""
    for _ in range(count):
        memory.counts[ROUND] += 1
        memory.counts[OUT] = 0
        cost, changes = diary.sums[COST], diary.sums[CHANGES]
        ruin(court, diary, memory, choose_seed(court, diary, chance), chance)
        recreate(court, diary, memory, chance)
        is_within = diary.sums[CHANGES] <= max(changes, court.change_budget)
        if is_within and _is_accepted(diary.sums[COST] - cost, heat, logarithms, chance):
            keep(diary, memory)
        else:
            put_back(court, diary, memory)


def _is_accepted(worse: int, heat: int, logarithms: Ints, chance: Ints) -> bool:
    if worse <= 0:
        return True
    return worse * THOUSANDTHS * THOUSANDTHS < heat * logarithms[below(chance, len(logarithms))]
