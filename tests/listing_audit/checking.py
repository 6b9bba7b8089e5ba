"""Everything that has to hold of a court's calendar, looked at by brute force from its rows alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

from tests.listing_audit.rows import Id, Rows

NOTICE = {
    "preparatory": 3, "first": 5, "main": 5, "continued": 2,
    "judgment": 2, "appeal": 5, "conciliation": 3, "custody_review": 0,
}  # fmt: skip
"""Working days between telling and sitting, as outside systems rely on them."""
ROOM, SOMEBODY = 1, 2
MINUTE = timedelta(minutes=1)
Sat = tuple[datetime, datetime, Id]
"""From, to, room."""


def violations(rows: Rows, now: datetime) -> list[str]:
    """What does not hold, in words; empty for a calendar in which everything does."""
    standing = {key: one for key, one in rows.hearings.items() if one["state"] == "listed"}
    to_come = {key: one for key, one in standing.items() if _sat(one)[0][0] > now}
    return [
        *_booked_as_told(rows),
        *_nobody_twice(rows),
        *_held(rows),
        *(wrong for key, one in to_come.items() for wrong in _times(rows, key, one)),
        *(wrong for key, one in to_come.items() for wrong in _people(rows, key, one)),
        *(wrong for key, one in to_come.items() for wrong in _link(rows, key, one)),
        *_notice_and_limits(rows),
        *_gaps(rows, to_come),
        *_sitting_limits(rows, to_come),
        *_overbookings(rows, standing),
    ]


def doubly_booked(courts: list[Rows]) -> list[str]:
    """Whoever is booked twice at one time, over several courts."""
    of: dict[tuple[int, Id, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for rows in courts:
        for one in rows.bookings:
            of[one.kind, one.resource, one.lane].append((one.starts_at, one.ends_at))
    return [
        f"{resource} is booked twice at {after[0]}"
        for (_, resource, _), spans in of.items()
        for before, after in pairwise(sorted(spans))
        if after[0] < before[1]
    ]


def _sat(hearing: dict[str, Any]) -> list[Sat]:
    sittings = hearing["placing"]["sittings"] if hearing["placing"] else []
    return [(_at(one["starts_at"]), _at(one["ends_at"]), one["room_id"]) for one in sittings]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _taking_part(hearing: dict[str, Any]) -> set[Id]:
    placing = hearing["placing"]
    clerk = [placing["clerk"]] if placing["clerk"] else []
    return {*placing["judges"], *clerk, *placing["interpreters"], *placing["attending"]}


def _booked_as_told(rows: Rows) -> Iterator[str]:
    """Bookings are those of the hearings that take time and of the holds that stand, no more and no less."""
    wanted: Counter[tuple[int, Id, datetime, datetime, Id, int]] = Counter()
    for key, hearing in rows.hearings.items():
        lane = hearing["placing"]["lane"] if hearing["placing"] else 0
        for start, end, room in _sat(hearing):
            wanted[ROOM, room, start, end, key, lane] += 1
            shared = {*hearing["placing"]["judges"], hearing["placing"]["clerk"]}
            for person in _taking_part(hearing):
                wanted[SOMEBODY, person, start, end, key, lane if person in shared else 0] += 1
    for key, hold in rows.holds.items():
        if hold["state"] == "held":
            kept = [(SOMEBODY, one) for one in hold["person_ids"]]
            kept += [(ROOM, hold["room_id"])] if hold["room_id"] else []
            for kind, resource in kept:
                wanted[kind, resource, hold["starts_at"], hold["ends_at"], key, 0] += 1
    has = Counter((b.kind, b.resource, b.starts_at, b.ends_at, b.key, b.lane) for b in rows.bookings)
    yield from (f"not booked: {one}" for one in wanted - has)
    yield from (f"booked for nothing: {one}" for one in has - wanted)


def _nobody_twice(rows: Rows) -> Iterator[str]:
    yield from doubly_booked([rows])


def _held(rows: Rows) -> Iterator[str]:
    """What is held is nobody's else at that time, in whatever lane."""
    for key, hold in rows.holds.items():
        if hold["state"] != "held":
            continue
        kept = {*hold["person_ids"], hold["room_id"]}
        for one in rows.bookings:
            overlaps = one.starts_at < hold["ends_at"] and hold["starts_at"] < one.ends_at
            if one.key != key and one.resource in kept and overlaps:
                yield f"{one.resource} is held by {key} and booked by {one.key}"


def _times(rows: Rows, key: Id, hearing: dict[str, Any]) -> Iterator[str]:
    request, minutes, slot = hearing["request"], 0, rows.slot_minutes
    for start, end, _ in _sat(hearing):
        begins, ends = start.astimezone(rows.zone), end.astimezone(rows.zone)
        if not rows.is_open(begins.date()):
            yield f"{key} sits on a closed day: {begins}"
        hour = next((one for one in rows.hours if one[0] <= begins.time() and ends.time() <= one[1]), None)
        if hour is None or begins.date() != ends.date():
            yield f"{key} sits outside the hours: {begins} to {ends}"
        elif ((begins.hour - hour[0].hour) * 60 + begins.minute - hour[0].minute) % slot:
            yield f"{key} starts off the slots: {begins}"
        minutes += (end - start) // MINUTE
        by_hand = hearing["is_placed_by_hand"]
        if not by_hand and not request["earliest_on"] <= begins.date().isoformat() <= request["latest_on"]:
            yield f"{key} sits outside its window: {begins}"
    if minutes != -(-request["estimated_minutes"] // slot) * slot:
        yield f"{key} sits for {minutes} minutes, asked for {request['estimated_minutes']}"
    if request["starts_at"] and not hearing["is_placed_by_hand"] and _at(request["starts_at"]) != _sat(hearing)[0][0]:
        yield f"{key} does not start when it must"
    days = sorted({rows.day(start) for start, _, _ in _sat(hearing)})
    for one, after in pairwise(days):
        if any(rows.is_open(one + timedelta(n)) for n in range(1, (after - one).days)):
            yield f"{key} does not sit on consecutive sitting days"


def _people(rows: Rows, key: Id, hearing: dict[str, Any]) -> Iterator[str]:
    request, placing, case = hearing["request"], hearing["placing"], rows.cases[hearing["case_id"]]
    features = {*request["room_features"], *(["video"] if request["channel"] in ("video", "hybrid") else [])}
    judges = [case["judge_id"], *(case["panel"] if request["judges"] > 1 else [])]
    if placing["substitute_for"]:
        # Another judge sits in one seat, for this hearing alone.
        judges = [one for one in judges if one != placing["substitute_for"]]
        is_right = set(judges) <= set(placing["judges"]) and len(placing["judges"]) == len(judges) + 1
        seats = [rows.posts[one]["role"] for one in placing["judges"]]
        if not is_right or not set(seats) <= {"judge", "lay_judge"}:
            yield f"{key} sits before {placing['judges']} with a substitute for {placing['substitute_for']}"
    elif placing["judges"] != judges:
        yield f"{key} sits before {placing['judges']}, the case has {judges}"
    named = request["attendee_ids"]
    parties = [one for one in case["parties"] if named is None or one["party_id"] in named]
    if set(placing["attending"]) != {one["person_id"] or one["party_id"] for one in parties}:
        yield f"{key} is not attended by those who were asked for"
    spoken = {language for one in placing["interpreters"] for language in rows.posts[one]["languages"]}
    if not set(request["interpreter_languages"]) <= spoken:
        yield f"{key} has no interpreter for one of its languages"
    has_clerks = any(post["role"] == "clerk" for post in rows.posts.values())
    if has_clerks and (placing["clerk"] is None or rows.posts[placing["clerk"]]["role"] != "clerk"):
        yield f"{key} has no clerk"
    for start, end, room in _sat(hearing):
        if not features <= set(rows.rooms[room]["features"]):
            yield f"{key} sits in a room without {features}"
        closed_at = rows.rooms[room]["closed_at"]
        if closed_at and end > closed_at:
            yield f"{key} sits in a room that is closed"
        for one in {*_taking_part(hearing), room}:
            if any(one == a.resource and a.starts_at < end and start < a.ends_at for a in rows.away):
                yield f"{key}: {one} is away on {start}"
        for one in {*_taking_part(hearing)} - {*placing["attending"]}:
            yield from on_duty(rows, key, one, start)


def on_duty(rows: Rows, key: Id, person: Id, start: datetime) -> Iterator[str]:
    """Why somebody in post does not work then."""
    post, day = rows.posts.get(person), rows.day(start)
    if post is None:
        return
    if day < post["from_on"] or (post["to_on"] and day > post["to_on"]):
        yield f"{key}: {person} has no post on {day}"
    if any(one == person and out <= day and (back is None or day < back) for one, out, back in rows.suspensions):
        yield f"{key}: {person} is suspended on {day}"
    pattern = post["working_pattern"]
    for change in post["working_patterns"]:
        if date.fromisoformat(str(change["from_on"])) <= day:
            pattern = change["working_pattern"]
    if pattern is not None:
        name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]
        half = "am" if start.astimezone(rows.zone).time() < rows.hours[0][1] else "pm"
        if half not in pattern.get(name, ()):
            yield f"{key}: {person} does not work then"


def _link(rows: Rows, key: Id, hearing: dict[str, Any]) -> Iterator[str]:
    request = hearing["request"]
    other = rows.hearings.get(request["linked_hearing_id"]) if request["linked_hearing_id"] else None
    if not request["linked_hearing_id"]:
        return
    if other is None or (other["placing"] is None and other["state"] != "held"):
        yield f"{key} is linked to what does not stand"
        return
    if other["placing"] is None:
        return
    (first, last), (others_first, others_last) = _ends(hearing), _ends(other)
    gap, days = request["link_gap_minutes"] * MINUTE, request["link_gap_days"]
    if request["link"] == "before":
        is_kept = last + gap <= others_first and (rows.day(others_first) - rows.day(last)).days >= days
    elif request["link"] == "after":
        is_kept = others_last + gap <= first and (rows.day(first) - rows.day(others_last)).days >= days
    else:
        is_kept = {rows.day(one[0]) for one in _sat(hearing)} <= {rows.day(one[0]) for one in _sat(other)}
    if not is_kept:
        yield f"{key} does not keep to its link ({request['link']})"


def _ends(hearing: dict[str, Any]) -> tuple[datetime, datetime]:
    sat = _sat(hearing)
    return sat[0][0], sat[-1][1]


def _notice_and_limits(rows: Rows) -> Iterator[str]:
    """Of everything ever told: time enough between telling and sitting, and nothing after the last lawful day."""
    times: dict[Id, list[tuple[str, str]]] = {}
    for told in rows.told:
        data = told.data
        sat = [(one["starts_at"], one["ends_at"]) for one in data["sittings"]]
        previous = [(one["starts_at"], one["ends_at"]) for one in (data.get("previous") or {}).get("sittings", [])]
        first, last = rows.day(_at(sat[0][0])), rows.day(_at(sat[-1][1]))
        if data.get("latest_lawful_on") and last.isoformat() > data["latest_lawful_on"] and sat != previous:
            yield f"{data['hearing_id']} was put on {last}, after {data['latest_lawful_on']}"
        needed = told.data.get("_notice")
        today = rows.day(told.at)
        between = sum(rows.is_open(today + timedelta(n)) for n in range(1, (first - today).days))
        if needed is not None and sat != previous and between < needed and (needed or first < today):
            yield f"{data['hearing_id']} was told on {today} of {first}: {between} days, not {needed}"
        times[data["hearing_id"]] = sat


def _placed_at(rows: Rows) -> dict[Id, datetime]:
    return {told.data["hearing_id"]: told.at for told in rows.told}


def _gaps(rows: Rows, to_come: dict[Id, dict[str, Any]]) -> Iterator[str]:
    """Rooms are empty, and people on their way, for as long as the rules said when the later of two was placed."""
    placed = _placed_at(rows)
    taken: dict[tuple[Id, date], list[tuple[datetime, datetime, str, Id]]] = defaultdict(list)
    for key, hearing in to_come.items():
        for start, end, room in _sat(hearing):
            building = rows.rooms[room]["building"] or ""
            taken[room, rows.day(start)].append((start, end, building, key))
            for person in _taking_part(hearing):
                taken[person, rows.day(start)].append((start, end, building, key))
    for (resource, day), sat in taken.items():
        for one, other in combinations(sorted(sat), 2):
            if one[3] == other[3] or other[0] < one[1]:
                continue
            rules = rows.rules_on(day, max(placed[one[3]], placed[other[3]]))
            needed = rules.changeover_minutes if resource in rows.rooms else 0
            if resource not in rows.rooms and one[2] != other[2]:
                needed = rules.travel_minutes
            if other[0] - one[1] < needed * MINUTE:
                yield f"{resource} has {other[0] - one[1]} between {one[3]} and {other[3]}, not {needed} minutes"


def _sitting_limits(rows: Rows, to_come: dict[Id, dict[str, Any]]) -> Iterator[str]:
    placed = _placed_at(rows)
    sat: dict[tuple[Id, date], dict[Id, set[datetime]]] = defaultdict(lambda: defaultdict(set))
    for key, hearing in to_come.items():
        for start, end, _ in _sat(hearing):
            minutes = {start + n * MINUTE for n in range((end - start) // MINUTE)}
            for judge in hearing["placing"]["judges"]:
                sat[judge, rows.day(start)][key] |= minutes
    for (judge, day), of in sat.items():
        # What lies over others and no longer than they go on makes nobody's day longer.
        longer = [key for key in of if not rows.hearings[key]["placing"]["lane"] or _adds(of, key)]
        limit = rows.rules_on(day, max(placed[key] for key in longer)).sitting_limit_minutes
        total = len({minute for minutes in of.values() for minute in minutes})
        over = sum(1 for key in of if rows.hearings[key]["placing"]["lane"])
        if limit is not None and total > limit and len(of) > 1 + over:
            yield f"{judge} sits for {total} minutes on {day}, not {limit}"


def _adds(of: dict[Id, set[datetime]], key: Id) -> bool:
    """Whether a hearing goes on while nothing else does."""
    return any(all(minute not in of[other] for other in of if other != key) for minute in of[key])


def _overbookings(rows: Rows, standing: dict[Id, dict[str, Any]]) -> Iterator[str]:
    """No more hearings are put over others in a session than somebody has permitted."""
    put: Counter[tuple[Id, date, str]] = Counter()
    for hearing in standing.values():
        if hearing["placing"]["lane"]:
            start = _sat(hearing)[0][0].astimezone(rows.zone)
            half = "am" if start.time() < rows.hours[0][1] else "pm"
            put[hearing["placing"]["judges"][0], start.date(), half] += 1
    for (judge, day, half), number in put.items():
        session = (judge, day, half)
        may = [one for one in rows.overbookings if (one["person_id"], one["day"], one["half"]) == session]
        if number > max((one["hearings"] for one in may), default=0):
            yield f"{number} hearings are put over others before {judge} on {day} {half}"
