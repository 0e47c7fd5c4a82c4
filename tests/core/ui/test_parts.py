"""Every component writes what it is given, and writes it escaped."""

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from ortaq.core.ui.charts import Point, Span
from ortaq.core.ui.icons import NAMES
from ortaq.core.ui.lines import Evidence, Stop
from ortaq.core.ui.tables import Cell, Column, Row, Table
from ortaq.core.ui.widgets import PhotosInput

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onload='x"


def render(source, language="en", **context):
    with translation.override(language):
        return engines["django"].from_string("{% load ui %}" + source).render(context)


class EvilForm(forms.Form):
    text = forms.CharField(label=EVIL, help_text=EVIL, max_length=10, widget=forms.Textarea)
    kind = forms.ChoiceField(label=EVIL, choices=[(EVIL, EVIL), ("b", EVIL)], widget=forms.RadioSelect, required=False)
    many = forms.MultipleChoiceField(label=EVIL, choices=[(EVIL, EVIL)], widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField(label=EVIL, help_text=EVIL)
    photos = forms.FileField(label=EVIL, widget=PhotosInput, required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial=EVIL)

    def clean(self):
        raise forms.ValidationError(EVIL)


EVIL_TABLE = Table(
    EVIL,
    [Column("a", EVIL, sorts=True), Column("b", EVIL, number=True), Column("c", EVIL)],
    [Row([Cell(EVIL, href=EVIL), EVIL, Cell(EVIL, tone="late")], current=True)],
    note=EVIL,
    sort="a",
    query="q=" + EVIL,
)
EVIL_STOP = Stop(
    EVIL,
    "late",
    date(2027, 3, 1),
    who=EVIL,
    note=EVIL,
    quote=EVIL,
    quote_lang=EVIL,
    evidence=[Evidence(EVIL, EVIL, "photo")],
)

PARTS = {
    "button": "{% button evil href=evil %}{% button evil name=evil value=evil kind=evil %}",
    "card": "{% card kind=evil title=evil href=evil %}{{ evil }}{% endcard %}",
    "link_card": "{% link_card evil evil kind=evil text=evil meta=evil %}",
    "link_card with a strange tag": "{% link_card evil evil tag=evil %}",
    "state": '{% state evil "late" %}',
    "icon": '{% icon "pin" label=evil %}',
    "table": "{% table table %}",
    "summary": "{% summary rows %}",
    "facts": "{% facts pairs %}",
    "pager": "{% pager newer=evil older=evil %}",
    "tabs": "{% tabs items evil %}",
    "crumbs": "{% crumbs pairs %}",
    "notice": "{% notice evil title=evil %}{{ evil }}{% endnotice %}",
    "empty": "{% empty evil text=evil href=evil label=evil %}",
    "task_list": "{% task_list tasks %}",
    "steps": "{% steps labels 1 %}",
    "progress": "{% progress 1 2 evil %}",
    "copy_link": "{% copy_link evil evil %}",
    "line": "{% line stops label=evil %}",
    "sums": "{% sums sums across=True %}",
    "before_after": "{% before_after evil evil before_alt=evil after_alt=evil id=evil %}",
    "city_map": "{% city_map evil src=evil base=evil list_id=evil pick_lon=evil pick_lat=evil lookup=evil %}",
    "fields": "{% form_fields form %}",
    "bound fields": "{% form_fields wrong %}",
    "filters": "{% filters form results=evil button=evil clear=evil %}",
    "chart_bars": "{% chart_bars points evil label=evil value_label=evil unit=evil note=evil %}",
    "chart_columns": "{% chart_columns points evil label=evil value_label=evil unit=evil note=evil %}",
    "chart_line": "{% chart_line points evil label=evil value_label=evil unit=evil note=evil %}",
    "chart_strip": "{% chart_strip spans evil label=evil unit=evil note=evil limit=3 limit_label=evil %}",
    "chart_multiples": "{% chart_multiples groups evil label=evil unit=evil note=evil %}",
    "chart_spark": "{% chart_spark values evil %}",
    "error": '{% include "ui/error.html" %}',
}


def evil_context():
    return {
        "evil": EVIL,
        "table": EVIL_TABLE,
        "rows": [{"term": EVIL, "value": EVIL, "change": EVIL}],
        "pairs": [(EVIL, EVIL), (EVIL, "")],
        "items": [{"label": EVIL, "href": EVIL, "current": True, "count": EVIL}],
        "tasks": [{"label": EVIL, "href": EVIL, "word": EVIL, "tone": "now", "hint": EVIL}],
        "labels": [EVIL, EVIL],
        "stops": [EVIL_STOP],
        "sums": [{"label": EVIL, "value": EVIL, "href": EVIL, "note": EVIL}],
        "form": EvilForm(auto_id="a_%s"),
        "wrong": EvilForm({"text": EVIL, "kind": EVIL, "secret": EVIL}, auto_id="b_%s"),
        "points": [Point(EVIL, 3), Point(EVIL, None, EVIL), Point(EVIL, 2)],
        "spans": [Span(EVIL, 1, 2)],
        "groups": [(EVIL, [Point(EVIL, 1), Point(EVIL, 2)])],
        "values": [1, 2],
        "words": SimpleNamespace(title=EVIL, text=EVIL, retry=True),
        "kept": [SimpleNamespace(name=EVIL, value=EVIL, long=True), SimpleNamespace(name=EVIL, value=EVIL, long=False)],
        "action": EVIL,
        "way": EVIL,
        "status": 403,
    }


@pytest.mark.parametrize("name", PARTS)
def test_no_component_lets_markup_through(name):
    written = render(PARTS[name], **evil_context())
    assert written.strip()
    assert "<script>" not in written
    assert "<img src=x" not in written
    assert "' onload='" not in written
    assert "&lt;script&gt;" in written, "the words are there, harmless"


@pytest.mark.parametrize("name", PARTS)
def test_no_component_writes_inline_style_or_script(name):
    written = render(PARTS[name], **{**evil_context(), "evil": "quiet"})
    assert " style=" not in written
    assert "<style" not in written


def test_every_drawing_is_drawn_and_an_unknown_one_is_an_error():
    for name in NAMES:
        assert 'aria-hidden="true"' in render("{% icon name %}", name=name)
    with pytest.raises(KeyError):
        render('{% icon "unicorn" %}')


def test_a_state_is_a_word_a_shape_and_a_colour():
    late, good = render('{% state "late" "late" %}'), render('{% state "good" "good" %}')
    assert 'class="state late"' in late
    assert late.split("<svg")[1].split("</svg>")[0] != good.split("<svg")[1].split("</svg>")[0]
    with pytest.raises(KeyError):
        render('{% state "x" "no-such-tone" %}')


def test_a_table_says_how_it_is_sorted_and_links_to_the_other_order():
    columns = [Column("name", "Name"), Column("due", "Due", sorts=True)]
    rising = render("{% table t %}", t=Table("Cases", columns, [["a", 1]], sort="due", query="topic=1&after=xyz"))
    assert 'aria-sort="ascending"' in rising
    assert "?topic=1&amp;sort=-due" in rising, "the filter stays, the place in the list does not"
    falling = render("{% table t %}", t=Table("Cases", columns, [["a", 1]], sort="-due"))
    assert 'aria-sort="descending"' in falling
    assert 'scope="row"' in falling


def test_a_table_without_rows_says_so_in_the_language_of_the_page():
    empty = Table("Cases", [Column("name", "Name")], [])
    assert "Здесь пока ничего нет." in render("{% table t %}", language="ru", t=empty)
    assert "Мұнда әзірге ештеңе жоқ." in render("{% table t %}", language="kk", t=empty)


def test_a_row_with_a_missing_cell_is_an_error_and_not_a_shifted_table():
    with pytest.raises(ValueError, match="zip"):
        render("{% table t %}", t=Table("Cases", [Column("a", "A"), Column("b", "B")], [["only one"]]))


def test_the_line_names_each_stop_and_refuses_an_unknown_one():
    written = render(
        "{% line stops %}",
        language="kk",
        stops=[Stop("Қабылданды", "done", date(2027, 3, 1)), Stop("Жауап", "late"), Stop("Түзетілді", "next")],
    )
    assert '<li class="done">' in written
    assert '<time datetime="2027-03-01">2027 ж. 1 нау.</time>' in written
    assert 'class="late" aria-current="step"' in written
    assert "мерзімі өтті" in written
    with pytest.raises(ValueError, match="perhaps"):
        render("{% line stops %}", stops=[Stop("x", "perhaps")])


def test_the_pager_is_silent_when_everything_fits():
    assert render("{% pager %}").strip() == ""
    assert 'rel="next"' in render('{% pager older="?before=9" %}')


def test_a_message_of_django_becomes_a_notice_of_its_tone():
    assert "notice good" in render('{% notice "success" %}<p>ok</p>{% endnotice %}')
    assert 'class="notice late" role="alert"' in render('{% notice "error" %}<p>no</p>{% endnotice %}')


def test_progress_stays_within_its_bar():
    assert 'value="5" max="5"' in render('{% progress 9 5 "votes" %}')
    assert 'value="0" max="1"' in render('{% progress -3 0 "votes" %}')
