"""The records of competitions."""

from tarazy_hr.adapters.matter_record import MatterRecord
from tarazy_hr.domain.selection import facts
from tarazy_hr.domain.selection.facts import Fact

RECORD = MatterRecord[Fact](
    "competition_entries",
    "competition_id",
    {
        "announced": facts.Announced,
        "applied": facts.Applied,
        "withdrawn": facts.Withdrawn,
        "panel_named": facts.PanelNamed,
        "recused": facts.Recused,
        "scored": facts.Scored,
        "stage_completed": facts.StageCompleted,
        "ranked": facts.Ranked,
        "reopened": facts.Reopened,
        "filled": facts.Filled,
        "closed": facts.Closed,
        "cancelled": facts.Cancelled,
        "candidates_erased": facts.CandidatesErased,
    },
)
"""The word of each fact is what `tarazy verify-selection` knows it by."""
