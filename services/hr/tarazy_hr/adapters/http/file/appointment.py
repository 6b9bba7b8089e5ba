"""Acts about an appointment: what it says is changed, or it ends."""

from dataclasses import replace
from decimal import Decimal

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.domain.appointment import AppointPerson, Contact, SeparatePerson


async def _as_it_stands(asked: Asked) -> About:
    made = asked.person.appointment
    addresses = {contact.channel: contact.address for contact in reversed(made.contacts)}
    return About(
        {
            "name": made.name,
            "to_on": f"{made.to_on:%d.%m.%Y}" if made.to_on else "",
            "share": asked.visit.reader.number(float(made.full_time_share)),
            "order_number": made.order_number or "",
            "email": addresses.get("email", ""),
            "sms": addresses.get("sms", ""),
            "languages": ";".join(made.languages),
        }
    )


async def _change(asked: Asked) -> object:
    made, said = asked.person.appointment, asked.answers
    typed = tuple(Contact(channel, said[channel]) for channel in ("email", "sms") if said[channel])
    # Of each channel the first address is shown and changed; others stay behind it.
    seen: set[str] = set()
    others = []
    for contact in made.contacts:
        if contact.channel not in ("email", "sms") or contact.channel in seen:
            others.append(contact)
        seen.add(contact.channel)
    wanted = replace(
        made,
        name=said["name"],
        to_on=said["to_on"],
        full_time_share=said["share"] or Decimal(1),
        order_number=said["order_number"],
        languages=said["languages"] or (),
        contacts=(*typed, *others),
    )
    return await asked.desk.order(asked.visit.request, asked.court_id, AppointPerson(wanted))


async def _separate(asked: Asked) -> object:
    command = SeparatePerson(asked.court_id, asked.person_id, asked.answers["last_on"])
    return await asked.desk.order(asked.visit.request, asked.court_id, command)


ACTS = (
    Act(
        "change",
        "person.appoint",
        message("Change the appointment"),
        message("Change"),
        _change,
        (
            Question("name", message("Name"), "text", message("As the person writes it"), required=True, size=40),
            Question("to_on", message("Last day in post"), "day", message("Empty for an appointment without term")),
            Question("share", message("Share of full time"), "part", message("Such as 1 or 0.5"), size=6),
            Question("order_number", message("Order number"), "text", size=16),
            Question("email", message("E-mail"), "email", size=30),
            Question("sms", message("Telephone for text messages"), "sms", message("Like +77001234567"), size=16),
            Question("languages", message("Languages"), "languages", message("Such as kk;ru"), size=12),
        ),
        _as_it_stands,
        message("A later last day prolongs a term. Another post or role is a new appointment, from a later day."),
        called={"full_time_share": "share"},
    ),
    Act(
        "separate",
        "person.separate",
        message("Separate"),
        message("Separate"),
        _separate,
        (Question("last_on", message("Last day in post"), "day", DAY, required=True, size=12),),
        follows=message(
            "After this day the post is vacant. The cases are drawn again, and the hearings follow them: everybody "
            "concerned is told."
        ),
        is_grave=True,
        shows_sittings=True,
        called={"to_on": "last_on"},
    ),
)
