"""The README's pictures, taken from a running demo: `python tools/pictures.py [http://localhost:8000]`.

Needs Chromium (ORTAQ_CHROMIUM, else /usr/bin/chromium). The demo's people sign in by one click, see /kk/demo/.
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
COLOURS = 128
CHROMIUM = os.environ.get("ORTAQ_CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--disable-background-networking"]


def keep(page: Page, name: str) -> None:
    """This will write what the window shows, with few colours so that the picture is small."""
    page.wait_for_timeout(1500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png")


def window(browser: Browser, width: int, height: int) -> Page:
    """This will open a fresh window of this size."""
    return browser.new_context(viewport={"width": width, "height": height}).new_page()


def take(browser: Browser, origin: str) -> None:
    """This will take the four pictures."""
    page = window(browser, 1200, 860)
    page.goto(f"{origin}/kk/")
    keep(page, "home-kk")
    page.goto(f"{origin}/kk/appeals/?state=fixed")
    page.goto(
        origin + str(page.locator("main .rows h3[lang=kk] a, main .rows [lang=kk] a").first.get_attribute("href"))
    )
    keep(page, "appeal-kk")
    page = window(browser, 390, 780)
    page.goto(f"{origin}/kk/appeals/map/")
    page.locator("ortaq-map").evaluate("map => map.scrollIntoView({block: 'center'})")
    keep(page, "phone-kk")
    page = window(browser, 1360, 860)
    page.goto(f"{origin}/ru/demo/")
    page.locator("form", has_text="Ерлан").locator("button").first.click()
    page.wait_for_load_state()
    page.goto(f"{origin}/ru/desk/")
    page.goto(f"{origin}/ru/desk/" + str(page.locator("a[data-walk-link]").nth(2).get_attribute("href")))
    keep(page, "inbox-ru")


def main(origin: str = "http://localhost:8000") -> None:
    """This will take all pictures from the demo at this address."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        take(playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET), origin.rstrip("/"))


if __name__ == "__main__":
    main(*sys.argv[1:])
