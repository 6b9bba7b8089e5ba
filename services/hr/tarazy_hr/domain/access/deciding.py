"""The decision: may somebody do something, in which court, about whom."""

from uuid import UUID

from tarazy_shared.who import Who

from tarazy_hr.domain.access.matrix import MATRIX, NEVER_ABOUT_ONESELF


def may(who: Who, permission: str, court_id: str | None, person_id: UUID | None = None) -> bool:
    """Whether somebody has a permission in a court, about a person where it is about one."""
    if permission in NEVER_ABOUT_ONESELF and person_id is not None and person_id == who.person_id:
        return False
    for role, scope in MATRIX[permission].items():
        courts = who.courts_as(role)
        match scope:
            case "all" if None in courts:
                return True
            case "anywhere" if courts:
                return True
            case "court" if None in courts or (court_id is not None and court_id in courts):
                return True
            case "self" if courts and person_id is not None and person_id == who.person_id:
                return True
    return False


def may_somewhere(who: Who, permission: str) -> bool:
    """Whether somebody has a permission at all: in some court, or about oneself."""
    return may_in(who, permission) != frozenset() or may(who, permission, None, who.person_id)


def may_in(who: Who, permission: str) -> frozenset[str] | None:
    """The courts in which somebody has a permission about everybody; None: in all of them."""
    found: set[str] = set()
    for role, scope in MATRIX[permission].items():
        courts = who.courts_as(role)
        if (scope == "anywhere" and courts) or (scope != "self" and None in courts):
            return None
        if scope == "court":
            found |= {court for court in courts if court is not None}
    return frozenset(found)
