"""Why a hearing was escalated and what would help, in people's words."""

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_scheduling.domain.model.escalating import Escalation
from tarazy_scheduling.domain.model.remedies import Remedy

_WHY = {
    "limit_passed": message("The last lawful day was %(day)s, and the hearing has no place."),
    "after_limit": message("A place is free only after the last lawful day, %(day)s."),
    "limit_near": message("The last lawful day is %(day)s, and the hearing has no place yet."),
}
_HELPS = {
    "other_room": message("another room"),
    "by_video": message("a hearing by video"),
    "other_interpreter": message("another interpreter"),
    "other_clerk": message("another clerk"),
    "without_attendee": message("a hearing without the one who cannot come"),
    "substitute_judge": message("another judge for this hearing"),
    "shorter_notice": message("a shorter notice, asked for in the request"),
    "longer_window": message("a later last day, asked for anew"),
    "longer_term": message("an order that makes the term longer"),
    "custody_order": message("an order about custody, told by an update of the case"),
}
_BY = {
    "listing_officer": message("the listing officer"),
    "requester": message("whoever asked for the hearing"),
    "judge": message("the judge"),
    "court_chair": message("the chair of the court"),
    "higher_court": message("the higher court"),
}


class EscalationWords:
    """Sentences about escalations for one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._words = Words("tarazy_scheduling", reader)

    def why(self, escalation: Escalation) -> str:
        """Why somebody has to act."""
        return self._words.gettext(_WHY[escalation.code], day=self._reader.day(escalation.limit_on))

    def help(self, remedy: Remedy) -> str:
        """What would help, and who may do it."""
        words = self._words
        what, who = words.gettext(_HELPS[remedy.code]), words.gettext(_BY[remedy.by])
        return words.gettext("%(what)s (decided by: %(who)s)", what=what, who=who)
