"""Results and places in exact arithmetic.

The mean of a stage is that of all scores that count. The total is the sum over the stages of
`weight x mean / maximum`, divided by the sum of the weights. Equal totals are decided by the mean of the last stage,
then by that of the one before, and so on to the first; who is equal in all of them stands in the order of the
applications. Nothing is rounded and nothing is drawn.
"""

from fractions import Fraction
from uuid import UUID

from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.facts import Place, Result
from tarazy_hr.domain.selection.procedure import Procedure, Stage


def result_of(competition: Competition, stage: Stage, application_id: UUID) -> Result:
    """What a candidate reached in a stage, once all scores are there."""
    scores = competition.scores.get((stage.code, application_id), {})
    counted = {who: scores[who].score for who in competition.scorers(stage, application_id) if who in scores}
    mean = Fraction(sum(Fraction(score) for score in counted.values()), len(counted))
    return Result(application_id, mean, tuple(counted), mean >= Fraction(stage.threshold))


def results_of(competition: Competition, stage: Stage) -> tuple[Result, ...]:
    """What everybody who is still in it reached in a stage, in the order of the applications."""
    return tuple(result_of(competition, stage, one.application_id) for one in competition.standing())


def total_of(procedure: Procedure, means: dict[str, Fraction]) -> Fraction:
    """The weighted total of a candidate, from 0 to 1, of the mean of each stage."""
    weighted = sum(
        (stage.weight * means[stage.code] / Fraction(stage.maximum) for stage in procedure.stages), Fraction(0)
    )
    return weighted / sum(stage.weight for stage in procedure.stages)


def ranking(competition: Competition) -> tuple[Place, ...]:
    """The places of those who passed every stage, by the results of the stages."""
    procedure = competition.procedure
    means = {
        one.application_id: {
            code: result.mean
            for code, results in competition.results.items()
            for result in results
            if result.application_id == one.application_id
        }
        for one in competition.standing()
    }
    totals = {application_id: total_of(procedure, of_it) for application_id, of_it in means.items()}
    numbers = {one.application_id: one.number for one in competition.standing()}

    def order(application_id: UUID) -> tuple[Fraction | int, ...]:
        later_first = (-means[application_id][stage.code] for stage in reversed(procedure.stages))
        return -totals[application_id], *later_first, numbers[application_id]

    return tuple(Place(one, place, totals[one]) for place, one in enumerate(sorted(means, key=order), 1))
