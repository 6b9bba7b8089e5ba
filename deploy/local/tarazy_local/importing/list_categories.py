"""The categories that a hearing list names, beside those that the court's catalogue has."""

from collections import Counter
from collections.abc import Iterator, Sequence

import httpx

from tarazy_local.importing.finding import Finding
from tarazy_local.importing.hearing_list import ListedHearing
from tarazy_local.importing.installation import Installation, body_of


async def unknown_categories(
    installation: Installation, court_id: str, hearings: Sequence[ListedHearing]
) -> Sequence[Finding]:
    """A note on each category that the catalogue lacks: its cases are drawn once the catalogue has it, not before.

    Scheduling learns of a new court by event; for the moment until then there is nothing to compare with.
    """
    answer = await installation.ask("scheduling", "GET", "/catalogue", params={"court_id": court_id})
    if answer.status_code != httpx.codes.OK:
        return ()
    known = frozenset(str(entry["code"]) for entry in body_of(answer)["categories"])
    return list(_notes(known, hearings))


def _notes(known: frozenset[str], hearings: Sequence[ListedHearing]) -> Iterator[Finding]:
    rows = Counter(hearing.category for hearing in hearings)
    first = {hearing.category: hearing.where for hearing in reversed(hearings)}
    for category in sorted(rows.keys() - known):
        text = (
            f"{category!r} ({rows[category]} rows) is not in the court's catalogue: no judge is drawn for these cases "
            "before it is"
        )
        yield Finding(first[category], "category", text)
