"""What the benches show and ask: no timing, no server."""

from bench import clients, records, showing, soundness
from bench.filing import Form, words
from tests.records import tamper


def test_the_percentile_is_the_smallest_value_that_so_many_do_not_exceed():
    values = [float(n) for n in range(1, 101)]
    assert [showing.percentile(values, p) for p in (50, 95, 99, 100)] == [50, 95, 99, 100]
    assert showing.percentile([7.0], 99) == 7
    assert showing.percentile([], 50) == 0


def test_a_table_stands_straight_and_is_markdown():
    lines = showing.table(["page", "ms"], [["list", "1.5"], ["appeal", 12]]).splitlines()
    assert lines == ["| page   |  ms |", "| ------ | --: |", "| list   | 1.5 |", "| appeal |  12 |"]


def test_answers_that_are_no_pages_are_faults():
    found = clients.Measure(1, statuses=clients.Counter({200: 5, 302: 2, 404: 1, 503: 1}), broken=3)
    assert found.faults == 5


def test_records_are_the_same_each_time_and_in_three_languages():
    first, second = list(records.part(0, 40)), list(records.part(0, 40))
    assert first == second
    assert first != list(records.part(1, 40))
    assert [row[7] for row in first] == sorted(row[7] for row in first)
    assert sum(records.shares(1001)) == 1001


def test_no_two_residents_send_the_same_words():
    assert len({words(str(n)) for n in range(200)}) == 200


def test_a_sound_city_has_no_faults_and_a_wounded_one_names_them(the_city, appeal, monkeypatch):
    from django.db import connections

    from ortaq.core.matters.models import NumberSeries, SearchText

    monkeypatch.setattr(type(connections), "close_all", lambda _self: None)  # the test's own transaction goes on
    form = Form(appeal.text, number=appeal.matter.number)
    assert soundness.faults([form]) == []

    SearchText.objects.all().delete()
    tamper("DELETE FROM journal_entry WHERE seq = 2")
    NumberSeries.objects.update(last=9)
    found = soundness.faults(
        [form, Form("words nobody kept", number="2026-999999"), Form("other words", number=form.number)]
    )
    assert "2026-999999 was acknowledged and is lost" in found
    assert "1 public appeals nobody can find" in found
    assert "1 appeals without the entry of their assignment" in found
    assert "9 numbers were given out for 1 cards" in found
    assert "1 numbers were given to two residents" in found
    assert any(fault.startswith(f"{form.number} holds other words") for fault in found)
