"""Each kind of fact that HR tells, from the request at HR to what it does to the calendar and to the next draw.

What a hearing is concerned by is timed until the mail that tells it is in the mail catcher; what only later draws are
concerned by until scheduling has taken it in. The test and the benchmark `hr-reaction` play the same.
"""

import asyncio
import base64
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.ids import new_id
from tests.system.court_system import CourtSystem, Told
from tests.system.courts import a_case, a_request
from tests.system.test_main_flow import calendar_of, court_id, line, person_of, starts

Data = dict[str, Any]
PATIENCE = 20.0
DRAWN_AHEAD = 8


@dataclass
class Scene:
    """One court in which all of them happen, one after the other."""

    system: CourtSystem
    court: Data
    today: date
    milliseconds: dict[str, float] = field(default_factory=dict)
    drawn: list[tuple[Data, Told]] = field(default_factory=list)
    """Cases that have their judge already: a draw waits for a round of the beacon, ten of them wait no longer."""

    @property
    def base(self) -> str:
        return f"/courts/{court_id(self.court)}"

    @property
    def judges(self) -> list[str]:
        return [one["person_id"] for one in self.court["people"] if one["role"] == "judge"]

    async def hr(self, method: str, path: str, **body: Any) -> Data:
        """A request to HR, which must be taken."""
        answer = await self.system.staff_http("hr", method, path, json=body)
        assert answer.status_code in (200, 201), f"{method} {path}: {answer.text}"
        data: Data = answer.json()
        return data

    async def play(self) -> None:
        """Everything, in order."""
        self.drawn += await asyncio.gather(*(self.new_case() for _ in range(DRAWN_AHEAD)))
        for happens in KINDS:
            await happens(self)

    async def a_case(self, **more: Any) -> tuple[Data, Told]:
        """A case, and what became of it."""
        return self.drawn.pop() if self.drawn and not more else await self.new_case(**more)

    async def new_case(self, **more: Any) -> tuple[Data, Told]:
        """One that is not drawn yet, and what became of it."""
        case = a_case(court_id(self.court), **more)
        event = await self.system.publish("case.registered", case)
        return case, await self.system.answer_to(event, "case.allocated", "case.unallocated")

    async def a_hearing(self, case: Data, **more: Any) -> tuple[Data, Told]:
        """A hearing that is asked for, and the answer."""
        request = a_request(case, today=self.today, after=21, **more)
        event = await self.system.publish("hearing.requested", request)
        return request, await self.system.answer_to(event, "hearing.scheduled", "hearing.unlisted")

    async def listed(self, **more: Any) -> tuple[Data, Data, Told]:
        """A hearing that has its place, and its claimant has read so."""
        case, _ = await self.a_case()
        request, answer = await self.a_hearing(case, **more)
        assert answer.type == "court.hearing.scheduled.v1", answer.data
        await self.system.mail(claimant(case))
        return case, request, answer

    async def unlisted(self, conflict: str, case: Data, **more: Any) -> Data:
        """A hearing that has no place, for a reason."""
        request, answer = await self.a_hearing(case, **more)
        assert answer.type == "court.hearing.unlisted.v1", answer.data
        assert conflict in {one["code"] for one in answer.data["conflicts"]}, answer.data
        return request

    async def mailed(self, kind: str, case: Data, count: int, fact: Awaitable[Data]) -> str:
        """Carry the fact out: the calendar entry of the mail that the claimant gets because of it, timed."""
        started = time.time()
        await fact
        mail = (await self.system.mail(claimant(case), count=count, within=PATIENCE))[count - 1]
        self.milliseconds[kind] = 1000 * (await self._arrived(str(mail["Message-ID"])) - started)
        return calendar_of(mail)

    async def _arrived(self, message_id: str) -> float:
        """When a mail was in the catcher, in seconds since 1970."""
        answer = await self.system.http.get(f"{self.system.endpoints['catcher']['url']}/messages")
        for message in reversed(answer.json()):
            if message_id.encode() in base64.b64decode(message["raw"]):
                return datetime.fromisoformat(message["at"]).timestamp()
        raise AssertionError(f"no mail {message_id}")

    async def taken_in(self, kind: str, event_type: str, fact: Awaitable[Data]) -> None:
        """Carry the fact out, timed until scheduling has taken its event in where `kind` names it."""
        before, started = await self._taken(event_type), time.time()
        await fact
        end = time.monotonic() + PATIENCE
        while await self._taken(event_type) == before:
            assert time.monotonic() < end, f"{event_type} was not taken in"
            await asyncio.sleep(0.005)
        if kind:
            self.milliseconds[kind] = 1000 * (time.time() - started)

    async def _taken(self, event_type: str) -> int:
        url = self.system.endpoints["services"]["scheduling"]["url"]
        text = (await self.system.http.get(f"{url}/metrics")).text
        found = re.findall(rf'^tarazy_events_handled_total{{.*type="{re.escape(event_type)}".*}} (\S+)', text, re.M)
        return sum(int(float(number)) for number in found)


def claimant(case: Data) -> str:
    """Who reads what becomes of the hearing."""
    return str(case["parties"][0]["contacts"][0]["address"])


def candidates(drawn: Told) -> dict[str, str | None]:
    """Who could be drawn, and why the others could not."""
    return {one["person_id"]: one.get("excluded") for one in drawn.data["proof"]["candidates"]}


def whole_window(request: Data) -> tuple[str, str]:
    """The instants between which a hearing could sit at all."""
    last = date.fromisoformat(request["latest_on"]) + timedelta(days=1)
    return f"{request['earliest_on']}T00:00:00+05:00", f"{last.isoformat()}T00:00:00+05:00"


async def appointed(scene: Scene) -> None:
    """An interpreter comes: the hearing that waited for one is listed."""
    case, _ = await scene.a_case()
    await scene.unlisted("no_interpreter", case, interpreter_languages=["tr"])
    body = {"post_id": new_id(), "role": "interpreter", "name": "Переводчик", "from_on": "2026-01-01"}
    fact = scene.hr("PUT", f"{scene.base}/people/{new_id()}", **body, languages=["ru", "tr"])
    entry = await scene.mailed("appointed", case, 1, fact)
    assert line(entry, "METHOD") == "METHOD:REQUEST"


async def pattern_changed(scene: Scene) -> None:
    """A judge works on that weekday no more: the hearing moves, or somebody else sits."""
    case, request, answer = await scene.listed()
    (start,) = starts(answer)
    judge = answer.data["person_ids"]["judges"][0]
    days = ("mon", "tue", "wed", "thu", "fri")
    pattern = {day: ["am", "pm"] for day in days if day != days[start.weekday()]}
    known = {name: value for name, value in person_of(scene.court, judge).items() if name != "person_id"}
    url = f"{scene.base}/people/{judge}"
    entry = await scene.mailed("pattern changed", case, 2, scene.hr("PUT", url, **known, working_pattern=pattern))
    assert line(entry, "SEQUENCE") == "SEQUENCE:1"
    moved = scene.system.about(hearing_id=request["hearing_id"])[-1]
    assert moved.data["person_ids"]["judges"] != [judge] or starts(moved)[0].weekday() != start.weekday()
    await scene.hr("PUT", url, **known)


async def absence_approved(scene: Scene, kind: str = "leave") -> None:
    """A judge will be away: the hearing moves, or somebody else sits."""
    case, request, answer = await scene.listed()
    (start,) = starts(answer)
    judge, midnight = answer.data["person_ids"]["judges"][0], start.replace(hour=0, minute=0)
    asked = await scene.hr(
        "POST", "/absences", person_id=judge, court_id=court_id(scene.court), kind=kind,
        starts_at=midnight.isoformat(), ends_at=(midnight + timedelta(days=2)).isoformat(),
    )  # fmt: skip
    name = "absence approved" if kind == "leave" else kind
    entry = await scene.mailed(name, case, 2, scene.hr("POST", f"/absences/{asked['absence_id']}/approve"))
    assert line(entry, "SEQUENCE") == "SEQUENCE:1"
    told = scene.system.about(hearing_id=request["hearing_id"])
    moved = next(one for one in told if one.type == "court.hearing.rescheduled.v1")
    assert moved.data["reason"] == "judge_absent"
    await scene.hr("POST", f"/absences/{asked['absence_id']}/cancel")


async def secondment(scene: Scene) -> None:
    """A judge is sent to another court for a time."""
    await absence_approved(scene, "secondment")


async def _away(scene: Scene) -> tuple[Data, Data, Data]:
    """A case whose judge is away in the whole window of its hearing, which therefore has no place."""
    case, drawn = await scene.a_case()
    starts_at, ends_at = whole_window(a_request(case, today=scene.today, after=21))
    absence = {
        "person_id": drawn.data["person_id"], "court_id": court_id(scene.court), "kind": "leave",
        "starts_at": starts_at, "ends_at": ends_at,
    }  # fmt: skip
    absence_id = new_id()
    handled = "court.absence.approved.v1"
    await scene.taken_in("", handled, scene.hr("PUT", f"/absences/{absence_id}", **absence))
    await scene.unlisted("judge_busy", case)
    return case, absence | {"absence_id": absence_id}, drawn.data


async def absence_cancelled(scene: Scene) -> None:
    """A judge will not be away after all: the hearing that had no place is listed."""
    case, absence, _ = await _away(scene)
    fact = scene.hr("POST", f"/absences/{absence['absence_id']}/cancel")
    entry = await scene.mailed("absence cancelled", case, 1, fact)
    assert line(entry, "METHOD") == "METHOD:REQUEST"


async def absence_cut_short(scene: Scene) -> None:
    """A judge is back earlier: the hearing sits in the days that are free again."""
    case, absence, _ = await _away(scene)
    absence_id = absence.pop("absence_id")
    ends_at = datetime.fromisoformat(absence["starts_at"]) + timedelta(days=2)
    shorter = absence | {"ends_at": ends_at.isoformat()}
    entry = await scene.mailed("absence cut short", case, 1, scene.hr("PUT", f"/absences/{absence_id}", **shorter))
    assert line(entry, "DTSTART").partition(":")[2] > f"{ends_at:%Y%m%d}"


async def suspended(scene: Scene) -> None:
    """A judge may not act while a disciplinary case runs: another sits, or the hearing moves; no draw has them."""
    case, request, answer = await scene.listed()
    judge, today = answer.data["person_ids"]["judges"][0], scene.today.isoformat()
    about = f"{scene.base}/discipline/{new_id()}"
    complaint = {"judge": judge, "complainant": "court", "grounds": ["ethics_breach"]}
    await scene.hr("PUT", about, **complaint, happened_on=today, learned_on=today)
    fact = scene.hr("POST", f"{about}/off-duty", from_on=today)
    entry = await scene.mailed("suspended", case, 2, fact)
    assert line(entry, "SEQUENCE") == "SEQUENCE:1"
    moved = scene.system.about(hearing_id=request["hearing_id"])
    assert "judge_suspended" in {one.data.get("reason") for one in moved}
    _, drawn = await scene.new_case()
    told = {one["person_id"]: one.get("excluded") for one in drawn.data["proof"]["candidates"]}
    assert (drawn.data["person_id"] != judge, told[judge]) == (True, "suspended")
    await reinstated(scene, case, about)


async def reinstated(scene: Scene, case: Data, about: str) -> None:
    """The judge acts again: a hearing of the own case that had no place meanwhile is listed."""
    await scene.unlisted("no_judge", case)
    before = len(await scene.system.mails(claimant(case)))
    fact = scene.hr("POST", f"{about}/on-duty", from_on=scene.today.isoformat())
    entry = await scene.mailed("reinstated", case, before + 1, fact)
    assert line(entry, "METHOD") == "METHOD:REQUEST"


async def authorised(scene: Scene) -> None:
    """A judge may hear the specialism: the case that waited for somebody is drawn and its hearing listed."""
    one, other = scene.judges[:2]
    given = {"from_on": "2026-01-05"}
    url = f"{scene.base}/people/{{}}/authorisations"
    # As soon as anybody is authorised for something, the court uses authorisations.
    first = scene.hr("PUT", f"{url.format(one)}/family", **given)
    await scene.taken_in("", "court.staff.authorised.v1", first)
    case, waits = await scene.a_case(specialisms=["juvenile"])
    assert waits.type == "court.case.unallocated.v1", waits.data
    await scene.unlisted("case_unallocated", case)
    entry = await scene.mailed("authorised", case, 1, scene.hr("PUT", f"{url.format(other)}/juvenile", **given))
    assert line(entry, "METHOD") == "METHOD:REQUEST"


async def authorisation_ended(scene: Scene) -> None:
    """A judge may not hear the specialism any more: nobody can be drawn for the next such case."""
    judge = scene.judges[1]
    url = f"{scene.base}/people/{judge}/authorisations"
    yesterday = (scene.today - timedelta(days=1)).isoformat()
    fact = scene.hr("POST", f"{url}/juvenile/end", to_on=yesterday)
    await scene.taken_in("authorisation ended", "court.staff.authorisation_ended.v1", fact)
    _, waits = await scene.a_case(specialisms=["juvenile"])
    assert waits.type == "court.case.unallocated.v1", waits.data


async def interest_declared(scene: Scene) -> None:
    """A judge has an interest in a party: not drawn for its next case, and drawn again when the interest has ended."""
    judge, interest = scene.judges[0], new_id()
    party = "ТОО «Реакция»"
    url = f"{scene.base}/interests/{interest}"
    declared = scene.hr("PUT", url, person_id=judge, against=party)
    await scene.taken_in("interest declared", "court.interest.declared.v1", declared)
    assert (await _drawn_against(scene, party))[judge] == "interest_declared"
    ended = scene.hr("POST", f"{url}/end", to_on=(scene.today - timedelta(days=1)).isoformat())
    await scene.taken_in("interest ended", "court.interest.ended.v1", ended)
    assert (await _drawn_against(scene, party))[judge] is None


async def _drawn_against(scene: Scene, party: str) -> dict[str, str | None]:
    case = a_case(court_id(scene.court))
    case["parties"][1]["name"] = party
    return candidates(
        await scene.system.answer_to(await scene.system.publish("case.registered", case), "case.allocated")
    )


async def norm_changed(scene: Scene) -> None:
    """Cases weigh something else from a day to come on."""
    valid_from = (scene.today + timedelta(days=1)).isoformat()
    fact = scene.hr("PUT", f"{scene.base}/norms/civil.contract", weight_minutes=400, valid_from=valid_from)
    await scene.taken_in("norm changed", "court.norm.changed.v1", fact)


async def separated(scene: Scene) -> None:
    """A judge has left: the case goes to another, and the hearing with it."""
    case, request, answer = await scene.listed()
    judge = answer.data["person_ids"]["judges"][0]
    left = (scene.today - timedelta(days=1)).isoformat()
    fact = scene.hr("POST", f"{scene.base}/people/{judge}/separate", to_on=left)
    entry = await scene.mailed("separated", case, 2, fact)
    assert line(entry, "SEQUENCE") == "SEQUENCE:1"
    drawn = [one for one in scene.system.about(case_id=case["case_id"]) if one.type == "court.case.reallocated.v1"]
    assert [one.data["reason"] for one in drawn] == ["judge_separated"]
    moved = [one for one in scene.system.about(hearing_id=request["hearing_id"]) if "person_ids" in one.data]
    assert moved[-1].data["person_ids"]["judges"] == [drawn[0].data["person_id"]]


KINDS: tuple[Callable[[Scene], Awaitable[None]], ...] = (
    appointed,
    pattern_changed,
    absence_approved,
    secondment,
    absence_cancelled,
    absence_cut_short,
    suspended,
    interest_declared,
    norm_changed,
    authorised,
    authorisation_ended,
    separated,
)
"""In this order: whoever has left comes last, and once somebody is authorised the court uses authorisations."""
