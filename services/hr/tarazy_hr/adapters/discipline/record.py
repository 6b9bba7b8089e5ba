"""The records of disciplinary cases."""

from tarazy_hr.adapters.matter_record import MatterRecord
from tarazy_hr.domain.discipline import facts
from tarazy_hr.domain.discipline.facts import Fact

RECORD = MatterRecord[Fact](
    "discipline_entries",
    "case_id",
    {
        "received": facts.Received,
        "admitted": facts.Admitted,
        "rejected": facts.Rejected,
        "initiator_named": facts.InitiatorNamed,
        "taken_in": facts.TakenIn,
        "joined": facts.Joined,
        "explanation_asked": facts.ExplanationAsked,
        "explained": facts.Explained,
        "referred": facts.Referred,
        "ended": facts.Ended,
        "panel_ordered": facts.PanelOrdered,
        "panel_drawn": facts.PanelDrawn,
        "recused": facts.Recused,
        "hearing_set": facts.HearingSet,
        "hearing_called_off": facts.HearingCalledOff,
        "heard": facts.Heard,
        "decided": facts.Decided,
        "appealed": facts.Appealed,
        "appeal_decided": facts.AppealDecided,
        "came_into_force": facts.CameIntoForce,
        "expired": facts.Expired,
        "paused": facts.Paused,
        "resumed": facts.Resumed,
        "extended": facts.Extended,
        "suspended_from_duty": facts.SuspendedFromDuty,
        "back_on_duty": facts.BackOnDuty,
        "published": facts.Published,
        "withdrawn": facts.Withdrawn,
        "papers_erased": facts.PapersErased,
    },
)
"""The word of each fact is what the record is exported with."""
