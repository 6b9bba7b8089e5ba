"""Names, retention and what belongs where."""

from datetime import timedelta

import pytest
from tarazy_shared.contracts import registry, topics


def test_retention_is_that_of_the_contract() -> None:
    days = {topic: topics.retention(topic) // timedelta(days=1) for topic in topics.ALL}
    assert days == {"court.cases": 30, "court.staff": 365, "court.hearings": 30, "court.notices": 30}
    assert topics.retention(topics.dead_letters("hr")) == timedelta(days=365)
    with pytest.raises(KeyError):
        topics.retention("somebody.elses")


def test_every_type_belongs_on_a_topic_and_is_declared_once() -> None:
    assert len(registry.MODELS) == len(registry.EVENTS)
    assert {registry.topic_of(name) for name in registry.MODELS} == set(topics.ALL)
    assert registry.topic_of("court.hearing.requested.v1") == "court.cases"
    assert registry.topic_of("court.hearing.scheduled.v1") == "court.hearings"
    assert registry.topic_of("court.vacancy.opened.v1") == "court.staff"
    assert registry.topic_of("court.hearing.requested.v2") is None
