"""The response matrix on paper, in the language of the page. What people and bodies wrote comes in as data."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ortaq.civic.plans.queries.answers import Line
from ortaq.civic.plans.queries.matrix import Sums
from ortaq.civic.plans.rules.answers import OPEN
from ortaq.civic.plans.templatetags.answers import BECAME, KINDS, part_words
from ortaq.core.discussion.rules.fates import FATES
from ortaq.core.matters.localized import words
from ortaq.core.ui.dates import write_day, write_short_day
from ortaq.core.ui.numbers import write_number
from ortaq.core.ui.printing import pdf
from ortaq.core.ui.templatetags.ui_fates import LENSES, fate_name
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

SOURCE = Path(__file__).resolve().parents[1] / "typst" / "matrix.typ"


def pdf_of(plan: "Plan", version: "PlanVersion", lines: Sequence[Line], sums: Sums, *, now: datetime) -> bytes:
    """This will set the matrix of a version as PDF; the same answers on the same day have the same bytes."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return pdf(SOURCE, facts(plan, version, lines, sums, now=now), made_at=day)


def facts(plan: "Plan", version: "PlanVersion", lines: Sequence[Line], sums: Sums, *, now: datetime) -> dict[str, Any]:
    """This will put together what the paper says. No statement."""
    code = language()
    label = words(version.label, code)
    return {
        "language": code,
        "heading": _("What people said and what was answered"),
        "plan": words(plan.title, code),
        "version": " · ".join(filter(None, [_("Version %(n)s") % {"n": version.number}, label])),
        "body": words(plan.body.name, code),
        "made": _("As of %(day)s") % {"day": write_day(now, language=code)},
        "sums": [
            [fate_name("" if fate == OPEN else fate), write_number(n, language=code)]
            for fate in (*FATES, OPEN)
            if (n := sums.fates.get(fate))
        ],
        "total": [_("In all"), write_number(sums.total, language=code)],
        "columns": [_("№"), _("Part of the plan"), _("What was said"), _("The answer"), _("Who and when")],
        "rows": [_row(line, code) for line in lines],
        "more": _more(len(lines), sums.total, code),
        "nothing": _("Nothing has been said about this version yet."),
    }


def _more(shown: int, total: int, code: str) -> str:
    if shown >= total:
        return ""
    said = _("Here stand the first %(shown)s of %(total)s remarks; all of them are in the CSV.")
    return said % {"shown": write_number(shown, language=code), "total": write_number(total, language=code)}


def _row(line: Line, code: str) -> dict[str, Any]:
    remark = line.remark
    said = [str(KINDS[remark.kind]), *(str(LENSES[one]) for one in line.lenses)]
    when = remark.answered_at or remark.due_on
    due = write_short_day(when, language=code) if remark.answered_at else _("due %(day)s") % {
        "day": write_short_day(when, language=code)
    }  # fmt: skip
    forwarded = words(remark.forwarded_to, code)
    return {
        "number": remark.matter.number,
        "part": part_words(line.stood, 120),
        "became": str(BECAME[line.anchor.state][0]) if line.anchor else "",
        "title": remark.matter.title,
        "text": remark.public_text,
        "language": remark.matter.language,
        "about": " · ".join(said),
        "fate": fate_name("overdue" if line.standing == "overdue" else remark.fate),
        "answer": words(remark.answer, code),
        "forwarded": _("Forwarded to: %(body)s") % {"body": forwarded} if forwarded else "",
        "body": words(remark.body.short_name, code),
        "when": due,
    }
