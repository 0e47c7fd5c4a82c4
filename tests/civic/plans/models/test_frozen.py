"""The database itself keeps what a published version says, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.civic.plans import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db: None) -> Any:
    """A published version with one paragraph."""
    plan, _officer = stories.a_plan()
    version = stories.a_version(plan)
    stories.a_paragraph(version, "1", "Көше")
    return stories.shown(version)


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="a published version of a plan is never changed"), transaction.atomic():
        act()


def test_no_part_of_a_published_version_is_changed_or_added(version: Any) -> None:
    refused(lambda: version.paragraphs.update(text={"kk": "Басқа"}))
    refused(lambda: stories.a_paragraph(version, "2"))
    assert [one.text for one in version.paragraphs.all()] == [{"kk": "Көше"}]


def test_no_part_moves_into_a_published_version(version: Any) -> None:
    coming = stories.a_version(version.plan)
    part = stories.a_paragraph(coming, "2")
    refused(lambda: coming.paragraphs.filter(pk=part.pk).update(version=version, position=9))
    refused(lambda: version.paragraphs.update(version=coming, position=9))


def test_layers_zones_and_rules_are_kept_too(version: Any) -> None:
    from ortaq.civic.plans.models import Layer, SupplementaryRule

    coming = stories.a_version(version.plan)
    layer = Layer.objects.create(version=coming, key="main", theme="housing", title={"kk": "Қабат"})
    box = {"shape": {}, "west": 76, "south": 43, "east": 77, "north": 44, "shape_digest": "sha256:0"}
    rule = {"key": "r", "kind": "other", "title": {"kk": "Шек"}, "digest": "sha256:0"}
    SupplementaryRule.objects.create(version=coming, layer=layer, **rule, **box)
    stories.shown(coming)
    refused(lambda: coming.layers.update(theme="ecology"))
    refused(lambda: coming.supplements.update(kind="red_line"))
    refused(lambda: SupplementaryRule.objects.create(version=coming, layer=layer, **rule | {"key": "s"}, **box))


def test_only_the_stage_and_its_days_go_on(version: Any) -> None:
    for name, value in (("digest", "sha256:1"), ("number", 7), ("published_at", None), ("changes", {"text": {}})):
        refused(lambda name=name, value=value: type(version).objects.filter(pk=version.pk).update(**{name: value}))
    type(version).objects.filter(pk=version.pk).update(stage="hearing")
    version.refresh_from_db()
    assert version.stage == "hearing"


@pytest.mark.skipif(
    "connection.vendor == 'sqlite'",
    reason="SQLite keeps no trigger on DELETE (see the migration): there the digest tells",
)
def test_nothing_published_is_deleted(version: Any) -> None:
    refused(lambda: version.paragraphs.all()._raw_delete("default"))
    refused(lambda: type(version).objects.filter(pk=version.pk)._raw_delete("default"))


def test_every_table_of_parts_is_guarded(db: None) -> None:
    """A migration that remakes a table on SQLite loses its triggers: this tells."""
    from ortaq.civic.plans.models import Layer, Paragraph, PlanVersion, SupplementaryRule, Zone

    source = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        source = "SELECT event_object_table FROM information_schema.triggers"
    with connection.cursor() as cursor:
        cursor.execute(source)
        guarded = {name for (name,) in cursor.fetchall()}
    assert {model._meta.db_table for model in (PlanVersion, Paragraph, Layer, Zone, SupplementaryRule)} <= guarded
