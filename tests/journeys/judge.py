"""What a judge sees in a window: faults axe calls serious, what runs off the side, what the browser complains of."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WORST = ("serious", "critical")
RUN = "() => axe.run({resultTypes: ['violations']})"


def give_eyes(window: "BrowserContext") -> None:
    """This will bring axe into every page of a window; a script of the tests' own is not held back by the page's policy."""
    window.add_init_script(path=AXE)


def faults(page: "Page") -> list[str]:
    """This will give what axe finds serious or critical on the open page, as lines to read."""
    found = page.evaluate(RUN)
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:140]}"
        for fault in found["violations"]
        if fault["impact"] in WORST
        for node in fault["nodes"]
    ]


def runs_off(page: "Page") -> list[str]:
    """This will name what makes the open page scroll sideways, and on a phone the columns that share its width."""
    return list(
        page.evaluate(
            """() => [...(document.documentElement.scrollWidth <= innerWidth ? [] :
            [`${document.documentElement.scrollWidth} px wide`, ...[...document.querySelectorAll('body *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.table-box, .scroll'))
            .slice(0, 3).map((one) => one.outerHTML.slice(0, 100))]),
            ...[...document.querySelectorAll('.split > *')]
            .filter((one) => innerWidth <= 480 && one.offsetParent && one.offsetWidth < one.parentElement.clientWidth / 2)
            .map((one) => `${one.offsetWidth} px: ${one.outerHTML.slice(0, 100)}`)]"""
        )
    )
