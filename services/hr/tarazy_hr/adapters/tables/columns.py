"""The tables of an office and their columns, by the names that people write above them in kk, ru and en."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Table = Literal["courts", "posts", "people", "appointments", "authorisations"]
Kind = Literal[
    "court", "text", "code", "role", "level", "language", "zone", "day", "share", "part", "flag", "languages",
    "pattern", "reference", "uuid", "email", "sms", "webhook",
]  # fmt: skip
"""What the cells of a column hold."""

TABLES: tuple[Table, ...] = ("courts", "posts", "people", "appointments", "authorisations")
"""In the order in which they are read: who is appointed needs a post of a court."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `names` are what it may be called besides its own name, those of kk and ru first."""

    name: str
    kind: Kind
    names: tuple[str, ...]
    required: bool = False


_COURT = Column("court_id", "court", ("сот", "суд", "court", "сот коды", "код суда"))
_PERSON = Column(
    "person_id", "reference", ("қызметкер", "сотрудник", "person", "табельный номер", "табель нөмірі"), True
)
_FROM = Column("from_on", "day", ("басталуы", "с", "from", "дата начала", "басталған күні", "начало"))
_TO = Column("to_on", "day", ("аяқталуы", "по", "to", "дата окончания", "аяқталған күні", "окончание"))
_ROLE = Column("role", "role", ("рөлі", "роль", "role", "лауазым түрі", "вид должности"))
_SPECIALITY = ("мамандануы", "специализация", "speciality", "specialism", "specialty")

COLUMNS: Mapping[Table, Sequence[Column]] = {
    "courts": (
        Column("court_id", "court", _COURT.names, True),
        Column("name_kk", "text", ("қазақша атауы", "название на казахском", "name in kazakh")),
        Column("name_ru", "text", ("орысша атауы", "название на русском", "name in russian")),
        Column("name_en", "text", ("ағылшынша атауы", "название на английском", "name in english")),
        Column("level", "level", ("деңгейі", "звено", "level")),
        Column("region", "text", ("аймақ", "регион", "region", "облыс", "область")),
        Column("address_kk", "text", ("қазақша мекенжайы", "адрес на казахском", "address in kazakh")),
        Column("address_ru", "text", ("орысша мекенжайы", "адрес на русском", "address in russian")),
        Column("address_en", "text", ("ағылшынша мекенжайы", "адрес на английском", "address in english")),
        Column("zone", "zone", ("уақыт белдеуі", "часовой пояс", "time zone")),
        Column("language", "language", ("тілі", "язык", "language")),
        Column("phone", "text", ("телефон", "телефон", "phone")),
        Column("email", "text", ("электрондық пошта", "электронная почта", "e-mail", "email")),
    ),
    "posts": (
        _COURT,
        Column("number", "text", ("лауазым нөмірі", "номер должности", "post number", "post", "лауазым", "должность")),
        Column("post_id", "uuid", ("лауазым id", "id должности", "post id")),
        _ROLE,
        Column("share", "share", ("мөлшерлеме", "ставка", "share", "ставок")),
        _FROM,
        _TO,
        Column("speciality", "code", _SPECIALITY),
        Column("exclusive", "flag", ("бір адамдық", "на одного", "exclusive")),
    ),
    "people": (
        _PERSON,
        _COURT,
        Column("name", "text", ("аты-жөні", "фио", "name", "ф. и. о.", "ф.и.о.", "тегі, аты, әкесінің аты"), True),
        Column("languages", "languages", ("тілдер", "языки", "languages")),
        Column("email", "email", ("электрондық пошта", "электронная почта", "e-mail")),
        Column("sms", "sms", ("ұялы телефон", "мобильный телефон", "mobile", "телефон")),
        Column("webhook", "webhook", ("вебхук", "веб-хук", "webhook")),
    ),
    "appointments": (
        _COURT,
        _PERSON,
        Column("name", "text", ("аты-жөні", "фио", "name", "ф. и. о.", "ф.и.о.")),
        Column("post", "text", ("лауазым", "должность", "post", "post number", "лауазым нөмірі", "номер должности")),
        Column("post_id", "uuid", ("лауазым id", "id должности", "post id")),
        _ROLE,
        Column("from_on", "day", _FROM.names, True),
        _TO,
        Column("order_number", "text", ("бұйрық нөмірі", "номер приказа", "order number", "бұйрық", "приказ")),
        Column("acting", "flag", ("міндетін атқарушы", "исполняющий обязанности", "acting", "м.а.", "и.о.", "и. о.")),
        Column("full_time_share", "part", ("мөлшерлеме", "ставка", "share", "full time share")),
        Column("working_pattern", "pattern", ("жұмыс кестесі", "рабочий график", "working pattern")),
    ),
    "authorisations": (
        _COURT,
        _PERSON,
        Column("specialism", "code", _SPECIALITY, True),
        Column("from_on", "day", _FROM.names, True),
        _TO,
    ),
}

SHEETS: Mapping[Table, tuple[str, str, str]] = {
    "courts": ("Соттар", "Суды", "Courts"),
    "posts": ("Лауазымдар", "Должности", "Posts"),
    "people": ("Қызметкерлер", "Сотрудники", "People"),
    "appointments": ("Тағайындаулар", "Назначения", "Appointments"),
    "authorisations": ("Рұқсаттар", "Допуски", "Authorisations"),
}
"""What sheets are called in kk, ru and en."""

_OF_NOTE = re.compile(r"[\s_*:]+")


def plain(name: str) -> str:
    """A name as it is compared: without regard to case, to `ё`, to marks of what must be given and to white space."""
    return _OF_NOTE.sub(" ", name).strip().casefold().replace("ё", "е")


_KNOWN: Mapping[Table, Mapping[str, Column]] = {
    table: {plain(name): column for column in columns for name in (*column.names, column.name)}
    for table, columns in COLUMNS.items()
}


def column_called(table: Table, name: str) -> Column | None:
    """The column of a table that goes by a name."""
    return _KNOWN[table].get(plain(name))


def table_called(name: str) -> Table | None:
    """The table of a sheet that goes by a name."""
    wanted = plain(name)
    return next((table for table in TABLES if wanted in map(plain, (table, *SHEETS[table]))), None)


def table_of_header(header: Sequence[str]) -> Table | None:
    """The table that a header is of: the one of which all required columns are there, and most others."""
    found: list[tuple[int, int, Table]] = []
    for rank, table in enumerate(TABLES):
        names = {column.name for name in header if (column := column_called(table, name))}
        if all(column.name in names for column in COLUMNS[table] if column.required) and len(names) > 1:
            found.append((len(names), rank, table))
    return max(found)[2] if found else None
