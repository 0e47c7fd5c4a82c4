"""Whatever Django and allauth say to a resident, they say in her language."""

import re

import polib
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.utils.translation import gettext, ngettext, override

from ortaq.core.ui.errors import SAID
from tests.site.test_settings import ROOT

NEVER_SHOWN = {  # nobody here has a name to sign in by or a password
    "email_password_mismatch", "phone_password_mismatch", "enter_current_password", "incorrect_password",
    "invalid_password_reset", "username_blacklisted", "username_password_mismatch", "username_taken",
}  # fmt: skip
FIELDS = [
    forms.CharField, forms.IntegerField, forms.FloatField, forms.DecimalField, forms.DateField, forms.TimeField,
    forms.DateTimeField, forms.DurationField, forms.EmailField, forms.URLField, forms.FileField, forms.ImageField,
    forms.ChoiceField, forms.MultipleChoiceField, forms.TypedChoiceField, forms.UUIDField, forms.JSONField, forms.SlugField,
]  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_refusal_of_allauth_is_translated(language):
    said = {**DefaultAccountAdapter.error_messages, **DefaultMFAAdapter.error_messages}
    english = {}
    with override("en"):
        english = {code: str(words) for code, words in said.items() if code not in NEVER_SHOWN}
    with override(language):
        assert [words for words in english.values() if gettext(words) == words] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.__name__)
def test_every_mistake_in_a_form_is_named_in_ones_language(language, field):
    with override("en"):
        english = [
            str(words) for kind in field.__mro__ for words in getattr(kind, "default_error_messages", {}).values()
        ]
        english = [words for words in english if "|" not in words]
    with override(language):
        assert [words for words in english if words and gettext(words) == words] == []


def test_a_text_too_long_or_too_short_is_counted_in_kazakh():
    with override("kk"):
        for one, many in (
            (
                "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
                "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
            ),
            (
                "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
                "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
            ),
        ):
            assert "таңба" in ngettext(one, many, 5)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_failure_is_named_in_ones_language(language):
    with override("en"):
        english = [str(words) for said in SAID.values() for words in (said.title, said.text)]
    with override(language):
        assert [words for words in english if gettext(words) == words] == []


@pytest.mark.parametrize(
    "path", ["core/people", "core/files", "core/discussion", "core/decisions", "doors/web/entrance", "site"]
)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_sentence_is_left_untranslated(path, language):
    catalogue = polib.pofile(str(ROOT / "ortaq" / path / "locale" / language / "LC_MESSAGES" / "django.po"))
    assert [
        entry.msgid
        for entry in catalogue
        if entry.fuzzy or not (entry.msgstr or (entry.msgstr_plural and all(entry.msgstr_plural.values())))
    ] == []


def test_no_kazakh_postposition_follows_a_bare_value():
    """Дейін, бастап and their like ask for a case no value brings along: "16 қараша күніне дейін", never "16 қараша дейін"."""
    bare = re.compile(r"%\(\w+\)s\s+(?:дейін|бастап|кейін|қарай)")
    said = [words for path in (ROOT / "ortaq").rglob("locale/kk/LC_MESSAGES/*.po") for entry in polib.pofile(path)
            for words in (entry.msgstr, *entry.msgstr_plural.values())]  # fmt: skip
    assert [words for words in said if bare.search(words)] == []
