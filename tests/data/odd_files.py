"""Files as they come in practice, and what `tarazy import` has to say about each: a corpus, made and not stored.

Every file is read (0), read in part and only when asked to (3), or refused with a sentence (1).
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

READ, REFUSED, IN_PART = 0, 1, 3


@dataclass(frozen=True, slots=True)
class OddFile:
    """A file, the arguments beside it, the exit status and a part of what is said."""

    name: str
    raw: bytes
    status: int
    says: str
    arguments: tuple[str, ...] = ()


# Rota files


def rota(area: str, *parts: str, head: str = "", start: str = "2026-01-05", end: str = "2026-03-29") -> str:
    """A rota file of an area."""
    period = f"<justiceAreaId>{area}</justiceAreaId><startDate>{start}</startDate><endDate>{end}</endDate>"
    return f"{head}<rotaSchedule><rotaPeriod>{period}</rotaPeriod>{''.join(parts)}</rotaSchedule>"


def justice(inner: str = "", rota_id: str = "MA1", surname: str = "Sarsenova") -> str:
    """A magistrate."""
    return f'<magistrates><magistrate id="{rota_id}"><surname>{surname}</surname>{inner}</magistrate></magistrates>'


def away(*days: str) -> str:
    """Days of non-availability."""
    inner = "".join(f"<nonAvailabilityDate>{day}</nonAvailabilityDate>" for day in days)
    return f"<nonAvailabilityDates>{inner}</nonAvailabilityDates>"


def inactive(first: str, last: str) -> str:
    """A period in which somebody does not sit."""
    dates = f"<startDate>{first}</startDate><endDate>{last}</endDate>"
    return f"<inactivePeriods><inactivePeriod>{dates}</inactivePeriod></inactivePeriods>"


def odd_rotas(area: str) -> list[OddFile]:
    """Rota files of one area: those that can be read tell the same court."""
    plain = rota(area, justice())
    russian = rota(area, justice(surname="Сарсенова"), head='<?xml version="1.0" encoding="windows-1251"?>')
    declared = '<?xml version="1.0" encoding="{}"?>'
    doctype = "has a document type declaration (DOCTYPE), which is refused"
    bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    default = '<!DOCTYPE r [<!ATTLIST magistrate id CDATA "MA9">]>'
    starting = ("--starting", "2027-01-04")
    return [
        OddFile("plain", plain.encode(), READ, "sits whenever the court does"),
        OddFile("byte order mark", b"\xef\xbb\xbf" + plain.encode(), READ, "read 3"),
        OddFile("utf-16", plain.encode("utf-16"), READ, "read 3"),
        OddFile("windows-1251", russian.encode("cp1251"), READ, "read 3"),
        OddFile("an encoding nobody knows", (declared.format("klingon") + plain).encode(), REFUSED, "klingon"),
        OddFile("other bytes than declared", russian.encode("cp1251")[44:], REFUSED, "not well-formed"),
        OddFile("empty", b"", REFUSED, "The file is empty"),
        OddFile("white space", b" \n", REFUSED, "The file is empty"),
        OddFile("truncated", plain.encode()[:-9], REFUSED, "line 1: The file is not well-formed XML"),
        OddFile("no xml", b"hello", REFUSED, "not well-formed"),
        OddFile("another format", b"<html/>", REFUSED, "A rota file starts with rotaSchedule"),
        OddFile("doctype", rota(area, justice(), head="<!DOCTYPE rotaSchedule>").encode(), REFUSED, doctype),
        OddFile("entity bomb", rota(area, justice("&b;"), head=bomb).encode(), REFUSED, doctype),
        OddFile("outside entity", rota(area, justice("&a;"), head=outside).encode(), REFUSED, doctype),
        OddFile("attributes by default", rota(area, justice(), head=default).encode(), REFUSED, doctype),
        OddFile("unknown elements", rota(area, justice("<a/>"), "<b>1</b>").encode(), READ, "b: not used: unknown"),
        OddFile("nested without end", rota(area, "<a>" * 20_000 + "</a>" * 20_000).encode(), READ, "read 2"),
        OddFile("no people", rota(area).encode(), READ, "read 2"),
        OddFile("no period", b"<rotaSchedule/>", REFUSED, "rotaPeriod: Is missing"),
        OddFile("dates of another country", rota(area, start="05/01/2026").encode(), REFUSED, "is not a date"),
        OddFile("a period backwards", rota(area, end="2025-03-29").encode(), REFUSED, "ends before it starts"),
        OddFile("no area", rota("").encode(), REFUSED, "justiceAreaId: Is missing: name the court with --court"),
        OddFile("an odd area", rota("Алматы 7").encode(), REFUSED, "'Алматы 7' makes no court_id: name the court"),
        OddFile("an odd court", plain.encode(), REFUSED, "--court, ../x: Must be", ("--court", "../x")),
        OddFile("an odd zone", plain.encode(), REFUSED, "--zone, Mars/Olympus", ("--zone", "Mars/Olympus")),
        OddFile("a wrong date", rota(area, justice(away("20/01/2026"))).encode(), IN_PART, "is not a date"),
        OddFile("an id twice", rota(area, justice(), justice()).encode(), IN_PART, "id: Occurs before, in line 1"),
        OddFile("nobody's name", rota(area, justice(surname="")).encode(), IN_PART, "neither surname nor forenames"),
        OddFile("away for good", rota(area, justice(inactive("2026-02-02", "9999-12-31"))).encode(), READ, "read 4"),
        OddFile("for good, moved", rota(area, justice(inactive("2026-02-02", "9999-12-31"))).encode(), IN_PART,
                "overlaps the approved absence", starting),
        OddFile("the end of time", plain.encode(), REFUSED, "--starting, 9999-12-31", ("--starting", "9999-12-31")),
        OddFile("the start of time", rota(area, start="0001-01-01").encode(), READ, "read 2"),
    ]  # fmt: skip


# Hearing lists

FORM = ("--map", "n=number", "--map", "d=date", "--map", "t=time")
ONE_COLUMN = ("--map", "n=number", "--map", "s=starts_at")
BY_NUMBER = ("--map", "1=number", "--map", "2=date", "--map", "3=time")


def listing(*rows: str, header: str = "n;d;t") -> str:
    """A list with its header."""
    return "\n".join((header, *rows)) + "\n"


def odd_lists(court_id: str) -> list[OddFile]:
    """Hearing lists of one court. Case 1 is heard at half past nine on 25 March 2027 in all that can be read."""
    court = ("--court", court_id)
    form = (*court, *FORM)
    skipping = (*form, "--skip-bad-rows")
    plain = listing("1;25.03.2027;9:30")
    bad = listing("1;25.03.2027;9:30", "2;31.02.2027;9:30", "3;26.03.2027;")
    russian = listing("1/дело;25.03.2027;9:30")
    return [
        OddFile("plain", plain.encode(), READ, "read as DD.MM.YYYY HH:mm", form),
        OddFile("byte order mark", b"\xef\xbb\xbf" + plain.encode(), READ, "new 0", form),
        OddFile("utf-16", plain.encode("utf-16"), READ, "encoding: utf-16", form),
        OddFile("utf-16 without a mark", plain.encode("utf-16-le"), REFUSED, "--encoding is utf-16", form),
        OddFile("windows-1251 unsaid", russian.encode("cp1251"), REFUSED, "line 2: The file is not utf-8", form),
        OddFile("windows-1251", russian.encode("cp1251"), READ, "read 1", (*form, "--encoding", "cp1251")),
        OddFile("no encoding", plain.encode(), REFUSED, "--encoding, undefined", (*form, "--encoding", "undefined")),
        OddFile("tabs", plain.replace(";", "\t").encode(), READ, "delimiter: tab", form),
        OddFile("what spreadsheets say", ("sep=;\r\n" + plain).encode(), READ, "delimiter: semicolon", form),
        OddFile("carriage returns alone", plain.replace("\n", "\r").encode(), READ, "read 1", form),
        OddFile("empty lines", plain.replace("\n", "\n\n;;\n").encode(), READ, "read 1", form),
        OddFile("empty", b"", REFUSED, "The file is empty", form),
        OddFile("blank", b"\n \n", REFUSED, "The file is empty", form),
        OddFile("a header alone", listing().encode(), REFUSED, "no rows to import", form),
        OddFile("no table", b"<html></html>", REFUSED, "it reads '<html></html>'", form),
        OddFile("a picture", b"\x89PNG\r\n\x1a\n\0", REFUSED, "The file is not utf-8", form),
        OddFile("no header", b"1;25.03.2027;9:30\n", READ, "read 1", (*court, *BY_NUMBER)),
        OddFile("a header unsaid", plain.encode(), IN_PART, "is it the header? Then say --header",
                (*court, *BY_NUMBER)),
        OddFile("trailing cells", listing("1;25.03.2027;9:30;;x").encode(), READ, "what is beyond is not read", form),
        OddFile("a row too short", listing("1;25.03.2027;9:30", "2;25").encode(), IN_PART, "line 3: The row has 2",
                form),
        OddFile("a column too few", b"n;d\n1;25.03.2027\n", REFUSED, "gives the columns n, d, t", form),
        OddFile("bad rows", bad.encode(), IN_PART, "line 3, date: '31.02.2027' is not written DD.MM.YYYY", form),
        OddFile("bad rows skipped", bad.encode(), IN_PART, "line 4, date: '' is not written HH:mm", skipping),
        OddFile("no good row", listing("1;31.02.2027;9:30").encode(), REFUSED, "No known format fits any row", form),
        OddFile("days or months", listing("1;03/04/2027;9:30").encode(), REFUSED, "say --date-format", form),
        OddFile("days or years", listing("1;25-03-27;9:30").encode(), REFUSED, "say --date-format", form),
        OddFile("in two ways", listing("1;25/03/2027;9:30", "2;03/25/2027;9:30").encode(), REFUSED,
                "'25/03/2027' in line 2 and '03/25/2027' in line 3 are written in different ways", form),
        OddFile("hours of twelve", listing("1;25.03.2027;9:30 a.m.", "2;25.03.2027;1:30 PM").encode(), READ,
                "read as DD.MM.YYYY hh:mm a", form),
        OddFile("with an offset", listing("1;2027-03-25T04:30:00Z", header="n;s").encode(), READ, "new 0",
                (*court, *ONE_COLUMN)),
        OddFile("a year of old", listing("1;25.03.0207;9:30").encode(), REFUSED, "line 2, date: The year 207", form),
        OddFile("the end of time", plain.encode(), REFUSED, "--starting, 9999-12-31",
                (*form, "--starting", "9999-12-31")),
        OddFile("minutes beyond measure", listing(f"1;25.03.2027;9:30;{'9' * 5000}", header="n;d;t;m").encode(),
                REFUSED, "is not a number of minutes", (*form, "--map", "m=estimated_minutes")),
        OddFile("a category beyond measure", listing(f"1;25.03.2027;9:30;{'c' * 501}", header="n;d;t;c").encode(),
                REFUSED, "line 2, category: Is longer than 500", (*form, "--map", "c=category")),
        OddFile("a column by an odd number", plain.encode(), REFUSED, "the columns ²",
                (*court, "--map", "²=number", *FORM[2:])),
        OddFile("an odd court", plain.encode(), REFUSED, "--court, ../metrics: Must be",
                ("--court", "../metrics", *FORM)),
        OddFile("an odd zone", plain.encode(), REFUSED, "--zone, ../etc", (*form, "--zone", "../etc")),
        OddFile("an open quote", listing('1;25.03.2027;9:30;"ТОО', header="n;d;t;p").encode(), REFUSED,
                "line 2: The row cannot be read", form),
        OddFile("quotes inside", listing('1;25.03.2027;9:30;ТОО "Береке"', header="n;d;t;p").encode(), READ, "read 1",
                form),
        OddFile("a header of two lines", listing("1;25.03.2027;9:30", header='n;"d\n of it";t').encode(), READ,
                "read 1", (*court, "--map", "n=number", "--map", "D of  it=date", "--map", "t=time")),
    ]  # fmt: skip


# Court files


def an_id(court_id: str, name: str) -> str:
    """The same id for the same name in one court."""
    return str(uuid5(UUID(int=9), f"{court_id}/{name}"))


def a_court(court_id: str, **changes: Any) -> dict[str, Any]:
    """A court with a room, two judges, an interest, a norm and an absence."""
    judges = [
        {"person_id": an_id(court_id, name), "post_id": an_id(court_id, f"post of {name}"), "role": "judge"}
        | {"name": name, "from_on": "2026-01-05"}
        for name in ("aigul", "berik")
    ]
    absence = {"absence_id": an_id(court_id, "leave"), "person_id": judges[0]["person_id"], "kind": "leave"}
    interest = {"interest_id": an_id(court_id, "interest"), "person_id": judges[0]["person_id"], "against": "Acme"}
    return {
        "court": {"court_id": court_id, "name": dict.fromkeys(("kk", "ru", "en"), "Court")},
        "calendar": {"slot_minutes": 5},
        "rooms": [{"room_id": an_id(court_id, "room"), "name": "Room 1"}],
        "people": judges,
        "interests": [interest],
        "norms": [{"category": "civil.family", "weight_minutes": 90, "valid_from": "2026-01-01"}],
        "absences": [absence | {"starts_at": "2026-12-01T00:00:00+05:00", "ends_at": "2026-12-05T00:00:00+05:00"}],
    } | changes


def odd_courts(court_id: str) -> list[OddFile]:
    """Court files of one court."""
    court = a_court(court_id)
    judge, other = court["people"]
    room, absence = court["rooms"][0], court["absences"][0]

    def file(name: str, status: int, says: str, *arguments: str, **changes: Any) -> OddFile:
        return OddFile(name, json.dumps(court | changes, ensure_ascii=False).encode(), status, says, arguments)

    stranger = {**absence, "absence_id": an_id(court_id, "b"), "person_id": an_id(court_id, "nobody")}
    return [
        file("plain", READ, "read 8, new 8, changed 0, skipped 0"),
        file("the same again", READ, "read 8, new 0, changed 0, skipped 0"),
        file("another name of a room", READ, "new 0, changed 1", rooms=[room | {"name": "Room 2"}]),
        file("unknown keys", READ, "read 8", moons=[1], people=[judge | {"shoe_size": 42}, other]),
        file("parts are missing", READ, "read 2", people=None, rooms=None, norms=None, interests=None, absences=None,
             calendar={}),
        file("capitals in ids", READ, "read 8, new 0",
             people=[judge | {"person_id": judge["person_id"].upper()}, other]),
        file("a room twice", IN_PART, "rooms[1]: Is already told by rooms[0]",
             rooms=[room, room | {"room_id": room["room_id"].upper(), "name": "Another"}]),
        file("no court", REFUSED, "court: The file must describe its court", court=None),
        file("an odd id", REFUSED, "court, court_id", court=court["court"] | {"court_id": "Суд 7"}),
        file("people are no list", REFUSED, "people: Must be a list", people={}),
        file("a wrong person", IN_PART, "people[0], person_id", people=[judge | {"person_id": "7"}, other]),
        file("sittings until midnight", REFUSED, "calendar, sitting_hours",
             calendar={"sitting_hours": [["14:00", "24:00"]]}),
        file("closed for decades", REFUSED, "calendar, closed",
             calendar={"closed": [f"{year}-{month:02}-{day:02}" for year in range(2026, 2046)
                                  for month in range(1, 13) for day in range(1, 29)]}),
        file("rows are counted as the file has them", IN_PART, "absences[2], person_id: The person",
             "--skip-bad-rows", absences=[{}, absence, stranger]),
        file("a text with NUL", REFUSED, "A text holds NUL", court=court["court"] | {"region": "a\0b"}),
        OddFile("empty", b"", REFUSED, "The file is empty"),
        OddFile("truncated", json.dumps(court).encode()[:-5], REFUSED, "not JSON in UTF-8"),
        OddFile("utf-16", json.dumps(court).encode("utf-16"), REFUSED, "not JSON in UTF-8"),
        OddFile("no object", b"[]", REFUSED, "one JSON object"),
        OddFile("nested without end", b"[" * 100_000, REFUSED, "not JSON in UTF-8"),
        OddFile("a name twice", b'{"court": {"a": 1, "a": 2}}', REFUSED, "occurs twice"),
    ]  # fmt: skip
