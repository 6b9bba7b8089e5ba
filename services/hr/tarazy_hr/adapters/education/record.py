"""The records of sessions of training."""

from tarazy_hr.adapters.matter_record import MatterRecord
from tarazy_hr.domain.education import facts
from tarazy_hr.domain.education.facts import Fact

RECORD = MatterRecord[Fact](
    "training_entries",
    "session_id",
    {
        "planned": facts.Planned,
        "changed": facts.Changed,
        "enrolled": facts.Enrolled,
        "put_on_waiting_list": facts.PutOnWaitingList,
        "moved_up": facts.MovedUp,
        "offered": facts.Offered,
        "offer_lapsed": facts.OfferLapsed,
        "withdrew": facts.Withdrew,
        "lost_place": facts.LostPlace,
        "cancelled": facts.Cancelled,
        "reopened": facts.Reopened,
        "list_closed": facts.ListClosed,
        "attended": facts.Attended,
        "tested": facts.Tested,
        "certified": facts.Certified,
        "revoked": facts.Revoked,
        "rated": facts.Rated,
    },
)
"""The word of each fact is what the record is exported with."""
