"""Interests that judges have declared, found by what a name has in common with them: few are compared with a party."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_scheduling.domain.model.means import Interest
from tarazy_scheduling.domain.names.comparing import Name, is_loose, read_name


@dataclass(slots=True)
class Declared:
    """A court's interests."""

    _of: dict[UUID, dict[UUID, Interest]] = field(default_factory=dict)
    """By judge, ended ones as well."""
    _against: dict[UUID, Name] = field(default_factory=dict)
    """By interest: the name that it is against, as it is compared."""
    _under: dict[str, dict[UUID, Interest]] = field(default_factory=dict)
    """By each word of that name, by all of them in one, and by the text itself, which may be a case_id."""
    _loose: dict[UUID, Interest] = field(default_factory=dict)
    """Those against names that may be like one without a word in common."""

    def put(self, interest: Interest, before: Interest | None) -> None:
        """Keep an interest as it now stands; it may have been somebody else's before, or against another."""
        if before:
            self._of.get(before.person_id, {}).pop(before.interest_id, None)
            for key in self._keys(before):
                self._under[key].pop(before.interest_id, None)
            self._loose.pop(before.interest_id, None)
        self._of.setdefault(interest.person_id, {})[interest.interest_id] = interest
        self._against[interest.interest_id] = read_name(interest.against)
        for key in self._keys(interest):
            self._under.setdefault(key, {})[interest.interest_id] = interest
        if is_loose(self.against(interest)):
            self._loose[interest.interest_id] = interest

    def of(self, person_id: UUID) -> Collection[Interest]:
        """A judge's."""
        return self._of.get(person_id, {}).values()

    def against(self, interest: Interest) -> Name:
        """The name that an interest is against, as it is compared."""
        return self._against[interest.interest_id]

    def judges_near(self, text: str) -> set[UUID]:
        """Judges with an interest that may be against somebody of this name, or against this case_id; no other's is."""
        if not self._against:
            return set()  # without reading the names of all parties of all cases
        name = read_name(text)
        if is_loose(name):
            return {person_id for person_id, interests in self._of.items() if interests}
        keys = (text, name.run_together, *name.words)
        found = {one.person_id for key in keys for one in self._under.get(key, {}).values()}
        return found | {one.person_id for one in self._loose.values()}

    def _keys(self, interest: Interest) -> set[str]:
        name = self._against[interest.interest_id]
        return {interest.against, name.run_together, *name.words}
