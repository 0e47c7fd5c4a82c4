"""Phone and IIN as people write them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.core.people.rules import is_phone, may_have_iin, normal_iin, normal_phone


def clean_phone(written: str) -> str:
    """This will give the phone as +77011234567, or "" for nothing written."""
    if not written:
        return ""
    if not is_phone(written):
        raise forms.ValidationError(
            _("This phone number does not exist. Write it with the code: +7 701 123 45 67."), code="phone"
        )
    return normal_phone(written)


def clean_iin(written: str) -> str:
    """This will give the twelve digits, or "" for nothing written."""
    if not may_have_iin(written):
        raise forms.ValidationError(
            _("There is no such IIN: check the twelve digits, or leave the field empty."), code="iin"
        )
    return normal_iin(written)
