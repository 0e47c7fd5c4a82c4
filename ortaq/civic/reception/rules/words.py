"""What is asked of words, kindly: a text that says something, a reason that is one, an answer that names the way on."""

import re
from itertools import islice
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

LONGEST_TEXT: Final = 20_000
LONGEST_TITLE: Final = 120
SHORTEST_ANSWER: Final = 20
SHORTEST_REASON: Final = 3

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s|\n")
_GREETING: Final = re.compile(
    r"^(здравствуй(те)?|добрый (день|вечер)|доброе утро|сәлеметсі[зң] ?бе|сәлем|қайырлы (күн|таң|кеш)|"
    r"армысыздар|hello|hi|good (morning|day|evening|afternoon))\b(?:\s+[^\W\d_]+){0,3}\s*[.!?,–—-]+\s*",
    re.IGNORECASE,
)
_COMPLAIN: Final = re.compile(r"шағым|жалоб|жалов|обжал|complain|appeal against", re.IGNORECASE)

CLOSING: Final[dict[str, str]] = {
    "kk": "Жауаппен келіспесеңіз, үш ай ішінде жоғары тұрған органға (%(higher)s), одан кейін сотқа шағым бере аласыз.",
    "ru": "Если вы не согласны с ответом, в течение трёх месяцев можно подать жалобу в вышестоящий орган "
    "(%(higher)s), а затем в суд.",
    "en": "If you do not agree with this answer, you can complain to the higher body (%(higher)s) within three "
    "months, and then to the court.",
}
"""The right to complain, in the language of the answer: it is part of a document, not of the interface."""


def clean(text: str) -> str:
    """This will take out what no database keeps: NUL signs and halves of surrogate pairs."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text


def has_words(text: str) -> bool:
    """This will tell whether a text holds at least three letters in a row or two words; emoji and signs are none."""
    letters = islice(filter(str.isalpha, text), SHORTEST_REASON)
    return len(list(letters)) == SHORTEST_REASON


def check_text(text: str) -> Answer:
    """This will ask for words where there are none and for fewer where there are too many; it never judges content."""
    if not text.strip():
        return no("text_empty", N_("Please write what happened. One sentence is enough."))
    if len(text) > LONGEST_TEXT:
        return no(
            "text_long",
            N_(
                "The text has %(count)s characters, %(most)s at most fit. Please shorten it: nothing you wrote is lost."
            ),
            count=len(text),
            most=LONGEST_TEXT,
        )
    if not has_words(text):
        return no("text_wordless", N_("Please add one sentence in words, so that we understand what to do."))
    return YES


def check_answer(text: str) -> Answer:
    """This will ask for a reasoned answer: words, of a size a resident can read."""
    if len(text.strip()) < SHORTEST_ANSWER or not has_words(text):
        return no("answer_short", N_("Write an answer with a reason: at least one full sentence."))
    return check_text(text)


def check_reason(text: str) -> Answer:
    """This will ask for a reason where the law wants one."""
    if has_words(text):
        return YES
    return no("reason_empty", N_("Please say why: one sentence is enough."))


def title_of(text: str) -> str:
    """This will give the first sentence (after a greeting), at most 120 signs, cut at a word; "" without words."""
    said = _GREETING.sub("", text.strip(), count=1) or text
    sentences = (" ".join(part.split()) for part in _SENTENCE_END.split(said))
    first = next((part for part in sentences if has_words(part)), " ".join(said.split())).rstrip(" .,;:")
    first = first[:1].upper() + first[1:]
    if len(first) <= LONGEST_TITLE:
        return first
    cut = first[: LONGEST_TITLE - 1]
    return cut[: cut.rfind(" ")].rstrip(" .,;:") + "…" if " " in cut[40:] else cut + "…"


def closing_line(language: str, higher: str) -> str:
    """This will give the sentence that names the right to complain and the higher body."""
    return CLOSING[language] % {"higher": higher}


def with_right_to_complain(text: str, language: str, higher: str) -> str:
    """This will add the closing line to an answer that does not name the right to complain itself."""
    if _COMPLAIN.search(text):
        return text.strip()
    return f"{text.strip()}\n\n{closing_line(language, higher)}"
