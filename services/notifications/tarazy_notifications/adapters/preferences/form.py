"""The form in which people choose: what it shows of their choices, and what they chose with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from tarazy_shared.pages.catalogue import message

from tarazy_notifications.adapters.preferences.documents import ChoicesBody
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.preferences.groups import Group

LANGUAGES = ("kk", "ru", "en")
QUIET = ("court", "none", "own")
WRONG_TIME = message("Write a time of day such as 22:00.")
WRONG_ZONE = message("There is no such time zone; one is called Asia/Almaty, for instance.")
NEVER_OPEN = message("These hours leave no time in which anything could be sent.")


@dataclass(frozen=True, slots=True)
class Row:
    """Topics as one line of the form."""

    group: Group
    mandatory: bool
    muted: frozenset[ChannelName]


def rows_of(body: ChoicesBody, groups: Sequence[tuple[Group, bool]], channels: Sequence[ChannelName]) -> list[Row]:
    """Groups, each with whether it is mandatory, and by which channels it is muted."""
    choices = body.choices()
    return [
        Row(group, mandatory, frozenset(one for one in channels if choices.mutes(group.example, one)))
        for group, mandatory in groups
    ]


def first_values(body: ChoicesBody) -> dict[str, Any]:
    """What stands in the fields at first."""
    quiet = body.quiet
    own = quiet.ranges[0] if quiet and quiet.ranges else None
    return {
        "language": body.language or "",
        "zone": body.zone or "",
        "quiet": "court" if quiet is None else "own" if own else "none",
        "quiet_from": f"{own.from_:%H:%M}" if own else "22:00",
        "quiet_until": f"{own.until:%H:%M}" if own else "08:00",
        "then": body.channels[0] if body.channels else "",
        "and_then": body.channels[1] if len(body.channels) > 1 else "",
        "inbox": body.inbox,
        "quiet_email": bool(quiet and "email" in quiet.channels),
        "digest": body.digest or "",
        "digest_at": f"{body.digest_at:%H:%M}" if body.digest_at else "",
    }


def chosen(
    given: Mapping[str, str], before: ChoicesBody, rows: Sequence[Row], channels: Sequence[ChannelName]
) -> tuple[ChoicesBody | None, dict[str, str]]:
    """The choices that were sent, or what is wrong by field. What is mandatory is not looked at."""
    fields: dict[str, Any] = before.model_dump(by_alias=True, mode="json")
    fields["language"] = given.get("language") if given.get("language") in LANGUAGES else None
    fields["zone"] = given.get("zone", "").strip() or None
    fields["quiet"] = _quiet(given)
    if "digest" in given:
        fields["digest"] = given["digest"] if given["digest"] in ("on", "off") else None
        fields["digest_at"] = given.get("digest_at", "").strip() or None
        fields["inbox"] = bool(given.get("inbox"))
    wanted = [given.get("then", ""), given.get("and_then", "")]
    if set(wanted) <= {"", *channels}:
        fields["channels"] = [one for one in dict.fromkeys(wanted) if one]
    shown = {pattern for row in rows for pattern in row.group.patterns}
    others = [one for one in fields["muted"] if one["topic"] not in shown]
    fields["muted"] = others + [
        {"topic": pattern, "channel": channel}
        for row in rows
        if not row.mandatory
        for pattern in row.group.patterns
        for channel in channels
        if given.get(f"mute-{row.group.name}-{channel}")
    ]
    try:
        return ChoicesBody.model_validate(fields), {}
    except ValidationError as error:
        return None, _wrong(error)


def _quiet(given: Mapping[str, str]) -> dict[str, Any] | None:
    wanted = given.get("quiet", "court")
    if wanted not in QUIET or wanted == "court":
        return None
    channels = ["sms", "chat", *(["email"] if given.get("quiet_email") else [])]
    one = {"from": given.get("quiet_from", "").strip(), "until": given.get("quiet_until", "").strip()}
    return {"ranges": [one] if wanted == "own" else [], "channels": channels}


def _wrong(error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in error.errors():
        where = ".".join(map(str, one["loc"]))
        match where:
            case "zone":
                found["zone"] = WRONG_ZONE
            case "digest_at":
                found["digest_at"] = WRONG_TIME
            case "quiet.ranges.0.from":
                found["quiet_from"] = WRONG_TIME
            case "quiet.ranges.0.until":
                found["quiet_until"] = WRONG_TIME
            case _:
                found["quiet"] = NEVER_OPEN
    return found
