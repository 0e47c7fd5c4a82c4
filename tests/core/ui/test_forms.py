"""A field is told by its label, hint, error and counter, tied together for those who do not see them."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from ortaq.core.ui.renderer import FormRenderer
from ortaq.core.ui.widgets import CodeInput, DayInput, PhotosInput


class Form(forms.Form):
    text = forms.CharField(label="What happened?", help_text="Two sentences.", max_length=1284, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    on = forms.DateField(label="Day", widget=DayInput, required=False)
    photos = forms.FileField(label="Photos", widget=PhotosInput(most=3), required=False)
    agree = forms.BooleanField(label="I agree")


def render(source, language="en", **context):
    with translation.override(language):
        return engines["django"].from_string("{% load ui %}" + source).render(context)


def test_hint_error_and_counter_explain_the_input_in_reading_order():
    written = render("{% field form.text %}", form=Form({}))
    assert 'aria-describedby="id_text_hint id_text_error id_text_counter"' in written
    assert 'aria-invalid="true"' in written
    for piece in ("hint", "error", "counter"):
        assert f'id="id_text_{piece}"' in written
    assert 'for="id_text"' in written


def test_the_counter_tells_the_limit_without_cutting_what_is_pasted():
    written = render("{% field form.text %}", form=Form())
    assert 'data-limit="1284"' in written
    assert "maxlength" not in written
    assert "Up to 1\u202f284 characters" in written
    assert "aria-invalid" not in written


def test_choices_stand_in_a_fieldset_with_the_error_tied_to_it():
    written = render("{% field form.kind boxed=True %}", form=Form({}))
    assert written.count("<fieldset") == 1
    assert 'aria-describedby="id_kind_error"' in written
    assert 'for="id_kind_0"' in written
    assert "choices boxed" in written


def test_only_optional_fields_say_that_they_are():
    assert "(міндетті емес)" in render("{% field form.on %}", language="kk", form=Form())
    assert "(необязательно)" in render("{% field form.on %}", language="ru", form=Form())
    assert "(optional)" not in render("{% field form.text %}{% field form.agree %}", form=Form())


def test_the_summary_leads_to_each_field_and_is_absent_without_errors():
    written = render("{% error_summary form %}", form=Form({}))
    assert 'role="alert"' in written
    assert 'href="#id_text"' in written
    assert 'href="#id_kind_0"' in written
    assert "What happened? — " in written
    assert render("{% error_summary form %}", form=Form()).strip() == ""


def test_a_date_is_written_as_iso_in_every_language():
    for language in ("kk", "ru", "en"):
        written = render("{% field form.on %}", language=language, form=Form({"on": "2027-03-01"}))
        assert 'value="2027-03-01"' in written
        assert 'type="date"' in written


def test_all_three_languages_read_a_date_typed_by_hand():
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            form = Form({"text": "x", "kind": "a", "agree": "on", "on": "01.03.2027"})
            assert form.is_valid(), form.errors
            assert form.cleaned_data["on"].isoformat() == "2027-03-01"


def test_photos_are_several_with_places_for_previews_and_progress():
    written = render("{% field form.photos %}", form=Form())
    assert "multiple" in written
    assert 'data-most="3"' in written
    assert 'id="id_photos_previews"' in written
    assert 'id="id_photos_progress"' in written
    files = MultiValueDict({"photos": [SimpleUploadedFile("a.jpg", b"1"), SimpleUploadedFile("b.jpg", b"2")]})
    assert [file.name for file in PhotosInput().value_from_datadict({}, files, "photos")] == ["a.jpg", "b.jpg"]


def test_a_code_is_never_kept_on_the_device():
    assert "data-private" in CodeInput().render("code", None)
    assert 'autocomplete="one-time-code"' in CodeInput().render("code", None)


def test_a_form_written_by_django_looks_like_ours():
    class Ours(Form):
        default_renderer = FormRenderer

    written = str(Ours({}))
    assert "error-summary" in written
    assert 'class="field lead-field' not in written
    assert written.count('class="field') >= 4
    assert 'class="choice"' in Ours()["agree"].as_field_group()
