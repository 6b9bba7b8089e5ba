"""Links in mails: signed, for one purpose and a time, the same again for the same notice."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from tarazy_notifications.adapters.links import LASTS, Links

LINKS = Links("https://notices.court.test/", SecretStr("k" * 32))
NOTICE = UUID("0192f0c4-5d00-7000-8000-000000000001")
QUEUED = datetime(2026, 11, 16, 4, tzinfo=UTC)
TOKEN = LINKS.token("preferences", NOTICE, QUEUED)


def test_a_link_leads_back_to_its_notice_as_long_as_it_lasts() -> None:
    assert LINKS.to("preferences", NOTICE, QUEUED) == f"https://notices.court.test/preferences/{TOKEN}"
    assert LINKS.read("preferences", TOKEN, QUEUED) == NOTICE
    assert LINKS.read("preferences", TOKEN, QUEUED + LASTS["preferences"]) == NOTICE
    assert LINKS.read("preferences", TOKEN, QUEUED + LASTS["preferences"] + timedelta(seconds=1)) is None


def test_it_opens_nothing_else_and_nobody_else_makes_one() -> None:
    assert LINKS.read("unsubscribe", TOKEN, QUEUED) is None
    assert Links("https://notices.court.test", SecretStr("x" * 32)).read("preferences", TOKEN, QUEUED) is None


@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="ascii"))
def test_a_changed_character_makes_it_worthless(place: int, character: str) -> None:
    changed = TOKEN[:place] + character + TOKEN[place + 1 :]
    if changed != TOKEN:
        # The last sign of what is encoded has bits that nobody reads.
        found = LINKS.read("preferences", changed, QUEUED)
        assert found is None or (found == NOTICE and changed.partition(".")[2] == TOKEN.partition(".")[2])


@pytest.mark.parametrize("token", ["", ".", "a", "a.b", "ü.ü", "=" * 99, "A" * 500, "\0", TOKEN.partition(".")[0]])
def test_what_is_no_link_leads_nowhere(token: str) -> None:
    assert LINKS.read("preferences", token, QUEUED) is None
