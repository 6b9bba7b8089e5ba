"""Who is told, in which language, and by which channels."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.people import ChannelName, Contact, Party
from tarazy_notifications.domain.recipients import Recipient, channels, found_again, recipients

from tests.unit.notifications.people import (
    ANNA,
    BORIS,
    CLERK,
    COURT,
    INTERPRETER,
    JUDGE,
    PANEL,
    STAFF,
    case,
    email,
    number,
    placing,
)

NO_SMS: frozenset[ChannelName] = frozenset({"email"})
EMAIL, SMS, HOOK = Contact("email", "a@b.test"), Contact("sms", "+77010000000"), Contact("webhook", "https://b.test/h")


def named(*found: Recipient) -> list[str]:
    return [one.name for one in found]


def test_judges_clerk_interpreters_and_every_attendee_are_told() -> None:
    everybody = placing(
        judges=(JUDGE.person_id, PANEL.person_id), clerk=CLERK.person_id, interpreters=(INTERPRETER.person_id,)
    )
    found = recipients(everybody, case(), COURT, STAFF)
    assert named(*found.values()) == ["Judge", "Panel", "Clerk", "Interpreter", "Anna", "Boris"]


def test_a_party_that_is_no_attendee_is_not_told() -> None:
    assert "Boris" not in named(*recipients(placing(ANNA), case(), COURT, STAFF).values())


def test_a_court_without_a_clerk_tells_no_clerk() -> None:
    assert named(*recipients(placing(clerk=None), case(), COURT, STAFF).values()) == ["Judge", "Anna", "Boris"]


def test_every_reachable_representative_is_told_instead_of_the_party() -> None:
    lawyers = tuple(
        Party(number(20 + place), f"Lawyer {place}", represents=ANNA.party_id, contacts=email(f"l{place}@law.test"))
        for place in range(2)
    )
    silent = Party(number(30), "Silent", represents=ANNA.party_id)
    found = recipients(placing(ANNA), case(ANNA, *lawyers, silent), COURT, STAFF)
    assert named(*found.values()) == ["Judge", "Clerk", "Lawyer 0", "Lawyer 1"]


def test_a_representative_who_left_the_case_speaks_for_nobody() -> None:
    lawyer = Party(number(20), "Lawyer", represents=ANNA.party_id, contacts=email("l@law.test"))
    found = recipients(placing(ANNA), case(ANNA, former=(lawyer,)), COURT, STAFF)
    assert named(*found.values()) == ["Judge", "Clerk", "Anna"]


def test_a_representative_is_reachable_by_the_contacts_of_their_post() -> None:
    lawyer = Party(number(20), "Lawyer", represents=ANNA.party_id, person_id=PANEL.person_id)
    found = recipients(placing(ANNA), case(ANNA, lawyer), COURT, STAFF)
    assert named(*found.values()) == ["Judge", "Clerk", "Lawyer"]
    assert found[PANEL.person_id].contacts == PANEL.contacts


def test_an_advocate_of_two_parties_is_told_once() -> None:
    lawyers = tuple(
        Party(number(20 + place), "Lawyer", represents=who, person_id=number(77), contacts=email("l@law.test"))
        for place, who in enumerate((ANNA.party_id, BORIS.party_id))
    )
    found = recipients(placing(ANNA, BORIS, *lawyers), case(ANNA, BORIS, *lawyers), COURT, STAFF)
    assert named(*found.values()) == ["Judge", "Clerk", "Lawyer"]


def test_a_judge_who_is_also_a_party_is_told_once_as_a_judge() -> None:
    party = replace(ANNA, person_id=JUDGE.person_id)
    found = recipients(placing(party), case(party), COURT, STAFF)
    assert named(*found.values()) == ["Judge", "Clerk"]
    assert channels(found[JUDGE.person_id], NO_SMS) == JUDGE.contacts


def test_everybody_is_told_in_the_role_that_they_have() -> None:
    lawyer = Party(
        number(20), "Lawyer", represents=ANNA.party_id, contacts=email("l@law.test"), capacity="representative"
    )
    witness = Party(number(21), "Witness", capacity="witness")
    of_theirs = Party(number(22), "Interpreter of a party", capacity="interpreter")
    parties = (ANNA, lawyer, witness, of_theirs)
    everybody = placing(*parties, interpreters=(INTERPRETER.person_id,))
    found = recipients(everybody, case(*parties), COURT, STAFF)
    assert {one.name: (one.role, one.capacity, one.acts_for) for one in found.values()} == {
        "Judge": ("judge", "", ""),
        "Clerk": ("clerk", "", ""),
        "Interpreter": ("interpreter", "", ""),
        "Lawyer": ("representative", "representative", "Anna"),
        "Witness": ("party", "witness", ""),
        "Interpreter of a party": ("interpreter", "interpreter", ""),
    }
    again = found_again(found, everybody.court_roles, case(*parties), COURT, STAFF)
    assert [one.role for one in again] == [one.role for one in found.values()]
    (former,) = found_again([JUDGE.person_id], {}, case(), COURT, STAFF)
    assert former.role == "staff"


def test_of_two_roles_the_first_counts() -> None:
    twice = placing(clerk=INTERPRETER.person_id, interpreters=(INTERPRETER.person_id,))
    assert recipients(twice, case(), COURT, STAFF)[INTERPRETER.person_id].role == "clerk"
    party = replace(ANNA, person_id=JUDGE.person_id)
    assert recipients(placing(party), case(party), COURT, STAFF)[JUDGE.person_id].role == "judge"


def test_an_advocate_of_two_parties_acts_for_both() -> None:
    lawyers = tuple(
        Party(number(20 + place), "Lawyer", represents=who, person_id=number(77), contacts=email("l@law.test"))
        for place, who in enumerate((ANNA.party_id, BORIS.party_id))
    )
    found = recipients(placing(ANNA, BORIS), case(ANNA, BORIS, *lawyers), COURT, STAFF)
    assert found[number(77)].acts_for == "Anna, Boris"


def test_language_is_the_partys_else_the_cases_else_the_courts() -> None:
    told = recipients(placing(), case(language="en"), COURT, STAFF)
    assert [one.language for one in told.values()] == ["kk", "kk", "en", "ru"]
    assert recipients(placing(ANNA), case(), COURT, STAFF)[ANNA.party_id].language == "kk"


def test_each_channel_uses_the_first_contact_of_its_kind() -> None:
    other = Contact("email", "second@b.test")
    assert channels(Recipient(number(1), "A", "kk", (EMAIL, other)), NO_SMS) == (EMAIL,)


def test_sms_is_used_where_a_gateway_is_set_and_a_webhook_where_there_is_no_email() -> None:
    everything = Recipient(number(1), "A", "kk", (HOOK, SMS, EMAIL))
    assert channels(everything, NO_SMS) == (EMAIL,)
    assert channels(everything, NO_SMS | {"sms"}) == (EMAIL, SMS)
    assert channels(everything._replace(contacts=(HOOK, SMS)), NO_SMS) == (HOOK,)


def test_who_has_a_telephone_only_is_not_passed_over_in_silence() -> None:
    assert channels(Recipient(number(1), "A", "kk", (SMS,)), NO_SMS) == (SMS,)


@given(st.lists(st.sampled_from([EMAIL, SMS, HOOK])), st.frozensets(st.sampled_from(["email", "sms", "webhook"])))
def test_nobody_with_a_contact_is_left_without_a_notice_and_no_channel_is_used_twice(
    contacts: list[Contact], gateways: frozenset[str]
) -> None:
    used = channels(Recipient(number(1), "A", "kk", tuple(contacts)), gateways)  # type: ignore[arg-type]
    assert bool(used) == bool(contacts)
    assert len({one.channel for one in used}) == len(used)
