"""Which changes are news to whom: the table of docs/notifications.md, row by row."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from tarazy_notifications.domain.hearings import Matter, Placing
from tarazy_notifications.domain.news import Facet, changed, is_news
from tarazy_notifications.domain.people import Role

from tests.unit.notifications.people import ANNA, BORIS, INTERPRETER, JUDGE, PANEL, STARTS, placing, sitting

MATTER = Matter("main", "2-15/2026")
STANDING = placing()
ROLES: tuple[Role, ...] = ("judge", "clerk", "interpreter", "party", "representative")
OTHERS: dict[str, tuple[Placing, Matter]] = {
    "nothing": (STANDING, MATTER),
    "day or time": (placing(starts_at=STARTS + timedelta(hours=1)), MATTER),
    "room, building or address": (placing(sittings=(sitting(room="Room 6"),)), MATTER),
    "form or video link": (STANDING, replace(MATTER, channel="video", video_url="https://video.test/1")),
    "type, case number, open or closed": (STANDING, replace(MATTER, confidential=True)),
    "judges, or that one of them substitutes": (placing(judges=(JUDGE.person_id, PANEL.person_id)), MATTER),
    "languages that are interpreted": (STANDING, replace(MATTER, interpreter_languages=("uz",))),
    "clerk": (placing(clerk=None), MATTER),
    "interpreters": (placing(interpreters=(INTERPRETER.person_id,)), MATTER),
    "who else comes": (placing(ANNA), MATTER),
}


def told(what: str) -> set[Role]:
    now, matter = OTHERS[what]
    changes = changed(STANDING, MATTER, now, matter)
    return {role for role in ROLES if is_news(role, changes)}


def documented() -> dict[str, set[str]]:
    text = (Path(__file__).parents[3] / "docs" / "notifications.md").read_text(encoding="utf-8")
    table = text.partition("| what has changed |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {what: {role for role, cell in zip(ROLES, cells, strict=True) if cell} for what, *cells in rows}


def test_the_table_of_the_document_says_what_is_done() -> None:
    assert documented() == {what: told(what) for what in OTHERS}


def test_the_same_again_is_no_news() -> None:
    assert changed(STANDING, MATTER, placing(BORIS, ANNA), MATTER) == frozenset()


@pytest.mark.parametrize("facet", get_args(Facet))
def test_everything_that_is_named_is_news_to_somebody(facet: Facet) -> None:
    assert any(is_news(role, frozenset({facet})) for role in ROLES)
    assert re.fullmatch("[a-z]+", facet)
