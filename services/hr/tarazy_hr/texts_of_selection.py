"""What HR says about competitions when it says no."""

from collections.abc import Mapping

from tarazy_hr.domain.court import Language

REASONS: Mapping[str, Mapping[Language, str]] = {
    "unknown_competition": {
        "kk": "Бұл сотта {reference} конкурсы жоқ.",
        "ru": "В этом суде нет конкурса {reference}.",
        "en": "There is no competition {reference} in this court.",
    },
    "unknown_application": {
        "kk": "Конкурста {reference} өтінімі жоқ.",
        "ru": "В конкурсе нет заявления {reference}.",
        "en": "There is no application {reference} in this competition.",
    },
    "unknown_stage": {
        "kk": "Конкурста {reference} кезеңі жоқ.",
        "ru": "В конкурсе нет этапа {reference}.",
        "en": "The competition has no stage {reference}.",
    },
    "unknown_reason": {
        "kk": "Себеп коды керек, бірі: {reasons}; берілгені: {reason}.",
        "ru": "Нужен код причины, один из: {reasons}; дано: {reason}.",
        "en": "A code of a reason is needed, one of {reasons}; given was: {reason}.",
    },
    "no_procedure": {
        "kk": "{reference} күні бұл сотта конкурс өткізу тәртібі бекітілмеген.",
        "ru": "На {reference} в этом суде не установлен порядок конкурса.",
        "en": "No procedure of selection stands in this court on {reference}.",
    },
    "starts_too_early": {
        "kk": "Лауазымға кірісу күні бүгіннен ({today}) кейін болуға тиіс.",
        "ru": "Первый день в должности должен быть позже сегодняшнего ({today}).",
        "en": "The first day in post has to be later than today ({today}).",
    },
    "announced_already": {
        "kk": "Бұл лауазымға {competition} конкурсы жарияланған.",
        "ru": "На эту должность уже объявлен конкурс {competition}.",
        "en": "The competition {competition} is announced for this post already.",
    },
    "announced_taken": {
        "kk": "Бұл лауазымға конкурс жарияланған.",
        "ru": "На эту должность уже объявлен конкурс.",
        "en": "A competition for this post is announced already.",
    },
    "applied_too_late": {
        "kk": "Өтінімдер {day} күнінің соңына дейін қабылданды ({zone}).",
        "ru": "Заявления принимались до конца дня {day} ({zone}).",
        "en": "Applications were taken until the end of {day} ({zone}).",
    },
    "applied_already": {
        "kk": "Осы адам өтінім берген: {application}.",
        "ru": "Это лицо уже подало заявление {application}.",
        "en": "The same person has applied already: {application}.",
    },
    "document_missing": {
        "kk": "Құжаттар жетіспейді: {documents}.",
        "ru": "Не хватает документов: {documents}.",
        "en": "Documents are missing: {documents}.",
    },
    "not_this_stage": {
        "kk": "Қазір конкурс мына күйде: {stage}.",
        "ru": "Конкурс сейчас на другом этапе: {stage}.",
        "en": "The competition is elsewhere now: {stage}.",
    },
    "not_in_it": {
        "kk": "№ {number} үміткер конкурсқа енді қатыспайды.",
        "ru": "Кандидат № {number} больше не участвует в конкурсе.",
        "en": "Candidate no. {number} is not in the competition any more.",
    },
    "not_of_panel": {
        "kk": "{reference} комиссия мүшесі емес.",
        "ru": "{reference} не входит в комиссию.",
        "en": "{reference} is not a member of the panel.",
    },
    "member_recused": {
        "kk": "{member} мүшесі бұл үміткерді бағаламайды: өздігінен бас тартты не шеттетілді.",
        "ru": "Член комиссии {member} не оценивает этого кандидата: самоотвод или отвод.",
        "en": "The member {member} is recused from this candidate.",
    },
    "member_repeated": {
        "kk": "Комиссия мүшесі екі рет аталған.",
        "ru": "Член комиссии назван дважды.",
        "en": "A member of the panel is named twice.",
    },
    "panel_short": {
        "kk": "Комиссияда кемінде {quorum} мүше болуға тиіс.",
        "ru": "В комиссии должно быть не меньше {quorum} членов.",
        "en": "The panel needs at least {quorum} members.",
    },
    "panel_too_small": {
        "kk": "№ {number} үміткерді кемінде {quorum} мүше бағалауға тиіс; басқаларын тағайындаңыз.",
        "ru": "Кандидата № {number} должны оценить не меньше {quorum} членов; назовите других.",
        "en": "At least {quorum} members have to score candidate no. {number}; name others.",
    },
    "scored_by_officer": {
        "kk": "Бұл кезеңді кадр қызметі бағалайды.",
        "ru": "Этот этап оценивает кадровая служба.",
        "en": "This stage is scored by the officer.",
    },
    "score_outside": {
        "kk": "Баға 0 мен {maximum} аралығында, екі ондық белгіден аспауға тиіс.",
        "ru": "Оценка должна быть от 0 до {maximum}, не больше двух знаков после запятой.",
        "en": "A score lies between 0 and {maximum}, with two decimal places at most.",
    },
    "scores_missing": {
        "kk": "№ {number} үміткерде {count} баға жетіспейді.",
        "ru": "У кандидата № {number} не хватает оценок: {count}.",
        "en": "Candidate no. {number} lacks {count} scores.",
    },
    "own_scores_first": {
        "kk": "«{stage}» кезеңінде алдымен өз бағаларыңызды қойыңыз.",
        "ru": "Сначала поставьте свои оценки на этапе «{stage}».",
        "en": "Enter your own scores of the stage {stage} first.",
    },
    "recused_counted": {
        "kk": "«{stage}» кезеңінде шеттетілген {member} мүшесінің бағасы есептелген; кезеңді қайта ашыңыз.",
        "ru": "На этапе «{stage}» засчитана оценка отведённого члена {member}; откройте этап заново.",
        "en": "In the stage {stage} a score of {member}, who is recused, was counted; open the stage again.",
    },
    "not_ranked": {
        "kk": "Рейтинг әлі жоқ, конкурстың күйі: {phase}.",
        "ru": "Рейтинга ещё нет, конкурс в состоянии: {phase}.",
        "en": "There is no ranking yet; the competition is in {phase}.",
    },
    "not_first": {
        "kk": "Рейтингте № {number} үміткер бұрын тұр; басқасы тек себеппен тағайындалады.",
        "ru": "В рейтинге раньше стоит кандидат № {number}; другой назначается только с причиной.",
        "en": "Candidate no. {number} stands before in the ranking; another is appointed only with a reason.",
    },
    "candidate_erased": {
        "kk": "Үміткердің деректері жойылған.",
        "ru": "Данные кандидата удалены.",
        "en": "What was known of the candidate is deleted.",
    },
    "competition_over": {
        "kk": "Конкурс аяқталған, күйі: {phase}.",
        "ru": "Конкурс окончен, состояние: {phase}.",
        "en": "The competition is over: {phase}.",
    },
    "competition_runs": {
        "kk": "Конкурс әлі жүріп жатыр.",
        "ru": "Конкурс ещё идёт.",
        "en": "The competition has not ended.",
    },
    "no_stages": {
        "kk": "Тәртіпте бірде-бір кезең жоқ.",
        "ru": "В порядке нет ни одного этапа.",
        "en": "The procedure has no stages.",
    },
    "no_weights": {
        "kk": "Кем дегенде бір кезеңнің салмағы нөлден жоғары болуға тиіс.",
        "ru": "Вес хотя бы одного этапа должен быть больше нуля.",
        "en": "At least one stage needs a weight above 0.",
    },
    "code_repeated": {
        "kk": "{repeated} коды бос емес.",
        "ru": "Код {repeated} уже занят.",
        "en": "The code {repeated} is taken.",
    },
    "threshold_outside": {
        "kk": "Шек 0 мен ең жоғары баға ({maximum}) аралығында болуға тиіс.",
        "ru": "Порог должен быть от 0 до наивысшей оценки ({maximum}).",
        "en": "The threshold lies between 0 and the maximum, which is {maximum} and above 0.",
    },
    "procedure_backwards": {
        "kk": "Тәртіп өткенге қарай өзгертілмейді: {valid_from} күні {today} күнінен кейін болуға тиіс.",
        "ru": "Порядок не меняется задним числом: {valid_from} должно быть позже {today}.",
        "en": "Procedures are never changed backwards: {valid_from} has to be later than {today}.",
    },
}
