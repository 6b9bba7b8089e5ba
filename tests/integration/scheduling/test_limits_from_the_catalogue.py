"""Figures that courts once gave the catalogue are rules after the migration that takes them out of it."""

from datetime import date

import asyncpg
import pytest
from tarazy_scheduling.adapters.limits import rule_store
from tarazy_shared import migrations
from tarazy_shared.migrations import Migration, find_migrations, migrate

from tests.conftest import CreateDatabase
from tests.servers import Database

PACKAGES = ["tarazy_shared", "tarazy_scheduling"]
BEFORE = 19
"""The last migration with which the catalogue had figures."""


async def tables_of_before(database: Database) -> None:
    with pytest.MonkeyPatch.context() as patch:

        def of_before(packages: list[str]) -> list[Migration]:
            known = find_migrations(packages)
            return [one for one in known if one.package != "tarazy_scheduling" or one.version <= BEFORE]

        patch.setattr(migrations, "find_migrations", of_before)
        await migrate(database.owner_url, PACKAGES)


async def test_they_hold_as_before(database: CreateDatabase) -> None:
    made = await database(tables_of_before)
    owner = await asyncpg.connect(made.owner_url)
    put = """
    INSERT INTO catalogue (court_id, kind, code, valid_from, valid_to, name, min_notice_days, lawful_days)
    VALUES ($1, $2, $3, $4, $5, '{"kk": "a", "ru": "b", "en": "c"}', $6, $7)
    """
    for row in (
        ("almaty-1", "hearing_type", "main", date(2026, 1, 1), None, 9, None),
        ("", "hearing_type", "inspection", date(2026, 1, 1), date(2026, 12, 31), 1, None),
        ("almaty-1", "category", "civil.land", date(2026, 1, 1), None, None, 60),
    ):
        await owner.execute(put, *row)
    await migrate(made.owner_url, PACKAGES)
    entered = await rule_store.entered_in(owner, "almaty-1")
    assert [(one.court_id, one.rule.code, one.rule.amount) for one in entered] == [
        ("almaty-1", "limit.civil.land", 60),
        ("", "notice.inspection", 1),
        ("almaty-1", "notice.main", 9),
    ]
    rules = await rule_store.book_of(owner, "almaty-1")
    amounts = {rule.code: rule.amount for rule in rules.on_day(date(2026, 3, 2))}
    assert (amounts["notice.main"], amounts["notice.inspection"], amounts["notice.first"]) == (9, 1, 5)
    assert rules.rule("notice.inspection", date(2027, 1, 1)) is None
    land = rules.rule("limit.civil.land", date(2026, 3, 2))
    assert land
    assert (land.binding, land.applies.categories, land.trigger) == (True, ("civil.land",), "filed")
    await owner.close()
