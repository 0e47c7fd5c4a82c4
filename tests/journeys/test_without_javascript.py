"""The same story with scripts switched off, on a phone: every page sends its forms by itself."""

from typing import Any

import pytest

from tests import factories
from tests.browser import PHONE
from tests.journeys import life

WORDS = "Аулада жарық жоқ, кешке балалар далаға шыға алмайды. Шам бағанын жөндеп беріңіздерші."
ANSWER = "Шам бағаны жөнделді, жарық кеше кешке қосылды. Енді аула қараңғы болмайды."


@pytest.fixture
def resident(open_window: Any) -> Any:
    return open_window(viewport=PHONE, java_script_enabled=False).new_page()


def go_on(page: Any, button: str = "main form.form > .buttons button >> nth=0") -> None:
    with page.expect_navigation():
        page.click(button)


def test_an_appeal_is_filed_answered_and_sent_back_without_scripts(
    city: factories.City, live_server: Any, open_window: Any, resident: Any
) -> None:
    home = f"{live_server.url}/kk"
    number = files_an_appeal(resident, home)
    life.work()
    from ortaq.civic.reception.models import Appeal

    appeal = Appeal.objects.select_related("matter").get(matter__number=number)
    assert (appeal.text, appeal.district.code) == (WORDS, "kz.almaty.bostandyk")
    officer = life.an_officer(city, factories.lead_of(appeal).body.code)
    desk = open_window(
        client=life.signed_in(officer, strong=True), address=live_server.url, java_script_enabled=False
    ).new_page()
    answers(desk, home, number)

    resident.goto(f"{home}/appeals/{number}/")
    assert ANSWER in resident.inner_text("section.answer")
    assert resident.locator("ul.photos img").count() == 1
    resident.click("details:has(form[action$='/reopen/']) summary")
    resident.fill("#id_reason", "Жарық бір күннен кейін қайта сөнді.")
    go_on(resident, "form[action$='/reopen/'] button")
    appeal.refresh_from_db()
    assert (appeal.state, appeal.reopened_count) == ("open", 1)


def files_an_appeal(page: Any, home: str) -> str:
    page.goto(f"{home}/")
    page.fill("#say", "Аулада жарық жоқ")
    go_on(page, "form:has(#say) button")
    page.fill("#id_text", WORDS)
    photo = {"name": "yard.jpg", "mimeType": "image/jpeg", "buffer": life.photo()}
    page.set_input_files("#id_photos", [photo])
    go_on(page, "button[name=go][value=photos]")
    assert page.input_value("#id_text") == WORDS, "adding a photo costs no words"
    assert "yard.jpg" in page.inner_text("#photos")
    go_on(page)
    page.check("input[name=topic][value='light.lamp']")
    go_on(page)
    assert page.locator("ortaq-map").is_visible(), "the map says what to do instead"
    page.check("input[name=place][value=address]")
    page.fill("#id_address", "Абай даңғылы, 52, екінші кіреберіс")
    page.select_option("#id_district", "kz.almaty.bostandyk")
    go_on(page)
    page.check("input[name=kind][value=message]")
    go_on(page)
    page.fill("#id_name", "Айгерім Нұрланова (демо)")
    page.fill("#id_email", "aigerim@demo.invalid")
    go_on(page)
    assert WORDS.partition(".")[0] in page.inner_text("dl.summary")
    go_on(page)
    return str(page.inner_text("h1").replace("№", "").strip())


def answers(page: Any, home: str, number: str) -> None:
    page.goto(f"{home}/desk/")
    go_on(page, f"table a:has-text('{number}')")
    go_on(page, "aside.desk-side a[href$='/answer/']")
    page.fill("#id_text", ANSWER)
    go_on(page, "main form.form > .buttons button[formaction]")
    assert "/answer/" not in page.url, "kept for later"
    go_on(page, "aside.desk-side a[href$='/answer/']")
    assert page.input_value("#id_text").strip() == ANSWER, "her words wait for her"
    page.check("input[name=outcome][value=granted]")
    go_on(page)
    assert page.locator(".messages").is_visible()
