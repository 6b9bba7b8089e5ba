"""Acts of the secretary, who keeps the case and decides nothing in it."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.database import Connection
from tarazy_shared.pages.catalogue import message
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline import standing
from tarazy_hr.adapters.discipline.standing import ListedCase
from tarazy_hr.adapters.http.discipline.asking import note_down
from tarazy_hr.adapters.http.discipline.pages.acting import Act, Asked
from tarazy_hr.adapters.http.discipline.pages.words import GROUNDS_OF_RECUSAL, PHASES
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, TIME, About, Question
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.proceedings import people
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.app.discipline.conducting import Conducted
from tarazy_hr.app.discipline.joining import join
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.joining import BEFORE_A_PANEL
from tarazy_hr.domain.refusal import Refusal

CONDUCT = "discipline.conduct"
REASON = Question("reason", message("Reason"), "choice", required=True)
INSPECTOR = Question("initiator", message("Inspector"), "choice", required=True)


def reasons(asked: Asked) -> list[tuple[str, str]]:
    """Reasons of the case's rules, for a choice."""
    return [(one.code, local(asked.visit, one.name)) for one in asked.case.rules.reasons]


async def with_reasons(asked: Asked) -> About:
    """For forms that ask for a reason alone."""
    return About(options={"reason": reasons(asked)})


async def _inspectors(asked: Asked) -> About:
    received = asked.case.received
    async with asked.desk.work.pool.acquire() as connection:
        now = asked.desk.work.clock()
        found = await people.who_are("inspector", connection, received.court_id, now)
        found -= {received.judge, *asked.case.complainants}
        names = await names_of(connection, list(found))
    named = sorted(((str(one), names.get(one, str(one))) for one in found), key=lambda one: one[1])
    return About(options={"initiator": named, "reason": reasons(asked)})


async def _seated(asked: Asked) -> About:
    case, words = asked.case, asked.visit.words
    seated = [(str(one), asked.subject.name(one)) for one in case.panels.get(case.instance, ())]
    grounds = [(code, words.gettext(name)) for code, name in GROUNDS_OF_RECUSAL.items()]
    return About(options={"member": seated, "ground": grounds})


async def _running(asked: Asked) -> About:
    clocks = asked.case.clocks
    running = [(code, asked.subject.word(code)) for code, one in clocks.items() if one.runs]
    return About(options={"clock": running, "reason": reasons(asked)})


def _can_recuse(case: DisciplinaryCase) -> bool:
    seated = case.panels.get(case.instance, ())
    return bool(seated) and case.phase != "decided" and case.order is None


def _hearing(asked: Asked) -> commands.SetHearing:
    said, zone = asked.answers, ZoneInfo(asked.visit.court.zone)
    starts, ends = (datetime.combine(said["on"], said[name], zone) for name in ("starts_at", "ends_at"))
    return commands.SetHearing(starts, ends)


def _sits(case: DisciplinaryCase) -> bool:
    return case.phase in ("panel", "appeal_panel")


def _recuse(asked: Asked) -> commands.Recuse:
    return commands.Recuse(UUID(asked.answers["member"]), asked.answers["ground"])


BEGINNING = (
    Act(
        "admit",
        CONDUCT,
        "office",
        message("Admit the complaint"),
        message("Admit"),
        lambda case: case.phase == "received",
        lambda asked: commands.Admit(UUID(asked.answers["initiator"])),
        (INSPECTOR,),
        _inspectors,
        message("The inspector looks into it and never sits in the panel."),
    ),
    Act(
        "reject",
        CONDUCT,
        "office",
        message("Reject the complaint"),
        message("Reject"),
        lambda case: case.phase == "received",
        lambda asked: commands.Reject(asked.answers["reason"]),
        (REASON,),
        with_reasons,
        message("Nobody looks into it; the case is over."),
        is_grave=True,
    ),
    Act(
        "initiator",
        CONDUCT,
        "office",
        message("Name another inspector"),
        message("Name"),
        lambda case: case.phase == "inquiry",
        lambda asked: commands.NameInitiator(UUID(asked.answers["initiator"]), asked.answers["reason"]),
        (INSPECTOR, REASON),
        _inspectors,
    ),
)


async def _join(asked: Asked, uow: UnitOfWork, cause: Cause) -> Conducted | Refusal:
    received = asked.case.received
    by, into = asker(asked.visit.request).by, UUID(asked.answers["into"])
    done = await join(uow, received.court_id, received.case_id, into, by, cause)
    if isinstance(done, Refusal):
        return done
    note_down(asked.visit.request, done[1])
    return done[0]


async def joinable(connection: Connection, case: DisciplinaryCase) -> list[ListedCase]:
    """Other cases about the same judge in which a complaint can go on."""
    received = case.received
    found = await standing.cases(connection, received.court_id)
    others = [one for one in found if one.judge == received.judge and one.case_id != received.case_id]
    return [one for one in others if one.phase in BEFORE_A_PANEL]


async def _cases_of_the_judge(asked: Asked) -> About:
    day, gettext = asked.visit.reader.day, asked.visit.words.gettext
    async with asked.desk.work.pool.acquire() as connection:
        found = await joinable(connection, asked.case)
    others = [(str(one.case_id), f"{day(one.received_on)}: {gettext(PHASES[one.phase])}") for one in found]
    return About(options={"into": others})


JOINING = (
    Act(
        "join",
        CONDUCT,
        "office",
        message("Let the complaint go on in another case on the same matter"),
        message("Join them"),
        lambda case: case.phase in BEFORE_A_PANEL and not case.taken_in,
        lambda asked: None,
        (Question("into", message("Case about the same judge, received on"), "choice", required=True),),
        _cases_of_the_judge,
        message("That case takes over its grounds and papers, and the limitation that ends earlier. This one is over."),
        is_grave=True,
        does=_join,
    ),
)

SEATING = (
    Act(
        "panel",
        CONDUCT,
        "office",
        message("Have the panel drawn"),
        message("Order the draw"),
        lambda case: case.phase in ("referred", "appealed") and case.order is None,
        lambda asked: commands.OrderPanel(),
        follows=message(
            "The free seats are drawn by lot, by a round of the public beacon that nobody knows yet. Who can be drawn, "
            "and who is left out and why, goes into the record now."
        ),
    ),
    Act(
        "recuse",
        CONDUCT,
        "office",
        message("Take a member off the panel"),
        message("Take off"),
        _can_recuse,
        _recuse,
        (
            Question("member", message("Member"), "choice", required=True),
            Question("ground", message("Ground"), "choice", required=True),
        ),
        _seated,
        message("The seat is drawn again; what was heard so far is heard again."),
        is_grave=True,
    ),
    Act(
        "hearing",
        CONDUCT,
        "office",
        message("Set the hearing"),
        message("Set"),
        _sits,
        _hearing,
        (
            Question("on", message("Day"), "day", DAY, required=True, size=12),
            Question("starts_at", message("From"), "time", TIME, required=True, size=6),
            Question("ends_at", message("Until"), "time", TIME, required=True, size=6),
        ),
        follows=message("The judge, the panel and the inspector are told of it."),
    ),
    Act(
        "call-off",
        CONDUCT,
        "office",
        message("Call the hearing off"),
        message("Call it off"),
        lambda case: _sits(case) and case.instance in case.hearings and case.instance not in case.heard_on,
        lambda asked: commands.CallHearingOff(asked.answers["reason"]),
        (REASON,),
        with_reasons,
        message("The judge, the panel and the inspector are told of it."),
    ),
    Act(
        "heard",
        CONDUCT,
        "office",
        message("Enter that the panel has heard it"),
        message("Enter"),
        _sits,
        lambda asked: commands.RecordHearing(asked.answers["on"]),
        (Question("on", message("Day"), "day", DAY, required=True, size=12),),
    ),
)

TIME_ACTS = (
    Act(
        "pause",
        CONDUCT,
        "office",
        message("Let the proceedings stand still"),
        message("Let them stand still"),
        lambda case: True,
        lambda asked: commands.Pause(asked.answers["reason"]),
        (REASON,),
        with_reasons,
        message("Clocks whose rules allow it stand still with them."),
    ),
    Act(
        "resume",
        CONDUCT,
        "office",
        message("Let the proceedings go on"),
        message("Let them go on"),
        lambda case: case.paused_since is not None,
        lambda asked: commands.Resume(),
        while_paused=True,
    ),
    Act(
        "extend",
        CONDUCT,
        "office",
        message("Give a clock a later last day"),
        message("Extend"),
        lambda case: any(one.runs for one in case.clocks.values()),
        lambda asked: commands.Extend(asked.answers["clock"], asked.answers["until"], asked.answers["reason"]),
        (
            Question("clock", message("Clock"), "choice", required=True),
            Question("until", message("Last day"), "day", DAY, required=True, size=12),
            REASON,
        ),
        _running,
    ),
    Act(
        "off-duty",
        CONDUCT,
        "office",
        message("Suspend the judge for the time of the proceedings"),
        message("Suspend"),
        lambda case: not case.off_duty,
        lambda asked: commands.TakeOffDuty(asked.answers["from_on"]),
        (Question("from_on", message("First day"), "day", DAY, required=True, size=12),),
        follows=message("The judge leaves draws of cases and the calendar from this day on."),
        is_grave=True,
    ),
    Act(
        "on-duty",
        CONDUCT,
        "office",
        message("End the suspension"),
        message("End it"),
        lambda case: case.off_duty,
        lambda asked: commands.PutBackOnDuty(asked.answers["from_on"]),
        (Question("from_on", message("First day back"), "day", DAY, required=True, size=12),),
        while_paused=True,
        afterwards=True,
    ),
)

ACTS = (*BEGINNING, *JOINING, *SEATING, *TIME_ACTS)
