"""What the page of choices calls things: `message(…)`s by their codes."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

GROUPS: Mapping[str, str] = {
    "hearings": message("Hearings: set, moved, called off, or without you"),
    "reminders": message("Reminders of coming hearings"),
    "cases": message("Cases that are given to you"),
    "leave": message("Your leave"),
    "evaluation": message("Evaluation of your work"),
    "discipline": message("Disciplinary proceedings"),
    "certificates": message("Certificates that are about to end"),
    "training": message("Training"),
    "vacancies": message("Competitions for posts"),
    "surveys": message("Surveys"),
}

WHY_MANDATORY: Mapping[str, str] = {
    "hearings": message("Always sent: the law wants everybody concerned to be told."),
    "discipline": message("Always sent: terms run from it."),
    "evaluation": message("Always sent: terms run from it."),
}
RULED = message("Always sent: the court rules so.")

ENTERED_BY: Mapping[str, str] = {
    "link": message("by the link in a message"),
    "unsubscribe": message("by a mail program"),
}
SIGNED_IN = message("signed in")

ZONES = ("Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral", "Asia/Qostanay", "Asia/Qyzylorda")
"""Those of Kazakhstan, offered while one types."""
