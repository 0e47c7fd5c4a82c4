"""The words of the interface, without GNU gettext: `python tools/messages.py extract | compile | check`.

extract  reads the sources and brings every app's locale/{kk,ru}/LC_MESSAGES/django.po up to date: new sentences are
         added empty, sentences that left the sources are removed, translations are kept.
compile  writes the .mo files that are missing or older than their .po.
check    finds sentences without a translation, doubtful ones, lost placeholders and wrong plural forms.

English is the source language. Sentences belong to the nearest folder above them that is an app (it has an apps.py).
What has no app belongs to ortaq/site; its catalogue also holds our wording for Django and allauth and is never pruned.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract as extract_messages
from django.template.exceptions import TemplateSyntaxError
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = {".html", ".txt", ".xml", ".svg"}
# The same forms as Django's own catalogues; a different header would keep the two from being merged.
RUSSIAN_FORMS = (
    "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
)
PLURALS = {"kk": (2, "nplurals=2; plural=(n!=1);"), "ru": (4, RUSSIAN_FORMS)}
PLAIN = dict.fromkeys(["_", "N_", "gettext", "gettext_lazy", "gettext_noop"], None)
PLURAL = dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2))
CONTEXT = dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2))
CONTEXT_PLURAL = dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3))
REFUSALS = dict.fromkeys(["no", "Refused"], (2,))  # no("too_late", "It is too late."): a code and a sentence
KEYWORDS = PLAIN | PLURAL | CONTEXT | CONTEXT_PLURAL | REFUSALS
PLACEHOLDER = re.compile(r"%\((\w+)\)[-+0-9.]*[a-z]|%[sd]|\{(\w+)(?:![rs])?(?::[^{}]*)?\}")


@dataclass
class Sentence:
    """A sentence to translate: its context, its plural ("" if it has none), where it stands and the coder's notes."""

    msgid: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


SHOWN = 3
Key = tuple[str | None, str]
Found = dict[Key, Sentence]


# ---------------------------------------------------------------- reading the sources


def sources(root: Path) -> Iterator[Path]:
    """This will give Python files and templates under ortaq/ in a steady order; migrations and tests hold no words."""
    for path in sorted((root / "ortaq").rglob("*")):
        parts = path.relative_to(root).parts
        is_code = path.suffix == ".py" and "migrations" not in parts
        is_template = path.suffix in TEMPLATES and "templates" in parts
        if is_code or is_template:
            yield path


def home_of(path: Path, root: Path) -> Path:
    """This will find the app a file belongs to, or ortaq/site."""
    for folder in path.parents:
        if folder == root:
            break
        if (folder / "apps.py").exists():
            return folder
    return root / "ortaq" / "site"


def python_of(path: Path) -> str:
    """This will give a file as Python. Brackets around a template keep its indentation from mattering."""
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".py" else f"({templatize(text, origin=str(path))})"


def collect(path: Path) -> Iterator[Sentence]:
    """This will give the sentences of one file."""
    source = BytesIO(python_of(path).encode())
    for _line, words, notes, context in extract_messages("python", source, KEYWORDS, ["Translators:"]):
        msgid, plural = (words[0], words[1]) if isinstance(words, tuple) else (words, "")
        if msgid:
            yield Sentence(msgid=msgid, plural=plural, context=context, notes=list(notes))


def sentences_by_home(root: Path) -> tuple[dict[Path, Found], list[str]]:
    """This will give the sentences of every app in the order of the sources, and what could not be read."""
    homes: dict[Path, Found] = {}
    problems: list[str] = []
    for path in sources(root):
        home = home_of(path, root)
        try:
            found = list(collect(path))
        except (SyntaxError, TemplateSyntaxError) as error:
            problems.append(f"{path.relative_to(root)}: cannot be read: {error}")
            continue
        for sentence in found:
            known = homes.setdefault(home, {}).setdefault((sentence.context, sentence.msgid), sentence)
            known.files.add(path.relative_to(home if path.is_relative_to(home) else root).as_posix())
            known.plural = known.plural or sentence.plural
    return homes, problems


# ---------------------------------------------------------------- catalogues


def catalogue_path(home: Path, language: str) -> Path:
    return home / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogues(root: Path) -> Iterator[tuple[Path, str, Path]]:
    """This will give (app folder, language, path) of every catalogue on disk."""
    for path in sorted((root / "ortaq").rglob("locale/*/LC_MESSAGES/django.po")):
        yield path.parents[3], path.parents[1].name, path


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def is_pruned(home: Path, root: Path) -> bool:
    return home != root / "ortaq" / "site"


def new_catalogue(language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "Ortaq",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language][1],
    }
    return catalogue


def entry_of(sentence: Sentence, old: polib.POEntry | None, language: str) -> polib.POEntry:
    """This will make an entry with the translation it had, as long as it still has the same number of forms."""
    count = PLURALS[language][0]
    entry = polib.POEntry(
        msgid=sentence.msgid,
        msgid_plural=sentence.plural,
        msgctxt=sentence.context,
        comment="\n".join(sentence.notes),
        occurrences=[(name, "") for name in sorted(sentence.files)],
        flags=["python-format"] if re.search(r"%\(\w+\)|%[sd]", sentence.msgid + sentence.plural) else [],
    )
    if sentence.plural:
        forms = old.msgstr_plural if old and old.msgid_plural else {}
        entry.msgstr_plural = {number: forms.get(number, "") for number in range(count)}
    elif old and not old.msgid_plural:
        entry.msgstr = old.msgstr
    if old:
        entry.tcomment = old.tcomment
        entry.flags += ["fuzzy"] if old.fuzzy else []
    return entry


def merged(home: Path, language: str, found: Found, root: Path) -> polib.POFile:
    """This will give the catalogue as it should be: sources' order, old translations, nothing that has left."""
    path = catalogue_path(home, language)
    old = {key_of(entry): entry for entry in polib.pofile(str(path)) if not entry.obsolete} if path.exists() else {}
    catalogue = new_catalogue(language)
    for key, sentence in found.items():
        catalogue.append(entry_of(sentence, old.get(key), language))
    if not is_pruned(home, root):
        for key, entry in old.items():
            if key not in found:
                entry.occurrences = []
                catalogue.append(entry)
    return catalogue


def write_if_changed(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, text.encode())
    return True


def replace(path: Path, content: bytes) -> None:
    """This will put a file in place in one move, so that a reader never sees half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


# ---------------------------------------------------------------- the three verbs


def extract(root: Path = ROOT) -> list[str]:
    """This will bring all catalogues up to date and give what could not be read."""
    homes, problems = sentences_by_home(root)
    if problems:
        return problems  # a file that cannot be read must not cost its translations
    for home, _language, _path in catalogues(root):
        homes.setdefault(home, {})
    for home, found in homes.items():
        for language in PLURALS:
            path = catalogue_path(home, language)
            catalogue = merged(home, language, found, root)
            if len(catalogue) == 0 and not path.exists():
                continue
            if write_if_changed(path, f"{str(catalogue).rstrip()}\n"):
                empty = sum(not entry.translated() for entry in catalogue)
                print(f"  {path.relative_to(root)}: {len(catalogue)} sentences, {empty} to translate")
    return []


def compile_stale(root: Path = ROOT) -> list[str]:
    """This will write the .mo files that are missing or older than their .po; doubtful entries are left out."""
    for _home, _language, path in catalogues(root):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns:
            replace(target, polib.pofile(str(path)).to_binary())
            print(f"  {target.relative_to(root)}")
    return []


def check(root: Path = ROOT) -> list[str]:
    """This will list everything a reader would stumble over."""
    homes, problems = sentences_by_home(root)
    for home, found in homes.items():
        for language in PLURALS:
            problems += check_presence(catalogue_path(home, language), found, root)
    for home, language, path in catalogues(root):
        name = path.relative_to(root).as_posix()
        if language not in PLURALS:
            problems.append(f"{name}: this language is not one of {', '.join(PLURALS)}")
            continue
        catalogue = polib.pofile(str(path))
        if catalogue.metadata.get("Plural-Forms") != PLURALS[language][1]:
            problems.append(f"{name}: Plural-Forms is not Django's for {language}")
        known = homes.get(home, {})
        for entry in catalogue:
            if is_pruned(home, root) and key_of(entry) not in known:
                problems.append(f"{name}: no longer in the sources: {short(entry.msgid)}")
            problems += [f"{name}: {problem}: {short(entry.msgid)}" for problem in faults(entry, language)]
    return problems + disagreements(root)


def check_presence(path: Path, found: Found, root: Path) -> list[str]:
    there = {key_of(entry) for entry in polib.pofile(str(path))} if path.exists() else set()
    missing = [short(key[1]) for key in found if key not in there]
    lines = [f"{path.relative_to(root)}: missing, run `make messages`: {words}" for words in missing[:SHOWN]]
    return lines + ([f"{path.relative_to(root)}: … and {len(missing) - SHOWN} more"] if len(missing) > SHOWN else [])


def faults(entry: polib.POEntry, language: str) -> Iterable[str]:
    """This will name what is wrong with one entry."""
    if entry.obsolete:
        return
    if entry.fuzzy:
        yield "doubtful (fuzzy)"
        return
    count = PLURALS[language][0]
    if entry.msgid_plural and sorted(entry.msgstr_plural) != list(range(count)):
        yield f"has {len(entry.msgstr_plural)} plural forms, {language} has {count}"
        return
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(forms):
        yield "not translated"
        return
    allowed = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    needed = placeholders(entry.msgid) & placeholders(entry.msgid_plural or entry.msgid)
    for form in forms:
        if lost := needed - placeholders(form):
            yield f"lost {', '.join(sorted(lost))}"
        if strange := placeholders(form) - allowed:
            yield f"invents {', '.join(sorted(strange))}"
        if form.startswith("\n") != entry.msgid.startswith("\n") or form.endswith("\n") != entry.msgid.endswith("\n"):
            yield "begins or ends with another line break"


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


def disagreements(root: Path) -> list[str]:
    """This will find sentences two apps translate differently: Django keeps one of the two for both."""
    seen: dict[tuple[str, Key], tuple[str, str]] = {}
    problems = []
    for home, language, path in catalogues(root):
        if not is_pruned(home, root):
            continue  # it is there to overrule
        for entry in polib.pofile(str(path)):
            words = entry.msgstr or "|".join(entry.msgstr_plural.values())
            if not words.strip("|"):
                continue
            name = home.relative_to(root).as_posix()
            first, other = seen.setdefault((language, key_of(entry)), (words, name))
            if first != words:
                problems.append(f"{language}: {other} and {name} translate {short(entry.msgid)} differently")
    return problems


def short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= 70 else f"“{line[:67]}…”"  # noqa: PLR2004, a line of a terminal


VERBS = {"extract": extract, "compile": compile_stale, "check": check}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in VERBS:
        print(f"usage: python tools/messages.py {' | '.join(VERBS)}", file=sys.stderr)
        return 2
    problems = VERBS[arguments[0]]()
    for problem in problems:
        print(f"  {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
