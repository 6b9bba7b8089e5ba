"""Composition root of notifications: the only place where its parts are put together."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from random import Random

from tarazy_shared.audit_heads import AuditHeads
from tarazy_shared.background import looping
from tarazy_shared.contracts import notices as contract
from tarazy_shared.contracts import topics
from tarazy_shared.lifecycle import Parts, Running, Service
from tarazy_shared.settings import read_settings
from tarazy_shared.subscription import Subscription
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.channels.simulated.gateway import around
from tarazy_notifications.adapters.channels.wiring import Channels, Inboxes
from tarazy_notifications.adapters.delivery.allowances import limits_of
from tarazy_notifications.adapters.desk.door import door_of
from tarazy_notifications.adapters.reply_intake import IntakeAddress, listening
from tarazy_notifications.adapters.routers import notifications_routers
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.surveys.gateway import asking
from tarazy_notifications.adapters.surveys.opening import Opening
from tarazy_notifications.adapters.texts.editions import KeepingEditions
from tarazy_notifications.adapters.texts.gaps import WritingGaps
from tarazy_notifications.adapters.texts.ruling import terms_of
from tarazy_notifications.adapters.texts.whole import find_whole
from tarazy_notifications.app import case_events, hearing_events, staff_events
from tarazy_notifications.app.attempts import Attempts
from tarazy_notifications.app.delivery.incoming import Incoming
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.app.delivery.wiring import delivery_loops
from tarazy_notifications.app.evidence.proving import proving
from tarazy_notifications.app.evidence.wiring import evidence_loops
from tarazy_notifications.app.matters.arming import RearmingDeadlines
from tarazy_notifications.app.matters.reminding import MatterReminding
from tarazy_notifications.app.measuring import Measuring
from tarazy_notifications.app.replying import Replying
from tarazy_notifications.app.rota import Rota, lanes_for
from tarazy_notifications.app.sender import Gateway, Lane
from tarazy_notifications.app.surveys.wiring import survey_loops
from tarazy_notifications.app.timing.quiet_now import quiet_by
from tarazy_notifications.app.timing.wiring import timing_loops
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.settings import Settings

NAME = "notifications"
HEADS_TOLD_EVERY = 3600.0
"""Seconds between two looks for trails that have grown."""


def make_service(settings: Settings | None = None) -> Service:
    """The service as its settings want it. Raises `ConfigurationError` for what cannot work."""
    settings = settings or read_settings(Settings)
    channels = Channels.of(settings)
    intake = IntakeAddress.at(settings.replies_at) if settings.replies_at else None
    return Service(
        name=NAME,
        package="tarazy_notifications",
        settings=settings,
        writes=contract.EVENTS,
        build=partial(_build, settings, channels, intake),
        title="Tarazy notifications",
        # Facts about notices are for the record: what people wait for are the mails.
        relay_rests=0.05,
        summary="Tells everyone concerned of hearings, by e-mail with calendar entries that update",
    )


def _build(settings: Settings, channels: Channels, intake: IntakeAddress | None, running: Running) -> Parts:
    # Texts are read, and found whole, before the first event comes in.
    find_whole()
    rota = Rota(lanes_for(settings.lanes))
    rules = Rules(KINDS)
    receiving = Receiving(running.work, proving(rules))
    measuring = Measuring(running.pool, running.clock)
    inboxes = Inboxes.of(running)

    background: list[AbstractAsyncContextManager[None]] = [
        *sending(settings, channels, running.work, rota, rules),
        *delivery_loops(running.work, rules, receiving, channels.names, NAME),
        inboxes.looking(NAME),
        *timing_loops(running.work, rules, channels.names, NAME),
        looping("matters", MatterReminding(running.work, rules, channels.names).step, service=NAME, pause=60),
        looping("deadlines", RearmingDeadlines(running.work, rules).step, service=NAME, pause=5),
        looping("text-editions", KeepingEditions(running.pool, running.clock).step, service=NAME, pause=3600),
        looping("summons-gaps", WritingGaps(running.pool, running.clock, channels.gaps).step, service=NAME, pause=10),
        looping("notice-gauges", measuring.step, service=NAME, pause=1),
        looping("audit-heads", AuditHeads(running.pool).tell, service=NAME, pause=HEADS_TOLD_EVERY),
        *evidence_loops(running.work, NAME, rules),
    ]
    if intake is not None:
        replying = Replying(running.work, settings.replies_vouched_by)
        background.append(listening(intake, Incoming(receiving, replying).take))
    return Parts(
        subscriptions=[
            Subscription(
                topics.CASES,
                case_events.USES,
                first_reader=False,
                handler=case_events.CaseEvents(channels.names, rules),
            ),
            Subscription(
                topics.STAFF,
                staff_events.USES,
                first_reader=False,
                handler=staff_events.StaffEvents(channels.names, rules),
            ),
            Subscription(
                topics.HEARINGS,
                hearing_events.USES,
                first_reader=True,
                handler=hearing_events.HearingEvents(channels.names, rules),
            ),
        ],
        routers=notifications_routers(door_of(running, settings), rules, channels, inboxes, is_https=settings.is_https),
        background=background,
        on_handled=rota.call,
    )


def sending(
    settings: Settings, channels: Channels, work: Work, rota: Rota, rules: Rules | None = None
) -> list[AbstractAsyncContextManager[None]]:
    """The lanes of a rota. So many notices are under way as there are connections to the mail server."""
    rules = rules or Rules(KINDS)
    limits, terms, quiet = limits_of(rules, work.clock), terms_of(rules), quiet_by(rules)
    attempts = Attempts(work, settings.send_lease, rota.call, limits, terms, proving(rules), quiet, settings.lanes)
    opened = channels.opened(work)
    report, opening = Receiving(work).take, Opening.of(settings)
    allowed = settings.embedded or settings.simulated_recipients

    def gateways() -> Mapping[ChannelName, Gateway]:
        simulated = around(opened.gateways(), allowed=allowed, report=report, sleep=asyncio.sleep)
        return asking(simulated, work.pool, opening)

    lanes = [
        Lane(work, gateways(), Random(), attempts, asyncio.sleep)  # noqa: S311  spreads retries
        for _ in rota.wakes
    ]
    return [
        *opened.background,
        *(_running(lane, rota, number) for number, lane in enumerate(lanes)),
        *survey_loops(work, rules, opening, gateways()["email"], settings.send_lease, NAME),
    ]


@asynccontextmanager
async def _running(lane: Lane, rota: Rota, number: int) -> AsyncIterator[None]:
    try:
        step = partial(rota.turn, number, lane.step)
        async with looping(f"lane {number}", step, service=NAME, pause=1, wake=rota.wakes[number]):
            yield
    finally:
        await lane.close()
