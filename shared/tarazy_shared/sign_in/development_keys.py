"""Keys for trials and teaching: a signed statement of who somebody is. Taken in the embedded default alone."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import SecretStr

from tarazy_shared.sign_in.signed import Signer
from tarazy_shared.who import ROLES, Role, Who

ALL_COURTS = "*"
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class DevelopmentKeys:
    """Makes and reads keys of one service, signed with a key made of its token: whoever has the token can make them."""

    signer: Signer

    @classmethod
    def of(cls, token: SecretStr) -> "DevelopmentKeys":
        """The keys of the service with this token."""
        return cls(Signer(token, "development key"))

    def make(self, role: Role, court_id: str | None = None, person_id: UUID | None = None) -> str:
        """A key for a role in a court (in all courts without one), held by a person if one is named."""
        return self.signer.wrap(subject_of(role, court_id, person_id))

    async def identify(self, credentials: str) -> str | None:
        """As `read`."""
        return self.read(credentials)

    def read(self, key: str) -> str | None:
        """The subject that a key names; None if it was not made for this service."""
        return self.signer.unwrap(key)


def subject_of(role: Role, court_id: str | None, person_id: UUID | None) -> str:
    """How whoever signs in with a key is named: `key hr_officer kz-almaty-1 -`."""
    return f"key {role} {court_id or ALL_COURTS} {person_id or NOBODY}"


def who_by(subject: str) -> Who | None:
    """Who a key's subject says somebody is; None for any other subject."""
    match subject.split(" "):
        case ["key", role, court, person] if role in ROLES:
            person_id = None if person == NOBODY else UUID(person)
            return Who(subject, person_id, frozenset({(role, None if court == ALL_COURTS else court)}))
    return None
