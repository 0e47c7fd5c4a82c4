"""Tags of forms: one field, a whole form, the error summary, filters."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.template import Library
from django.utils.functional import Promise

register = Library()
Text = str | Promise

SHORT_INPUTS = (forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.NumberInput)


def shape(field: BoundField) -> str:
    """Return which drawing a field gets: choices (radio, several checkboxes), check (one checkbox), file, hidden or
    input.
    """
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "input"


def described_by(field: BoundField, *, limit: int | None, files: bool) -> str:
    """Return the ids of everything that explains the field, in reading order."""
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    ids += [f"{field.auto_id}_error"] if field.errors else []
    ids += [f"{field.auto_id}_counter"] if limit else []
    ids += [f"{field.auto_id}_previews"] if files else []
    return " ".join(ids)


def attributes(field: BoundField, kind: str, limit: int | None) -> dict[str, Any]:
    """Return the attributes the input gets on top of its own."""
    photos = kind == "file" and "data-photos" in field.field.widget.attrs
    found: dict[str, Any] = {"aria-describedby": described_by(field, limit=limit, files=photos) or False}
    if field.errors:
        found["aria-invalid"] = "true"
    if limit:
        found["data-limit"] = limit
        found["maxlength"] = False
    if isinstance(field.field.widget, SHORT_INPUTS):
        found["class"] = " ".join(filter(None, [field.field.widget.attrs.get("class", ""), "short"]))
    return found


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, *, label: Text = "", lead: bool = False, limit: int | None = None, boxed: bool = False
) -> dict[str, Any]:
    """Render a field: label, hint, error, input, counter, previews.

    limit: counts characters (default: the field's max_length in a textarea); lead: the label is the question of the
    page; boxed: choices as large boxes.
    """
    kind = shape(bound)
    if limit is None and isinstance(bound.field.widget, forms.Textarea):
        limit = getattr(bound.field, "max_length", None)
    return {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "widget": bound.as_widget(attrs=attributes(bound, kind, limit)) if kind not in ("choices", "hidden") else "",
        "described_by": described_by(bound, limit=None, files=False),
        "lead": lead,
        "boxed": boxed,
        "limit": limit,
        "photos": "data-photos" in bound.field.widget.attrs,
        "optional": not bound.field.required and kind != "check",
    }


@register.inclusion_tag("ui/fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """Render the error summary and every field of a form in its order; the `<form>`, the token and the button stand
    around it.
    """
    return {"form": form}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """Render what has to be put right, each line leading to its field; nothing when all is well."""
    return {"errors": list(_errors(form)) if form.is_bound else []}


def _errors(form: forms.BaseForm) -> Iterator[dict[str, str]]:
    for message in form.non_field_errors():
        yield {"label": "", "text": str(message), "target": ""}
    for bound in form:
        for message in bound.errors:
            yield {"label": str(bound.label or ""), "text": str(message), "target": _target(bound)}


def _target(bound: BoundField) -> str:
    if shape(bound) == "choices":
        return f"{bound.auto_id}_0"
    return "" if bound.is_hidden else str(bound.auto_id)


@register.inclusion_tag("ui/filters.html")
def filters(form: forms.BaseForm, *, results: str = "", button: Text = "", clear: str = "") -> dict[str, Any]:
    """Render a GET form that narrows a list. results: id of the element htmx exchanges; clear: address without
    filters.
    """
    return {"form": form, "results": results, "button": button, "clear": clear}
