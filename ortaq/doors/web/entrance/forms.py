"""One question instead of two: "phone number or e-mail"."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.manage_email import email_already_exists
from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.core.people.rules import LONGEST_NAME, may_have_email, normal_phone

WRONG_CONTACT = _("Write a phone number like +7 701 123 45 67 or an e-mail like name@example.kz.")
HINT = _("We will send a code. There is no password to remember.")


def split_contact(text: str) -> dict[str, str]:
    """This will tell a phone from an e-mail and give {"phone": …} or {"email": …}; neither raises ValidationError."""
    words = text.strip()
    if "@" not in words and (phone := normal_phone(words)):
        return {"phone": phone}
    if "@" in words and may_have_email(words):
        return {"email": words.lower()}
    raise forms.ValidationError(WRONG_CONTACT, code="contact")


def contact_field() -> forms.CharField:
    attrs = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=_("Phone number or e-mail"), help_text=HINT, max_length=254, widget=widget)


class PhoneField(forms.CharField):
    """A phone number in any common writing, given on in E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phone number"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if text and not normal_phone(text):
            raise forms.ValidationError(
                _("This does not look like a phone number. Write it like this: +7 701 123 45 67.")
            )
        return normal_phone(text) if text else ""


class SignupForm(allauth_forms.SignupForm):  # type: ignore[misc]  # allauth carries no types
    """Contact and, if one likes, a name."""

    field_order = ["contact", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "contact": contact_field(),
            "name": forms.CharField(
                label=_("What is your name?"),
                help_text=_("It stands on your slips. Others do not see it."),
                required=False,
                max_length=LONGEST_NAME,
                widget=forms.TextInput(attrs={"autocomplete": "name"}),
            ),
        }

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"]
        self.cleaned_data |= split_contact(contact)
        return contact

    def clean(self) -> dict[str, Any]:
        """This will not tell a stranger whether the contact is known: both are answered alike, the owner is told."""
        email, phone = self.cleaned_data.get("email"), self.cleaned_data.get("phone")
        if email:
            self.cleaned_data["email"], self.account_already_exists = email_already_exists(email)
        elif phone:
            self.account_already_exists = get_adapter().get_user_by_phone(phone) is not None
        return dict(self.cleaned_data)


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth carries no types
    """The same question as for signing up; the code that follows proves the answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"login": contact_field()}

    def clean_login(self) -> str:
        return next(iter(split_contact(self.cleaned_data["login"]).values()))
