"""A process begins as a draft, is shown to everyone, and moves its phases only with a reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import records
from tests.civic.dialogue import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TITLE = {"kk": "Жасыл дәліз", "ru": "Зелёный коридор"}
ASKED = {"kk": "Мұнда не жетіспейді?", "ru": "Чего здесь не хватает?"}


def begun(**facts: Any) -> Any:
    from ortaq.civic.dialogue.rules.processes import Stretch
    from ortaq.civic.dialogue.services import processes

    body = facts.pop("body", None) or records.a_body()
    actor = facts.pop("actor", None) or stories.office(body)
    given = {
        "title": TITLE, "question": ASKED, "recipe": "corridor",
        "phases": [Stretch("collect", NOW, NOW + 14 * DAY), Stretch("answer", NOW + 14 * DAY, NOW + 40 * DAY)],
    } | facts  # fmt: skip
    return processes.open_process(body=body, territory=body.territory, actor=actor, now=NOW, **given), actor


def entries(process: Any) -> list[Any]:
    from ortaq.core.journal.models import Entry

    return list(Entry.objects.filter(matter=process.matter).order_by("seq"))


def test_a_draft_is_called_by_its_number_and_seen_by_its_organisers_alone() -> None:
    from ortaq.civic.dialogue.queries import processes

    process, officer = begun()
    assert process.code == "corridor-2027-1"
    assert process.matter.visibility == "private"
    assert processes.get(process.code, officer) == process
    assert processes.get(process.code, stories.her(stories.a_person())) is None
    assert [(entry.act, entry.public) for entry in entries(process)] == [("process.opened", False)]


def test_an_officer_of_another_body_begins_nothing_here() -> None:
    from ortaq.civic.dialogue.models import Process
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as refused:
        begun(actor=stories.office(records.a_body("akimat-other")))
    assert refused.value.code == "not_yours"
    assert not Process.objects.exists()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"code": "Жасыл"}, "code"),
        ({"code": "green--"}, "code"),
        ({"time_zone": "Asia/Atlantis"}, "time_zone"),
        ({"phases": "backwards"}, "phase_days"),
        ({"phases": "unknown"}, "phase_kind"),
        ({"phases": "juggle"}, "phase_deeds"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_left(facts: dict[str, Any], code: str) -> None:
    from ortaq.civic.dialogue.models import Process
    from ortaq.civic.dialogue.rules.processes import Stretch
    from ortaq.core.matters.models import Matter
    from ortaq.core.people.refusal import Refused

    wrong = {
        "backwards": [Stretch("collect", NOW, NOW)],
        "unknown": [Stretch("dance", NOW, NOW + DAY, ())],
        "juggle": [Stretch("collect", NOW, NOW + DAY, ("juggle",))],
    }
    with pytest.raises(Refused) as refused:
        begun(**facts | ({"phases": wrong[facts["phases"]]} if "phases" in facts else {}))
    assert refused.value.code == code
    assert not Process.objects.exists()
    assert not Matter.objects.exists()


def test_an_address_is_given_once() -> None:
    from ortaq.core.people.refusal import Refused

    process, officer = begun(code="green")
    with pytest.raises(Refused) as refused:
        begun(body=process.body, actor=officer, code="green")
    assert refused.value.code == "code_taken"


def test_what_is_published_is_found_by_its_words_in_every_language() -> None:
    from ortaq.civic.dialogue.services import processes
    from ortaq.core.matters.models import Matter
    from ortaq.core.matters.search import find

    process, officer = begun()
    shown = processes.publish_process(process=process, actor=officer, now=NOW)
    assert (shown.state, shown.listed, shown.matter.visibility) == ("published", True, "public")
    for word in ("коридоры", "дәлізде"):
        assert find(Matter.objects.all(), word, 9) == [process.matter], word
    processes.change_process(
        process=process, changes={"question": ASKED | {"ru": "Где поставить скамейки?"}}, actor=officer, now=NOW
    )
    assert find(Matter.objects.all(), "скамейка", 9) == [process.matter]
    assert [entry.data.get("fields") for entry in entries(process)] == [None, None, ["question"]]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": {"kk": "Жасыл дәліз"}}, "no_title"),
        ({"question": {}}, "no_question"),
        ({"phases": ()}, "no_phases"),
        ({"phases": "over"}, "phases_over"),
    ],
)
def test_a_draft_that_is_not_ready_is_not_shown(facts: dict[str, Any], code: str) -> None:
    from ortaq.civic.dialogue.rules.processes import Stretch
    from ortaq.civic.dialogue.services import processes
    from ortaq.core.people.refusal import Refused

    if facts.get("phases") == "over":
        facts = {"phases": [Stretch("collect", NOW - 2 * DAY, NOW)]}
    process, officer = begun(**facts)
    with pytest.raises(Refused) as refused:
        processes.publish_process(process=process, actor=officer, now=NOW)
    assert refused.value.code == code
    process.refresh_from_db()
    assert not process.listed


def test_a_public_phase_moves_only_with_a_reason_that_everybody_reads() -> None:
    from ortaq.civic.dialogue.rules.processes import Stretch
    from ortaq.civic.dialogue.services import processes
    from ortaq.core.people.refusal import Refused

    process, officer = begun()
    later = Stretch("collect", NOW, NOW + 21 * DAY)
    processes.change_phase(process=process, position=0, phase=later, actor=officer, now=NOW)  # a draft: nobody planned
    processes.publish_process(process=process, actor=officer, now=NOW)
    still = Stretch("collect", NOW, NOW + 28 * DAY)
    with pytest.raises(Refused) as refused:
        processes.change_phase(process=process, position=0, phase=still, reason=" ", actor=officer, now=NOW)
    assert refused.value.code == "no_reason"
    reason = "Жаңбыр: серуен бір аптаға шегерілді, +7 701 234 56 78"
    processes.change_phase(process=process, position=0, phase=still, reason=reason, actor=officer, now=NOW)
    told = entries(process)[-1]
    assert (told.act, told.public, told.data["phase"]) == ("process.changed", True, "collect")
    assert told.data["was_until"] < told.data["until"]
    assert "•••" in told.data["reason"]
    assert "701" not in told.data["reason"]
    with pytest.raises(Refused) as refused:
        processes.drop_phase(process=process, position=0, actor=officer, now=NOW)
    assert refused.value.code == "phase_shown"


def test_a_phase_ends_at_its_second_whatever_clock_it_was_typed_by() -> None:
    """18:00 in Almaty is 13:00 in London and by UTC: what comes at that second comes too late."""
    from ortaq.civic.dialogue.forms.processes import PhaseForm
    from ortaq.civic.dialogue.models import Phase
    from ortaq.civic.dialogue.rules.phases import Deed
    from ortaq.civic.dialogue.services import processes
    from ortaq.civic.dialogue.services._held import require_phase
    from ortaq.core.people.refusal import Refused

    process, officer = begun(phases=())
    typed = {"phase": "collect", "opens_at": "2027-03-01T10:00", "closes_at": "2027-03-15T18:00", "allows": ["idea"]}
    ends = {"Asia/Almaty": datetime(2027, 3, 15, 13, tzinfo=UTC), "UTC": datetime(2027, 3, 15, 18, tzinfo=UTC)}
    for zone, end in ends.items():
        form = PhaseForm(typed, zone=zone, public=False)
        assert form.is_valid(), form.errors
        phase = processes.add_phase(process=process, phase=form.stretch(), actor=officer, now=NOW)
        assert Phase.objects.get(pk=phase.pk).closes_at == end
    processes.drop_phase(process=process, position=1, actor=officer, now=NOW)
    process = processes.publish_process(process=process, actor=officer, now=NOW)
    require_phase(process, Deed.IDEA, now=ends["Asia/Almaty"] - timedelta(microseconds=1))
    with pytest.raises(Refused) as refused:
        require_phase(process, Deed.IDEA, now=ends["Asia/Almaty"])
    assert refused.value.code == "phase_over"
    assert PhaseForm.start(process.phases.get())["closes_at"] == ends["Asia/Almaty"]


def test_a_process_ends_when_nobody_can_take_part_and_everyone_has_an_answer() -> None:
    from ortaq.civic.dialogue.services import processes
    from ortaq.core.people.refusal import Refused
    from tests.civic.dialogue import fate_stories

    process, officer = stories.a_process()
    idea = fate_stories.an_idea(process)

    def end(now: datetime) -> Any:
        return processes.close_process(process=process, actor=officer, now=now)

    for now, code in ((NOW, "phase_runs"), (stories.VOTED, "without_fate")):
        with pytest.raises(Refused) as refused:
            end(now)
        assert refused.value.code == code
    fate_stories.answered(fate_stories.a_cluster(process, officer, idea), officer)
    closed = end(stories.VOTED)
    assert (closed.state, closed.closed_at, closed.matter.stage) == ("closed", stories.VOTED, "closed")
    with pytest.raises(Refused) as refused:
        end(stories.VOTED)
    assert refused.value.code == "not_published"
    changed = processes.change_process(
        process=process, changes={"report": {"kk": "Үш ой іске асты."}}, actor=officer, now=stories.ANSWERED
    )
    assert changed.report["kk"] == "Үш ой іске асты."
    with pytest.raises(Refused) as refused:
        processes.change_process(process=process, changes={"title": {"kk": "Басқа"}}, actor=officer, now=NOW)
    assert refused.value.code == "process_closed"


def test_a_public_promise_and_its_words_are_not_taken_back_silently() -> None:
    from ortaq.civic.dialogue.services import processes
    from ortaq.core.people.refusal import Refused

    process, officer = stories.a_process(question=ASKED, answers_due_on=stories.ANSWERED.date())

    def change(reason: str = "", **changes: Any) -> Any:
        return processes.change_process(process=process, changes=changes, reason=reason, actor=officer, now=NOW)

    for changes, code in (
        ({"answers_due_on": None}, "no_reason"),
        ({"question": {"kk": "Неге?"}}, "no_question"),
        ({"title": {"ru": "Парк"}}, "no_title"),
        ({"state": "closed"}, "field"),
        ({"time_zone": "Asia/Atlantis"}, "time_zone"),
    ):
        with pytest.raises(Refused) as refused:
            change(**changes)
        assert refused.value.code == code
    process.refresh_from_db()
    assert (process.question, process.answers_due_on) == (ASKED, stories.ANSWERED.date())
    change("Ұсыныс көп", answers_due_on=stories.VOTED.date())
    assert entries(process)[-1].data == {
        "fields": ["answers_due_on"], "reason": "Ұсыныс көп", "was_due": "2027-04-20", "due": "2027-03-21",
    }  # fmt: skip
