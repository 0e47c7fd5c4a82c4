"""How a forum is worded on pages: states, kinds, needs, hours."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ortaq.core.ui.dates import write_day, write_moment, write_time, write_weekday
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum

register = Library()

STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (pgettext_lazy("forum", "draft"), "off"),
    "published": (pgettext_lazy("forum", "announced"), "now"),
    "cancelled": (pgettext_lazy("forum", "cancelled"), "late"),
    "held": (pgettext_lazy("forum", "has taken place"), "plain"),
}
REGISTRATIONS: dict[str, tuple[str | Promise, str]] = {
    "confirmed": (pgettext_lazy("registration", "you have a seat"), "good"),
    "waiting": (pgettext_lazy("registration", "on the waiting list"), "wait"),
    "offered": (pgettext_lazy("registration", "a seat is offered"), "now"),
    "lapsed": (pgettext_lazy("registration", "the offer has ended"), "off"),
    "cancelled": (pgettext_lazy("registration", "given back"), "off"),
}
AT_DESK: dict[str, tuple[str | Promise, str]] = {
    "confirmed": (pgettext_lazy("registration", "has a seat"), "good"),
    "waiting": (pgettext_lazy("registration", "waits"), "wait"),
    "offered": (pgettext_lazy("registration", "offered"), "now"),
    "lapsed": (pgettext_lazy("registration", "offer ended"), "off"),
    "cancelled": (pgettext_lazy("registration", "gave it back"), "off"),
}
QUESTIONS: dict[str, tuple[str | Promise, str]] = {
    "waiting": (pgettext_lazy("live question", "waits for a look"), "wait"),
    "shown": (pgettext_lazy("live question", "shown"), "now"),
    "answered": (pgettext_lazy("live question", "answered"), "good"),
    "hidden": (pgettext_lazy("live question", "hidden"), "off"),
}
KINDS: dict[str, str | Promise] = {
    "forum": pgettext_lazy("kind of forum", "Forum"),
    "workshop": pgettext_lazy("kind of forum", "Workshop"),
    "gathering": pgettext_lazy("kind of forum", "Gathering of residents"),
}
NEEDS: dict[str, str | Promise] = {
    "ramp": pgettext_lazy("need", "A way in without steps"),
    "sign_language": pgettext_lazy("need", "Sign language"),
    "childcare": pgettext_lazy("need", "Somebody to mind my child"),
    "interpreter": pgettext_lazy("need", "Interpreting between Kazakh and Russian"),
    "hearing_loop": pgettext_lazy("need", "A hearing loop or large subtitles"),
    "companion": pgettext_lazy("need", "A seat for the person who helps me"),
}


@register.filter
def forum_state(state: str) -> SafeString:
    """Render where a forum stands."""
    return draw_state(*STATES[state])


@register.filter
def registration_state(state: str) -> SafeString:
    """Render where the reader's own registration stands."""
    return draw_state(*REGISTRATIONS[state])


@register.filter
def seat_state(state: str) -> SafeString:
    """Render where somebody's registration stands, for the organisers."""
    return draw_state(*AT_DESK[state])


@register.filter
def question_state(state: str) -> SafeString:
    """Render where a live question stands."""
    return draw_state(*QUESTIONS[state])


@register.filter
def forum_kind(kind: str) -> str:
    """Write what kind of meeting it is."""
    return str(KINDS[kind])


@register.filter
def need_words(need: str) -> str:
    """Write what somebody needs."""
    return str(NEEDS[need])


@register.simple_tag
def forum_hours(forum: "Forum") -> SafeString:
    """Render when a forum is: "30 November 2027, Tuesday, 09:00–13:00"."""
    starts, ends = timezone.localtime(forum.starts_at), timezone.localtime(forum.ends_at)
    if starts.date() == ends.date():
        weekday = write_weekday(starts, language=language())
        said = f"{write_day(starts, language=language())}, {weekday}, {write_time(starts)}–{write_time(ends)}"
    else:
        said = f"{write_moment(starts, language=language())} – {write_moment(ends, language=language())}"
    return format_html('<time datetime="{}">{}</time>', starts.isoformat(), said)


@register.simple_tag
def seats_left(forum: "Forum", taken: int) -> str:
    """Write how many seats are free: "12 of 50 seats are free"."""
    free = max(forum.capacity - taken, 0)
    return _("%(free)s of %(all)s seats are free") % {"free": free, "all": forum.capacity}
