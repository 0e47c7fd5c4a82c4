"""What the paper of a plan says: every word and figure written in one language, ready to be set."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ortaq.civic.plans.queries import gatherings as meetings
from ortaq.civic.plans.queries import progress as figures
from ortaq.civic.plans.queries import texts, village, zones
from ortaq.civic.plans.templatetags.plans import KINDS as PLAN_KINDS
from ortaq.civic.plans.templatetags.plans import STAGES
from ortaq.civic.plans.templatetags.village import KINDS, MEETINGS, STATES, THEMES, measured, resource_sum
from ortaq.civic.plans.templatetags.zones import hectares
from ortaq.core.matters.localized import words
from ortaq.core.ui.dates import write_day, write_moment, write_short_day
from ortaq.core.ui.numbers import write_money, write_number, write_percent
from ortaq.core.ui.printing import qr_svg
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

Section = dict[str, Any]


def facts_of(plan: "Plan", version: "PlanVersion", language: str, *, now: datetime) -> dict[str, Any]:
    """This will put together the paper of a version; what the plan has not has no rows. Fifteen statements at most."""
    today = timezone.localtime(now).date()
    with override(language):
        whole = village.whole(version, today=today)
        groups = {one.code: words(one.name, language) for one in meetings.groups(plan)}
        address = f"{settings.ORIGIN}{reverse('plans:version', args=[plan.code, version.number])}"
        title, said = words(plan.title, language), _("Version %(n)s") % {"n": version.number}
        return {
            "language": language,
            "title": title,
            "kind": f"{PLAN_KINDS[plan.kind]} · {words(plan.territory.name, language)}",
            "version": " · ".join(filter(None, [said, words(version.label, language)])),
            "running": f"{title} · {said}",
            "body": words(plan.body.name, language),
            "facts": list(_facts(plan, version, language)),
            "digest": version.digest,
            "digest_says": _("Nothing in a published version changes any more. This is its fingerprint:")
            if version.digest
            else _("This version is in the making."),
            "address": address,
            "qr": qr_svg(address),
            "made": _("Printed %(moment)s") % {"moment": write_moment(now, language=language)},
            "meetings": _meetings(plan, language),
            "needs": _needs(whole, groups, language),
            "chain": _chain(whole, language),
            "progress": _progress(whole, language),
            "text": _text(version, language),
            "zones": _zones(version, language),
        }


def _facts(plan: "Plan", version: "PlanVersion", language: str) -> Iterator[list[str]]:
    def day(value: Any) -> str:
        return write_day(value, language=language)

    yield [_("Made by"), words(plan.body.name, language)]
    yield [_("Stage"), str(STAGES[version.stage][0]) if version.published_at else _("in the making")]
    if basis := words(version.legal_basis, language):
        yield [_("Legal basis"), basis]
    if version.source:
        yield [_("Source"), version.source]
    if version.published_at:
        yield [_("Made public"), day(version.published_at)]
    if version.adopted_on:
        yield [_("Adopted on"), day(version.adopted_on)]
    if version.in_force_on:
        yield [_("In force from"), day(version.in_force_on)]
    yield [_("Number"), f"№ {plan.matter.number}"]


def _meetings(plan: "Plan", language: str) -> Section:
    rows = []
    for held in meetings.held(plan):
        one = held.gathering
        says = [", ".join(f"{words(came.group.name, language)}: {came.people}" for came in held.groups)]
        if held.rule and held.answer is not None:
            says.append(_("Enough came by law.") if held.answer else sentence(held.answer))
        rows.append(
            {
                "day": write_short_day(one.held_on, language=language),
                "kind": ", ".join(filter(None, [str(MEETINGS[one.kind]), words(one.place, language)])),
                "came": write_number(one.came, language=language),
                "says": [said for said in says if said],
            }
        )
    columns = [_("Day"), _("Meeting"), _("Came"), _("Groups and the law")]
    return {"heading": _("Who met"), "columns": columns, "rows": rows}


def _needs(whole: village.Whole, groups: dict[str, str], language: str) -> Section:
    ranked = sorted(whole.needs, key=lambda line: -line.need.dots)
    rows = [
        {
            "title": words(line.need.title, language),
            "theme": str(THEMES[line.need.theme]),
            "groups": ", ".join(groups[code] for code in line.need.groups if code in groups),
            "dots": write_number(line.need.dots, language=language),
        }
        for line in ranked
    ]
    columns = [_("Need"), _("Theme"), _("Named by"), _("Dots")]
    return {"heading": _("Needs by the dots they got"), "columns": columns, "rows": rows}


def _chain(whole: village.Whole, language: str) -> Section:
    rows = []
    for line in whole.needs:
        note = words(line.need.text, language)
        if reason := words(line.need.put_off, language):
            note = " ".join(filter(None, [note, _("Put off:"), reason]))
        measures = [_measure(one, language) for one in line.measures]
        rows.append({"title": words(line.need.title, language), "note": note, "measures": measures})
    columns = [_("Measure"), _("Who, by when"), _("What it takes"), _("What it reaches")]
    return {"heading": _("Needs, measures, resources, results"), "columns": columns, "rows": rows}


def _measure(line: village.MeasureLine, language: str) -> dict[str, Any]:
    one = line.measure
    state = str(STATES[line.state][0])
    gives = [_reached(result, language) for result in line.results]
    if line.people is not None:
        people = write_number(line.people, language=language)
        gives.append(ngettext("%(n)s person reached", "%(n)s people reached", line.people) % {"n": people})
    return {
        "title": words(one.title, language),
        "text": words(one.text, language),
        "who": [
            words(one.responsible, language),
            _("by %(day)s") % {"day": write_day(one.due_on, language=language)},
            f"{state}, {STATES['late'][0]}" if line.late else state,
        ],
        "takes": [_taken(resource, language) for resource in line.resources],
        "gives": gives,
    }


def _taken(line: village.ResourceLine, language: str) -> str:
    one = line.resource
    said = [f"{KINDS[one.kind]}: {resource_sum(one)}", str(one.year or ""), words(one.note, language)]
    if line.spent:
        said.append(_("spent %(money)s") % {"money": write_money(line.paid, language=language)})
    return ", ".join(filter(None, said))


def _reached(line: village.ResultLine, language: str) -> str:
    one = line.result
    said = _("%(title)s, %(unit)s: from %(baseline)s to %(target)s by %(day)s") % {
        "title": words(one.title, language), "unit": words(one.unit, language), "baseline": measured(one.baseline),
        "target": measured(one.target), "day": write_short_day(one.target_on, language=language),
    }  # fmt: skip
    if line.actual is None:
        return said
    told = {"value": measured(line.value), "day": write_short_day(line.actual.on, language=language)}
    return f"{said}; " + _("now %(value)s (%(day)s)") % told


def _progress(whole: village.Whole, language: str) -> Section:
    """How far it has come; nothing for a plan without measures."""
    found = figures.of_whole(whole)

    def money(tiyn: int) -> str:
        return write_money(tiyn, language=language)

    share, results = found.share, found.results_reached
    sums = [
        [_("Measures done"), f"{write_percent(share.percent, language=language)} ({share.done} / {share.of})"],
        [_("Results that reached their target"), f"{results.done} / {results.of}"],
        [_("People reached, at least"), write_number(found.people.at_least, language=language)],
        [_("Spent of what was planned"), f"{money(found.spent)} / {money(found.planned)}"],
    ]
    rows = [
        {"kind": str(KINDS[one.kind]), "planned": money(one.planned), "spent": money(one.spent)} for one in found.money
    ]
    late = [
        f"{words(line.measure.title, language)} — {write_day(line.measure.due_on, language=language)}"
        for line in found.late
    ]
    return {
        "heading": _("How far the plan has come"), "sums": sums if found.money else [], "money": rows,
        "columns": [_("Where it comes from"), _("Planned"), _("Spent")], "late_heading": _("What is late"),
        "late": late,
    }  # fmt: skip


def _text(version: "PlanVersion", language: str) -> Section:
    rows = [{"level": one.level, "text": words(one.text, language)} for one in texts.paragraphs(version)]
    return {"heading": _("Text"), "rows": rows}


def _zones(version: "PlanVersion", language: str) -> Section:
    """The classes a version uses, theme by theme, with their land."""
    rows = [
        {
            "code": one.zone_class.code,
            "name": words(one.zone_class.name, language),
            "meaning": words(one.zone_class.meaning, language),
            "zones": write_number(one.zones, language=language),
            "area": hectares(one.area_m2),
        }
        for one in zones.legend_of_all(version)
    ]
    columns = [_("Code"), _("Kind of zone"), _("What it means"), _("Zones"), _("Area")]
    return {"heading": _("Kinds of zones"), "columns": columns, "rows": rows}
