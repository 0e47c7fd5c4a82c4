"""Choosing what to say about a project, and writing numbers, money and lists as a language writes them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from ortaq.engines.choice.explanation import Explanation, Fate, Question, Reason

THIN = "\N{NARROW NO-BREAK SPACE}"
BOUND = "\N{NO-BREAK SPACE}"
SIGNS = {"KZT": "₸"}
"""Currencies written with their sign; all others are written as the source writes them."""
MOST_RIVALS = 3
LONGEST_NAME = 90
SMALL_CHANGE = 10_000
"""From this sum on nobody wants to read the coins."""
SHARING = "equal-shares"
BY_VOTES = ("greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive")


@dataclass(frozen=True)
class Language:
    """Sentences with holes. `{votes}` writes the number, `{votes:one|few|many}` the form of a word beside it."""

    sentences: Mapping[str, str]
    plural: Callable[[int], int]
    """Number → which of the forms between the bars."""
    quotes: str
    decimal_mark: str


class Count(int):
    """A number in a sentence: grouped by thin spaces, or the form of a word that goes with it."""

    plural: Callable[[int], int]

    def __new__(cls, value: int, plural: Callable[[int], int]) -> Self:
        made = super().__new__(cls, value)
        made.plural = plural
        return made

    def __format__(self, forms: str) -> str:
        return forms.split("|")[self.plural(int(self))] if forms else grouped(int(self))


def grouped(number: int) -> str:
    """This will write a whole number in groups of three, with thin spaces: 1 234 567."""
    return f"{number:,}".replace(",", THIN)


class Speaker:
    """Says in one language what an explanation holds."""

    def __init__(self, explanation: Explanation, language: Language) -> None:
        self.told, self.language = explanation, language

    def say(self, sentence: str, **holes: Any) -> str:
        """This will fill the holes of a sentence; whole numbers are counts, all else is text already."""
        counted = {
            name: Count(value, self.language.plural) if type(value) is int else value for name, value in holes.items()
        }
        return self.language.sentences[sentence].format_map(counted)

    def money(self, minor: int | Fraction) -> str:
        """This will write minor units as money: whole units without a fraction, others with two places."""
        units = Fraction(minor) / self.told.scale
        hundredths = round(units * 100)
        text = grouped(hundredths // 100)
        if hundredths % 100 and abs(units) < SMALL_CHANGE:
            text += f"{self.language.decimal_mark}{hundredths % 100:02}"
        elif hundredths % 100:
            text = grouped(round(units))
        sign = SIGNS.get(self.told.currency.upper(), self.told.currency)
        return f"{text}{BOUND}{sign}" if sign else text

    def name(self, project: int) -> str:
        fate = self.told.fates[project]
        name = " ".join(fate.name.split()) or f"№{BOUND}{fate.id}"
        if len(name) > LONGEST_NAME:
            name = name[:LONGEST_NAME].rsplit(" ", 1)[0].rstrip(" ,.;:–—-") + "…"
        return f"{self.language.quotes[0]}{name}{self.language.quotes[1]}"

    def names(self, projects: Iterable[int]) -> str:
        return ", ".join(self.name(project) for project in projects)

    # ── the story of one project ─────────────────────────────────────────────────────────────────────────────────

    def sentences(self, fate: Fate) -> list[str]:
        """This will give a few sentences: what became of it, why, and how far it was."""
        if fate.won:
            return [self.say("won", votes=fate.votes), *self._how_it_won(fate), *self._tie(fate)]
        opening = "lost" if fate.votes else "lost_without_votes"
        return [
            self.say(opening, votes=fate.votes, cost=self.money(fate.cost)),
            *self._why_it_lost(fate),
            *self._tie(fate),
            *self._how_near(fate),
        ]

    def _how_it_won(self, fate: Fate) -> list[str]:
        cost = self.money(fate.cost)
        if fate.phase == "completion":
            return [self.say("won_completion", cost=cost)]
        if self.told.rule == SHARING and fate.payment is not None and self.told.endowment is not None:
            sentence = "won_shares" if self.told.equal else "won_unequal_shares"
            holes = {"payment": self.money(fate.payment), "endowment": self.money(self.told.endowment)}
            return [self.say(sentence, cost=cost, **holes)]
        if self.told.rule in BY_VOTES or fate.phase == "greedy":
            return [self.say("won_by_votes", cost=cost)]
        return [self.say("won_otherwise", cost=cost, place=fate.place or 0)]

    def _tie(self, fate: Fate) -> list[str]:
        if not fate.tied_with:
            return []
        named = fate.tied_with[:MOST_RIVALS]
        return [
            self.say("tie" if fate.won else "tie_lost", names=self.names(named), others=len(named)),
            self.say(f"tie_{fate.tie_by.replace('-', '_')}"),
        ]

    def _why_it_lost(self, fate: Fate) -> list[str]:
        if fate.reason == Reason.SUPPORT_SPENT:
            return self._shares_spent(fate)
        if fate.reason == Reason.OUTVOTED:
            left = fate.money_left or 0
            return [self.say("outvoted", left=self.money(left), missing=self.money(max(fate.cost - left, 0)))]
        if fate.reason == "no_votes":
            return []
        if fate.limit is not None and fate.reason in ("too_few_votes", "below_threshold"):
            return [self.say("too_few_votes", limit=fate.limit)]
        return [
            self.say(
                str(fate.reason),
                budget=self.money(self.told.budget),
                limit=self.money(fate.limit or 0),
                names=self.names(one for one in fate.because if isinstance(one, int)),
                place=", ".join(one for one in fate.because if isinstance(one, str)),
            )
        ]

    def _shares_spent(self, fate: Fate) -> list[str]:
        if not fate.votes:
            return []
        said = []
        if self.told.endowment is not None:
            sentence = "everyone_had" if self.told.equal else "everyone_had_unequal"
            said.append(self.say(sentence, endowment=self.money(self.told.endowment)))
        rivals = [rival for rival in fate.rivals[:MOST_RIVALS] if rival.money]
        if rivals:
            listed = "; ".join(
                self.say("rival", name=self.name(one.project), money=self.money(one.money or 0), voters=one.voters)
                for one in rivals
            )
            said.append(self.say("rivals" if len(fate.rivals) <= MOST_RIVALS else "rivals_most", rivals=listed))
        if fate.money_left is not None:
            left, missing = self.money(fate.money_left), self.money(max(fate.cost - fate.money_left, 0))
            said.append(self.say("left" if rivals else "left_untouched", left=left, missing=missing))
        return said

    def _how_near(self, fate: Fate) -> list[str]:
        near = fate.nearest
        if near is None:
            return []
        said = []
        if near.more_votes is not None:
            sentence = "near_votes_shares" if near.question == Question.LAST_RUN else "near_votes"
            said.append(self.say(sentence, more=near.more_votes))
        if near.cost:
            said.append(self.say("near_cost" if said else "near_cost_alone", cost=self.money(near.cost)))
        return said

    # ── the count as a whole ─────────────────────────────────────────────────────────────────────────────────────

    def preface(self) -> list[str]:
        """This will tell the idea of the rule and its figures."""
        told = self.told
        figures = {
            "budget": self.money(told.budget),
            "spent": self.money(told.spent),
            "voters": told.voters,
            "winners": len(told.winners),
        }
        said = [self.say("preface_figures", **figures)]
        if told.rule == SHARING and told.comparison != "replaced":
            said.append(self.say("preface_shares" if told.equal else "preface_unequal_shares"))
            if told.completion in ("add1", "add1u"):
                said.append(self.say("preface_add1"))
            if told.completion in ("add1u", "utilitarian"):
                said.append(self.say("preface_completion"))
            if told.comparison == "kept":
                said.append(self.say("preface_kept"))
        elif told.rule in BY_VOTES:
            said.append(self.say("preface_by_votes"))
        elif told.comparison == "replaced":
            said.append(self.say("preface_replaced"))
        else:
            judged = told.rule == "majority-judgment"
            said.append(self.say("preface_judgment" if judged else "preface_otherwise"))
        return said
