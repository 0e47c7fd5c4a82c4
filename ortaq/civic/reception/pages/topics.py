"""Topics as a page shows them: three suggested ones, what a search finds, and the whole tree."""

from dataclasses import dataclass

from ortaq.civic.reception.queries import topics
from ortaq.core.matters.localized import words
from ortaq.engines.language import detect, fold

SUGGESTED = 3
FOUND = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One topic to choose."""

    code: str
    name: str
    hint: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A branch of the tree: its own topic first, then what is below it; `opened` when the chosen one is inside."""

    name: str
    hint: str
    choices: list[Choice]
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What a person may choose from: `first` (suggested or found) and then the tree."""

    first: list[Choice]
    groups: list[Group]
    seek: str = ""


def choices(language: str) -> list[tuple[str, str]]:
    """This will give every topic as (code, name)."""
    return [(choice.code, choice.name) for group in groups(language) for choice in group.choices]


def group_choices(language: str) -> list[tuple[str, str]]:
    """This will give the tree for a filter: roots, and their topics one step in."""
    found = []
    for root in topics.tree():
        found.append((root.code, words(root.name, language)))
        found += [(node.code, f"\u2003{words(node.name, language)}") for node in root.children]
    return found


def groups(language: str, chosen: str = "") -> list[Group]:
    """This will give the tree as branches of choices."""
    found = []
    for root in topics.tree():
        name, hint = words(root.name, language), words(root.hint, language)
        inside = [
            Choice(node.code, words(node.name, language), words(node.hint, language), name) for node in root.children
        ]
        own = [Choice(root.code, name, hint, name)]
        found.append(Group(name, hint, inside + own, opened=chosen in {choice.code for choice in inside + own}))
    return found


def offer(text: str, language: str, *, seek: str = "", chosen: str = "") -> Offer:
    """This will put the likely topics of a text (or of the words searched for) before the tree."""
    seek = seek.strip()[:100]
    tree = groups(language, chosen)
    known = {choice.code: choice for group in tree for choice in group.choices}
    asked = seek or text
    likely = [topic.code for topic in topics.suggest(asked, detect(asked, "kk"), limit=FOUND if seek else SUGGESTED)]
    if seek:
        likely += [code for code, choice in known.items() if fold(seek) in fold(f"{choice.name} {choice.hint}")]
    if chosen and not seek and chosen not in likely:
        likely.append(chosen)
    first = [known[code] for code in dict.fromkeys(likely) if code in known][:FOUND]
    shown = {choice.code for choice in first}
    rest = [
        Group(group.name, group.hint, [choice for choice in group.choices if choice.code not in shown], opened=False)
        for group in tree
    ]
    return Offer(first, [group for group in rest if group.choices], seek)


def name_of(code: str, language: str) -> str:
    """This will give the name of a topic, or ""."""
    topic = topics.by_code(code)
    return words(topic.name, language) if topic else ""


def is_urgent(code: str) -> bool:
    """This will say whether the topic is a threat to safety."""
    topic = topics.by_code(code)
    return bool(topic and topic.urgent)
