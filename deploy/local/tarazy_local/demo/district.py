"""The sample court district that ships with the demo, and how it was made.

`python -m tarazy_local.demo.district FOLDER` writes it anew: the same seed, the same files. Nobody in it exists.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

from tarazy_local.demo import names
from tarazy_local.importing.rota_court import rota_id

FOLDER = Path(__file__).with_name("sample")
ROTA, COURT = FOLDER / "rota.xml", FOLDER / "court.json"
SEED = 2025
AREA = "71"
COURT_ID = f"rota-{AREA}"
DOMAIN = "altynsai.sot.test"

_IDS = UUID("0a7a3c6e-58d5-5b0e-8f0d-0f6c1c9a7a11")
_STARTS = date(2026, 1, 5)
_WEEKS = 13
_JUDGES, _CHAIRS, _WINGERS, _CLERKS = 10, 4, 4, 11
_LOCATIONS = {"711": "Алтынсай аудандық соты", "712": "Алтынсай соты, екінші ғимарат"}
_ROOMS = {
    "7101": ("711", "Зал 1", ("video", "dock")),
    "7102": ("711", "Зал 2", ("video",)),
    "7103": ("711", "Зал 3", ("step_free", "hearing_loop")),
    "7104": ("711", "Зал 4", ("step_free",)),
    "7105": ("711", "Зал 5", ("video", "step_free")),
    "7106": ("712", "Зал 6", ("dock", "closed")),
    "7107": ("712", "Зал 7", ("video",)),
    "7108": ("712", "Зал 8", ("interpreter_booth", "video")),
    "7109": ("712", "Зал 9", ("step_free",)),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def rota_file(seed: int = SEED) -> str:
    """The district's rota: judges, justices, their half-days and days away, court rooms and sessions."""
    chance = Random(seed)  # noqa: S311  made-up people, no secret
    ends = _STARTS + timedelta(weeks=_WEEKS, days=-1)
    judges = "".join(_district_judge(f"DJ{number}", chance) for number in range(1, _JUDGES + 1))
    authorities = ["CHAIR"] * _CHAIRS + ["WINGER"] * _WINGERS
    justices = "".join(_magistrate(f"MA{number}", one, chance) for number, one in enumerate(authorities, 1))
    locations = "".join(
        f"<location><locationId>{key}</locationId><name>{escape(name)}</name></location>\n"
        for key, name in _LOCATIONS.items()
    )
    venues = "".join(
        f"<venue><venueId>{key}</venueId><name>{escape(name)}</name></venue>\n" for key, (_, name, _) in _ROOMS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<rotaSchedule xmlns="http://com.moj.mcr.optimiser/v1/">\n'
        f'<rotaPeriod id="1">\n<justiceAreaId>{AREA}</justiceAreaId>\n<justiceAreaType>LJA</justiceAreaType>\n'
        f"<startDate>{_STARTS}</startDate>\n<endDate>{ends}</endDate>\n</rotaPeriod>\n"
        f"<magistrates>\n{justices}</magistrates>\n<districtJudges>\n{judges}</districtJudges>\n"
        f"<locations>\n{locations}</locations>\n<venues>\n{venues}</venues>\n"
        f"<courtListingProfiles>\n{''.join(_sessions())}</courtListingProfiles>\n<bankHolidayDates/>\n"
        "</rotaSchedule>\n"
    )


def court_file(seed: int = SEED) -> str:
    """What a rota cannot say: the court's names, clerks, interpreters, and what is in the rooms."""
    chance = Random(f"{seed}/court")  # noqa: S311
    people = [_staff("clerk", number, chance, ["kk", "ru"]) for number in range(1, _CLERKS + 1)]
    people += [
        _staff("interpreter", 1, chance, ["kk", "ru", "tr"]),
        _staff("interpreter", 2, chance, ["ru", "en", "uz"]),
    ]
    content = {
        "court": {
            "court_id": COURT_ID,
            "name": {
                "kk": "Алтынсай аудандық соты",
                "ru": "Алтынсайский районный суд",
                "en": "Altynsai District Court",
            },
            "zone": "Asia/Almaty",
            "language": "kk",
            "level": "district",
            "address": {"kk": "Алтынсай, Абай к-сі, 1", "ru": "Алтынсай, ул. Абая, 1", "en": "1 Abai St, Altynsai"},
            "email": f"registry@{DOMAIN}",
        },
        "rooms": [
            {"room_id": rota_id(COURT_ID, "room", key), "features": list(features)}
            for key, (_, _, features) in _ROOMS.items()
        ],
        "people": people,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write(folder: Path) -> None:
    """Write the district's files."""
    (folder / ROTA.name).write_text(rota_file(), encoding="utf-8")
    (folder / COURT.name).write_text(court_file(), encoding="utf-8")


def _district_judge(rota_id_: str, chance: Random) -> str:
    location = chance.choice(list(_LOCATIONS))
    return (
        f'<districtJudge id="{rota_id_}">\n{_identity(rota_id_, chance)}<sittingLocations><sittingLocation>'
        f"<sittingLocationId>{location}</sittingLocationId>{_pattern(chance, free=0.06)}</sittingLocation>"
        f"</sittingLocations>\n{_away(chance, 4)}<inactivePeriods/>\n<panels/>\n<specialisms/>\n</districtJudge>\n"
    )


def _magistrate(rota_id_: str, authority: str, chance: Random) -> str:
    since = _STARTS - timedelta(weeks=chance.randint(60, 700))
    return (
        f'<magistrate id="{rota_id_}">\n{_identity(rota_id_, chance)}'
        f"<assignments><assignment><startDate>{since}</startDate></assignment></assignments>\n"
        f"{_pattern(chance, free=0.2)}\n{_away(chance, 6)}<inactivePeriods/>\n"
        f"<panels><panelParticipation><panel>ADULT</panel><authority>{authority}</authority></panelParticipation>"
        "</panels>\n<specialisms/>\n</magistrate>\n"
    )


def _identity(rota_id_: str, chance: Random) -> str:
    given, surname = names.person(chance)
    return (
        f"<surname>{surname}</surname><forenames>{given}</forenames>"
        f"<emailAddress>{rota_id_.lower()}@{DOMAIN}</emailAddress>\n"
        "<sitOnSaturdays>false</sitOnSaturdays><sitOnBankHolidays>false</sitOnBankHolidays>\n"
    )


def _pattern(chance: Random, *, free: float) -> str:
    halves = "".join(
        f"<{day}{half}>{str(chance.random() > free).lower()}</{day}{half}>" for half in ("Am", "Pm") for day in _DAYS
    )
    return f"<sittingPattern>{halves}</sittingPattern>"


def _away(chance: Random, count: int) -> str:
    days = sorted(_STARTS + timedelta(days=day) for day in chance.sample(range(_WEEKS * 7), count))
    listed = "".join(f"<nonAvailabilityDate>{day}</nonAvailabilityDate>" for day in days)
    return f"<nonAvailabilityDates>{listed}</nonAvailabilityDates>\n"


def _sessions() -> Iterator[str]:
    for number, (venue, (location, _, _)) in enumerate(_ROOMS.items(), 1):
        for half in ("AM", "PM"):
            yield (
                f'<courtListingProfile id="CS{number}{half}"><sessionDate>{_STARTS}</sessionDate>'
                f"<session>{half}</session><panel>ADULT</panel><business>GEN</business><venueId>{venue}</venueId>"
                f"<locationId>{location}</locationId></courtListingProfile>\n"
            )


def _staff(role: str, number: int, chance: Random, languages: list[str]) -> dict[str, Any]:
    given, surname = names.person(chance)
    return {
        "person_id": str(uuid5(_IDS, f"{role}/{number}")),
        "post_id": str(uuid5(_IDS, f"post/{role}/{number}")),
        "role": role,
        "name": f"{given} {surname}",
        "from_on": "2024-01-08",
        "languages": languages,
        "contacts": [{"channel": "email", "address": f"{role}{number}@{DOMAIN}"}],
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]))
