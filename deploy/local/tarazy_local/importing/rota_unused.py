"""What a rota file holds that is not taken over, and why: said once per kind, with its first line and its count."""

from collections.abc import Iterator, Mapping

from tarazy_local.importing.finding import Finding
from tarazy_local.importing.rota_element import Element
from tarazy_local.importing.rota_values import HALF_DAYS

_Known = Mapping[str, "_Known | str | None"]
"""Per element: None when its text is used, the reason when nothing of it is, or what is known of its children."""

_PERSONAL = "personal data that a calendar does not need"
_PREFERENCE = "a preference of another planner; hearings are listed by this system's own rules"
_PANELS = "only the authority to take the chair is used"
_PATTERN: _Known = dict.fromkeys(HALF_DAYS, None)
_PERSON: _Known = {
    "title": _PERSONAL,
    "surname": None,
    "forenames": None,
    "emailAddress": None,
    "dobDate": _PERSONAL,
    "gender": _PERSONAL,
    "welshSpeaking": "which other languages the person speaks is not said",
    "sitOnSaturdays": None,
    "sitOnBankHolidays": "the court is closed on its holidays",
    "leavingDate": None,
    "leavingReason": _PERSONAL,
    "sittingFrequency": _PREFERENCE,
    "familyOnly": _PANELS,
    "youthOnly": _PANELS,
    "sitOnConsecutiveDays": _PREFERENCE,
    "assignments": {
        "assignment": {"startDate": None, "ljaId": "the area is the file's", "sittingLocations": _PREFERENCE}
    },
    "sittingPattern": _PATTERN,
    "sittingLocations": {
        "sittingLocation": {"sittingLocationId": "a judge may sit in every building", "sittingPattern": _PATTERN}
    },
    "nonAvailabilityDates": {"nonAvailabilityDate": None},
    "inactivePeriods": {"inactivePeriod": {"startDate": None, "endDate": None}},
    "panels": {"panelParticipation": {"panel": _PANELS, "authority": None}},
    "specialisms": {"specialism": None},
}
_SESSION = "sessions of another planner; hearings are listed by this system's own rules"
_KNOWN: _Known = {
    "rotaPeriod": {
        "justiceAreaId": None,
        "justiceAreaName": None,
        "justiceAreaType": "every area is a court",
        "startDate": None,
        "endDate": None,
    },
    "districtJudges": {"districtJudge": _PERSON},
    "magistrates": {"magistrate": _PERSON},
    "locations": {"location": {"locationId": None, "name": None}},
    "venues": {"venue": {"venueId": None, "name": None}},
    "courtListingProfiles": {
        "courtListingProfile": {
            "sessionDate": None,
            "venueId": None,
            "locationId": None,
            **dict.fromkeys(("session", "panel", "business", "welshSpeaking", "updatedDate"), _SESSION),
        }
    },
    "bankHolidayDates": {"bankHolidayDate": None},
    "benchCompositions": _SESSION,
    "businessTypeMappings": "which specialism a business needs is said by each case",
    "schedules": "an assignment made by another planner; hearings are listed by this system's own rules",
    "score": "figures of another planner",
}


def unused(root: Element) -> list[Finding]:
    """One note per kind of element that is not taken over."""
    found: dict[tuple[str, str], list[int]] = {}
    for path, reason, line in _walk(root, _KNOWN, ""):
        found.setdefault((path, reason), []).append(line)
    return [
        Finding(f"line {lines[0]}", path, f"not used{_times(len(lines))}: {reason}")
        for (path, reason), lines in found.items()
    ]


def _walk(element: Element, known: _Known, path: str) -> Iterator[tuple[str, str, int]]:
    for child in element.children:
        inner = f"{path}/{child.name}" if path else child.name
        use = known.get(child.name, "unknown element")
        if isinstance(use, str):
            if child.text or child.children:
                yield inner, use, child.line
        else:
            yield from _walk(child, use or {}, inner)


def _times(count: int) -> str:
    return f" ({count:,} times)" if count > 1 else ""
