"""Whom notices are to, as they are known now: read together for all that are looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters import directory, hearing_store
from tarazy_notifications.adapters.surveys import store as surveys
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Case, Court, Role, StaffMember
from tarazy_notifications.domain.recipients import Recipient, found_again
from tarazy_notifications.domain.topics import WITH_TOKENS

_OF_THE_COURT = frozenset({"judge", "clerk", "interpreter"})


@dataclass(frozen=True, slots=True)
class PeopleNow:
    """The directory as far as some notices need it."""

    hearings: Mapping[UUID, Hearing]
    cases: Mapping[UUID, Case]
    asked: Mapping[UUID, UUID]
    """By invitation to a survey the case in which its reader took part."""
    courts: Mapping[str, Court]
    staff: Mapping[UUID, StaffMember]
    """With the contacts of all their posts."""
    posts: Mapping[tuple[UUID, str], StaffMember]
    """With those of the post in one court."""

    def case_of(self, notice: Notice) -> Case | None:
        """The case that a notice is about, if it is about one."""
        hearing = self.hearings.get(notice.subject_id)
        return self.cases.get(_case_id(notice.subject_id, hearing, self.asked))

    def reader_of(self, notice: Notice) -> Recipient | None:
        """Its reader with the name and the contacts of today; None for whoever is not known any more."""
        court = self.courts.get(notice.court_id)
        if court is None:
            return None
        roles: dict[UUID, Role] = {notice.recipient_id: notice.role} if notice.role in _OF_THE_COURT else {}
        case = self.case_of(notice) or Case(notice.subject_id, notice.court_id, "", None, ())
        found = next(iter(found_again([notice.recipient_id], roles, case, court, self.staff)), None)
        own = self.posts.get((notice.recipient_id, notice.court_id))
        if found is None or own is None or notice.role != "staff":
            return found
        # In matters of their own people are told as the court in question knows them.
        return found._replace(contacts=own.contacts + found.contacts)


def _case_id(subject_id: UUID, hearing: Hearing | None, asked: Mapping[UUID, UUID]) -> UUID:
    return hearing.case_id if hearing else asked.get(subject_id, subject_id)


async def people_now(connection: Connection, notices: Sequence[Notice]) -> PeopleNow:
    """What is known of the readers of these notices, in a few statements."""
    hearings = await hearing_store.hearings(connection, {one.subject_id for one in notices})
    asked = await surveys.cases(connection, {one.subject_id for one in notices if one.topic in WITH_TOKENS})
    case_ids = {_case_id(one.subject_id, hearings.get(one.subject_id), asked) for one in notices}
    rows = await directory.case_rows(connection, case_ids)
    cases = {case_id: case for case_id, row in rows.items() if (case := directory.as_case(row)) is not None}
    courts = await directory.courts(connection, {one.court_id for one in notices})
    people = {party.person_id for case in cases.values() for party in (*case.parties, *case.former) if party.person_id}
    people |= {one.recipient_id for one in notices}
    people |= {who for one in hearings.values() if one.placing for who in one.placing.court_people}
    rows_of_staff = await directory.staff_rows(connection, people)
    return PeopleNow(
        hearings,
        cases,
        asked,
        {court_id: row.court for court_id, row in courts.items()},
        directory.together(rows_of_staff.values()),
        {post: row.member for post, row in rows_of_staff.items()},
    )
