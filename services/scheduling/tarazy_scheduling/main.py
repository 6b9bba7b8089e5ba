"""Composition root of scheduling: the only place where its parts are wired together."""

from contextlib import AbstractAsyncContextManager
from functools import partial

from fastapi import APIRouter
from tarazy_shared.background import looping
from tarazy_shared.beacons.choosing import beacon_of
from tarazy_shared.beacons.source import BeaconSource
from tarazy_shared.contracts import hearings
from tarazy_shared.lifecycle import Parts, Running, Service
from tarazy_shared.settings import read_settings

from tarazy_scheduling.adapters import intake_ledger
from tarazy_scheduling.adapters.draws import draw_secrets
from tarazy_scheduling.adapters.http.by_hand.orders import by_hand_router
from tarazy_scheduling.adapters.http.by_hand.pages import board_router
from tarazy_scheduling.adapters.http.cause_list import cause_list_router, make_pages
from tarazy_scheduling.adapters.http.cause_list_editions import cause_list_editions_router
from tarazy_scheduling.adapters.http.courts import courts_router
from tarazy_scheduling.adapters.http.draws.checking import checking_router
from tarazy_scheduling.adapters.http.draws.corrections import draw_corrections_router
from tarazy_scheduling.adapters.http.draws.explanations import explanations_router
from tarazy_scheduling.adapters.http.draws.figures import draw_figures_router
from tarazy_scheduling.adapters.http.draws.interest_questions import interest_questions_router
from tarazy_scheduling.adapters.http.draws.pages import draw_pages_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.adapters.http.draws.reallocations import reallocations_router
from tarazy_scheduling.adapters.http.draws.redraws import redraws_router
from tarazy_scheduling.adapters.http.draws.rules import draw_rules_router
from tarazy_scheduling.adapters.http.draws.secrets import draw_secrets_router
from tarazy_scheduling.adapters.http.durations import durations_router
from tarazy_scheduling.adapters.http.escalations import escalations_router
from tarazy_scheduling.adapters.http.hearing_limits import hearing_limits_router
from tarazy_scheduling.adapters.http.hearings import hearings_router
from tarazy_scheduling.adapters.http.holds import holds_router
from tarazy_scheduling.adapters.http.impacts import impacts_router
from tarazy_scheduling.adapters.http.intake import intake_router
from tarazy_scheduling.adapters.http.limit_rules import limit_rules_router
from tarazy_scheduling.adapters.http.listing_rules import listing_rules_router
from tarazy_scheduling.adapters.http.plans import plans_router
from tarazy_scheduling.adapters.http.premises import premises_router
from tarazy_scheduling.adapters.http.rulings import rulings_router
from tarazy_scheduling.adapters.http.session_risk import session_risk_router
from tarazy_scheduling.adapters.http.sessions import sessions_router
from tarazy_scheduling.adapters.http.suggestions import suggestions_router
from tarazy_scheduling.app.awaited_rounds import LOOKED_AT_EVERY, AwaitedRounds
from tarazy_scheduling.app.checking_memory import MemoryCheck
from tarazy_scheduling.app.draw_figures import DrawFigures
from tarazy_scheduling.app.handlers import subscriptions
from tarazy_scheduling.app.measuring import Measuring
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.publishing_lists import PublishingLists
from tarazy_scheduling.app.sealing import Sealing
from tarazy_scheduling.app.self_check import SelfCheck
from tarazy_scheduling.app.watching_draws import WatchingDraws
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings

COURTS_LOOKED_AT_EVERY = 1.0
"""Seconds between two looks for courts for which time has brought something about."""
COURTS_WATCHED_EVERY = 5.0
IDS_FORGOTTEN_EVERY = 3600.0
MEASURED_EVERY = 15.0
LEDGERS_CHECKED_EVERY = 60.0
"""Seconds between two looks for ledgers that were not verified on the present day."""
COURTS_COMPARED_EVERY = 30.0
"""Seconds between two looks for courts in memory that were not compared with the database in this night."""
LISTS_PUBLISHED_EVERY = 10.0
"""Seconds between two looks for lists of hearings that are due or have changed."""
DAYS_SEALED_EVERY = 30.0
"""Seconds between two looks for days of ledgers that are over."""


def compose(settings: Settings) -> Service:
    """Scheduling with these settings."""

    def build(running: Running) -> Parts:
        source = beacon_of(settings, running.clock)
        sets = WorkingSets(source.clock if source else None)
        figures = DrawFigures(running.pool, running.clock)
        return Parts(
            subscriptions=subscriptions(sets),
            routers=_routers(running, settings, sets, source, figures),
            background=_loops(running, settings, sets, source, figures),
        )

    return Service(
        name="scheduling",
        package="tarazy_scheduling",
        settings=settings,
        writes=hearings.EVENTS,
        build=build,
        after_migrating=partial(draw_secrets.keep_shift, shift=settings.now_offset),
        title="Tarazy scheduling",
        summary="Who hears which case, when and where each hearing sits.",
    )


def _routers(
    running: Running, settings: Settings, sets: WorkingSets, source: BeaconSource | None, figures: DrawFigures
) -> list[APIRouter]:
    """What is asked and ordered over HTTP."""
    pages = make_pages()
    return [
        cause_list_router(running, pages),
        cause_list_editions_router(running, settings),
        courts_router(running),
        hearings_router(running, settings),
        hearing_limits_router(running, pages, settings),
        escalations_router(running, pages, settings),
        durations_router(running, settings),
        by_hand_router(running, sets, settings),
        board_router(running, sets, settings),
        draws_router(running, source),
        draw_pages_router(running, pages),
        draw_figures_router(running, pages, figures),
        explanations_router(running, pages),
        checking_router(),
        draw_secrets_router(running, settings),
        draw_corrections_router(running, sets, settings),
        draw_rules_router(running, sets, settings),
        interest_questions_router(running, sets, settings),
        limit_rules_router(running, sets, settings),
        plans_router(running, sets, settings),
        premises_router(running, sets, settings),
        listing_rules_router(running, sets, settings),
        holds_router(running, sets, settings),
        sessions_router(running, sets, settings),
        session_risk_router(running, settings),
        impacts_router(running, sets, settings),
        suggestions_router(running, sets, settings),
        redraws_router(running, sets, settings),
        rulings_router(running, sets, settings),
        reallocations_router(running, sets, settings),
        intake_router(running.work, settings),
    ]


def _loops(
    running: Running, settings: Settings, sets: WorkingSets, source: BeaconSource | None, figures: DrawFigures
) -> list[AbstractAsyncContextManager[None]]:
    """What goes on by itself."""
    passing = PassingTime(running.work, sets)
    measuring = Measuring(running.pool)
    rounds = AwaitedRounds(running.work, sets, source, settings.beacon_patience, running.look_again)
    self_check = SelfCheck(running.pool, running.clock)
    memory_check = MemoryCheck(running.pool, sets, running.clock)
    sealing = Sealing(running.work)
    lists = PublishingLists(running.work, settings.cause_lists_at, settings.address)
    watching = WatchingDraws(running.pool, running.clock, figures)

    async def forget_intake_ids() -> bool:
        async with running.work.begin() as uow:
            return await intake_ledger.forget(uow.connection, uow.now)

    return [
        looping("passing-time", passing.step, service="scheduling", pause=COURTS_LOOKED_AT_EVERY),
        looping("measuring", measuring.step, service="scheduling", pause=MEASURED_EVERY),
        looping("beacon", rounds.step, service="scheduling", pause=LOOKED_AT_EVERY, wake=rounds.alarm),
        looping("self-check", self_check.step, service="scheduling", pause=LEDGERS_CHECKED_EVERY),
        looping("memory-check", memory_check.step, service="scheduling", pause=COURTS_COMPARED_EVERY),
        looping("sealing", sealing.step, service="scheduling", pause=DAYS_SEALED_EVERY),
        looping("cause-lists", lists.step, service="scheduling", pause=LISTS_PUBLISHED_EVERY),
        looping("watching-draws", watching.step, service="scheduling", pause=COURTS_WATCHED_EVERY),
        looping("intake-age", forget_intake_ids, service="scheduling", pause=IDS_FORGOTTEN_EVERY),
    ]


def make() -> Service:
    """Scheduling as the environment describes it."""
    return compose(read_settings(Settings))
