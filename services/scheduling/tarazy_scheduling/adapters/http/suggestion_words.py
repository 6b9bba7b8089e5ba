"""What a suggestion asks people to do without, and who decides that, in the languages of the courts."""

from collections.abc import Mapping

from tarazy_scheduling.domain.listing.suggesting import Authority, Rule

RULES: Mapping[Rule, Mapping[str, str]] = {
    "as_asked": {"kk": "Сұралғандай", "ru": "Как запрошено", "en": "As asked for"},
    "another_start": {
        "kk": "Басқа уақытта басталады",
        "ru": "С другим временем начала",
        "en": "At another time than asked for",
    },
    "room_feature": {
        "kk": "Залдың осы қасиетінсіз",
        "ru": "В зале без этой особенности",
        "en": "In a room without this feature",
    },
    "by_video": {"kk": "Бейнебайланыс арқылы", "ru": "По видеосвязи", "en": "By video"},
    "substitute_judge": {
        "kk": "Осы отырысты басқа судья өткізеді",
        "ru": "Это заседание проводит другой судья",
        "en": "Another judge holds this hearing",
    },
    "shorter_notice": {
        "kk": "Хабарлау мерзімі қысқарады",
        "ru": "С более поздним извещением",
        "en": "With less notice",
    },
    "longer_window": {
        "kk": "Сұралған күннен кейін",
        "ru": "Позже запрошенного дня",
        "en": "Later than the last day asked for",
    },
    "after_limit": {
        "kk": "Заңды мерзімнен кейін",
        "ru": "После законного срока",
        "en": "After the last lawful day",
    },
}
AUTHORITIES: Mapping[Authority, Mapping[str, str]] = {
    "nobody": {"kk": "Ешкімнің келісімі керек емес", "ru": "Ничьё согласие не нужно", "en": "Nobody has to agree"},
    "requester": {
        "kk": "Отырысты сұраған адам жаңа сұрау береді",
        "ru": "Кто запросил заседание, запрашивает его заново",
        "en": "Whoever asked for the hearing asks for it anew",
    },
    "judge": {"kk": "Істің судьясы шешеді", "ru": "Решает судья по делу", "en": "The judge of the case decides"},
    "chair": {"kk": "Сот төрағасы шешеді", "ru": "Решает председатель суда", "en": "The chair of the court decides"},
    "attendees": {
        "kk": "Барлық қатысушылар келіседі",
        "ru": "Соглашаются все участники",
        "en": "Everybody who attends agrees",
    },
    "ruling": {
        "kk": "Мерзімді ұзарту туралы қаулы керек",
        "ru": "Нужно определение о продлении срока",
        "en": "A ruling extends the term, where the law allows it",
    },
}
