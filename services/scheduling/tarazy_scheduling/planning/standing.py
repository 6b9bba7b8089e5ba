"""Made-up calendars that stand, as a night's run meets them: listed as they came, and some hearings are gone since."""

from random import Random
from typing import Any

from tarazy_scheduling.planning.court import court_of
from tarazy_scheduling.planning.diary import empty_diary
from tarazy_scheduling.planning.generating import Setting, court_file
from tarazy_scheduling.planning.greedy import arrival_order, list_in_order
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.plan_file import plan_file

GONE = 0.1
"""Of the hearings that were listed: settled, withdrawn or adjourned since."""
CHANGE_PENALTY = 6
LOST = 20_000
"""Added to what it costs when a hearing that stands has no place: it keeps one in every plan."""


def calendar_file(setting: Setting, change_budget: int | None = None) -> dict[str, Any]:
    """An instance file with published hearings; see docs/listing-files.md."""
    document, chance = court_file(setting), Random(setting.seed)
    instance = instance_of(document)
    court = court_of(instance)
    diary = empty_diary(court)
    list_in_order(court, diary, arrival_order(instance, court), [0])
    plan = plan_file(instance, diary.places)["plan"]
    followed = {one["after"] for one in document["hearings"]}
    hearings = []
    for one in document["hearings"]:
        stands = plan.get(str(one["id"]))
        if stands and one["id"] not in followed and chance.random() < GONE:
            continue
        if stands:
            penalty = instance.hearings[one["id"]].penalty + LOST
            one = {**one, "published": stands, "penalty": penalty}
        hearings.append(one)
    budget = {} if change_budget is None else {"change_budget": change_budget}
    return {**document, "change_penalty": CHANGE_PENALTY, **budget, "hearings": hearings}
