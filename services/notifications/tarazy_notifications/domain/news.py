"""Which changes of a hearing are news to whoever knows it: those of something that their notices name."""

from collections.abc import Mapping
from typing import Literal

from tarazy_notifications.domain.hearings import Matter, Placing
from tarazy_notifications.domain.people import Role

Facet = Literal["days", "times", "places", "form", "matter", "bench", "languages"]

TO_SOME: Mapping[Facet, frozenset[Role]] = {"languages": frozenset({"interpreter"})}
"""Whom alone something concerns; all else concerns everybody."""


def is_news(role: Role, changes: frozenset[Facet]) -> bool:
    """Whether somebody who knows the hearing is to be told of these changes."""
    return any(role in TO_SOME.get(one, frozenset({role})) for one in changes)


def changed(before: Placing, matter_before: Matter, now: Placing, matter: Matter) -> frozenset[Facet]:
    """What is another now of all that notices and calendar entries name.

    Who else comes they do not name: another clerk, another interpreter, a party that joins or leaves is news to nobody
    but those who join or leave.
    """
    told, is_told = _named(before, matter_before), _named(now, matter)
    return frozenset(one for one in told if told[one] != is_told[one])


def _named(placing: Placing, matter: Matter) -> dict[Facet, object]:
    # Where days are promised, times and rooms may still change, and nobody has been told of them.
    sittings = () if placing.promised else placing.sittings
    return {
        "days": placing.promised,
        "times": [(one.starts_at, one.ends_at) for one in sittings],
        "places": [(one.room_name, one.building, one.address) for one in sittings],
        "form": (matter.channel, matter.video_url),
        "matter": (matter.hearing_type, matter.case_number, matter.confidential),
        "bench": (placing.judges, matter.substituted),
        "languages": matter.interpreter_languages,
    }
