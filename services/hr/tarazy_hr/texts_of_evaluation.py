"""What HR says about evaluations and surveys when it says no."""

from collections.abc import Mapping

from tarazy_hr.domain.court import Language

REASONS: Mapping[str, Mapping[Language, str]] = {
    "unknown_evaluation": {
        "kk": "Мұндай бағалау жоқ.",
        "ru": "Такой оценки нет.",
        "en": "There is no such evaluation.",
    },
    "evaluation_over": {
        "kk": "Бағалау аяқталған: {phase}.",
        "ru": "Оценка окончена: {phase}.",
        "en": "The evaluation is over: {phase}.",
    },
    "no_evaluation_rules": {
        "kk": "{reference} күні бағалау ережелері белгіленбеген.",
        "ru": "На {reference} правила оценки не установлены.",
        "en": "No rules of evaluation stand on {reference}.",
    },
    "evaluated_already": {
        "kk": "Бұл судья {evaluation} бағалауынан өтіп жатыр.",
        "ru": "Этого судью уже оценивают: {evaluation}.",
        "en": "This judge is being evaluated already: {evaluation}.",
    },
    "evaluates_self": {
        "kk": "{person} өзін бағалай алмайды: ешкім өз ісін қарамайды ({source}).",
        "ru": "{person} не может оценивать самого себя: никто не судит в собственном деле ({source}).",
        "en": "{person} cannot evaluate themselves: nobody sits in a matter of their own ({source}).",
    },
    "scored_before": {
        "kk": "{member} осы бағалауда баға қойған немесе бағаланатын судья ({source}).",
        "ru": "{member} уже оценивал здесь или сам оценивается ({source}).",
        "en": "{member} has scored here before, or is the judge ({source}).",
    },
    "year_goes_on": {
        "kk": "{year} жыл әлі аяқталған жоқ: қорытынды одан кейін жарияланады.",
        "ru": "{year} год ещё не окончен: итоги публикуются после него.",
        "en": "{year} is not over yet: totals are told after it.",
    },
    "unknown_criterion": {
        "kk": "{reference} өлшемшарты мұндай баға алмайды.",
        "ru": "Критерий {reference} так не оценивается.",
        "en": "The criterion {reference} is not scored like that.",
    },
    "not_disputed": {
        "kk": "{reference} отырысына дау айтылмаған.",
        "ru": "Заседание {reference} не оспорено.",
        "en": "The hearing {reference} is not disputed.",
    },
    "not_counted": {
        "kk": "{reference} отырысы көрсеткіштерде жоқ.",
        "ru": "Заседание {reference} не входит в показатели.",
        "en": "The hearing {reference} is behind no figure.",
    },
    "reply_too_late": {
        "kk": "Жауап беру мерзімі {day} күні өтті ({source}).",
        "ru": "Срок ответа истёк {day} ({source}).",
        "en": "The time for a reply passed on {day} ({source}).",
    },
    "reply_runs": {
        "kk": "Судья {day} күніне дейін жауап бере алады: шешім одан кейін.",
        "ru": "Судья может ответить до {day}: решение после этого.",
        "en": "The judge may reply until {day}: the decision comes after that.",
    },
    "disputes_open": {
        "kk": "Шешілмеген даулар: {count}.",
        "ru": "Нерассмотренных возражений: {count}.",
        "en": "Disputes that are not settled: {count}.",
    },
    "replied_already": {
        "kk": "Судья осы көрсеткіштерге жауап беріп қойған: олар енді өзгермейді, тек даулы отырыстар алып тасталады.",
        "ru": "Судья уже ответил на эти показатели: они больше не меняются, кроме исключения оспоренных заседаний.",
        "en": "The judge has replied to these figures: they change no more, but for hearings that are left out.",
    },
    "figures_missing": {
        "kk": "Көрсеткіштер әлі алынған жоқ.",
        "ru": "Показатели ещё не взяты.",
        "en": "The figures have not been taken yet.",
    },
    "scores_missing_of": {
        "kk": "Жетіспейтін бағалар: {count}, біріншісі {criterion} бойынша.",
        "ru": "Не хватает оценок: {count}, первая по критерию {criterion}.",
        "en": "Scores are missing: {count}, the first of {criterion}.",
    },
    "nothing_to_say": {
        "kk": "Бірде-бір өлшемшарт бойынша деректер жеткіліксіз.",
        "ru": "Ни по одному критерию данных недостаточно.",
        "en": "There is too little to say about any criterion.",
    },
    "weights_not_whole": {
        "kk": "Өлшемшарттардың салмағы қосылғанда 100 болуға тиіс, қазір {total} ({source}).",
        "ru": "Веса критериев должны давать 100, сейчас {total} ({source}).",
        "en": "The weights of the criteria make 100 together, not {total} ({source}).",
    },
    "weight_not_positive": {
        "kk": "Салмақ нөлден жоғары болуға тиіс.",
        "ru": "Вес должен быть больше нуля.",
        "en": "A weight is above 0.",
    },
    "indicators_misplaced": {
        "kk": "Көрсеткіштер тек солар бойынша бағаланатын өлшемшартта болады.",
        "ru": "Показатели бывают только у критерия, который по ним оценивается.",
        "en": "Indicators belong to a criterion that is scored by them, and to no other.",
    },
    "no_lowest_category": {
        "kk": "Санаттардың бірі 0 бағадан басталуға тиіс.",
        "ru": "Одна из категорий должна начинаться с 0.",
        "en": "One of the categories begins at 0.",
    },
    "category_outside": {
        "kk": "Санат 0 мен {most} аралығында басталуға тиіс.",
        "ru": "Категория должна начинаться между 0 и {most}.",
        "en": "A category begins between 0 and {most}.",
    },
    "words_score_nothing": {
        "kk": "Мәтінмен жауап беретін сұрақ баға бермейді.",
        "ru": "Вопрос со свободным ответом ничего не оценивает.",
        "en": "A question answered in words scores nothing.",
    },
    "unknown_question": {
        "kk": "Сауалнамада {reference} сұрағы жоқ.",
        "ru": "В анкете нет вопроса {reference}.",
        "en": "The questionnaire has no question {reference}.",
    },
    "text_too_long": {
        "kk": "Мәтін {most} таңбадан аспайды.",
        "ru": "Текст не длиннее {most} знаков.",
        "en": "A text has at most {most} characters.",
    },
    "nothing_answered": {
        "kk": "Кем дегенде бір сұраққа жауап беріңіз.",
        "ru": "Ответьте хотя бы на один вопрос.",
        "en": "Answer one question at least.",
    },
    "unknown_questionnaire": {
        "kk": "{reference} сауалнамасы белгіленбеген.",
        "ru": "Анкета {reference} не установлена.",
        "en": "No questionnaire {reference} stands.",
    },
    "survey_closes_before": {
        "kk": "Сауалнама {today} күнінен бұрын жабыла алмайды.",
        "ru": "Опрос не может закрыться раньше {today}.",
        "en": "A survey closes on {today} at the earliest.",
    },
    "no_survey_key": {
        "kk": "Шақырулар жіберілмейді: сауалнама кілті орнатылмаған.",
        "ru": "Приглашения не отправляются: не задан ключ опросов.",
        "en": "No invitation can leave: no key of surveys is set.",
    },
    "tokens_by_mail": {
        "kk": "Бұл сауалнаманың белгілері тек поштамен жіберіледі.",
        "ru": "Метки этого опроса отправляются только почтой.",
        "en": "Tokens of this survey go by mail alone.",
    },
    "opened_otherwise": {
        "kk": "Бұл сауалнама басқаша ашылып қойған: соңғы күні {day}. Жаңасын ашу үшін бетті қайта ашыңыз.",
        "ru": "Этот опрос уже открыт иначе: до {day}. Чтобы открыть новый, откройте страницу заново.",
        "en": "This survey has been opened otherwise: until {day}. Open the page anew for another one.",
    },
    "reminded_today": {
        "kk": "Бүгін еске салынды: келесісі ертең ғана.",
        "ru": "Сегодня уже напоминали: следующее напоминание не раньше завтрашнего дня.",
        "en": "A reminder has left today: the next one can leave tomorrow.",
    },
    "survey_closed": {
        "kk": "Сауалнама {day} күні жабылды.",
        "ru": "Опрос закрыт {day}.",
        "en": "The survey closed on {day}.",
    },
    "survey_runs": {
        "kk": "Сауалнама {day} күніне дейін жүреді: нәтижелер жабылғаннан кейін.",
        "ru": "Опрос идёт до {day}: результаты после закрытия.",
        "en": "The survey runs until {day}: results come after it has closed.",
    },
    "token_used": {
        "kk": "Бұл сілтемемен жауап берілген немесе ол ешқашан берілмеген. Бірінші жауап күшінде.",
        "ru": "По этой ссылке уже ответили, либо она не выдавалась. В силе первый ответ.",
        "en": "This link has been used already, or was never given out. The first answer stands.",
    },
    "group_too_small": {
        "kk": "Топта немесе оның қалғанында кемінде {least} жауап болуға тиіс ({source}).",
        "ru": "В группе и в остатке от неё должно быть не менее {least} ответов ({source}).",
        "en": "A group, and what is left beside it, has at least {least} answers ({source}).",
    },
    "of_evaluation": {
        "kk": "Бұл сауалнаманың нәтижелері бағалаудың ішінде ғана.",
        "ru": "Результаты этого опроса показываются только в оценке.",
        "en": "The results of this survey are shown in the evaluation alone.",
    },
    "of_session": {
        "kk": "Бұл сауалнама оқу сабағының бетінен ашылады, нәтижелері де сонда ғана.",
        "ru": "Этот опрос открывается со страницы занятия, и результаты показываются только там.",
        "en": "This survey is opened from the page of a session of training, and told of there alone.",
    },
    "too_few_took_part": {
        "kk": "Қатысу тізімі бойынша {least} адамнан аз болды: олардың жауаптары ешқашан көрсетілмес еді.",
        "ru": "По списку присутствия было меньше {least} человек: их ответы никогда не были бы показаны.",
        "en": "By the list of attendance fewer than {least} were there: what they answer could never be told.",
    },
    "not_of_evaluation": {
        "kk": "Бұл сауалнама осы бағалауға арналмаған.",
        "ru": "Этот опрос не для этой оценки.",
        "en": "This survey is not for this evaluation.",
    },
    "unknown_survey": {
        "kk": "Мұндай сауалнама жоқ.",
        "ru": "Такого опроса нет.",
        "en": "There is no such survey.",
    },
    "unknown_text": {
        "kk": "Мұндай жауап жоқ.",
        "ru": "Такого ответа нет.",
        "en": "There are no such words.",
    },
}
