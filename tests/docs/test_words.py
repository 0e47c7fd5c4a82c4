"""docs/words.md names every model, state, role and act of the code, in three languages."""

import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from ortaq.core.people.actor import Role

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| *([^|]+?) *\| *([^|]+?) *\| *([^|]+?) *\|", re.MULTILINE)


def table() -> dict[str, tuple[str, str]]:
    rows = ROW.findall((ROOT / "docs" / "words.md").read_text(encoding="utf-8"))
    return {en: (kk, ru) for en, kk, ru in rows if "(code)" not in en and not set(en) <= {"-"}}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("ortaq.")]


def spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower().replace("_", " ")


def test_every_model_has_its_word() -> None:
    assert [m.__name__ for m in own_models() if spaced(m.__name__) not in table()] == []


def test_every_choice_has_its_word() -> None:
    words = table()
    missing = {
        f"{model.__name__}.{field.name}={value}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.choices
        for value, _label in field.flatchoices
        if spaced(str(value)) not in words
    }
    assert missing == set()


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_has_its_word(role: str) -> None:
    assert role in table()


def test_every_act_has_its_word() -> None:
    words = table()
    missing = []
    for path in (ROOT / "ortaq").glob("*/*/acts.py"):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        missing += [v for k, v in vars(module).items() if k.isupper() and isinstance(v, str) and v not in words]
    assert missing == []


def test_every_row_is_filled_in_kazakh_and_russian() -> None:
    cyrillic = re.compile("[а-яәғқңөұүһі]", re.IGNORECASE)
    unfilled = [en for en, words in table().items() if not all(cyrillic.search(word) for word in words)]
    assert unfilled == ["sms"]
