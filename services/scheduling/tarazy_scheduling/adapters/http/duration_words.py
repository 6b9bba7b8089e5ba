"""What is said about durations, in the languages of the courts."""

from collections.abc import Mapping

from tarazy_scheduling.domain.durations.learning import Advice, Level

ADVICE: Mapping[Advice, Mapping[str, str]] = {
    "too_little_data": {
        "kk": "Баға беру үшін өткен отырыстар аз",
        "ru": "Слишком мало прошедших заседаний, чтобы судить об оценке",
        "en": "Too few hearings are over to judge the estimate by",
    },
    "fits": {"kk": "Баға тәжірибеге сәйкес", "ru": "Оценка согласуется с опытом", "en": "The estimate fits experience"},
    "longer": {
        "kk": "Мұндай отырыстар әдетте ұзағырақ болады",
        "ru": "Такие заседания обычно длятся дольше",
        "en": "Such hearings usually last longer",
    },
    "shorter": {
        "kk": "Мұндай отырыстар әдетте қысқарақ болады",
        "ru": "Такие заседания обычно короче",
        "en": "Such hearings are usually shorter",
    },
}

LEVELS: Mapping[Level | None, Mapping[str, str]] = {
    "judge": {
        "kk": "Осы судьяның осындай отырыстары бойынша",
        "ru": "По таким заседаниям этого судьи",
        "en": "By such hearings of this judge",
    },
    "category": {
        "kk": "Осы санаттағы осындай отырыстар бойынша",
        "ru": "По таким заседаниям этой категории",
        "en": "By such hearings of the category",
    },
    "type": {
        "kk": "Соттың осы түрдегі отырыстары бойынша",
        "ru": "По заседаниям этого вида в суде",
        "en": "By the court's hearings of the type",
    },
    None: {
        "kk": "Негізінен сұралған уақыт бойынша",
        "ru": "Главным образом по запрошенному времени",
        "en": "Mostly by the time asked for",
    },
}
