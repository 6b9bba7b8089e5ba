"""Who may do what: a matrix of permissions and roles, and the decision over it.

A permission is `subject.verb`. Every route names one. Scopes:

    court     in the courts in which the role is held (whoever holds it for all courts has it in all)
    self      about oneself alone
    all       for whoever holds the role in all courts
    anywhere  about all courts, for whoever holds the role in any
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from tarazy_shared.who import ROLES, Role, Who

Scope = Literal["court", "self", "all", "anywhere"]
Matrix = Mapping[str, Mapping[Role, Scope]]


@dataclass(frozen=True, slots=True)
class Rights:
    """The matrix of one service."""

    matrix: Matrix
    never_about_oneself: frozenset[str] = frozenset()
    """What nobody does about oneself, whatever role one holds."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that may anything here."""
        return tuple(role for role in ROLES if any(role in scopes for scopes in self.matrix.values()))

    def may(self, who: Who, permission: str, court_id: str | None, person_id: UUID | None = None) -> bool:
        """Whether somebody has a permission in a court, about a person where it is about one."""
        if permission in self.never_about_oneself and person_id is not None and person_id == who.person_id:
            return False
        for role, scope in self.matrix[permission].items():
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

    def may_somewhere(self, who: Who, permission: str) -> bool:
        """Whether somebody has a permission at all: in some court, or about oneself."""
        return self.may_in(who, permission) != frozenset() or self.may(who, permission, None, who.person_id)

    def may_in(self, who: Who, permission: str) -> frozenset[str] | None:
        """The courts in which somebody has a permission about everybody; None: in all of them."""
        found: set[str] = set()
        for role, scope in self.matrix[permission].items():
            courts = who.courts_as(role)
            if (scope == "anywhere" and courts) or (scope != "self" and None in courts):
                return None
            if scope == "court":
                found |= {court for court in courts if court is not None}
        return frozenset(found)

    def table(self) -> str:
        """The matrix in Markdown, as the documents show it: a row a permission, a column a role."""
        roles = self.roles
        rows = [("permission", *roles), ("---",) * (len(roles) + 1)]
        rows += [(f"`{name}`", *(scopes.get(role, "") for role in roles)) for name, scopes in self.matrix.items()]
        return "".join(f"| {' | '.join(row)} |\n" for row in rows)
