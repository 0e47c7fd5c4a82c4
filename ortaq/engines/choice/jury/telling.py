"""Telling applicants why they get a grant or not, in Kazakh, Russian and English: plain sentences with the figures.

for sentences in tell(selection, "kk", unit=rubric.unit): …     one list for every entry, in the order of the panel

Figures are those of the record, so a letter and the published decision say the same.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from ortaq.engines.choice.jury.selection import Order, Selection, Verdict, Why
from ortaq.engines.choice.telling import LANGUAGES
from ortaq.engines.choice.telling.phrases import BOUND, SMALL_CHANGE, Count, Language, grouped

KAZAKH: Final = {
    "funded": "Бұл өтінім грант алады: {ask}.",
    "not_funded": "Бұл өтінім грант алмайды.",
    "open": "Бұл өтінім бойынша шешім әлі шыққан жоқ.",
    "scores": "Оны {scores} қазы бағалады, орташа балы — {mean}.",
    "expected_rank": "Қазылардың бірі қатаң, бірі жұмсақ бағалайды. Соны ескергенде оның күтілетін орны — {of} "
    "өтінімнің ішінде {rank}; {low}-орын мен {high}-орынның арасында болуы әбден мүмкін.",
    "mean": "Орташа балы бойынша {of} өтінімнің ішінде {place}-орында.",
    "median": "Бағаларының медианасы — {median}, осы бойынша {of} өтінімнің ішінде {place}-орында.",
    "above_line": "Кезегі келгенде оған қаражат жетті.",
    "surely_above": "Ол қаражат жететін шектен анық жоғары тұр.",
    "drawn": "Бағаларына қарап оны шектегі басқа өтінімдерден ажырату мүмкін болмады. Көпшілік алдында жеребе "
    "тасталды, ол осы өтінімге түсті.",
    "near_line": "Бағаларына қарап оны қаражат таусылатын шектегі басқа өтінімдерден ажырату мүмкін емес. Енді "
    "қазылар оны бірге талқылап шешеді.",
    "not_drawn": "Бағаларына қарап оны шектегі басқа өтінімдерден ажырату мүмкін болмады. Көпшілік алдында жеребе "
    "тасталды. Кезегі келгенде {left} қалған еді, тағы {missing} жетпеді.",
    "surely_below": "Ол қаражат жететін шектен анық төмен тұр.",
    "below_line": "Қаражат оның кезегіне дейін таусылды.",
    "no_money": "Сұралған сома — {ask}. Кезегі келгенде {left} қалған еді, тағы {missing} жетпеді.",
    "short_rank": "Оның күтілетін орны қаражат жеткен соңғы өтінімнен {short} орын төмен.",
    "short_points": "Қаражат жеткен соңғы өтінімге жету үшін оған {short} балл керек еді.",
    "tie": "Қаражат таусылған жерде бағасы дәл осындай басқа өтінім де болды.",
    "tie_cheapest": "Баға тең болғанда азырақ сома сұраған өтінім бірінші алынады.",
    "tie_lot": "Баға тең болғандықтан, көпшілік алдында тасталған жеребе шешті.",
    "withdrawn": "Ол кері қайтарып алынды, сондықтан басқалармен салыстырылған жоқ.",
    "no_scores": "Оны бірде-бір қазы бағаламады, сондықтан басқалармен салыстыру мүмкін емес.",
    "too_few_scores": "Оны {scores} қазы бағалады, ал салыстыру үшін кемінде {needed} баға керек.",
    "below_minimum": "Грант алу үшін орташа балы кемінде {needed_points} болуы керек.",
    "over_budget": "Сұралған сома — {ask}, ал бүкіл байқауға {budget} бөлінген.",
}

RUSSIAN: Final = {
    "funded": "Заявка получает грант: {ask}.",
    "not_funded": "Эта заявка гранта не получает.",
    "open": "Решения по этой заявке ещё нет.",
    "scores": "Её {scores:оценил|оценили|оценили} {scores} {scores:член|члена|членов} жюри, средний балл — {mean}.",
    "expected_rank": "Одни члены жюри строже, другие мягче. С поправкой на это её ожидаемое место — {rank} из {of}; "
    "вполне возможно и любое от {low}-го до {high}-го.",
    "mean": "По среднему баллу она на {place}-м месте из {of}.",
    "median": "Медиана её оценок — {median}, по ней она на {place}-м месте из {of}.",
    "above_line": "Когда дошла её очередь, денег хватило.",
    "surely_above": "Она уверенно выше черты, до которой хватает денег.",
    "drawn": "По оценкам её нельзя было отличить от других заявок у черты. Решил открытый жребий: он выпал ей.",
    "near_line": "По оценкам её нельзя отличить от других заявок у черты, на которой кончаются деньги. Жюри обсудит "
    "их вместе и решит.",
    "not_drawn": "По оценкам её нельзя было отличить от других заявок у черты, поэтому решал открытый жребий. Когда "
    "дошла её очередь, оставалось {left}: не хватило {missing}.",
    "surely_below": "Она уверенно ниже черты, до которой хватает денег.",
    "below_line": "Деньги кончились раньше, чем дошла её очередь.",
    "no_money": "Она просит {ask}. Когда дошла её очередь, оставалось {left}: не хватило {missing}.",
    "short_rank": "Её ожидаемое место на {short} ниже, чем у последней заявки, на которую хватило денег.",
    "short_points": "До последней заявки, на которую хватило денег, ей не хватило {short} балла.",
    "tie": "Там, где кончились деньги, была и другая заявка точно с такой же оценкой.",
    "tie_cheapest": "При равных оценках первой берут заявку, которая просит меньше.",
    "tie_lot": "При равных оценках решил открытый жребий.",
    "withdrawn": "Её отозвали, поэтому с другими её не сравнивали.",
    "no_scores": "Её не оценил ни один член жюри, поэтому сравнить её с другими нельзя.",
    "too_few_scores": "Её {scores:оценил|оценили|оценили} {scores} {scores:член|члена|членов} жюри, а для сравнения "
    "нужно не меньше {needed} {needed:оценки|оценок|оценок}.",
    "below_minimum": "Для гранта средний балл должен быть не ниже {needed_points}.",
    "over_budget": "Она просит {ask}, а на весь конкурс выделено {budget}.",
}

ENGLISH: Final = {
    "funded": "This entry gets a grant: {ask}.",
    "not_funded": "This entry gets no grant.",
    "open": "This entry is not decided yet.",
    "scores": "{scores} {scores:juror|jurors} scored it, {mean} points on average.",
    "expected_rank": "Some jurors are stricter than others. Allowing for that, its expected place is {rank} of {of}; "
    "anything from place {low} to place {high} is quite possible.",
    "mean": "By average points it is number {place} of {of}.",
    "median": "The median of its scores is {median}; by that it is number {place} of {of}.",
    "above_line": "When its turn came there was money for it.",
    "surely_above": "It is clearly above the line the money reaches down to.",
    "drawn": "By its scores it could not be told from others at the line. A public lot decided and fell to it.",
    "near_line": "By its scores it cannot be told from others at the line where the money ends. The jury will talk "
    "them over together and decide.",
    "not_drawn": "By its scores it could not be told from others at the line, so a public lot decided. When its turn "
    "came {left} was left: {missing} was missing.",
    "surely_below": "It is clearly below the line the money reaches down to.",
    "below_line": "The money had run out before its turn came.",
    "no_money": "It asks for {ask}. When its turn came {left} was left: {missing} was missing.",
    "short_rank": "Its expected place is {short} below that of the last entry the money reached.",
    "short_points": "It was {short} points short of the last entry the money reached.",
    "tie": "Where the money ended there was another entry with exactly the same result.",
    "tie_cheapest": "Of equal entries the one that asks for less comes first.",
    "tie_lot": "A public lot decided between equal entries.",
    "withdrawn": "It was withdrawn and so was not compared with the others.",
    "no_scores": "No juror scored it, so it cannot be compared with the others.",
    "too_few_scores": "{scores} {scores:juror|jurors} scored it; to be compared it needs at least {needed}.",
    "below_minimum": "A grant needs at least {needed_points} points on average.",
    "over_budget": "It asks for {ask}, while the whole contest has {budget}.",
}

JURIES: Final[dict[str, Language]] = {
    name: replace(LANGUAGES[name], sentences=sentences)
    for name, sentences in (("kk", KAZAKH), ("ru", RUSSIAN), ("en", ENGLISH))
}
LEFT_OUT: Final = frozenset({"withdrawn", "no_scores", "too_few_scores", "below_minimum", "over_budget"})
WITHOUT_SCORES: Final = frozenset({"withdrawn", "no_scores", "too_few_scores"})


def tell(
    selection: Selection, language: str, *, unit: int = 1, currency: str = "₸", scale: int = 100
) -> list[list[str]]:
    """This will give sentences about every entry, in the order of the panel; KeyError for another language.

    `unit` fixed points are one point (`Rubric.unit`), `scale` minor units one unit of currency.
    """
    speaker = _Speaker(selection, JURIES[language], unit, currency, scale)
    return [speaker.sentences(verdict) for verdict in selection.verdicts]


class _Speaker:
    def __init__(self, selection: Selection, language: Language, unit: int, currency: str, scale: int) -> None:
        self.selection, self.language = selection, language
        self.unit, self.currency, self.scale = unit, currency, scale
        self.compared = sum(verdict.place is not None for verdict in selection.verdicts)

    def say(self, sentence: str, **holes: Any) -> str:
        counted = {
            name: Count(value, self.language.plural) if type(value) is int else value for name, value in holes.items()
        }
        return self.language.sentences[sentence].format_map(counted)

    def money(self, minor: int) -> str:
        units, rest = divmod(minor * 100 // self.scale, 100)
        text = grouped(units) if not rest or units >= SMALL_CHANGE else f"{self.decimal(Fraction(minor, self.scale))}"
        return f"{text}{BOUND}{self.currency}"

    def decimal(self, number: Fraction) -> str:
        """Two places, halves up."""
        hundredths = (number * 200 + 1).__floor__() // 2
        return f"{grouped(hundredths // 100)}{self.language.decimal_mark}{hundredths % 100:02}"

    def sentences(self, verdict: Verdict) -> list[str]:
        """What became of it, what the jury thought, why, and how far it was."""
        opening = "funded" if verdict.funded else "open" if verdict.why == Why.NEAR_LINE else "not_funded"
        told = [self.say(opening, ask=self.money(verdict.ask))]
        facts = verdict.summary
        if facts.mean is not None and verdict.why not in WITHOUT_SCORES:
            told.append(self.say("scores", scores=facts.count, mean=self.decimal(facts.mean / self.unit)))
        if verdict.why in LEFT_OUT:
            return [*told, self._left_out(verdict)]
        missing = self.money(verdict.money_missing)
        told.append(self._place(verdict))
        told.append(
            self.say(str(verdict.why), ask=self.money(verdict.ask), left=self.money(verdict.left or 0), missing=missing)
        )
        return told + self._short(verdict) + self._tie(verdict)

    def _left_out(self, verdict: Verdict) -> str:
        terms = self.selection.terms
        return self.say(
            verdict.why,
            ask=self.money(verdict.ask),
            budget=self.money(terms.budget),
            scores=verdict.summary.count,
            needed=terms.minimum_scores,
            needed_points=self.decimal(Fraction(terms.minimum_mean or 0, self.unit)),
        )

    def _place(self, verdict: Verdict) -> str:
        standing, median = verdict.standing, verdict.summary.median
        if standing is not None:
            return self.say(
                "expected_rank",
                rank=self.decimal(Fraction(standing.expected_rank, 100)),
                of=self.compared,
                low=standing.rank_low,
                high=standing.rank_high,
            )
        return self.say(
            self.selection.terms.order.value,
            place=verdict.place or 0,
            of=self.compared,
            median=self.decimal((median or Fraction(0)) / self.unit),
        )

    def _short(self, verdict: Verdict) -> list[str]:
        if verdict.why not in (Why.SURELY_BELOW, Why.BELOW_LINE, Why.NO_MONEY) or not verdict.short:
            return []
        if self.selection.terms.order is Order.EXPECTED_RANK:
            return [self.say("short_rank", short=self.decimal(verdict.short))]
        return [self.say("short_points", short=self.decimal(verdict.short / self.unit))]

    def _tie(self, verdict: Verdict) -> list[str]:
        for tie in self.selection.ties:
            if verdict.entry in tie.projects:
                return [self.say("tie"), self.say(f"tie_{tie.by}")]
        return []
