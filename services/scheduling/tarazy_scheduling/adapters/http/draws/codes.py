"""A sentence for each code that a record of the ledger may bear."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

REASONS: Mapping[str, str] = {
    "registered": message("The case was registered."),
    "became_eligible": message("The case had waited until somebody could be drawn for it."),
    "judge_recused": message("The judge who had the case was recused from it."),
    "judge_separated": message("The judge who had the case left the post."),
    "panel_asked": message("Three judges were asked for."),
    "by_hand": message("Somebody in charge asked for another draw."),
}
"""Why there was a draw."""

EXCLUSIONS: Mapping[str, str] = {
    "recused": message("Was recused from this case"),
    "interest_declared": message("Declared an interest that touches, or may touch, a party or the case"),
    "wrong_instance": message("The court does not hear cases of this instance"),
    "not_authorised": message("Not authorised for this category of cases"),
    "suspended": message("Suspended from office"),
    "absent": message("Away for longer than the court allows for a draw"),
    "leaving": message("Leaves the post soon"),
    "relieved": message("The case is being taken from this judge"),
    "ceiling_reached": message("Carries more than the court's ceiling of work"),
}
"""Why a judge could not be drawn."""

CORRECTIONS: Mapping[str, str] = {
    "weight_wrong": message("The case had been counted with a wrong weight."),
    "counted_twice": message("A case had been counted twice."),
    "not_counted": message("A case had not been counted."),
    "other_work": message("Other work of the judge is to be counted."),
    "correction_undone": message("An earlier correction was undone."),
}
"""Why a workload was put right."""
