"""Telling people why a project won or did not, in Kazakh, Russian and English: plain sentences, no method to learn.

`tell(explanation, "kk")` gives a list of sentences for every project, `preface(explanation, "kk")` how the count works.
"""

from ortaq.engines.choice.explanation import Explanation, Fate
from ortaq.engines.choice.telling import english, kazakh, russian
from ortaq.engines.choice.telling.phrases import Speaker

LANGUAGES = {"kk": kazakh.LANGUAGE, "ru": russian.LANGUAGE, "en": english.LANGUAGE}


def tell(explanation: Explanation, language: str) -> list[list[str]]:
    """This will give sentences about every project, in the order of the election; KeyError for another language."""
    speaker = Speaker(explanation, LANGUAGES[language])
    return [speaker.sentences(fate) for fate in explanation.fates]


def tell_one(explanation: Explanation, fate: Fate, language: str) -> list[str]:
    """This will give the sentences about one project."""
    return Speaker(explanation, LANGUAGES[language]).sentences(fate)


def preface(explanation: Explanation, language: str) -> list[str]:
    """This will say how the winners were found, before any project is spoken of."""
    return Speaker(explanation, LANGUAGES[language]).preface()
