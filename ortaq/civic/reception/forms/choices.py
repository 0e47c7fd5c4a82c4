"""The choices of residents' forms, in residents' words."""

from django.utils.translation import gettext_lazy as _

KIND_CHOICES = [
    ("message", _("Report a problem so that it gets fixed")),
    ("application", _("Ask for help with my own matter")),
    ("complaint", _("Complain about a decision or about nothing being done")),
    ("suggestion", _("Suggest how to make it better")),
    ("request", _("Get information or documents")),
    ("response", _("Give thanks or say what I think")),
]
PLACE_CHOICES = [
    ("point", _("A point on the map")),
    ("address", _("An address in words")),
    ("none", _("It has no place")),
]
WHO_CHOICES = [
    ("named", _("I sign it")),
    ("anonymous", _("I stay anonymous")),
]
STATE_CHOICES = [
    ("", _("Any state")),
    ("open", _("Waiting for an answer")),
    ("late", _("Late")),
    ("answered", _("Answered")),
    ("accepted", _("The applicant is content")),
    ("fixed", _("Fixed")),
]
SCORE_CHOICES = [
    ("5", _("5 — very good")),
    ("4", _("4 — good")),
    ("3", _("3 — so-so")),
    ("2", _("2 — poor")),
    ("1", _("1 — very poor")),
]
