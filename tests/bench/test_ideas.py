"""The bench of ideas makes a dialogue whose every page can be asked for: no timing, no server."""

import pytest
from django.test import Client

from bench import ideas
from ortaq.civic.dialogue.models import Idea, Process
from ortaq.civic.dialogue.queries import similar


@pytest.mark.django_db
def test_the_dialogue_of_the_bench_answers_at_every_address(monkeypatch):
    monkeypatch.setattr(ideas, "PEOPLE", 30)
    ideas.build(60)
    assert Idea.objects.filter(state="shown").count() == 60
    assert Idea.objects.filter(supporters__gt=0).exists()
    for kind, paths in ideas.addresses().items():
        assert Client().get(paths[0]).status_code == 200, kind
    one = Idea.objects.select_related("matter").first()
    found = similar.find(Process.objects.get(code=ideas.CODE), title=one.matter.title)
    assert one.pk in [near.idea.pk for near in found]
