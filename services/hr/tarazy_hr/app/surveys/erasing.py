"""The sweep that deletes answers in words when their time is over, and leaves in the audit trail that it did."""

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Work
from tarazy_shared.who import SYSTEM as WHO

from tarazy_hr.adapters.surveys import texts

AT_ONCE = 20


async def erase_texts(work: Work) -> bool:
    """Erase in each survey that ended long enough ago, in one transaction each; true: there may be more of them."""
    async with work.begin() as uow:
        due = await texts.to_erase(uow.connection, uow.now, AT_ONCE)
    for one in due:
        async with work.begin() as uow:
            gone = await texts.erase(uow.connection, one.survey_id, one.today)
            await audit_trail.note(
                uow, WHO, "survey.erase", one.court_id, one.survey_id, {"texts": gone}, request_id=str(uuid7(uow.now))
            )
    return len(due) == AT_ONCE
