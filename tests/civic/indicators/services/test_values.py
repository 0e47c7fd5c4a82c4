"""Values: recorded once, never overwritten, verified by a second person, corrected by a new row."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories, records
from tests.civic.indicators import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def refused(act: Any) -> str:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as error, transaction.atomic():
        act()
    return error.value.code


def all_values() -> int:
    from ortaq.civic.indicators.models import Value

    return Value.objects.count()


def test_a_value_is_recorded_with_its_source_and_the_journal_tells_it() -> None:
    from ortaq.core.journal.models import Entry

    indicator, officer = stories.an_indicator()
    value = stories.a_value(indicator, "2026", "1 284,5", by=officer)
    assert str(value.value) == "1284.5"
    assert value.state == "claimed"
    entry = Entry.objects.get(act="indicator.value_recorded")
    assert entry.data == {
        "territory": "kz.test",
        "period": "2026",
        "split": "{}",
        "value": "1284.5",
        "state": "claimed",
    }


def test_officers_of_another_body_and_without_a_second_factor_are_refused() -> None:
    indicator, _officer = stories.an_indicator()
    stranger = stories.office(records.a_body("akimat-other"))
    weak = factories.actor_for(factories.an_office(indicator.body), strong=False)
    assert refused(lambda: stories.a_value(indicator, "2026", "5", by=stranger)) == "not_yours"
    assert refused(lambda: stories.a_value(indicator, "2026", "5", by=weak)) == "second_factor"
    assert all_values() == 0


def test_a_wrong_unit_is_refused_and_nothing_is_converted() -> None:
    indicator, officer = stories.an_indicator()
    assert refused(lambda: stories.a_value(indicator, "2026", "5", unit="m2", by=officer)) == "wrong_unit"
    assert all_values() == 0


def test_a_value_a_hundred_times_the_last_asks_for_a_word_and_keeps_it() -> None:
    indicator, officer = stories.an_indicator()
    stories.a_value(indicator, "2024", "3", by=officer)
    stories.a_value(indicator, "2025", "5", by=officer)
    assert refused(lambda: stories.a_value(indicator, "2026", "500", by=officer)) == "jump"
    assert refused(lambda: stories.a_value(indicator, "2023", "0.03", by=officer)) == "jump"
    value = stories.a_value(indicator, "2026", "500", confirmed="Жаңа саябақ қосылды.", by=officer)
    assert value.note == "Жаңа саябақ қосылды."


def test_periods_do_not_overlap_in_one_series_but_stand_beside_each_other_in_others() -> None:
    indicator, officer = stories.an_indicator()
    part = stories.a_district(indicator.territory, "north")
    stories.a_value(indicator, "2026", "5", by=officer)
    assert refused(lambda: stories.a_value(indicator, "2026-Q3", "5", by=officer)) == "overlaps"
    assert refused(lambda: stories.a_value(indicator, "2025-12-15/2026-01-15", "5", by=officer)) == "overlaps"
    assert refused(lambda: stories.a_value(indicator, "2026", "6", by=officer)) == "second"
    stories.a_value(indicator, "2026", "2", place=part, by=officer)
    stories.a_value(indicator, "2026", "3", split='{"sex":"women"}', by=officer)
    assert all_values() == 3


def test_the_future_another_place_and_no_source_are_refused() -> None:
    from ortaq.core.territory.models import Territory

    indicator, officer = stories.an_indicator()
    elsewhere = Territory.objects.create(code="kz.else", kind="city", name={})
    for facts, code in [
        ({"period": "2027"}, "not_over"), ({"source": "  "}, "no_source"), ({"measured_on": date(2027, 3, 2)}, "future"),
        ({"place": elsewhere}, "place"), ({"state": "documented"}, "no_document"), ({"state": "verified"}, "state"),
        ({"split": '{"sex":"cats"}'}, "split"),
    ]:  # fmt: skip
        period = facts.pop("period", "2026")
        assert (
            refused(lambda period=period, facts=facts: stories.a_value(indicator, period, "5", by=officer, **facts))
            == code
        )
    assert all_values() == 0


def test_a_second_person_verifies_a_documented_value() -> None:
    from ortaq.civic.indicators.services import values

    indicator, officer = stories.an_indicator()
    colleague = stories.office(indicator.body, "head")
    claimed = stories.a_value(indicator, "2025", "5", by=officer)
    value = stories.a_value(indicator, "2026", "5", state="documented", source_url="https://x.example", by=officer)
    assert refused(lambda: values.verify_value(value=claimed, actor=colleague, now=NOW)) == "claimed"
    assert refused(lambda: values.verify_value(value=value, actor=officer, now=NOW)) == "own_value"
    done = values.verify_value(value=value, actor=colleague, now=NOW)
    assert (done.state, done.verified_by_id) == ("verified", colleague.person_id)
    assert refused(lambda: values.verify_value(value=value, actor=colleague, now=NOW)) == "second"


def test_a_correction_is_a_new_row_and_the_old_one_stays() -> None:
    from ortaq.civic.indicators.queries import values as queries
    from ortaq.civic.indicators.services import values

    indicator, officer = stories.an_indicator()
    colleague = stories.office(indicator.body)
    old = stories.a_value(indicator, "2026", "5", state="documented", source_url="https://x.example", by=officer)
    values.verify_value(value=old, actor=colleague, now=NOW)
    assert (
        refused(
            lambda: values.correct_value(
                value=old, changes={"amount": 6_000_000}, unit="ha", reason=" ", actor=officer, now=NOW
            )
        )
        == "no_reason"
    )
    assert (
        refused(lambda: values.correct_value(value=old, changes={}, unit="ha", reason="Қате", actor=officer, now=NOW))
        == "nothing"
    )
    new = values.correct_value(
        value=old, changes={"amount": 6_000_000}, unit="ha", reason="Есепте қате болды.", actor=officer, now=NOW
    )
    old.refresh_from_db()
    assert (old.amount, old.superseded_at, new.corrects_id) == (5_000_000, NOW, old.pk)
    assert (new.state, new.verified_by_id, new.note) == ("documented", None, "Есепте қате болды.")
    assert [one.amount for one in queries.of_indicator(indicator)] == [6_000_000]
    again = {
        "value": old,
        "changes": {"amount": 7_000_000},
        "unit": "ha",
        "reason": "Тағы",
        "actor": officer,
        "now": NOW,
    }
    assert refused(lambda: values.correct_value(**again)) == "second"
    assert refused(lambda: values.correct_value(**again | {"value": new, "unit": "m2"})) == "wrong_unit"


def test_the_database_refuses_to_change_what_a_value_says() -> None:
    from ortaq.civic.indicators.models import Value

    indicator, officer = stories.an_indicator()
    value = stories.a_value(indicator, "2026", "5", by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Value.objects.filter(pk=value.pk).update(amount=6_000_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Value.objects.filter(pk=value.pk).update(source="Басқа")
    assert Value.objects.get().amount == 5_000_000


# ── imports ──────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD = "territory,period,value,unit,source,measured_on,confirmed\n"


def bring(indicator: Any, officer: Any, *lines: str) -> Any:
    from ortaq.civic.indicators.services import imports

    return imports.import_values(indicator=indicator, text=HEAD + "\n".join(lines), actor=officer, now=NOW)


def test_a_file_is_taken_as_a_whole() -> None:
    from ortaq.core.journal.models import Entry

    indicator, officer = stories.an_indicator()
    stories.a_district(indicator.territory, "north")
    report = bring(
        indicator, officer, "kz.test,2026,12.5,ha,Есеп,2027-01-20,", "kz.test.north,2026,4,ha,Есеп,2027-01-20,",
        "kz.test,2025,11,ha,Есеп,2026-01-20,",
    )  # fmt: skip
    assert (report.taken, report.faults, all_values()) == (3, [], 3)
    assert Entry.objects.get(act="indicator.values_imported").data == {"values": 3}


def test_one_bad_line_and_nothing_is_taken_and_every_fault_is_named() -> None:
    indicator, officer = stories.an_indicator()
    report = bring(
        indicator, officer, "kz.test,2024,5,ha,Есеп,2027-01-20,", "kz.nowhere,2024,5,ha,Есеп,2027-01-20,",
        "kz.test,2025,5,km,Есеп,2027-01-20,", "kz.test,2026,5000,ha,Есеп,2027-01-20,", "kz.test,2024,6,ha,Есеп,2027-01-20,",
    )  # fmt: skip
    assert report.taken == 0
    assert [(one.number, one.answer.code) for one in report.faults] == [
        (3, "territory"), (4, "wrong_unit"), (5, "jump"), (6, "second"),
    ]  # fmt: skip
    assert all_values() == 0


def test_a_jump_in_a_file_passes_with_its_word() -> None:
    indicator, officer = stories.an_indicator()
    lines = ("kz.test,2025,5,ha,Есеп,2027-01-20,", "kz.test,2026,5000,ha,Есеп,2027-01-20,Жаңа әдіс")
    assert bring(indicator, officer, *lines).taken == 2


# ── targets ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_target_replaces_the_old_one_which_stays() -> None:
    from ortaq.civic.indicators.models import Target
    from ortaq.civic.indicators.services import targets

    indicator, officer = stories.an_indicator()
    facts = {
        "indicator": indicator, "territory": indicator.territory, "baseline": 10, "baseline_on": date(2024, 1, 1),
        "due_on": date(2030, 1, 1), "source": "Бас жоспар", "actor": officer, "now": NOW,
    }  # fmt: skip
    targets.set_target(**facts, amount=20)
    second = targets.set_target(**facts, amount=30)
    assert list(Target.objects.order_by("pk").values_list("amount", "superseded_at")) == [(20, NOW), (30, None)]
    assert refused(lambda: targets.set_target(**facts, amount=5)) == "wrong_way"
    assert refused(lambda: targets.set_target(**facts | {"source": ""}, amount=40)) == "no_source"
    later = {"baseline_on": date(2028, 1, 1), "due_on": date(2035, 1, 1)}
    assert refused(lambda: targets.set_target(**facts | later, amount=40)) == "start"
    assert Target.objects.get(superseded_at__isnull=True) == second
