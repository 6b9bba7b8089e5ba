"""The records of evaluations."""

from tarazy_hr.adapters.matter_record import MatterRecord
from tarazy_hr.domain.evaluation import facts
from tarazy_hr.domain.evaluation.facts import Fact

RECORD = MatterRecord[Fact](
    "evaluation_entries",
    "evaluation_id",
    {
        "opened": facts.Opened,
        "panel_named": facts.PanelNamed,
        "recused": facts.Recused,
        "figures_taken": facts.FiguresTaken,
        "survey_taken": facts.SurveyTaken,
        "scored": facts.Scored,
        "drafted": facts.Drafted,
        "replied": facts.Replied,
        "disputed": facts.Disputed,
        "dispute_settled": facts.DisputeSettled,
        "decided": facts.Decided,
        "appealed": facts.Appealed,
        "appeal_decided": facts.AppealDecided,
        "became_final": facts.BecameFinal,
        "abandoned": facts.Abandoned,
    },
)
"""The word of each fact is what the record is exported with."""
