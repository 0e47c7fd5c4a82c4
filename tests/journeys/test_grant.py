"""A resident applies for a grant on a phone, by keyboard and without scripts, and comes back to read what came of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.browser import PHONE
from tests.civic.contests import stories
from tests.journeys import grants, life
from tests.journeys.hands import Hands

IDEA = "Мектеп ауласына отыз түп ағаш отырғызып, жаңбыр суын жинаймыз."

pytestmark = pytest.mark.skipif(not Path("assets/built/site.css").exists(), reason="not built: make build")


def test_a_grant_is_applied_for_by_keyboard_without_scripts_and_its_result_is_read(
    transactional_db: None, live_server: Any, open_window: Any
) -> None:
    contest, head = grants.an_open_contest(at_line="line", budget=8_000_00)
    person = stories.a_person("Мөлдір Сейітқызы (демо)")
    window = open_window(
        client=life.signed_in(person), address=live_server.url, viewport=PHONE, java_script_enabled=False
    )
    her = Hands(window.new_page())
    number = applies(her, f"{live_server.url}/kk/contests/{contest.code}/")

    sent = the_one_application(number)
    rivals = [stories.sent(contest, now=life.now()) for _ in range(3)]
    let_in(head, sent, *rivals)
    grants.judged(contest, head, [sent, *rivals])
    reads_the_result(her, f"{live_server.url}/kk/", number)


def applies(her: Hands, call: str) -> str:
    """From the call to the number."""
    page = her.page
    page.goto(call)
    assert "10 күн қалды" in page.inner_text(".big-days")
    her.open("a.button[href$='/apply/']")
    go_on(her)
    her.write("#id_title", "Жасыл аула")
    go_on(her)
    assert page.locator(".error-summary li").count() == 1, "the summary is missing"
    assert page.input_value("#id_title") == "Жасыл аула"
    her.write("#id_summary", "Мектеп ауласын көгалдандыру.")
    go_on(her)
    her.write("#id_asked", "9 000")
    go_on(her)
    assert page.input_value("#id_asked") == "9 000", "too much, and still there"
    her.reach("#id_asked")
    page.keyboard.press("Control+A")
    page.keyboard.type("4 000")
    go_on(her)
    her.write("#id_answer", IDEA)
    go_on(her)
    her.choose("input[name=answer]", "input[name=answer][value=green]")
    go_on(her)
    go_on(her)  # the team may be left out
    her.reach("input[type=file]")
    # A file dialog belongs to the system and not to the page: the file is put into the input that has the focus.
    page.locator("input[type=file]:focus").set_input_files(
        [{"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}]
    )
    her.open("button[name=go][value=add]")
    assert "plan.pdf" in page.inner_text("form.form")
    go_on(her)
    her.tick("#id_rule_lives")
    her.tick("#id_rule_age")
    go_on(her)
    go_on(her)  # for herself
    her.open("button[name=go][value=later]")
    assert "8 / 10" in page.inner_text("main") or page.locator(".tasks li").count() == 10
    return finishes(her, call)


def finishes(her: Hands, call: str) -> str:
    """Another day: what lacks is named, leads to its page, and then it is sent."""
    page = her.page
    page.goto(call)
    her.open("a.button[href$='/apply/']")
    her.open("a.button[href$='/apply/check/']")
    assert IDEA in page.inner_text("dl.summary")
    her.open("[aria-labelledby=lacking] a[href*='/apply/name/']")
    her.write("#id_public_name", "Мөлдір С.")
    her.tick("#id_public_name_agreed")
    go_on(her)
    assert page.locator(".error-summary").count() == 0
    her.open("main form .button.large")
    number = page.inner_text("h1").replace("№", "").strip()
    assert page.locator("time").count() == 1, "the second it came in"
    her.open(f"a.button[href$='/applications/{number}/']")
    assert page.locator("ol.line > li").count() >= 4
    return str(number)


def go_on(her: Hands) -> None:
    her.open("main form .buttons button:first-child")


def the_one_application(number: str) -> Any:
    """What was typed is what was sent."""
    from ortaq.civic.contests.models import Application

    found = Application.objects.select_related("matter", "contest").get(matter__number=number)
    assert (found.state, found.asked, found.answers["idea"]) == ("submitted", 4_000_00, IDEA)
    assert life.now() - found.submitted_at < timedelta(hours=1)
    return found


def let_in(head: Any, *applications: Any) -> None:
    """The organisers look: she lives here and is of age."""
    from ortaq.civic.contests.services import checking

    for one in applications:
        for rule in ("lives", "age"):
            checking.record_check(application=one, rule=rule, state="met", actor=head, now=life.now())
        checking.find_eligible(application=one, actor=head, now=life.now())


def reads_the_result(her: Hands, home: str, number: str) -> None:
    """She finds it under her applications: why it did not win, and how to object."""
    page = her.page
    page.goto(f"{home}contests/")
    her.open("a[href$='/my/applications/']")
    her.open(f"a[href$='/applications/{number}/']")
    assert "Өтініміңіз жеңімпаздар қатарына кірмеді" in page.inner_text("section.answer")
    assert "Ойы жақсы, бірақ есебі толық емес." in page.inner_text("section.answer")
    assert "Қазы " not in page.inner_text("main"), "no juror is named"
    her.open("a[href$='/object/']")
    her.write("#id_text", "Есебім толық еді, қайта қараңыздаршы.")
    go_on(her)
    assert page.locator(".messages").is_visible()
    assert "қайта қараңыздаршы" in page.inner_text("main")
