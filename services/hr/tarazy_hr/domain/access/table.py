"""The matrix as a table of Markdown, for `docs/hr.md`."""

from tarazy_shared.who import ROLES

from tarazy_hr.domain.access.matrix import MATRIX


def table() -> str:
    """A row a permission, a column a role."""
    rows = [("permission", *ROLES), ("---",) * (len(ROLES) + 1)]
    rows += [(f"`{name}`", *(roles.get(role, "") for role in ROLES)) for name, roles in MATRIX.items()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
