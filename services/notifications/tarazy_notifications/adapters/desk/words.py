"""What states, reasons, topics and channels are called on the pages of the desk: `message(…)`s by their codes."""

import re
from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.words import Words

from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.desk.again import CancelReason, ResendReason
from tarazy_notifications.domain.desk.standing import Told
from tarazy_notifications.domain.desk.tasks import StepKind, TaskKind
from tarazy_notifications.domain.desk.timeline import Tone
from tarazy_notifications.domain.people import Role
from tarazy_notifications.domain.stories import Process
from tarazy_notifications.domain.texts.summons import INCOMPLETE

CHANNELS: Mapping[str, str] = {
    "email": message("E-mail"),
    "sms": message("SMS"),
    "webhook": message("Webhook"),
    "inbox": message("Inbox"),
    "chat": message("Chat"),
    "feed": message("Calendar to subscribe to"),
}

ROLES: Mapping[Role, str] = {
    "judge": message("judge"),
    "clerk": message("clerk"),
    "interpreter": message("interpreter"),
    "party": message("participant"),
    "representative": message("representative"),
    "staff": message("staff"),
    "operator": message("operator"),
}

TOPICS: Mapping[str, str] = {
    "hearing_scheduled": message("hearing listed"),
    "hearing_rescheduled": message("hearing moved"),
    "hearing_cancelled": message("hearing cancelled"),
    "hearing_uninvited": message("no longer takes part"),
    "hearing_reminder": message("reminder"),
    "hearing_digest": message("digest of hearings"),
    "case_allocated": message("case allocated"),
    "leave_decided": message("leave decided"),
    "operator_alert": message("alert about the system"),
    "training_": message("training"),
    "evaluation_": message("evaluation"),
    "discipline_": message("discipline"),
    "vacancy_": message("competition for a post"),
    "survey_": message("survey"),
}
"""By the beginning of the topic: reminders have their tier after it."""

PROCESSES: Mapping[Process, str] = {
    "training": message("A step in training"),
    "evaluation": message("A step in an evaluation"),
    "discipline": message("A step in disciplinary proceedings"),
    "vacancy": message("A step in a competition"),
}

STATES: Mapping[State, str] = {
    State.QUEUED: message("waits to be sent"),
    State.SENDING: message("is being sent"),
    State.SENT: message("sent; nothing has come back"),
    State.DELIVERED: message("delivered"),
    State.READ: message("read"),
    State.SUPERSEDED: message("not needed any more: something newer is to be told"),
    State.EXPIRED: message("too late to be of use"),
    State.FAILED: message("could not be sent"),
    State.BOUNCED: message("has come back"),
}

ENDED = message("is not sent any more")
ENDED_BY = frozenset(
    {"address_changed", "language_changed", "muted", "represented", "not_concerned", "cancelled_by_desk"}
)
"""Reasons for which something is superseded although there is nothing newer to tell."""

TOLD: Mapping[Told, tuple[str, Tone]] = {
    "proven": (message("Told, proven"), "ok"),
    "sent": (message("Sent, no receipt"), ""),
    "under_way": (message("On its way"), "warn"),
    "not_told": (message("Not told"), "bad"),
    "replaced": (message("Nothing to tell"), ""),
}

REASONS: Mapping[str, str] = {
    "no_gateway": message("no such channel is set up here"),
    "address_refused": message("the address may not be written to"),
    "given_up": message("tried for as long as it is tried"),
    "possible_duplicate": message("it may have been sent twice"),
    "unreachable": message("the server could not be reached"),
    "no_answer": message("the server did not answer"),
    "smtputf8_unsupported": message("the mail server takes no such address"),
    "no_survey_key": message("no key of surveys is set"),
    "no_survey_address": message("no address at which surveys are answered is set"),
    "token_not_opened": message("its token was sealed with another key"),
    "by_mail_alone": message("it may leave by mail alone, and no such address is known"),
    "cannot_be_written": message("the message could not be written"),
    "summons_incomplete": message("the summons does not say all that it has to"),
    "number_wrong": message("no text message can reach this number"),
    "landline": message("the number is of a landline"),
    "endpoint_disabled": message("the receiver wants no more"),
    "receiver_busy": message("the receiver takes no more for now"),
    "chat_not_taken": message("the chat did not take it"),
    "inbox": message("opened in the inbox"),
    "quiet_hours": message("put off: quiet hours"),
    "limit": message("put off: as many as are allowed have left"),
    "paused": message("put off: the channel is paused"),
    "simulated_address": message("the address is kept for trials"),
    "simulated_busy": message("a trial: not taken for now"),
    "simulated_refusal": message("a trial: refused"),
    "simulated_bounce": message("a trial: come back"),
    "resent": message("sent anew by the desk"),
    "address_changed": message("they have another address now"),
    "address_gone": message("they have no address for it any more"),
    "language_changed": message("they are written to in another language now"),
    "muted": message("they do without it by now"),
    "represented": message("somebody acts for them by now, and is told instead"),
    "not_concerned": message("they are not in the case any more"),
    "cancelled_by_desk": message("taken back by the desk"),
    "mended": message("sent anew: the settings were mended"),
}

MAIL_SERVERS: Mapping[str, str] = {
    "421": message("the mail server is busy"),
    "450": message("the mailbox cannot be reached just now"),
    "451": message("the mail server has a trouble of its own"),
    "452": message("the mail server or the mailbox is full"),
    "550": message("there is no such mailbox, or it takes no mail"),
    "551": message("the mailbox is elsewhere"),
    "552": message("the mailbox is full"),
    "553": message("there can be no such mailbox"),
    "554": message("the mail server refuses the mail"),
}
"""What the answers of mail servers (RFC 5321) mean most of the time."""

WHY_AGAIN: Mapping[ResendReason, str] = {
    "no_receipt": message("nothing says that it has arrived"),
    "came_back": message("it has come back"),
    "address_corrected": message("the address has been corrected"),
    "asked_for": message("they asked for it"),
}
WHY_BACK: Mapping[CancelReason, str] = {
    "told_otherwise": message("they were told in another way"),
    "wrong_address": message("the address is wrong"),
    "entered_by_mistake": message("it was entered by mistake"),
}
AGAINST: Mapping[str, str] = {
    "on_its_way": message("It is on its way already"),
    "newer_version": message("There is something newer to tell"),
    "too_late": message("It is too late for it to be of use"),
    "no_address": message("No address of this channel is known any more"),
    "not_queued": message("It does not wait any more"),
    "replaced": message("It was replaced or taken back"),
}
"""Why a notice is not sent once more or not taken back."""

KINDS_OF_TASKS: Mapping[TaskKind, str] = {
    "no_proof": message("Nothing says that they know"),
    "cannot_be_told": message("There is no way to reach them"),
}
STEPS: Mapping[StepKind, str] = {
    "taken": message("Taken"),
    "released": message("Given back"),
    "done": message("Done"),
    "reopened": message("Opened again"),
}
NOTES_OF_ITSELF: Mapping[str, str] = {
    "superseded": message("There is something newer to tell"),
    "proof_came": message("The proof has come"),
    "over": message("It is over"),
}
AGAINST_TASKS: Mapping[str, str] = {
    "not_open": message("It is done already"),
    "not_done": message("It is open already"),
    "closed_by_itself": message("Nothing is left to tell of it"),
    "unknown_note": message("This is not among what can be said on this day"),
    "told_in_future": message("They cannot have been told in the future"),
}
"""Why nothing is done with a task."""

FAMILIES: Mapping[str, str] = {
    "status_": message("the mail server reports %(code)s"),
    "http_": message("the receiver answered %(code)s"),
    "smpp_": message("the text message centre answered %(code)s"),
    "sms_": message("the text message centre reports %(code)s"),
}
"""By how codes begin that name the answer of somebody else."""

_SMTP = re.compile(r"smtp_(\d{3})")


def reason(words: Words, code: str | None) -> str:
    """Why a notice is in its state; a code without words stands for itself."""
    if not code:
        return ""
    if code.startswith(INCOMPLETE):
        return words.gettext(message("a summons has to say more than it would have said"))
    if answered := _SMTP.fullmatch(code):
        known = MAIL_SERVERS.get(answered[1], message("the mail server said no"))
        return f"{words.gettext(known)} ({answered[1]})"
    if code in REASONS:
        return words.gettext(REASONS[code])
    for beginning, said in FAMILIES.items():
        if code.startswith(beginning):
            return words.gettext(said, code=code.removeprefix(beginning))
    return code


def topic(words: Words, code: str) -> str:
    """What a notice is about; a code without words stands for itself."""
    known = next((name for beginning, name in TOPICS.items() if code.startswith(beginning)), None)
    return words.gettext(known) if known else code


def channel(words: Words, code: str) -> str:
    """By what a notice is sent."""
    return words.gettext(CHANNELS[code]) if code in CHANNELS else code
