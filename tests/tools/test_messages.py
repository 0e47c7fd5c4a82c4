from pathlib import Path

import polib
import pytest

from tools import messages

TEMPLATE = """\
<main>
      {% translate "Say what is wrong" %}
  {% blocktranslate trimmed count n=days %}
     One day for "{{ body }}"
  {% plural %}
     {{ n }} days for "{{ body }}"
  {% endblocktranslate %}
    {% translate "May" context "month" %} {{ _("Hello") }} {{ field|default:_("empty") }}
 {% blocktranslate %}two
lines, 100%{% endblocktranslate %}
 {# Translators: shown on the slip #}
 {% translate "Number" %}
</main>
"""
CODE = '''
from gettext import gettext as _, ngettext
"""_("not this one")"""
LATE = _("It is " "late.")
AGE = ngettext("%(n)s year", "%(n)s years", 3)
MONTH = pgettext_lazy("month", "March")
COUNT = npgettext("votes", "one vote", "%d votes", 2)
RULE = N_("Later")
REASON = no("too_late", "The term is over since %(day)s.", day=1)
OTHER = no(code, NAME)
NAME = _(LATE)
'''


@pytest.fixture
def city(tmp_path):
    """A checkout with one app."""
    app = tmp_path / "ortaq" / "core" / "streets"
    (app / "templates" / "streets").mkdir(parents=True)
    (app / "apps.py").write_text("")
    (app / "templates" / "streets" / "page.html").write_text(TEMPLATE)
    (app / "rules.py").write_text(CODE)
    return tmp_path


def catalogue(city: Path, language: str) -> polib.POFile:
    return polib.pofile(str(messages.catalogue_path(city / "ortaq" / "core" / "streets", language)))


def translate_all(city: Path) -> None:
    for language in messages.PLURALS:
        po = catalogue(city, language)
        for entry in po:
            if entry.msgid_plural:
                entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, entry.msgid_plural)
            else:
                entry.msgstr = entry.msgid
        po.save()


def test_every_kind_of_sentence_is_found_in_code_and_templates(city):
    assert messages.extract(city) == []

    found = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue(city, "ru")}

    assert found == {
        (None, "It is late.", ""),
        (None, "%(n)s year", "%(n)s years"),
        ("month", "March", ""),
        ("votes", "one vote", "%d votes"),
        (None, "Later", ""),
        (None, "The term is over since %(day)s.", ""),
        (None, "Say what is wrong", ""),
        (None, 'One day for "%(body)s"', '%(n)s days for "%(body)s"'),
        ("month", "May", ""),
        (None, "Hello", ""),
        (None, "empty", ""),
        (None, "two\nlines, 100%%", ""),
        (None, "Number", ""),
    }


def test_headers_and_numbers_of_forms_are_those_of_django(city):
    import django.conf.locale

    messages.extract(city)
    for language, (count, header) in messages.PLURALS.items():
        own = Path(django.conf.locale.__file__).parent / language / "LC_MESSAGES" / "django.po"
        assert polib.pofile(str(own)).metadata["Plural-Forms"] == header
        assert len(catalogue(city, language).find("%(n)s year").msgstr_plural) == count


def test_a_second_run_changes_nothing_and_translations_stay(city):
    messages.extract(city)
    translate_all(city)
    before = str(catalogue(city, "kk"))
    messages.extract(city)
    assert str(catalogue(city, "kk")) == before
    assert messages.check(city) == []


def test_a_sentence_that_left_the_sources_leaves_the_catalogue(city):
    messages.extract(city)
    translate_all(city)
    (city / "ortaq/core/streets/rules.py").write_text('X = _("It is late.")\n')
    problems = messages.check(city)
    assert any("no longer in the sources: “Later”" in problem for problem in problems)

    messages.extract(city)

    assert catalogue(city, "kk").find("Later") is None
    assert catalogue(city, "kk").find("It is late.").msgstr == "It is late."
    assert "#~" not in str(catalogue(city, "kk"))


def test_wording_for_django_in_site_is_never_pruned(city):
    path = messages.catalogue_path(city / "ortaq" / "site", "kk")
    po = messages.new_catalogue("kk")
    po.append(polib.POEntry(msgid="Sign In", msgstr="Кіру"))
    path.parent.mkdir(parents=True)
    po.save(str(path))

    messages.extract(city)

    assert polib.pofile(str(path)).find("Sign In").msgstr == "Кіру"
    assert not [problem for problem in messages.check(city) if "Sign In" in problem]


def test_a_template_that_cannot_be_read_costs_no_translations(city):
    messages.extract(city)
    translate_all(city)
    before = str(catalogue(city, "kk"))
    (city / "ortaq/core/streets/templates/streets/page.html").write_text(
        "{% blocktranslate %}{% if a %}{% endblocktranslate %}"
    )

    problems = messages.extract(city)

    assert len(problems) == 1
    assert "page.html" in problems[0]
    assert str(catalogue(city, "kk")) == before


@pytest.mark.parametrize(
    ("msgid", "msgstr", "fault"),
    [
        ("Due %(day)s", "Мерзімі", "lost %(day)s"),
        ("Due %(day)s", "Мерзімі %(dey)s", "invents %(dey)s"),
        ("Due {day}", "Мерзімі {күн}", "lost {day}"),
        ("Line\n", "Жол", "begins or ends with another line break"),
        ("Due", "", "not translated"),
    ],
)
def test_a_broken_translation_is_named(msgid, msgstr, fault):
    assert fault in list(messages.faults(polib.POEntry(msgid=msgid, msgstr=msgstr), "kk"))


def test_a_doubtful_translation_is_named_and_a_good_one_is_not():
    assert list(messages.faults(polib.POEntry(msgid="a", msgstr="b", flags=["fuzzy"]), "ru")) == ["doubtful (fuzzy)"]
    assert list(messages.faults(polib.POEntry(msgid="Due %(day)s, 5%%", msgstr="%(day)s дейін, 5%%"), "kk")) == []


def test_a_plural_needs_every_form_and_may_drop_the_number_where_english_does():
    entry = polib.POEntry(msgid="One day", msgid_plural="%(n)s days", msgstr_plural={0: "Бір күн", 1: "%(n)s күн"})
    assert list(messages.faults(entry, "kk")) == []
    assert list(messages.faults(entry, "ru")) == ["has 2 plural forms, ru has 4"]
    entry.msgstr_plural[1] = ""
    assert list(messages.faults(entry, "kk")) == ["not translated"]


def test_two_apps_that_translate_one_sentence_differently_are_named(city):
    messages.extract(city)
    translate_all(city)
    other = messages.catalogue_path(city / "ortaq" / "core" / "trees", "kk")
    other.parent.mkdir(parents=True)
    po = messages.new_catalogue("kk")
    po.append(polib.POEntry(msgid="Later", msgstr="Кейін"))
    po.save(str(other))
    assert "kk: ortaq/core/streets and ortaq/core/trees translate “Later” differently" in messages.disagreements(city)


def test_only_stale_catalogues_are_compiled_and_django_can_read_them(city, capsys):
    import gettext

    messages.extract(city)
    translate_all(city)
    capsys.readouterr()
    messages.compile_stale(city)
    assert len(capsys.readouterr().out.splitlines()) == len(messages.PLURALS)
    messages.compile_stale(city)
    assert capsys.readouterr().out == ""

    path = messages.catalogue_path(city / "ortaq/core/streets", "ru").with_suffix(".mo")
    with path.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("It is late.") == "It is late."


def test_a_whole_missing_catalogue_does_not_drown_the_rest(city):
    problems = [problem for problem in messages.check(city) if "/kk/" in problem]
    assert len(problems) == messages.SHOWN + 1
    assert problems[-1].endswith("… and 10 more")
