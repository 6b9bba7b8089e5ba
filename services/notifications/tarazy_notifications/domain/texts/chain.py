"""Under which names the words of a notice are looked for, the most specific first."""

from tarazy_notifications.domain.people import ChannelName, Role


def names(topic: str, channel: ChannelName, role: Role) -> tuple[str, ...]:
    """Names of texts, such as `hearing_scheduled.sms.party` before `hearing_scheduled` before `hearing`.

    Of one topic: its channel and role, its role, its channel, the topic alone. Then the same of the topic without its
    last word, so that what all hearings have in common is said once. Each part of a message is looked for by itself.
    """
    found = []
    for level in levels(topic):
        found += [f"{level}.{channel}.{role}", f"{level}.{role}", f"{level}.{channel}", level]
    return tuple(found)


def levels(topic: str) -> tuple[str, ...]:
    """`hearing_reminder_1d`, `hearing_reminder`, `hearing`."""
    words = topic.split("_")
    return tuple("_".join(words[:count]) for count in range(len(words), 0, -1))
