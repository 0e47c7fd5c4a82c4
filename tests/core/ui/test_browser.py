"""The page of components in a real browser: under strict CSP, for axe, by keyboard, at 400 % zoom."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

BUILT = Path(__file__).resolve().parents[3] / "assets" / "built"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not (BUILT / "site.css").exists(), reason="assets are not built: node assets/build.mjs"),
]


@pytest.fixture
def complaints(page):
    """What the browser writes into its console as an error, such as a refusal by the content policy."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", ["ui/", "ui/desk/", "ui/error/404/", "ui/error/503/"])
def test_axe_finds_nothing_serious(live_server, axe, language, path):
    assert axe(f"{live_server.url}/{language}/{path}") == []


@pytest.mark.parametrize("path", ["ui/", "ui/desk/"])
def test_axe_finds_nothing_serious_on_a_wide_screen(live_server, axe, path):
    axe.context.set_default_timeout(60_000)
    original = axe.context.new_page

    def wide():
        page = original()
        page.set_viewport_size({"width": 1280, "height": 900})
        return page

    axe.context.new_page = wide
    assert axe(f"{live_server.url}/kk/{path}") == []


def test_nothing_is_refused_by_the_content_policy_and_the_map_is_drawn(live_server, page, complaints):
    page.goto(f"{live_server.url}/kk/ui/")
    page.locator("ortaq-map[data-ready]").first.wait_for(timeout=60_000)
    page.get_by_text("Картада: 36").wait_for()
    assert complaints == []


def test_far_away_the_map_shows_hexagons_with_a_legend(live_server, page, complaints):
    page.goto(f"{live_server.url}/en/ui/")
    page.locator("ortaq-map[data-ready]").first.wait_for(timeout=60_000)
    page.locator("ortaq-map").first.get_by_role("button", name="Farther").click()
    page.locator(".map-legend").wait_for()
    assert "In one hexagon:" in page.locator(".map-legend").inner_text()
    assert complaints == []


def test_a_place_is_chosen_by_keyboard_alone(live_server, page):
    page.goto(f"{live_server.url}/en/ui/")
    page.locator("ortaq-map[data-ready]").nth(1).wait_for(timeout=60_000)
    canvas = page.locator("ortaq-map").nth(1).locator("canvas")
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.locator(".map-said", has_text="Place chosen").wait_for()
    assert float(page.input_value("#pick-lon")) > 76.905
    assert float(page.input_value("#pick-lat")) == pytest.approx(43.238, abs=0.001)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_tap_chooses_the_place_and_the_pin_stays_with_what_is_chosen(live_server, browser, motion):
    """Without motion the map arrives at once; a wheel moves it after the place was chosen."""
    context = browser.new_context(reduced_motion=motion)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/ui/")
    picker = page.locator("ortaq-map[data-pick-lon]")
    page.locator("ortaq-map[data-ready][data-pick-lon]").wait_for()
    assert "Move the map or tap it" in picker.locator(".map-said").inner_text()
    assert picker.locator(".map-cross.waits").count() == 1, "nothing is chosen: the pin is pale"
    canvas = picker.locator("canvas")
    canvas.scroll_into_view_if_needed()
    canvas.click(position={"x": 90, "y": 120})
    picker.locator(".map-said", has_text="Place chosen").wait_for()
    tapped = page.input_value("#pick-lon")
    assert picker.locator(".map-cross.waits").count() == 0

    canvas.hover(position={"x": 60, "y": 60})
    page.mouse.wheel(0, -400)
    page.wait_for_function("(was) => document.getElementById('pick-lon').value !== was", arg=tapped)
    context.close()


def test_without_javascript_everything_is_there(live_server, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/ru/ui/")
    assert page.get_by_text("Карте нужен JavaScript.").count() == 2
    assert page.locator(".before-after img:visible").count() == 2
    assert not page.locator(".before-after .handle").is_visible()
    assert page.get_by_text("До 2\u202f000 знаков").count() == 2
    context.close()


@pytest.mark.parametrize("path", ["ui/", "ui/desk/", "ui/error/500/"])
def test_at_four_hundred_percent_nothing_runs_off_the_side(live_server, page, path):
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(f"{live_server.url}/ru/{path}")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_tabs_on_a_phone_are_one_row_that_opens_at_the_current_tab_without_javascript(live_server, browser, motion):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 200, "height": 700}, reduced_motion=motion
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/ru/ui/")
    tabs, current = page.locator(".tabs").first, page.locator(".tabs [aria-current]").first
    heights = [tab.bounding_box()["y"] for tab in tabs.locator("a").all()]
    assert len(heights) == 3
    assert len(set(heights)) == 1
    assert len({link.bounding_box()["y"] for link in page.locator(".nav a").all()}) == 1
    row, shown = tabs.bounding_box(), current.bounding_box()
    assert row["x"] <= shown["x"]
    assert shown["x"] + shown["width"] <= row["x"] + row["width"]
    context.close()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_menu_is_one_row_of_its_own_below_brand_languages_and_sign_in(live_server, page, language):
    page.set_viewport_size({"width": 1200, "height": 700})
    page.goto(f"{live_server.url}/{language}/")
    middle = "links => links.map((one) => one.getBoundingClientRect()).map((box) => Math.round(box.y + box.height / 2))"
    menu, above = (set(page.eval_on_selector_all(links, middle)) for links in (".nav a", ".brand, .lang a, .me a"))
    assert len(menu) == len(above) == 1
    assert max(above) < min(menu)


def test_the_row_of_tabs_follows_the_keyboard_and_stays_where_it_is_pushed(live_server, page):
    page.set_viewport_size({"width": 200, "height": 700})
    page.goto(f"{live_server.url}/ru/ui/")
    tabs = page.locator(".tabs").first
    tabs.locator("a").last.focus()
    assert tabs.evaluate("row => row.scrollLeft + row.clientWidth >= row.scrollWidth - 8")
    tabs.evaluate("row => { row.scrollLeft = 10 }")
    page.wait_for_timeout(300)
    assert tabs.evaluate("row => row.scrollLeft") == 10


def test_targets_on_a_phone_are_large_enough(live_server, page):
    page.goto(f"{live_server.url}/kk/ui/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.button:not(.small), .nav a, .lang a, .choice, .pager a, .tabs a, select, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])')]
        .filter((element) => element.offsetParent && element.getBoundingClientRect().height < 43.5)
        .map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_slider_of_before_and_after_moves_by_arrow_keys(live_server, page):
    page.goto(f"{live_server.url}/kk/ui/")
    after = page.locator(".pic.after")
    before = after.evaluate("picture => picture.style.clipPath")
    page.locator("#compare").focus()
    page.keyboard.press("ArrowRight")
    assert after.evaluate("picture => picture.style.clipPath") != before


def test_the_slider_of_before_and_after_moves_when_the_picture_is_dragged(live_server, page):
    page.goto(f"{live_server.url}/kk/ui/")
    picture = page.locator(".before-after .pair")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert page.input_value("#compare") == "80"
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2)
    assert page.input_value("#compare") == "80", "a mouse that only passes moves nothing"
    assert "80%" in page.locator(".pic.after").evaluate("picture => picture.style.clipPath")


def test_the_counter_counts_down_and_says_by_how_much_it_is_too_long(live_server, page):
    page.goto(f"{live_server.url}/ru/ui/")
    page.fill("#fresh_text", "абв")
    assert page.inner_text("#fresh_text_counter") == "Осталось знаков: 1997"
    page.fill("#fresh_text", "а" * 2003)
    assert page.inner_text("#fresh_text_counter") == "Лишних знаков: 3"


def test_what_was_typed_survives_a_reload_and_can_be_thrown_away(live_server, page):
    page.goto(f"{live_server.url}/kk/ui/")
    page.fill("#fresh_text", "Пандус жоқ")
    page.check("#fresh_kind_1")
    page.fill("#fresh_code", "123456")
    page.wait_for_timeout(700)
    page.reload()
    page.locator("#fresh_kind_1:checked").wait_for(state="attached")  # the script brings it back when it has loaded
    assert page.input_value("#fresh_text") == "Пандус жоқ"
    assert page.input_value("#fresh_code") == "", "a code is private"
    page.get_by_role("button", name="Қайтадан бастау").click()
    page.reload()
    assert page.input_value("#fresh_text") == ""


def test_the_error_summary_has_the_focus(live_server, page):
    page.goto(f"{live_server.url}/kk/ui/")
    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_a_photo_leaves_the_device_smaller_and_without_its_place(live_server, page):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    photo = BytesIO()
    Image.effect_noise((3600, 2700), 40).convert("RGB").save(photo, "JPEG", exif=exif)
    page.goto(f"{live_server.url}/kk/ui/")
    page.set_input_files(
        "#fresh_photos", [{"name": "IMG_1.jpeg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}]
    )
    page.locator("#fresh_photos_previews canvas").wait_for()
    sent = page.evaluate(
        """async () => {
            const file = document.getElementById('fresh_photos').files[0];
            const picture = await createImageBitmap(file);
            const text = new TextDecoder('latin1').decode(await file.arrayBuffer());
            return [picture.width, picture.height, text.includes('SecretCamera'), file.name];
        }"""
    )
    assert sent == [2560, 1920, False, "IMG_1.jpg"]
    page.get_by_role("button", name=re.compile("Алып тастау")).click()
    assert page.evaluate("document.getElementById('fresh_photos').files.length") == 0


def test_a_form_sent_twice_in_a_row_goes_out_once(live_server, page):
    sent = []
    form = """<!doctype html><html lang="en"><body data-word-sending="Sending…"><main>
        <form method="post" action="/post-here/"><button type="submit">Send</button></form><div id="said"></div></main>
        <script type="module" src="/static/site.js"></script></body></html>"""
    page.route(f"{live_server.url}/form-here/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.route(
        f"{live_server.url}/post-here/",
        lambda route: (sent.append(1), page.wait_for_timeout(300), route.fulfill(status=204)),
    )
    page.goto(f"{live_server.url}/form-here/")
    page.evaluate("document.querySelector('form').requestSubmit(); document.querySelector('form').requestSubmit()")
    page.wait_for_timeout(800)
    assert len(sent) == 1


def test_rows_of_the_desk_are_walked_by_letters(live_server, page):
    page.goto(f"{live_server.url}/en/ui/desk/")
    page.keyboard.press("k")  # from the row that is open, 018453
    assert "018452" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert "018453" in page.evaluate("document.activeElement.textContent")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'о', code: 'KeyJ', bubbles: true }))"
    )
    assert "018454" in page.evaluate("document.activeElement.textContent")


def test_filters_exchange_the_results_and_keep_the_address(live_server, page, complaints):
    page.goto(f"{live_server.url}/en/ui/desk/")
    page.select_option("#id_topic", "light")
    page.wait_for_url("**topic=light**")
    assert page.locator("#results table").is_visible()
    assert complaints == []
