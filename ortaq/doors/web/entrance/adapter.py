"""How django-allauth finds our accounts, reaches people and draws what it needs."""

import time
from typing import TYPE_CHECKING, Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ortaq.core.notices.channels import channel_for
from ortaq.core.people import queries, services
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from ortaq.core.people.rules import normal_phone
from ortaq.doors.web.entrance.forms import PhoneField

if TYPE_CHECKING:
    from ortaq.core.people.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """An account is opened together with its person; codes go to the phone or the e-mail."""

    def save_user(self, request: HttpRequest, user: "Account", form: BaseForm, commit: bool = True) -> "Account":  # noqa: FBT001, FBT002, allauth's
        """This will open the account and its person in the language of the page."""
        data = form.cleaned_data
        try:
            return services.open_account(
                name=data.get("name", ""),
                language=_language(),
                email=data.get("email") or "",
                phone=data.get("phone") or "",
                actor=GUEST,
                now=timezone.now(),
            )
        except Refused as refused:
            raise ValidationError(_(refused.reason)) from refused

    def get_login_stages(self) -> list[str]:
        """This will not ask for an e-mail from those who have proven a phone."""
        ours = {"allauth.account.stages.EmailVerificationStage": "ortaq.doors.web.entrance.stages.EmailStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """This will not ask again who has signed in within the last quarter of an hour."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    # ------------------------------------------------------------ phones

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def clean_phone(self, phone: str) -> str:
        return normal_phone(phone)

    def set_phone(self, user: "Account", phone: str, verified: bool) -> None:  # noqa: FBT001, allauth's
        services.keep_phone(account=user, phone=phone, verified=verified, actor=GUEST, now=timezone.now())

    def set_phone_verified(self, user: "Account", phone: str) -> None:
        self.set_phone(user, phone, verified=True)

    def get_phone(self, user: "Account") -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def get_user_by_phone(self, phone: str) -> "Account | None":
        return queries.account_by_phone(phone)

    def send_verification_code_sms(self, user: "Account", phone: str, code: str, **kwargs: Any) -> None:
        with translation.override(user.person.language):
            send_sms(
                phone,
                _("Ortaq: your code is %(code)s. Nobody from the city will ever ask you for it.") % {"code": code},
            )

    def send_account_already_exists_sms(self, phone: str) -> None:
        text = _("Ortaq: this number already has an account. Choose “Sign in” instead of “Sign up”.")
        send_sms(phone, text)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        send_sms(phone, _("Ortaq: somebody tried to sign in with this number, but it has no account yet."))

    # ------------------------------------------------------------ e-mail

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """This will write to the person at the address once it is proven."""
        confirmed = bool(super().confirm_email(request, email_address))
        if confirmed:
            services.keep_email(account=email_address.user, actor=GUEST, now=timezone.now())
        return confirmed

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None) -> Any:
        """This will write in the person's language; a stranger is answered in that of the page."""
        account = context.get("user")
        language = account.person.language if account is not None and account.pk else _language()
        with translation.override(language):
            return super().render_mail(template_prefix, email, {**context, "origin": settings.ORIGIN}, headers=headers)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """The second step: QR codes drawn by segno, secrets named after the person."""

    def build_totp_svg(self, url: str) -> str:
        """This will draw the QR code without inline styles: the content policy forbids them."""
        return segno.make(url, error="m").svg_inline(scale=5, border=2, omitsize=False)

    def get_totp_label(self, user: "Account") -> str:
        return user.email or user.phone or str(user.pk)

    def get_public_key_credential_user_entity(self, user: "Account") -> dict[str, Any]:
        label = self.get_totp_label(user)
        return {
            **super().get_public_key_credential_user_entity(user),
            "display_name": user.person.name or label,
            "name": label,
        }


def send_sms(phone: str, text: str) -> None:
    """This will send a text message through the channel the settings name."""
    channel_for("sms").send(phone, "", text)


def _language() -> str:
    return (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
