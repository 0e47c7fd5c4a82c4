"""The money of a district as a bar: what each winner takes, and what is left. `{% load budgets_charts %}`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ortaq.core.ui.charts import INK, LINE, SERIES, SOFT
from ortaq.core.ui.numbers import write_money
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.queries.results import PotResult

register = template.Library()
WIDTH = 400
NARROWEST = 30
"""Units a number needs below its piece of the bar."""


@register.inclusion_tag("ui/chart.html")
def money_bar(found: "PotResult", rule: str, *, beside: bool = False) -> dict[str, Any]:
    """Render how the winners by one of the two rules share the pot; the table names every piece."""
    winners = [row.project for row in found.rows if (row.won_beside if beside else row.won)]
    spent = found.spent_beside if beside else found.spent
    left = found.pot.amount - spent
    says = _("%(rule)s: %(spent)s of %(pot)s are spent, %(left)s are left.") % {
        "rule": rule[:1].upper() + rule[1:], "spent": money(spent), "pot": money(found.pot.amount), "left": money(left),
    }  # fmt: skip
    rows = [[f"№ {project.ballot_number} · {project.matter.title}", money(project.cost)] for project in winners]
    return {
        "drawing": _bar([(project.ballot_number, project.cost) for project in winners], found.pot.amount, says),
        "says": says,
        "note": _("The numbers are those of the projects on the ballot."),
        "heads": [_("Project"), _("Cost")],
        "rows": [*rows, [_("Left over"), money(left)]],
    }


def money(tiyn: int) -> str:
    """Write an amount in the language of the page."""
    return write_money(tiyn, language=language())


def _bar(pieces: Sequence[tuple[Any, int]], whole: int, says: str) -> SafeString:
    parts, x = [], 0.0
    for place, (number, cost) in enumerate(pieces):
        wide = cost * WIDTH / whole
        parts.append(_piece(x, wide, number, SERIES[place % len(SERIES)]))
        x += wide
    frame = format_html(
        '<rect x="0.5" y="0.5" width="{}" height="39" rx="3" fill="none" stroke="{}"/>', WIDTH - 1, SOFT
    )
    inside = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<svg viewBox="0 0 {} 64" role="img" aria-label="{}"><title>{}</title>'
        '<rect x="0" y="0" width="{}" height="40" rx="3" fill="{}"/>{}{}</svg>',
        WIDTH, says, says, WIDTH, LINE, inside, frame,
    )  # fmt: skip


def _piece(x: float, wide: float, number: Any, fill: str) -> SafeString:
    box = format_html(
        '<rect x="{}" y="0" width="{}" height="40" fill="{}" stroke="#fff" stroke-width="1.5"/>',
        f"{x:.1f}", f"{wide:.1f}", fill,
    )  # fmt: skip
    if wide < NARROWEST:
        return box
    label = format_html(
        '<text x="{}" y="58" font-size="13" text-anchor="middle" fill="{}">№ {}</text>',
        f"{x + wide / 2:.1f}", INK, number,
    )  # fmt: skip
    return format_html("{}{}", box, label)
