"""The form of choices: what is sent becomes choices, and what is wrong is named by its field."""

import pytest
from tarazy_notifications.adapters.preferences.documents import ChoicesBody
from tarazy_notifications.adapters.preferences.form import chosen, first_values, rows_of
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.preferences.groups import GROUPS, group_of, groups_for

CHANNELS: tuple[ChannelName, ...] = ("email", "sms")
ROWS = rows_of(ChoicesBody(), [(one, one.name not in ("training", "reminders")) for one in GROUPS], CHANNELS)
NOTHING: dict[str, str] = {"quiet": "court", "language": "", "zone": ""}


def sent(**fields: str) -> ChoicesBody:
    body, wrong = chosen(NOTHING | fields, ChoicesBody(), ROWS, CHANNELS)
    assert wrong == {}
    assert body is not None
    return body


def test_an_untouched_form_chooses_nothing() -> None:
    assert sent() == ChoicesBody()


def test_what_is_sent_is_what_stands_in_the_form_the_next_time() -> None:
    body = sent(
        language="kk",
        zone="Asia/Aqtau",
        quiet="own",
        quiet_from="21:30",
        quiet_until="07:00",
        quiet_email="1",
        digest="on",
        digest_at="06:45",
        then="sms",
        inbox="1",
        **{"mute-training-sms": "1"},
    )
    values = first_values(body)
    assert (values["language"], values["zone"], values["quiet"]) == ("kk", "Asia/Aqtau", "own")
    assert (values["quiet_from"], values["quiet_until"], values["quiet_email"]) == ("21:30", "07:00", True)
    assert (values["digest"], values["digest_at"]) == ("on", "06:45")
    assert values["then"] == "sms"
    choices = body.choices()
    assert choices.channels == ("sms",)
    assert choices.inbox
    assert choices.mutes("training_offered", "sms")
    assert not choices.mutes("training_offered", "email")


@pytest.mark.parametrize(
    ("then", "and_then", "expected"),
    [("sms", "email", ("sms", "email")), ("", "sms", ("sms",)), ("sms", "sms", ("sms",)), ("sms", "pigeon", ())],
)
def test_channels_are_tried_in_the_order_that_is_chosen(then: str, and_then: str, expected: tuple[str, ...]) -> None:
    body = sent(then=then, and_then=and_then)
    assert body.channels == expected
    assert tuple(one for one in (first_values(body)["then"], first_values(body)["and_then"]) if one) == expected


def test_what_is_mandatory_is_not_muted_whatever_is_sent() -> None:
    assert sent(**{"mute-hearings-email": "1", "mute-discipline-email": "1", "mute-nothing-email": "1"}).muted == ()


def test_what_the_form_does_not_show_stays() -> None:
    before = ChoicesBody.model_validate({"muted": [{"topic": "other_*"}, {"topic": "training_*", "channel": "sms"}]})
    body, _ = chosen(NOTHING, before, ROWS, CHANNELS)
    assert body is not None
    assert [one.topic for one in body.muted] == ["other_*"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"quiet": "own", "quiet_from": "25:00", "quiet_until": "08:00"}, "quiet_from"),
        ({"quiet": "own", "quiet_from": "22:00", "quiet_until": ""}, "quiet_until"),
        ({"quiet": "own", "quiet_from": "08:00", "quiet_until": "08:00"}, "quiet"),
        ({"digest": "on", "digest_at": "noon"}, "digest_at"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(fields: dict[str, str], field: str) -> None:
    body, wrong = chosen(NOTHING | fields, ChoicesBody(), ROWS, CHANNELS)
    assert body is None
    assert list(wrong) == [field]


def test_people_see_what_they_can_be_told_of() -> None:
    assert {one.name for one in groups_for(frozenset({"party"}))} == {"hearings", "reminders", "surveys"}
    assert "discipline" in {one.name for one in groups_for(frozenset({"judge"}))}
    found = group_of("hearing_reminder_7d")
    assert found is not None
    assert found.name == "reminders"
    assert group_of("something_else") is None
    certificate = group_of("training_certificate_near")
    assert certificate is not None
    assert certificate.name == "certificates"
