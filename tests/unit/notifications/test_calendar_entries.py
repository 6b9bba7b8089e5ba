"""Calendar entries with anything in them: read by our own checker, by libical and by vobject."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_notifications.domain.hearings import Matter, Sitting

from tests.unit.notifications import imip, itip, libical
from tests.unit.notifications.letters_of import calendar, cancelled, mail, moved, notice, story
from tests.unit.notifications.people import COURT, sitting

TIMES = st.integers(0, 60 * 24 * 200).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * timedelta(minutes=1)
)
SITTINGS = st.lists(
    st.builds(
        lambda at, minutes, room: sitting(at, minutes, room),
        TIMES,
        st.integers(5, 240),
        st.text("Зa,;\n\\№5", min_size=1),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.starts_at.date(),
)
STRANGE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60).filter(str.strip)
MATTERS = st.builds(
    Matter, STRANGE, STRANGE, st.sampled_from(["in_person", "video"]), st.none() | STRANGE, st.booleans()
)
TOPICS = st.sampled_from(["hearing_scheduled", "hearing_rescheduled", "hearing_cancelled", "hearing_uninvited"])
ZONES = st.sampled_from(["Asia/Almaty", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])


@settings(max_examples=120)
@given(TOPICS, SITTINGS, SITTINGS, MATTERS, STRANGE, ZONES, st.sampled_from(["kk", "ru", "en"]), st.integers(1, 9))
def test_no_mail_breaks_a_rule_whatever_is_in_it(
    topic: str,
    sittings: list[Sitting],
    previous: list[Sitting],
    matter: Matter,
    name: str,
    zone: str,
    language: Any,
    version: int,
) -> None:
    told = story(*sittings, previous=tuple(previous), matter=matter, previous_judges=(name,))
    if topic == "hearing_cancelled":
        told = replace(told, sittings=())
    about = notice(topic, version, name=name, language=language)
    court = replace(COURT, zone=zone, names=dict.fromkeys(("kk", "ru", "en"), name))
    content = mail(about, told, court).content
    assert imip.faults(content) == []
    assert libical.errors(imip.calendar_of(content)[0]) == set()
    assert content == mail(about, told, court).content, "the same event gives the same bytes"


@settings(max_examples=60)
@given(SITTINGS, ZONES)
def test_a_reader_finds_every_day_from_its_first_start_to_its_last_end(sittings: list[Sitting], zone: str) -> None:
    by_day: dict[Any, list[Sitting]] = {}
    for one in sittings:
        by_day.setdefault(one.starts_at.astimezone(ZoneInfo(zone)).date(), []).append(one)
    wanted = sorted((min(s.starts_at for s in day), max(s.ends_at for s in day)) for day in by_day.values())
    found = itip.spans(calendar(what=story(*sittings), court=replace(COURT, zone=zone)))
    assert [(start, end) for start, end, _ in found] == wanted


@pytest.mark.parametrize("make", [lambda: (notice(), story()), moved, cancelled])
def test_vobject_reads_it(make: Callable[[], Any]) -> None:
    content, params = imip.calendar_of(mail(*make()).content)
    read = vobject.readOne(content.decode())
    read.validate(raiseException=True)
    assert read.method.value == params["method"]
    assert read.vevent.uid.value == f"{notice().subject_id}@almaty-1.tarazy"
