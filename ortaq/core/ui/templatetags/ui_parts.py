"""Tags of the small parts: buttons, cards, states, tables, notices."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template import Context, Library
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from ortaq.core.matters import queries as matters
from ortaq.core.people.actor import GUEST
from ortaq.core.ui import icons
from ortaq.core.ui.tables import Table

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

register = Library()
Text = str | Promise

# Django's message levels speak in tones of the house.
NOTICE_TONES = {
    "debug": "info",
    "info": "info",
    "success": "good",
    "warning": "wait",
    "error": "late",
    "good": "good",
    "wait": "wait",
    "late": "late",
}
NOTICE_ICONS = {"info": "info", "good": "check", "wait": "clock", "late": "warning"}


@register.simple_tag
def icon(name: str, label: Text = "") -> SafeString:
    """Render a drawing of the house; with `label` it is spoken."""
    return icons.icon(name, str(label))


@register.inclusion_tag("ui/button.html")
def button(
    label: Text,
    *,
    kind: str = "",
    href: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    size: str = "",
    type: str = "submit",  # noqa: A002 - the name HTML has
) -> dict[str, Any]:
    """Render a button that says what happens; with `href` a link that looks like one. kind: "", second, quiet,
    danger; size: "", small, large.
    """
    return {
        "label": label,
        "kind": kind,
        "href": href,
        "icon": icon,
        "name": name,
        "value": value,
        "size": size,
        "type": type,
    }


@register.simple_block_tag
def card(content: str, *, kind: Text = "", title: Text = "", href: str = "", level: int = 3) -> SafeString:
    """Wrap the content in a card with an optional kicker, title and link of the title."""
    head = format_html('<p class="kind">{}</p>', kind) if kind else SafeString("")
    if title:
        inside = format_html('<a href="{}">{}</a>', href, title) if href else format_html("{}", title)
        head = format_html("{}<h{}>{}</h{}>", head, level, inside, level)
    return format_html('<article class="card">{}{}</article>', head, content)


@register.inclusion_tag("ui/link_card.html")
def link_card(
    title: Text, href: str, *, kind: Text = "", text: Text = "", meta: Text = "", tag: str = "li", level: int = 3
) -> dict[str, Any]:
    """Render a card that is one link as a whole. tag: the element, "li" inside `<ul class="three">` or "article"."""
    return {
        "title": title,
        "href": href,
        "kind": kind,
        "text": text,
        "meta": meta,
        "tag": "li" if tag == "li" else "article",
        "level": int(level),
    }


@register.simple_tag
def state(word: Text, tone: str = "plain") -> SafeString:
    """Render a state as word + shape + colour. tone: good, late, wait, now, plain, off; another one raises KeyError."""
    return _state(str(word), tone)


@lru_cache(maxsize=512)
def _state(word: str, tone: str) -> SafeString:
    """A list draws the same few words twenty times."""
    return format_html('<span class="state {}">{}{}</span>', tone, icons.MARKS[tone], word)


@register.inclusion_tag("ui/table.html")
def table(table: Table) -> dict[str, Any]:
    """Render a `ui.tables.Table`: caption, heads that sort, rows that become cards on a phone."""
    return {"table": table, "body": table.body()}


@register.inclusion_tag("ui/summary.html")
def summary(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Render terms with their values. Row: term, value, and optionally change (an address), as on "check your
    answers".
    """
    return {"rows": rows}


@register.inclusion_tag("ui/facts.html")
def facts(rows: Iterable[tuple[Text, Any]]) -> dict[str, Any]:
    """Render (term, value) pairs as a tight list with values at the right."""
    return {"rows": rows}


@register.inclusion_tag("ui/pager.html")
def pager(*, newer: str = "", older: str = "", by_due: bool = False) -> dict[str, Any]:
    """Render the way to newer and older pages of a list; an empty address leaves a side out.

    `by_due` is for a list whose order is the due day: there the first side is due earlier, the second later.
    """
    return {"newer": newer, "older": older, "by_due": by_due}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Mapping[str, Any]], label: Text) -> dict[str, Any]:
    """Render views of one thing as links. Item: label, href, current, and optionally count."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(items: Iterable[tuple[Text, str]]) -> dict[str, Any]:
    """Render the way back up as (label, address) pairs; an empty address is the page itself."""
    return {"items": items}


@register.simple_block_tag
def notice(content: str, tone: str = "info", *, title: Text = "") -> SafeString:
    """Wrap the content in a notice. tone: info, good, wait, late or the tag of a Django message level."""
    known = NOTICE_TONES.get(tone.rsplit(" ", maxsplit=1)[-1], "info")
    head = format_html("<h3>{}</h3>", title) if title else SafeString("")
    role = SafeString(' role="alert"') if known == "late" else SafeString("")
    return format_html(
        '<div class="notice {}"{}>{}<div>{}{}</div></div>', known, role, icons.icon(NOTICE_ICONS[known]), head, content
    )


@register.inclusion_tag("ui/empty.html")
def empty(title: Text, *, text: Text = "", href: str = "", label: Text = "", icon: str = "search") -> dict[str, Any]:
    """Render what a list says when there is nothing in it: why, and what to do."""
    return {"title": title, "text": text, "href": href, "label": label, "icon": icon}


@register.inclusion_tag("ui/tasks.html")
def task_list(tasks: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Render tasks of a long form. Task: label, href, word, tone (of the state), and optionally hint."""
    return {"tasks": tasks}


@register.inclusion_tag("ui/steps.html")
def steps(labels: Iterable[Text], current: int) -> dict[str, Any]:
    """Render the steps of a form; `current` counts from 1."""
    return {
        "steps": [
            {"label": label, "done": number < current, "current": number == current}
            for number, label in enumerate(labels, 1)
        ]
    }


@register.inclusion_tag("ui/progress.html")
def progress(value: int, most: int, label: Text) -> dict[str, Any]:
    """Render how far something has come as a bar with its numbers in words."""
    most = max(int(most), 1)
    value = min(max(int(value), 0), most)
    return {
        "value": value,
        "most": most,
        "label": label,
        "percent": value * 100 / most,
        "id": f"progress-{slugify(str(label)) or value}",
    }


@register.simple_tag
def copy_link(text: str, label: Text) -> SafeString:
    """Render a button that copies `text`; it appears only where the browser can."""
    return format_html(
        '<button type="button" class="button quiet small copy" data-copy="{}" hidden>'
        "{}<span data-label>{}</span></button>",
        text,
        icons.icon("copy"),
        label,
    )


@register.inclusion_tag("ui/follow.html", takes_context=True)
def follow_button(context: Context, matter: "Matter") -> dict[str, Any]:
    """Render the button that begins or ends to follow a card. One statement, none for a guest."""
    actor = context.get("actor") or GUEST
    return {"matter": matter, "follows": matters.follows(matter, actor), "csrf_token": context.get("csrf_token")}
