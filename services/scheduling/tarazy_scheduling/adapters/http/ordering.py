"""Orders that come over HTTP, and what is answered when the domain says no."""

from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import Command
from tarazy_scheduling.domain.outcome import Applied, Dead, Waits

CHANGED_MEANWHILE = frozenset({"allocation_changed"})
"""Codes that say no because something is not any more as whoever asks has seen it: 409 instead of 422."""


async def carried_out(work: Work, sets: WorkingSets, court_id: str, command: Command) -> bool:
    """Carry an order out; whether it had an effect. Raises `Refusal` where the domain says no."""
    match await carry_out(work, sets, court_id, command):
        case Applied():
            return True
        case Waits(code, field, reference):
            raise Refusal(404, "Not known", [FieldError(field, code, f"{reference} is not known")])
        case Dead(reasons):
            errors = [FieldError(reason.field, reason.code, reason.text) for reason in reasons]
            changed = any(reason.code in CHANGED_MEANWHILE for reason in reasons)
            raise Refusal(409 if changed else 422, "Not possible", errors)
    return False
