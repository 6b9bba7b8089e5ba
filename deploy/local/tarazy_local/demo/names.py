"""Names for people who do not exist: given names and surnames put together by chance."""

from random import Random

_GIVEN = {
    "f": ("Айгерім", "Динара", "Гүлнар", "Жанар", "Сәуле", "Мәдина", "Анна", "Елена", "Ольга", "Наталья"),
    "m": ("Нұрлан", "Ерлан", "Асқар", "Дәурен", "Бауыржан", "Марат", "Сергей", "Андрей", "Виктор", "Павел"),
}
_SURNAMES = (
    ("Сарсенов", "Сарсенова"),
    ("Омаров", "Омарова"),
    ("Жұмабеков", "Жұмабекова"),
    ("Қасымов", "Қасымова"),
    ("Тұрсынов", "Тұрсынова"),
    ("Әбілов", "Әбілова"),
    ("Есенов", "Есенова"),
    ("Мұқанов", "Мұқанова"),
    ("Ким", "Ким"),
    ("Цой", "Цой"),
    ("Ковалёв", "Ковалёва"),
    ("Морозов", "Морозова"),
    ("Лебедев", "Лебедева"),
    ("Гончаров", "Гончарова"),
)
ORGANISATIONS = ("Алтын дән", "Самал құрылыс", "Береке сауда", "Степной путь", "Жетісу сервис", "Наурыз агро")


def person(chance: Random) -> tuple[str, str]:
    """Given name and surname."""
    gender = chance.choice("fm")
    return chance.choice(_GIVEN[gender]), chance.choice(_SURNAMES)[gender == "f"]


def organisation(chance: Random) -> str:
    """A company's name."""
    return f"ТОО «{chance.choice(ORGANISATIONS)}-{chance.randint(2, 99)}»"
