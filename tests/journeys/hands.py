"""A person at a keyboard: Tab, arrows, Enter and letters, and nothing else. No click, no focus() by script."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONGEST_WALK = 160
HERE = """(selector) => {
    const here = document.activeElement;
    if (!here || here === document.body) return '';
    const box = here.getBoundingClientRect();
    const style = getComputedStyle(here);
    const label = here.labels?.length ? getComputedStyle(here.labels[0]) : style;
    const shown = [style, label].some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none');
    const seen = box.bottom > 0 && box.top < innerHeight;
    const words = (here.getAttribute('aria-label') || here.textContent || here.name || here.id).trim().slice(0, 40);
    const fault = !seen ? ' OUT OF SIGHT' : !shown ? ' WITHOUT A FOCUS RING' : '';
    return (here.matches(selector) ? 'HERE' : `${here.tagName} ${words}`) + fault;
}"""


class Hands:
    """The hands of one person on the keyboard of one page."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    def reach(self, selector: str, *, back: bool = False) -> None:
        """This will press Tab until the element has the focus, and see that the focus can be seen there."""
        walked = []
        for _step in range(LONGEST_WALK):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            here = self.page.evaluate(HERE, selector)
            if here.startswith("HERE"):
                assert here == "HERE", f"{selector}: {here}"
                return
            walked.append(here)
        raise AssertionError(f"Tab never reaches {selector}; it went through {walked}")

    def write(self, selector: str, text: str) -> None:
        """This will go to a field and type."""
        self.reach(selector)
        self.page.keyboard.type(text)

    def choose(self, group: str, option: str) -> None:
        """This will go to a group of radio buttons and move by arrows to the option; the space bar chooses where one stands."""
        self.reach(group)
        for _step in range(40):
            if self.page.evaluate("(one) => document.activeElement.matches(one)", option):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never choose {option}")

    def tick(self, selector: str) -> None:
        """This will press the space bar on something."""
        self.reach(selector)
        self.page.keyboard.press("Space")

    def open(self, selector: str) -> None:
        """This will press Enter on something and wait for the page it leads to."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, selector: str) -> None:
        """This will open a fold by Enter."""
        self.reach(selector)
        self.page.keyboard.press("Enter")
