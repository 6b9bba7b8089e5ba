"""Alerts that come in become notices to operators, once each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.alerts import store
from tarazy_notifications.adapters.hearing_store import SubjectVersion
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.operator_rules import OPERATORS
from tarazy_notifications.app.queueing import Decided
from tarazy_notifications.domain.alerts.telling import Alert, Bundle, Operator, bundles, told
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import ChannelName, Court
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.domain.topics import OPERATOR_ALERT

STILL_OF_USE = timedelta(days=1)
"""How long word of an alert is worth sending."""
ALL_COURTS = "*"
"""Stands for no court: what holds for all of them."""


class NoCourtYetError(Exception):
    """No court is known, in whose name a message could leave."""


@dataclass(frozen=True, slots=True)
class Alerting:
    """Tells operators of alerts."""

    work: Work
    rules: Rules
    gateways: frozenset[ChannelName]

    async def courts(self) -> list[str]:
        """All that are known. Raises `NoCourtYetError` where there is none."""
        async with self.work.pool.acquire() as connection:
            found = await store.courts(connection)
        if not found:
            raise NoCourtYetError
        return found

    async def tell(self, alerts: Sequence[Alert], courts: Sequence[str]) -> int:
        """Queue a notice to each operator of what is news; gives how many alerts are. All of it or nothing."""
        async with self.work.begin() as uow:
            news = await store.news(uow.connection, alerts, uow.now)
            book = await self.rules.current(uow.connection)
            decided = Decided()
            for bundle in bundles(news, uow.now):
                # What concerns no single court leaves in the name of the first.
                court = (await directory.courts(uow.connection, [bundle.court_id or courts[0]])).popitem()[1].court
                today = uow.now.astimezone(ZoneInfo(court.zone)).date()
                operators = book.of(OPERATORS, bundle.court_id or ALL_COURTS, today)
                cause = Cause.command(uuid7(uow.now))
                version = SubjectVersion(bundle.subject_id, 1, court.court_id, bundle.story, cause)
                found = [notice for one in told(bundle, operators) for notice in self._notices(bundle, one, court)]
                decided.add(version, found)
            await decided.save(uow, self.rules)
        return len(news)

    def _notices(self, bundle: Bundle, operator: Operator, court: Court) -> list[Notice]:
        return notices(
            Telling(OPERATOR_ALERT, operator.recipient(court.language)),
            court_id=court.court_id,
            subject_id=bundle.subject_id,
            version=1,
            expires_at=bundle.story.at + STILL_OF_USE,
            gateways=self.gateways,
        )
