"""Statements come in short, clean and looked at; what is refused says why."""

from typing import Any

import pytest

from tests import records
from tests.civic.dialogue import stories, voices
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TEXT = "Мектептің алдында жылдамдықты азайту керек."


def post(process: Any, actor: Any, text: str = TEXT, token: str = "", **more: Any) -> Any:
    from ortaq.civic.dialogue.services import statements

    return statements.post_statement(
        process=process, text=text, form_token=token, actor=actor, now=more.get("now", NOW)
    )


def refused(code: str, act: Any, *args: Any, **more: Any) -> str:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as stopped:
        act(*args, **more)
    assert stopped.value.code == code
    return str(stopped.value)


def acts_of(process: Any) -> list[str]:
    from ortaq.core.journal.models import Entry

    return list(Entry.objects.filter(matter=process.matter).order_by("seq").values_list("act", flat=True))


def test_a_statement_is_shown_at_once_where_moderators_look_afterwards() -> None:
    process, officer = stories.a_process()
    voices.seeded(process, officer)
    _, actor = voices.a_voice()
    made = post(process, actor, f"  {TEXT}\n")
    assert (made.number, made.text, made.state, made.shown_at, made.language) == (7, TEXT, "shown", NOW, "kk")
    assert acts_of(process)[-2:] == ["statement.posted", "statement.shown"]


def test_where_moderators_look_first_it_waits_and_is_shown_by_them() -> None:
    from ortaq.civic.dialogue.queries import desk
    from ortaq.civic.dialogue.queries import statements as queries
    from ortaq.civic.dialogue.services import statements

    process, officer = stories.a_process(moderation="before")
    _, actor = voices.a_voice()
    made = post(process, actor)
    assert (made.state, queries.shown(process)) == ("held", [])
    assert [one.number for one in queries.to_look_at(process, state="held")] == [1]
    assert queries.counts(process) == {"held": 1}
    assert desk.moderated(process.code, officer) == process
    assert desk.moderated(process.code, actor) is None
    statements.show_statement(statement=made, actor=officer, now=NOW)
    assert [one.number for one in queries.shown(process)] == [1]
    refused("stage", statements.show_statement, statement=made, actor=officer, now=NOW)


def test_a_rejected_statement_has_a_reason_and_may_come_back() -> None:
    from ortaq.civic.dialogue.queries import statements as queries
    from ortaq.civic.dialogue.services import statements

    process, officer = stories.a_process()
    _, actor = voices.a_voice()
    made = post(process, actor)
    refused("reason", statements.reject_statement, statement=made, reason=" ", actor=officer, now=NOW)
    refused("not_yours", statements.reject_statement, statement=made, reason="no", actor=actor, now=NOW)
    reason = "Тақырыптан тыс. Қоңырау шалыңыз: 8 701 123 45 67"
    statements.reject_statement(statement=made, reason=reason, actor=officer, now=NOW)
    assert queries.shown(process) == []
    (kept,) = queries.of_author(process, actor)
    assert (kept.state, kept.reason.startswith("Тақырыптан тыс."), "701" in kept.reason) == ("rejected", True, False)
    back = statements.show_statement(statement=made, actor=officer, now=NOW + stories.DAY)
    assert (back.state, back.reason, back.shown_at) == ("shown", "", NOW)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "one whole sentence"),
        ("Иә.", "one whole sentence"),
        ("а" * 141, "at most 140 signs; yours has 141"),
        ("Позвоните Ахмету, 8 701 123 45 67, он всё знает.", "number of a person"),
        ("Пишите на asel@mail.kz, если согласны со мной.", "number of a person"),
        ("ЖСН 850101300025 деген кісіні жұмыстан шығару керек.", "number of a person"),
        ("Эти мудаки из акимата ничего не делают.", "There is an insult"),
        ("All these f\u200buckers should go home at once.", "There is an insult"),
    ],
)
def test_personal_data_abuse_and_wrong_lengths_are_refused_with_a_sentence(text: str, says: str) -> None:
    from ortaq.civic.dialogue.models import Statement

    process, officer = stories.a_process()
    _, actor = voices.a_voice()
    assert says in refused("text", post, process, actor, text)
    from ortaq.civic.dialogue.services import statements

    assert says in refused("text", statements.seed_statement, process=process, text=text, actor=officer, now=NOW)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Художники должны расписать подпорные стены.",
        "Не надо употреблять слово «потребитель» в плане города.",
        "Автобус 1308 маршрутымен жүрсін, сағат 8.00-ден бастап.",
        "x" * 140,
    ],
)
def test_honest_sentences_pass(text: str) -> None:
    process, _ = stories.a_process()
    _, actor = voices.a_voice()
    assert post(process, actor, text).text == text


def test_the_same_form_twice_makes_one_statement() -> None:
    from ortaq.civic.dialogue.models import Statement

    process, _ = stories.a_process()
    _, actor = voices.a_voice()
    first, second = (post(process, actor, token="form-1") for _ in range(2))
    assert first == second
    assert Statement.objects.count() == 1


def test_a_sixth_statement_of_a_day_waits_for_tomorrow() -> None:
    process, _ = stories.a_process()
    _, actor = voices.a_voice()
    for n in range(5):
        post(process, actor, f"Ұсыныс № {n}: көшеге көлеңке керек.")
    assert "Come again tomorrow" in refused("too_many", post, process, actor)
    assert post(process, actor, now=NOW + stories.DAY).number == 6


def test_guests_and_unconfirmed_phones_are_led_to_the_step_that_lacks() -> None:
    from ortaq.core.people.actor import GUEST

    process, _ = stories.a_process()
    refused("sign_in", post, process, GUEST)
    refused("phone_verified", post, process, voices.a_voice(verified=False)[1])


def test_after_the_phase_the_sentence_says_until_when_it_was_open() -> None:
    process, _ = stories.a_process()
    _, actor = voices.a_voice()
    post(process, actor, now=stories.COLLECTED - stories.DAY / 86_400)
    assert "Statements were taken until" in refused("phase_over", post, process, actor, now=stories.COLLECTED)


def test_seeds_are_the_organisers_alone() -> None:
    from ortaq.civic.dialogue.services import statements

    process, officer = stories.a_process()
    other = stories.office(records.a_body("akimat-next"))
    seed = statements.seed_statement(process=process, text=TEXT, actor=officer, now=NOW)
    assert seed.author_id is None
    refused("not_yours", statements.seed_statement, process=process, text=TEXT, actor=other, now=NOW)


def test_an_author_takes_back_her_own_and_nobody_elses() -> None:
    from ortaq.civic.dialogue.queries import statements as queries
    from ortaq.civic.dialogue.services import statements

    process, officer = stories.a_process()
    _, actor = voices.a_voice()
    made = post(process, actor)
    for stranger in (voices.a_voice()[1], officer):
        refused("not_yours", statements.withdraw_statement, statement=made, actor=stranger, now=NOW)
    statements.withdraw_statement(statement=made, actor=actor, now=NOW)
    assert queries.shown(process) == []
    refused("stage", statements.show_statement, statement=made, actor=officer, now=NOW)


def test_numbers_go_on_and_the_database_keeps_them_apart() -> None:
    from django.db import IntegrityError, transaction

    from ortaq.civic.dialogue.models import Statement

    process, officer = stories.a_process()
    voices.seeded(process, officer)
    twin = Statement.objects.get(number=3)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    assert [one.number for one in Statement.objects.all()] == [1, 2, 3, 4, 5, 6]


def test_a_translation_is_read_by_a_person_and_no_machine_writes_over_it(settings: Any) -> None:
    from ortaq.civic.dialogue.services import statements

    process, officer = stories.a_process()
    made = post(process, voices.a_voice()[1])
    given = {"statement": made, "language": "ru", "actor": officer, "now": NOW}
    refused("no_translator", statements.draft_translation, **given)
    settings.TRANSLATOR = "tests.civic.dialogue.services.test_statements.upside_down"
    drafted = statements.draft_translation(**given)
    assert drafted.translations == {"ru": {"text": f"kk>ru {TEXT}", "state": "machine"}}
    kept = statements.translate_statement(text="Перед школой нужно снизить скорость.", **given)
    assert kept.translations["ru"] == {"text": "Перед школой нужно снизить скорость.", "state": "reviewed"}
    refused("second", statements.draft_translation, **given)
    refused("text", statements.translate_statement, text="Звоните 8 701 123 45 67, расскажу.", **given)
    refused("text", statements.translate_statement, text="б" * 201, **given)
    refused("language", statements.translate_statement, text=TEXT, **{**given, "language": "kk"})
    refused("language", statements.translate_statement, text=TEXT, **{**given, "language": "xx"})
    resident = {**given, "actor": voices.a_voice()[1]}
    refused("not_yours", statements.translate_statement, text="Перед школой нужно снизить скорость.", **resident)
    settings.TRANSLATOR = "tests.civic.dialogue.services.test_statements.silent"
    refused("translator_silent", statements.draft_translation, **{**given, "language": "en"})
    assert acts_of(process).count("talk.translated") == 2


def upside_down(text: str, source: str, target: str) -> str:
    return f"{source}>{target} {text}"


def silent(text: str, source: str, target: str) -> str:
    raise OSError("no answer")
