"""Foreign keys point down. A key given by name makes no import, so import-linter cannot see it."""

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.plan import height

Place = tuple[str, str]


def place_of(model: type[models.Model]) -> Place | None:
    """This will give (floor, app) of our models, None for those of Django and other packages."""
    parts = model.__module__.split(".")
    return (parts[1], parts[2]) if parts[0] == "ortaq" else None


def may_point(origin: Place, target: Place) -> bool:
    """This will say whether a model of the first app may hold a key to a model of the second."""
    if origin == target:
        return True
    floor, other_floor = height(origin[0], "floors"), height(target[0], "floors")
    if floor != other_floor:
        return floor > other_floor
    if origin[0] == "core":
        return height(origin[1], "core") > height(target[1], "core")
    return False  # civic apps and doors do not know each other


@pytest.mark.parametrize(
    ("origin", "target", "allowed"),
    [
        (("civic", "reception"), ("core", "matters"), True),
        (("core", "matters"), ("civic", "reception"), False),
        (("civic", "reception"), ("civic", "works"), False),
        (("core", "journal"), ("core", "matters"), True),
        (("core", "matters"), ("core", "journal"), False),
        (("core", "files"), ("core", "discussion"), False),
        (("core", "files"), ("core", "files"), True),
        (("core", "people"), ("core", "tasks"), True),
    ],
)
def test_the_order_of_pyproject_decides_who_may_point_at_whom(origin, target, allowed):
    assert may_point(origin, target) is allowed


def test_foreign_keys_point_down():
    wrong = []
    seen = 0
    for model in apps.get_models(include_auto_created=True):
        origin = place_of(model)
        if origin is None:
            continue
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete) or field.related_model is None:
                continue
            target = place_of(field.related_model)
            seen += 1
            if target is not None and not may_point(origin, target):
                wrong.append(f"{model._meta.label}.{field.name} → {field.related_model._meta.label}")
    assert wrong == []
    assert seen > 5, "no keys were looked at: this test has lost its subject"


def test_nothing_of_ours_uses_a_generic_key():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.private_fields
        if place_of(model)
    ]
    assert wrong == []
