"""What becomes of a notice that waits when something has changed since it was queued."""

from dataclasses import replace
from typing import Any

import pytest
from tarazy_notifications.domain.delivery.resolving import (
    Ends,
    Fate,
    Loses,
    Moves,
    Present,
    Stays,
    is_muted,
    resolve,
)
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import ChannelName, Contact
from tarazy_notifications.domain.preferences.choices import Choices, Mute
from tarazy_notifications.domain.recipients import Recipient

from tests.unit.notifications.letters_of import notice
from tests.unit.notifications.people import number

HERE, THERE = Contact("email", "anna@party.test"), Contact("email", "anna@new.test")
PHONE = Contact("sms", "+77010000001")


def waits(topic: str = "hearing_scheduled", channel: ChannelName = "email") -> Notice:
    return notice(topic, channel=channel, address=HERE.address if channel == "email" else PHONE.address)


def known(*contacts: Contact, **more: Any) -> Present:
    return replace(Present(Recipient(number(1), "Anna", "en", contacts), "en"), **more)


@pytest.mark.parametrize(
    ("present", "fate"),
    [
        (known(HERE, THERE), Stays()),
        (known(PHONE, HERE), Stays()),
        (Present(None, "en"), Stays()),
        (known(PHONE), Loses(leaves_too=False)),
        (known(THERE, is_muted=True), Ends("muted")),
        (known(HERE, ended="represented"), Ends("represented")),
        (known(ended="not_concerned"), Ends("not_concerned")),
    ],
)
def test_what_becomes_of_an_invitation(present: Present, fate: Fate) -> None:
    assert resolve(waits(), present) == fate


def test_the_first_address_of_its_channel_counts_and_so_does_the_language() -> None:
    moved, spoken = resolve(waits(), known(THERE, HERE)), resolve(waits(), known(HERE, language="kk"))
    assert isinstance(moved, Moves)
    assert isinstance(spoken, Moves)
    assert (moved.why, moved.address, moved.to_old_address_too) == ("address_changed", THERE.address, False)
    assert (spoken.why, spoken.address, spoken.language) == ("language_changed", HERE.address, "kk")


@pytest.mark.parametrize(("may_hold", "too"), [(True, True), (False, False)])
def test_word_of_leaving_goes_where_the_invitation_went_too(may_hold: bool, too: bool) -> None:
    moved = resolve(waits("hearing_cancelled"), known(THERE, may_hold=may_hold))
    assert isinstance(moved, Moves)
    assert moved.to_old_address_too is too
    assert resolve(waits("hearing_cancelled"), known(may_hold=may_hold)) == Loses(leaves_too=too)
    by_text = resolve(waits("hearing_cancelled", "sms"), known(Contact("sms", "+77010000002"), may_hold=True))
    assert isinstance(by_text, Moves)
    assert not by_text.to_old_address_too, "a text is in no calendar"


def test_what_has_no_address_stays_whatever_people_can_be_reached_by() -> None:
    assert resolve(notice(channel="inbox", address=str(number(1))), known(PHONE)) == Stays()


def test_only_what_is_optional_is_muted() -> None:
    choices = Choices(muted=(Mute("training_*"), Mute("hearing_reminder_*", "sms")))
    assert is_muted(waits("training_place_given"), choices, is_mandatory=False)
    assert not is_muted(waits("training_place_given"), choices, is_mandatory=True)
    assert not is_muted(waits("hearing_reminder_1d"), choices, is_mandatory=False), "by mail it is wanted"
