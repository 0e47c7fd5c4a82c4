"""A person exists with or without an account; an account signs in for exactly one person."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Person(models.Model):
    """A human being the city talks to. Everything here is personal data and never leaves in logs or exports."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="kk")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=16, blank=True)
    """E.164, "+77011234567"."""
    iin = models.CharField(max_length=12, null=True, blank=True, unique=True)
    """Seen or heard at the desk."""
    claimed_iin = models.CharField(max_length=12, blank=True)
    """Typed by a visitor: nobody has checked whose it is, nothing is found by it."""
    verified_at = models.DateTimeField(null=True, blank=True)
    """When a desk saw the document of whoever uses the account: the IIN is hers, she is registered in the city."""
    verified_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    digest = models.BooleanField(default=False)
    """Wants the weekly digest."""
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="person_language_known", condition=Q(language__in=["kk", "ru", "en"])),
            models.CheckConstraint(
                name="person_verified_has_iin", condition=Q(verified_at__isnull=True) | Q(iin__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["phone"], name="person_phone"),
            models.Index(fields=["email"], name="person_email"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class AccountManager(BaseUserManager["Account"]):
    """What Django's own sign-in code asks of a manager, and nothing more. An account comes with its person."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)

    async def aget_by_natural_key(self, username: str | None) -> "Account":
        return await self.aget(email__iexact=username)


class Account(AbstractBaseUser):
    """Signs in by an e-mail code, a phone code, a password, a passkey; the second factor is allauth's."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    email = models.EmailField(null=True, blank=True)
    phone = models.CharField(max_length=16, null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_once"),
            models.CheckConstraint(name="account_reachable", condition=Q(email__isnull=False) | Q(phone__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
