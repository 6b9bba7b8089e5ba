"""A hearing list sent to a court of the running system."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tarazy_local.importing.event_sending import hand_in, malformed, zone_of
from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.hearing_list import parse_hearing_list
from tarazy_local.importing.installation import Installation
from tarazy_local.importing.list_categories import unknown_categories
from tarazy_local.importing.list_events import events_of_list
from tarazy_local.importing.list_form import ListForm
from tarazy_local.importing.options import court_option, zone_option
from tarazy_local.importing.report import Report, Tally, refused


@dataclass(frozen=True, slots=True)
class ListSending:
    """To which court a list goes, and how."""

    court_id: str
    zone: str | None = None
    """Of the list's times; None: the court's."""
    notice_days: int = 0
    skip_bad_rows: bool = False
    dry_run: bool = False


async def send_list(
    installation: Installation,
    raw: bytes,
    form: ListForm,
    sending: ListSending,
    *,
    now: datetime,
    tell: Callable[[str], None],
) -> Report:
    """Read a list and hand it in; rows about one hearing count once as new. Raises `UnreadableFile`."""
    court_zone = await zone_of(installation, court_option(sending.court_id))
    zone = court_zone if sending.zone is None else zone_option(sending.zone)
    read = parse_hearing_list(raw, replace(form, zone=zone))
    skipped = len({problem.where for problem in read.problems})
    if read.problems and (not sending.skip_bad_rows or not read.hearings):
        return refused(read.rows, read.problems, read.notes)
    events = events_of_list(
        read.hearings, court_id=sending.court_id, zone=zone.key, now=now, notice_days=sending.notice_days
    )
    notes = [*read.notes, *events.notes, *await unknown_categories(installation, sending.court_id, read.hearings)]
    for event in (*events.cases, *events.hearings):
        if text := malformed(event):
            raise UnreadableFile(Finding("", event["subject"], text))
    if sending.dry_run:
        tally = Tally(read=read.rows, new=len(events.hearings), skipped=skipped)
        return Report(tally, read.problems, notes, dry_run=True)
    accepted = await hand_in(installation, events, tell)
    notes.append(Finding("", "", f"{accepted.cases} cases and {accepted.hearings} hearings are new"))
    return Report(Tally(read=read.rows, new=accepted.hearings, skipped=skipped), read.problems, notes)
