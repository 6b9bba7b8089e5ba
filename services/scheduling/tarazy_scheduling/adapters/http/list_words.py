"""The words of the public list in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader

from tarazy_scheduling.app.cause_list import Entry

_ROLES: Mapping[str, str] = {
    "claimant": message("Claimant"),
    "defendant": message("Defendant"),
    "accused": message("Accused"),
    "victim": message("Victim"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called in the reader's language; a code without a name stands for itself."""

    catalogue: Mapping[str, Sequence[Mapping[str, Any]]]
    reader: Reader

    def hearing_type(self, code: str) -> str:
        return self._name("hearing_types", code)

    def category(self, code: str) -> str:
        return self._name("categories", code)

    def feature(self, code: str) -> str:
        return self._name("room_features", code)

    def exclusion(self, code: str) -> str:
        return self._name("exclusions", code)

    def role(self, role: str) -> str:
        """A message of the pages' own."""
        return _ROLES[role]

    def spoken(self, languages: Sequence[str]) -> list[str]:
        known = Locale.parse(self.reader.locale).languages
        return [str(known.get(language, language)) for language in languages]

    def _name(self, section: str, code: str) -> str:
        found = next((entry for entry in self.catalogue[section] if entry["code"] == code), None)
        return str(found["name"][self.reader.language]) if found else code


@dataclass(frozen=True, slots=True)
class RoomWords:
    """A room and what it has, in the reader's language."""

    name: str
    words: list[str]


def used_rooms(rooms: Sequence[Mapping[str, Any]], entries: Sequence[Entry], names: Names) -> list[RoomWords]:
    """The rooms in which a day's entries sit."""
    used = {entry.room_name for entry in entries}
    return [
        RoomWords(room["name"], [names.feature(feature) for feature in room["features"]])
        for room in rooms
        if room["name"] in used
    ]
