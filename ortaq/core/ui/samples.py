"""What the page of components shows: one made-up street in three languages; people named here carry the mark "demo"."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ortaq.core.ui.charts import Point, Span
from ortaq.core.ui.lines import Evidence, Stop
from ortaq.core.ui.tables import Cell, Column, Row, Table

ALMATY = ZoneInfo("Asia/Almaty")
DAY = date(2027, 3, 1)
MOMENT = datetime(2027, 3, 1, 14, 5, tzinfo=ALMATY)


@dataclass(frozen=True)
class Words:
    """The words of the samples in one language."""

    appeal: str
    topic: str
    body: str
    quote: str
    officer: str
    received: str
    sent: str
    sent_why: str
    answered: str
    overdue: str
    overdue_what: str
    fixed: str
    letter: str
    photo: str
    answer: str
    states: tuple[tuple[str, str], ...]
    heads: tuple[str, str, str, str, str]
    caption: str
    note: str
    bodies: tuple[str, ...]
    street: str
    before: str
    after: str
    story: str
    sums: tuple[tuple[str, str], ...]
    discussion: str
    discussion_kind: str
    discussion_meta: str
    budget: str
    budget_kind: str
    budget_meta: str


WORDS = {
    "kk": Words(
        appeal="Абай даңғылы, 52: пандус жоқ, арбамен шыға алмаймын",
        topic="Тротуар",
        body="Бостандық ауданының әкімдігі",
        quote="Подъездің алдында үш баспалдақ бар, пандус жоқ. Баланың арбасын күнде көтеріп шығарамын. "
        "Көмектесіңіздерші.",
        officer="Сәуле Омарова (demo), бас маман",
        received="Қабылданды",
        sent="Жіберілді",
        sent_why="«Пандус × Бостандық» кестесі бойынша",
        answered="Жауап берілді",
        overdue="Жауап мерзімі өтті",
        overdue_what="Үнсіздік бас тарту деп есептеледі: жоғары тұрған органға шағымдана аласыз.",
        fixed="Түзетілді",
        letter="Жауап, PDF",
        photo="Кейінгі сурет",
        answer="Пандус 20 наурызға дейін орнатылады. Мердігермен келісім бар, жұмысты аудан бақылайды.",
        states=(
            ("жауап берілді", "good"),
            ("мерзімі өтті", "late"),
            ("жауап күтілуде", "wait"),
            ("жұмыс жүріп жатыр", "now"),
            ("қабылданды", "plain"),
            ("тоқтатылды", "off"),
        ),
        heads=("Өтініш", "Орган", "Мерзімі", "Күн", "Күйі"),
        caption="Осы аптада жауап күтетіндер",
        note="Мерзімі жақындары жоғарыда.",
        bodies=(
            "Бостандық ауданының әкімдігі",
            "Жолаушылар көлігі және жол басқармасы",
            "Энергетика және сумен жабдықтау басқармасы",
            "Жасыл экономика басқармасы",
            "Тұрғын үй инспекциясы",
        ),
        street="Айнабұлақ-3 аллеясы",
        before="Бұрын: топырақ жол, құрғап қалған ағаштар",
        after="Қазір: төселген жол, отырғыш, жасыл ағаштар",
        story="800 м жаяу жол, 46 ағаш, 2 алаң.",
        sums=(("жаяу жүргінші көшесі", "60 км"), ("тротуар", "617\u202f000 м²"), ("балалар және спорт алаңы", "442")),
        discussion="Тарихи орталықтың шекарасы қайдан өтуі керек?",
        discussion_kind="Бас жоспар · талқылау",
        discussion_meta="12 күн қалды · 348 пікір",
        budget="Бостандық ауданының 800 млн теңгесі",
        budget_kind="Халық қатысатын бюджет · дауыс",
        budget_meta="3 күн қалды · 35 жоба",
    ),
    "ru": Words(
        appeal="Проспект Абая, 52: нет пандуса, не могу выйти с коляской",
        topic="Тротуар",
        body="Акимат Бостандыкского района",
        quote="У подъезда три ступеньки, пандуса нет. Каждый день несу коляску на руках. Помогите, пожалуйста.",
        officer="Сауле Омарова (demo), главный специалист",
        received="Принято",
        sent="Передано",
        sent_why="по таблице «пандус × Бостандык»",
        answered="Дан ответ",
        overdue="Срок ответа прошёл",
        overdue_what="Молчание считается отказом: вы можете пожаловаться в вышестоящий орган.",
        fixed="Исправлено",
        letter="Ответ, PDF",
        photo="Фото после",
        answer="Пандус поставят до 20 марта. Договор с подрядчиком есть, за работой следит район.",
        states=(
            ("дан ответ", "good"),
            ("срок прошёл", "late"),
            ("ждёт ответа", "wait"),
            ("идут работы", "now"),
            ("принято", "plain"),
            ("остановлено", "off"),
        ),
        heads=("Обращение", "Орган", "Срок", "Дней", "Состояние"),
        caption="Ждут ответа на этой неделе",
        note="Ближайший срок сверху.",
        bodies=(
            "Акимат Бостандыкского района",
            "Управление пассажирского транспорта и дорог",
            "Управление энергетики и водоснабжения",
            "Управление зелёной экономики",
            "Жилищная инспекция",
        ),
        street="Аллея в Айнабулаке-3",
        before="До: земляная дорожка и сухие деревья",
        after="После: мощёная дорожка, скамья, зелёные деревья",
        story="800 м пешеходной дорожки, 46 деревьев, 2 площадки.",
        sums=(("пешеходных улиц", "60 км"), ("тротуаров", "617\u202f000 м²"), ("детских и спортивных площадок", "442")),
        discussion="Где пройдёт граница исторического центра?",
        discussion_kind="Генеральный план · обсуждение",
        discussion_meta="осталось 12 дней · 348 мнений",
        budget="800 млн тенге Бостандыкского района",
        budget_kind="Бюджет участия · голосование",
        budget_meta="осталось 3 дня · 35 проектов",
    ),
    "en": Words(
        appeal="52 Abay Avenue: there is no ramp, I cannot get out with a pram",
        topic="Pavement",
        body="Akimat of Bostandyk district",
        quote="There are three steps at our door and no ramp. I carry the pram out in my arms every day. Please help.",
        officer="Saule Omarova (demo), chief specialist",
        received="Received",
        sent="Sent on",
        sent_why="by the table “ramp × Bostandyk”",
        answered="Answered",
        overdue="The answer is overdue",
        overdue_what="Silence counts as a refusal: you may complain to the higher body.",
        fixed="Fixed",
        letter="Answer, PDF",
        photo="Photo after",
        answer="The ramp will be there by 20 March. The contract is signed and the district watches the work.",
        states=(
            ("answered", "good"),
            ("overdue", "late"),
            ("waiting for an answer", "wait"),
            ("work is under way", "now"),
            ("received", "plain"),
            ("stopped", "off"),
        ),
        heads=("Appeal", "Body", "Due", "Days", "State"),
        caption="Waiting for an answer this week",
        note="The nearest due date first.",
        bodies=(
            "Akimat of Bostandyk district",
            "Department of passenger transport and roads",
            "Department of energy and water supply",
            "Department of the green economy",
            "Housing inspection",
        ),
        street="The avenue in Ainabulak-3",
        before="Before: an earth path and dry trees",
        after="After: a paved path, a bench, green trees",
        story="800 m of footpath, 46 trees, 2 playgrounds.",
        sums=(
            ("of pedestrian streets", "60 km"),
            ("of pavements", "617\u202f000 m²"),
            ("playgrounds and sports grounds", "442"),
        ),
        discussion="Where should the boundary of the historic centre run?",
        discussion_kind="General plan · discussion",
        discussion_meta="12 days left · 348 opinions",
        budget="800 million tenge of Bostandyk district",
        budget_kind="Participatory budget · vote",
        budget_meta="3 days left · 35 projects",
    ),
}


def words_of(language: str) -> Words:
    """Return the samples in a language of the interface, English for another."""
    return WORDS.get(language, WORDS["en"])


def stops(words: Words) -> list[Stop]:
    """Return a line with every kind of stop."""
    return [
        Stop(words.received, "done", DAY, note="1308"),
        Stop(words.sent, "done", DAY, who=words.body, note=words.sent_why),
        Stop(
            words.answered,
            "done",
            date(2027, 3, 12),
            who=words.officer,
            quote=words.answer,
            evidence=[Evidence(words.letter, "#", "download")],
        ),
        Stop(
            words.overdue,
            "late",
            date(2027, 3, 29),
            note=words.overdue_what,
            evidence=[Evidence(words.photo, "#", "photo")],
        ),
        Stop(words.states[3][0], "now", date(2027, 4, 2), who=words.body),
        Stop(words.fixed, "next"),
    ]


def table(words: Words, *, sort: str, query: str, walk: bool = False) -> Table:
    """Return a table with links, states, numbers and a row that is open."""
    keys = ("title", "body", "due", "days", "state")
    columns = [
        Column(key, head, number=key == "days", sorts=key in ("due", "days"))
        for key, head in zip(keys, words.heads, strict=True)
    ]
    days = (-2, 0, 3, 8, 15, 21)
    rows = []
    for index, (state, tone) in enumerate(words.states):
        title = Cell(f"2027-0184{52 + index} · {words.appeal}" if walk else words.appeal, "#")
        due = f"{date(2027, 3, 1 + index * 4):%d.%m.%Y}"
        rows.append(
            Row(
                [title, words.bodies[index % len(words.bodies)], due, days[index], Cell(state, tone=tone)],
                current=walk and index == 1,
            )
        )
    return Table(words.caption, columns, rows, note=words.note, sort=sort, query=query, walk=walk)


def bodies(words: Words) -> list[Point]:
    """Return shares by body, the last one unknown because it has too few cases."""
    shares = (93, 88, 81, 64, None)
    return [
        Point(name, share, "" if share is not None else "n < 5")
        for name, share in zip(words.bodies, shares, strict=True)
    ]


def spans(words: Words) -> list[Span]:
    """Return median and p90 days by body."""
    days: tuple[tuple[int | None, int | None], ...] = ((6, 13), (8, 15), (9, 19), (12, 27), (None, None))
    return [Span(name, *pair) for name, pair in zip(words.bodies, days, strict=True)]


MONTHLY = (812, 774, 903, 1012, 1190, 1251, 1176, 1098, 1034, 961, 1105, 1284)
SHARES = (88, 87, 86, 88, 88, 89, 90, 89, 91, 91, 92, 93)
