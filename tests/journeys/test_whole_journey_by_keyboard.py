"""The main story, by keyboard alone: she files in Kazakh with a photo and a pin, an officer answers, she sends it back, he
answers again, she is content; everybody else reads along without her phone and name."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.browser import PHONE
from tests.journeys import life
from tests.journeys.hands import Hands

WORDS = "Мектеп жанындағы өткелде бағдаршам жанбайды, балалар қорқып өтеді. Хабарласыңыз: +7 701 555 12 34."
NAME = "Мөлдір Сейітқызы (демо)"
FIRST_ANSWER = "Бағдаршамды тексердік, шамын жақында ауыстырамыз деп жоспарлап отырмыз."
SECOND_ANSWER = "Бағдаршамның шамы ауыстырылды, бүгіннен бастап жұмыс істеп тұр. Рақмет, ескерткеніңізге."

pytestmark = pytest.mark.skipif(not Path("assets/built/site.css").exists(), reason="not built: make build")


def test_an_appeal_is_filed_answered_sent_back_and_accepted_without_a_mouse(
    city: factories.City, live_server: Any, open_window: Any
) -> None:
    home = f"{live_server.url}/kk"
    her = Hands(open_window(viewport=PHONE).new_page())
    number = files_an_appeal(her, home)
    assignment = it_stands_in_the_books(number)

    person = life.an_officer(city, assignment.body.code)
    desk = open_window(client=life.signed_in(person, strong=True), address=live_server.url)
    his = Hands(desk.new_page())
    answers(his, home, number, FIRST_ANSWER, "explained")
    sees_the_answer(her, number)
    sends_it_back(her)
    answers(his, home, number, SECOND_ANSWER, "granted")
    is_content(her)
    everyone_reads_along(open_window().new_page(), home, number)


def files_an_appeal(her: Hands, home: str) -> str:
    """From the home page to the number and the slip."""
    page = her.page
    page.goto(f"{home}/")
    her.write("#say", "Бағдаршам жанбайды")
    her.open("form:has(#say) button")
    her.reach("#id_text")
    assert page.input_value("#id_text") == "Бағдаршам жанбайды", "her first words are taken along"
    page.keyboard.press("Control+A")
    page.keyboard.type(WORDS)
    her.reach("input[type=file]")
    # A file dialog belongs to the system and not to the page: the file is put into the input that has the focus.
    page.locator("input[type=file]:focus").set_input_files(
        [{"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": life.photo(size=(1600, 1200))}]
    )
    page.locator(".previews li, #photos li").first.wait_for()
    her.open("form.form > .buttons button:first-child")

    her.write("#seek", "шам")
    her.open("button[name=go][value=find]")
    her.choose("input[name=topic]", "input[name=topic][value='light.lamp']")
    her.open("form.form > .buttons button")

    page.locator("ortaq-map[data-ready]").wait_for(timeout=30_000)
    her.reach("ortaq-map canvas")
    for key in ("Equal", "Equal", "Equal", "ArrowRight", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    page.wait_for_function("document.getElementById('id_lon').value !== ''")
    her.open("form.form > .buttons button")

    her.choose("input[name=kind]", "input[name=kind][value=message]")
    her.open("form.form > .buttons button")
    her.write("#id_name", NAME)
    her.write("#id_phone", "8 701 555 12 34")
    her.open("form.form > .buttons button")
    assert "IMG_2041" in page.content() or page.locator("ul.photos li").count() == 1
    her.open("form.form > .buttons button")

    number = page.inner_text("h1").replace("№", "").strip()
    her.reach("a[href$='/slip.pdf']")
    with page.expect_navigation(url="**/slip.pdf") as slip:
        page.keyboard.press("Enter")
    assert slip.value.headers["content-type"] == "application/pdf"
    page.go_back()
    her.open(f"a.button[href$='/appeals/{number}/']")
    assert WORDS.partition(".")[0] in page.inner_text("blockquote")
    return number


def it_stands_in_the_books(number: str) -> Any:
    """What was typed is what was written; the photo is cleaned by the worker."""
    from ortaq.civic.reception.models import Appeal

    life.work()
    appeal = Appeal.objects.select_related("matter", "applicant").get(matter__number=number)
    assert (appeal.text, appeal.matter.language, appeal.topic.code) == (WORDS, "kk", "light.lamp")
    assert appeal.applicant.name == NAME
    assert appeal.matter.lon is not None
    photo = appeal.matter.files.get()
    assert photo.state == "ready"
    return factories.lead_of(appeal)


def answers(his: Hands, home: str, number: str, words: str, outcome: str) -> None:
    """The officer finds it in the inbox, opens it beside the list and answers."""
    page = his.page
    page.goto(f"{home}/desk/")
    page.keyboard.press("j")  # the first case of the list
    assert number in page.inner_text(":focus")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert WORDS.partition(".")[0] in page.inner_text("aside.desk-side")
    his.open("aside.desk-side a[href$='/answer/']")
    his.write("#id_text", words)
    his.choose("input[name=outcome]", f"input[name=outcome][value={outcome}]")
    his.open("form.form > .buttons button:first-child")
    assert page.locator(".messages").is_visible()


def sees_the_answer(her: Hands, number: str) -> None:
    """The answer, the clock and the way of the appeal are on its page."""
    page = her.page
    page.reload()
    assert FIRST_ANSWER in page.inner_text("section.answer")
    assert page.locator("section:has(#term) time").count() >= 3, "registered, due, answered"
    assert page.locator("ol.line > li").count() >= 3, "received, given to a body, answered"
    assert page.locator("ul.photos img").count() == 1
    assert number in page.inner_text("header.head")


def sends_it_back(her: Hands) -> None:
    page = her.page
    her.unfold("details:has(form[action$='/reopen/']) summary")
    her.write("#id_reason", "Жоспар емес, жанып тұрған бағдаршам керек.")
    her.open("form[action$='/reopen/'] button")
    assert page.locator("form[action$='/accept/']").count() == 0, "now it is the body's turn"


def is_content(her: Hands) -> None:
    page = her.page
    page.reload()
    assert SECOND_ANSWER in page.inner_text("section.answer >> nth=0")
    her.open("form[action$='/accept/'] button")
    her.unfold("details:has(form[action$='/rate/']) summary")
    her.choose("input[name=score]", "input[name=score][value='4']")
    her.open("form[action$='/rate/'] button")
    from ortaq.civic.reception.models import Appeal

    appeal = Appeal.objects.get()
    assert (appeal.state, appeal.score) == ("accepted", 4)
    assert life.now() - appeal.received_at < timedelta(hours=1)


def everyone_reads_along(page: Any, home: str, number: str) -> None:
    """A guest sees words, answers and history, and neither phone nor name."""
    page.goto(f"{home}/appeals/{number}/")
    seen = page.content()
    assert "бағдаршам жанбайды" in seen
    assert SECOND_ANSWER in seen
    assert page.locator("ol.line > li").count() >= 6
    for secret in ("555 12 34", "5551234", NAME, "Мөлдір", "Сейітқызы"):
        assert secret not in seen
    assert page.locator("form[action$='/accept/'], .own").count() == 0
