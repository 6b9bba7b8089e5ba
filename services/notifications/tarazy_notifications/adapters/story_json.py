"""Placings and stories as JSON: the form in which the database keeps them."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_notifications.domain.hearings import Matter, Placing, Sitting
from tarazy_notifications.domain.stories import AbsenceStory, AllocationStory, HearingStory, Story


def placing_to_json(placing: Placing | None) -> str | None:
    """None stays None."""
    if placing is None:
        return None
    return json.dumps(
        {
            "sittings": [_sitting(one) for one in placing.sittings],
            "judges": [str(one) for one in placing.judges],
            "clerk": str(placing.clerk) if placing.clerk else None,
            "interpreters": [str(one) for one in placing.interpreters],
            "attendees": [str(one) for one in placing.attendees],
        },
        ensure_ascii=False,
    )


def placing_from_json(text: str | None) -> Placing | None:
    """What `placing_to_json` wrote."""
    if text is None:
        return None
    data = json.loads(text)
    return Placing(
        tuple(_read_sitting(one) for one in data["sittings"]),
        tuple(UUID(one) for one in data["judges"]),
        UUID(data["clerk"]) if data["clerk"] else None,
        tuple(UUID(one) for one in data["interpreters"]),
        tuple(UUID(one) for one in data["attendees"]),
    )


def matter_to_json(matter: Matter) -> str:
    """The matter of a hearing."""
    return json.dumps(_matter(matter), ensure_ascii=False)


def matter_from_json(text: str) -> Matter:
    """What `matter_to_json` wrote."""
    return Matter(**json.loads(text))


def story_to_json(story: Story) -> str:
    """A story with the name of its kind."""
    match story:
        case HearingStory():
            data: dict[str, Any] = {
                "kind": "hearing",
                "happening": story.happening,
                "at": story.at.isoformat(),
                "reason": story.reason,
                "sittings": [_sitting(one) for one in story.sittings],
                "previous": [_sitting(one) for one in story.previous],
                "judges": story.judges,
                "previous_judges": story.previous_judges,
                "matter": _matter(story.matter),
            }
        case AllocationStory(at, number, presiding):
            data = {"kind": "allocation", "at": at.isoformat(), "case_number": number, "presiding": str(presiding)}
        case AbsenceStory(at, kind, starts_at, ends_at, approved):
            data = {
                "kind": "absence",
                "at": at.isoformat(),
                "of": kind,
                "starts_at": starts_at.isoformat(),
                "ends_at": ends_at.isoformat(),
                "approved": approved,
            }
    return json.dumps(data, ensure_ascii=False)


def story_from_json(text: str) -> Story:
    """What `story_to_json` wrote."""
    data = json.loads(text)
    at = datetime.fromisoformat(data["at"])
    match data["kind"]:
        case "hearing":
            return HearingStory(
                data["happening"],
                at,
                data["reason"],
                tuple(_read_sitting(one) for one in data["sittings"]),
                tuple(_read_sitting(one) for one in data["previous"]),
                tuple(data["judges"]),
                tuple(data["previous_judges"]),
                Matter(**data["matter"]),
            )
        case "allocation":
            return AllocationStory(at, data["case_number"], UUID(data["presiding"]))
        case _:
            starts_at, ends_at = (datetime.fromisoformat(data[name]) for name in ("starts_at", "ends_at"))
            return AbsenceStory(at, data["of"], starts_at, ends_at, data["approved"])


def _sitting(one: Sitting) -> dict[str, Any]:
    return {
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "room_name": one.room_name,
        "building": one.building,
        "address": one.address,
    }


def _read_sitting(data: dict[str, Any]) -> Sitting:
    starts_at, ends_at = (datetime.fromisoformat(data[name]) for name in ("starts_at", "ends_at"))
    return Sitting(starts_at, ends_at, data["room_name"], data["building"], data["address"])


def _matter(matter: Matter) -> dict[str, Any]:
    return {
        "hearing_type": matter.hearing_type,
        "case_number": matter.case_number,
        "channel": matter.channel,
        "video_url": matter.video_url,
        "confidential": matter.confidential,
    }
