"""Acts about suspensions."""

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, Question
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson


async def _suspend(asked: Asked) -> object:
    command = SuspendPerson(asked.court_id, asked.person_id, asked.answers["from_on"])
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


async def _reinstate(asked: Asked) -> object:
    command = ReinstatePerson(asked.court_id, asked.person_id, asked.answers["from_on"])
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


ACTS = (
    Act(
        "suspend",
        "suspension.change",
        message("Suspend"),
        message("Suspend"),
        _suspend,
        (Question("from_on", message("First day out"), "day", DAY, required=True, size=12),),
        follows=message(
            "From this day on the person may not act and decides about nobody. Hearings go to another judge or move, "
            "and everybody concerned is told."
        ),
        is_grave=True,
        shows_sittings=True,
        called={"person_id": "from_on"},
    ),
    Act(
        "reinstate",
        "suspension.change",
        message("Reinstate"),
        message("Reinstate"),
        _reinstate,
        (Question("from_on", message("First day back"), "day", DAY, required=True, size=12),),
        follows=message("From this day on the person may act again. Hearings that had no place are listed."),
        is_listed=False,
        called={"person_id": "from_on"},
    ),
)
