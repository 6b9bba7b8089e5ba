"""What HR says about disciplinary cases when it says no."""

from collections.abc import Mapping

from tarazy_hr.domain.court import Language

REASONS: Mapping[str, Mapping[Language, str]] = {
    "none_given": {
        "kk": "Кем дегенде біреуін көрсетіңіз.",
        "ru": "Укажите хотя бы одно.",
        "en": "Give at least one.",
    },
    "wrong_phase": {
        "kk": "Іс қазір басқа кезеңде: {phase}.",
        "ru": "Дело сейчас на другой стадии: {phase}.",
        "en": "The case is at another stage now: {phase}.",
    },
    "in_the_future": {
        "kk": "Бұл күн бүгіннен ({today}) кейін болмауға тиіс.",
        "ru": "Этот день не может быть позже сегодняшнего ({today}).",
        "en": "The day must not be later than today, which is {today}.",
    },
    "in_the_past": {
        "kk": "Бұл уақыт өтіп кетті.",
        "ru": "Это время уже прошло.",
        "en": "That time has passed.",
    },
    "unknown_case": {
        "kk": "Мұндай іс жоқ.",
        "ru": "Такого дела нет.",
        "en": "There is no such case.",
    },
    "unknown_ground": {
        "kk": "Ережелерде {reference} негізі жоқ.",
        "ru": "В правилах нет основания {reference}.",
        "en": "The rules have no ground {reference}.",
    },
    "unknown_measure": {
        "kk": "Ережелерде {reference} шарасы жоқ.",
        "ru": "В правилах нет меры {reference}.",
        "en": "The rules have no measure {reference}.",
    },
    "unknown_reason_code": {
        "kk": "Ережелерде {reference} себебі жоқ.",
        "ru": "В правилах нет причины {reference}.",
        "en": "The rules have no reason {reference}.",
    },
    "no_discipline_rules": {
        "kk": "{reference} күні тәртіптік іс жүргізу ережелері белгіленбеген.",
        "ru": "На {reference} правила дисциплинарного производства не установлены.",
        "en": "No rules of disciplinary proceedings stand on {reference}.",
    },
    "no_judge_then": {
        "kk": "Бұл адам {reference} күні осы соттың судьясы болмаған.",
        "ru": "Это лицо не было судьёй этого суда {reference}.",
        "en": "This person was no judge of this court on {reference}.",
    },
    "learned_before": {
        "kk": "Білген күн әрекет жасалған күннен ({day}) бұрын болмауға тиіс.",
        "ru": "О деянии нельзя узнать раньше, чем оно совершено ({day}).",
        "en": "Nobody can learn of it before it happened, on {day}.",
    },
    "anonymous_without_evidence": {
        "kk": "Жасырын шағым дәлелдемесіз қабылданбайды.",
        "ru": "Анонимная жалоба без доказательств не принимается.",
        "en": "An anonymous complaint is taken only with evidence.",
    },
    "complains_of_self": {
        "kk": "Судья өзінің үстінен шағымдана алмайды.",
        "ru": "Судья не может жаловаться на самого себя.",
        "en": "A judge cannot complain of themselves.",
    },
    "not_inspector": {
        "kk": "{reference} тексеруші емес.",
        "ru": "{reference} не является инспектором.",
        "en": "{reference} is no inspector.",
    },
    "initiator_concerned": {
        "kk": "{person} осы іске қатысы бар: тексере алмайды.",
        "ru": "{person} причастен к этому делу и не может его проверять.",
        "en": "{person} is concerned by this case and cannot look into it.",
    },
    "interest_declared": {
        "kk": "{person} мен судья арасында мүдде мәлімделген.",
        "ru": "Между {person} и судьёй заявлен интерес.",
        "en": "An interest is declared between {person} and the judge.",
    },
    "explanation_awaited": {
        "kk": "Судьяның түсініктемесі {day} күніне дейін күтіледі.",
        "ru": "Объяснение судьи ожидается до {day}.",
        "en": "The explanation of the judge is awaited until {day}.",
    },
    "explanation_given": {
        "kk": "Түсініктеме берілген: толықтыруды іске құжат ретінде қосыңыз.",
        "ru": "Объяснение уже дано: дополнение приобщите к делу как документ.",
        "en": "The explanation has been given: put what is to be added into the file as a paper.",
    },
    "declined_with_words": {
        "kk": "Бас тартқан кезде мәтін жазылмайды.",
        "ru": "При отказе от объяснения текст не пишется.",
        "en": "Whoever does not wish to explain writes no words.",
    },
    "limitation_passed": {
        "kk": "Мерзім {day} күні өтіп кетті ({source}): енді шешім шығарылмайды.",
        "ru": "Срок давности истёк {day} ({source}): решать уже нельзя.",
        "en": "The limitation passed on {day} ({source}): nothing can be decided any more.",
    },
    "appeal_too_late": {
        "kk": "Шағымдану мерзімі {day} күні өтті ({source}).",
        "ru": "Срок обжалования истёк {day} ({source}).",
        "en": "The time for an appeal passed on {day} ({source}).",
    },
    "case_over": {
        "kk": "Іс аяқталған: {phase}.",
        "ru": "Дело окончено: {phase}.",
        "en": "The case is over: {phase}.",
    },
    "case_paused": {
        "kk": "Іс жүргізу {since} күнінен бері тоқтатылған.",
        "ru": "Производство приостановлено с {since}.",
        "en": "The proceedings have stood still since {since}.",
    },
    "case_runs": {
        "kk": "Іс әлі аяқталмаған: {phase}.",
        "ru": "Дело ещё не окончено: {phase}.",
        "en": "The case is not over yet: {phase}.",
    },
    "no_beacon": {
        "kk": "Ашық кездейсоқтық көзі бапталмаған: жеребе тартылмайды.",
        "ru": "Источник открытой случайности не настроен: жребий невозможен.",
        "en": "No public beacon is set: nothing can be drawn.",
    },
    "pool_too_small": {
        "kk": "{seats} орынға {members} мүше ғана тартыла алады.",
        "ru": "На мест: {seats}, а в жребии могут участвовать: {members}.",
        "en": "For {seats} seats only {members} members can be drawn.",
    },
    "another_round": {
        "kk": "Жеребе {round} раундын күтеді.",
        "ru": "Жребий ждёт раунда {round}.",
        "en": "The draw waits for round {round}.",
    },
    "draw_waits": {
        "kk": "Жеребе {round} раундын күтіп тұр: одан кейін ғана.",
        "ru": "Жребий ждёт раунда {round}: только после него.",
        "en": "A draw waits for round {round}: only after it.",
    },
    "member_cannot_sit": {
        "kk": "{person} алқада енді отыра алмайды: орнына қайта жеребе тартыңыз.",
        "ru": "{person} больше не может заседать: разыграйте это место заново.",
        "en": "{person} can sit no longer: have the seat drawn again first.",
    },
    "joins_itself": {
        "kk": "Іс өзіне қосылмайды.",
        "ru": "Дело нельзя соединить с самим собой.",
        "en": "A case cannot join itself.",
    },
    "another_judge": {
        "kk": "Ол іс басқа судьяға қатысты.",
        "ru": "То дело о другом судье.",
        "en": "That case is about another judge.",
    },
    "has_taken_in": {
        "kk": "Бұл іске басқа шағым қосылған: сол іс негізгі болып қалады.",
        "ru": "К этому делу уже присоединена другая жалоба: оно остаётся основным.",
        "en": "This case has taken another complaint in: it stays the one in which they go on.",
    },
    "not_heard": {
        "kk": "Алқа істі әлі тыңдаған жоқ.",
        "ru": "Коллегия ещё не заслушала дело.",
        "en": "The panel has not heard the case yet.",
    },
    "not_charged": {
        "kk": "{reference} бойынша айып тағылмаған.",
        "ru": "Обвинения {reference} не предъявлено.",
        "en": "There is no charge of {reference}.",
    },
    "nothing_proven": {
        "kk": "Шара тек дәлелденген айып бойынша қолданылады.",
        "ru": "Мера возможна только за доказанное нарушение.",
        "en": "A measure needs a charge that was proven.",
    },
    "proven_without_measure": {
        "kk": "Айып дәлелденсе, бұзушылық жоқ деген шешім шығарылмайды.",
        "ru": "Если нарушение доказано, нельзя решить, что его нет.",
        "en": "With a charge proven, the decision cannot be that there was no violation.",
    },
    "measure_missing": {
        "kk": "Қандай шара қалатынын көрсетіңіз.",
        "ru": "Укажите, какая мера остаётся.",
        "en": "Say which measure stands.",
    },
    "annulled_with_violation": {
        "kk": "Күші жойылған шешімнен кейін бұзушылық туралы шара қалмайды.",
        "ru": "После отмены не может остаться мера за нарушение.",
        "en": "After an annulment no measure for a violation can stand.",
    },
    "nothing_changed": {
        "kk": "Өзгертілген шешім бұрынғыдай бола алмайды.",
        "ru": "Изменённое решение не может остаться прежним.",
        "en": "A decision that is changed cannot stay the same.",
    },
    "worse_on_own_appeal": {
        "kk": "Судьяның өз шағымы бойынша шара ауырлатылмайды.",
        "ru": "По жалобе самого судьи мера не может стать строже.",
        "en": "On the judge's own appeal the measure cannot become graver.",
    },
    "clock_missing": {
        "kk": "Мына мерзім жетіспейді: {clock}.",
        "ru": "Не хватает срока: {clock}.",
        "en": "A clock is missing: {clock}.",
    },
    "clock_not_running": {
        "kk": "{reference} мерзімі қазір жүрмейді.",
        "ru": "Срок {reference} сейчас не течёт.",
        "en": "The clock {reference} is not running.",
    },
    "clock_run_out": {
        "kk": "{clock} мерзімі өтіп кетті ({source}): ұзартылмайды.",
        "ru": "Срок {clock} уже истёк ({source}): его нельзя продлить.",
        "en": "The clock {clock} has run out ({source}): it cannot be made longer.",
    },
    "not_later": {
        "kk": "Бұл күн {day} күнінен кейін болуға тиіс.",
        "ru": "Этот день должен быть позже {day}.",
        "en": "The day has to be later than {day}.",
    },
    "amount_outside": {
        "kk": "Сан {least} мен {most} аралығында болуға тиіс.",
        "ru": "Число должно быть от {least} до {most}.",
        "en": "The number lies between {least} and {most}.",
    },
    "no_acquittal": {
        "kk": "Шаралардың бірі бұзушылық жоқ екенін білдіруге тиіс.",
        "ru": "Одна из мер должна означать, что нарушения нет.",
        "en": "One of the measures has to say that there was no violation.",
    },
    "seats_even": {
        "kk": "Орын саны тақ және {most} аспайтын болуға тиіс.",
        "ru": "Число мест должно быть нечётным и не больше {most}.",
        "en": "The number of seats is odd and at most {most}.",
    },
    "not_in_force": {
        "kk": "Шешім әлі күшіне енген жоқ: {phase}.",
        "ru": "Решение ещё не вступило в силу: {phase}.",
        "en": "The decision is not in force yet: {phase}.",
    },
    "tells_name": {
        "kk": "{line}-жол, {letter}-әріп: «{found}» — іске қатысы бар адамның аты.",
        "ru": "Строка {line}, знак {letter}: «{found}» — имя участника дела.",
        "en": "Line {line}, letter {letter}: “{found}” is a name of somebody on the case.",
    },
    "tells_initials": {
        "kk": "{line}-жол, {letter}-әріп: «{found}» — іске қатысы бар адамның бас әріптері.",
        "ru": "Строка {line}, знак {letter}: «{found}» — инициалы участника дела.",
        "en": "Line {line}, letter {letter}: “{found}” is initials of somebody on the case.",
    },
    "tells_iin": {
        "kk": "{line}-жол, {letter}-әріп: «{found}» — жеке сәйкестендіру нөміріне ұқсайды.",
        "ru": "Строка {line}, знак {letter}: «{found}» — похоже на ИИН.",
        "en": "Line {line}, letter {letter}: “{found}” is like an identity number.",
    },
    "tells_telephone": {
        "kk": "{line}-жол, {letter}-әріп: «{found}» — телефон нөміріне ұқсайды.",
        "ru": "Строка {line}, знак {letter}: «{found}» — похоже на номер телефона.",
        "en": "Line {line}, letter {letter}: “{found}” is like a telephone number.",
    },
    "tells_email": {
        "kk": "{line}-жол, {letter}-әріп: «{found}» — электрондық мекенжай.",
        "ru": "Строка {line}, знак {letter}: «{found}» — адрес электронной почты.",
        "en": "Line {line}, letter {letter}: “{found}” is an e-mail address.",
    },
    "tells_case_number": {
        "kk": "{line}-жол, {letter}-әріп: «{found}» — іс нөміріне ұқсайды.",
        "ru": "Строка {line}, знак {letter}: «{found}» — похоже на номер дела.",
        "en": "Line {line}, letter {letter}: “{found}” is like the number of a case.",
    },
    "published_already": {
        "kk": "Шешім жарияланған: басқа мәтінді жарияламас бұрын оны алып тастаңыз.",
        "ru": "Решение уже опубликовано: прежде чем публиковать другой текст, отзовите его.",
        "en": "The decision is published already: withdraw it before another text is published.",
    },
    "publication_over": {
        "kk": "Жариялау уақыты өтті: {phase}.",
        "ru": "Время публикации прошло: {phase}.",
        "en": "The time to publish it is over: {phase}.",
    },
    "text_tells": {
        "kk": "Ештеңе жарияланбады: табылған орын саны: {places}. Түзетіңіз не ешкімді атамайтынын белгілеңіз.",
        "ru": "Ничего не опубликовано, найдено мест: {places}. Исправьте или отметьте то, что никого не называет.",
        "en": "Nothing was published; places found: {places}. Mend them, or tick what names nobody.",
    },
    "why_overruled": {
        "kk": "Белгіленгені неге ешкімді атамайтынын көрсетіңіз.",
        "ru": "Укажите, почему отмеченное никого не называет.",
        "en": "Say why what is ticked names nobody.",
    },
    "no_sha256": {
        "kk": "SHA-256 64 таңбадан тұрады: 0–9 және a–f.",
        "ru": "SHA-256 состоит из 64 знаков: 0–9 и a–f.",
        "en": "A SHA-256 has 64 characters: 0–9 and a–f.",
    },
    "speaker_missing": {
        "kk": "Бағдарлама кім үшін жазып отырғанын көрсетуге тиіс.",
        "ru": "Программа должна указать, за кого она пишет.",
        "en": "A program says for whom it enters this.",
    },
}
