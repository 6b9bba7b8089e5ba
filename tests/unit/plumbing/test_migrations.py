"""Which migrations are still to run, and which databases are refused."""

import pytest
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.migrations import Migration, find_migrations, pending

FIRST = Migration("tarazy_hr", 1, "0001_staffing.sql", "CREATE TABLE a ()")
SECOND = Migration("tarazy_hr", 2, "0002_absences.sql", "CREATE TABLE b ()")


def test_only_what_was_not_applied_is_pending() -> None:
    assert pending({("tarazy_hr", 1): FIRST.checksum}, [FIRST, SECOND]) == [SECOND]


def test_a_newer_database_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="newer release"):
        pending({("tarazy_hr", 3): "?"}, [FIRST, SECOND])


def test_a_file_changed_after_it_was_applied_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"0001_staffing\.sql .* was changed"):
        pending({("tarazy_hr", 1): "other"}, [FIRST, SECOND])


def test_what_another_package_applied_is_left_alone() -> None:
    assert pending({("somebody_else", 9): "?"}, [FIRST]) == [FIRST]


def test_the_plumbing_has_migrations_in_order() -> None:
    found = find_migrations(["tarazy_shared"])
    assert [migration.version for migration in found] == list(range(1, len(found) + 1))
    assert found[0].name == "0001_plumbing.sql"
