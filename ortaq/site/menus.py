"""What the header and the footer offer: links as (address name, label), or with the roles that see them."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Menu = list[tuple[str, Promise | str] | tuple[str, Promise | str, tuple[str, ...]]]

NAVIGATION: Menu = [
    ("reception:appeals", pgettext_lazy("menu", "Appeals")),
    ("reception:bodies", pgettext_lazy("menu", "Who answers")),
    ("dialogue:processes", pgettext_lazy("menu", "Dialogue")),
    ("plans:plans", pgettext_lazy("menu", "Plans")),
    ("budgets:calls", pgettext_lazy("menu", "Budget")),
    ("contests:contests", pgettext_lazy("menu", "Contests")),
    ("works:works", pgettext_lazy("menu", "Works")),
    ("indicators:indicators", pgettext_lazy("menu", "Indicators")),
]
DESK_NAVIGATION: Menu = [
    ("desk:inbox", pgettext_lazy("menu", "Inbox")),
    ("desk:call", pgettext_lazy("menu", "Call to 1308"), ("operator",)),
    ("budgets_desk:calls", pgettext_lazy("menu", "Budget")),
    ("budgets_desk:residents", pgettext_lazy("menu", "Confirm residents"), ("operator", "officer", "admin")),
    ("dialogue_desk:processes", pgettext_lazy("menu", "Dialogue"), ("officer", "head", "admin")),
    ("dialogue_desk:forums", pgettext_lazy("menu", "Forums"), ("officer", "head", "admin")),
    ("dialogue_desk:to_answer", pgettext_lazy("menu", "To answer"), ("officer", "head", "admin")),
    ("plans_desk:plans", pgettext_lazy("menu", "Plans"), ("officer", "head", "admin")),
    ("plans_desk:to_answer", pgettext_lazy("menu", "Remarks"), ("officer", "head", "admin")),
    ("contests_desk:contests", pgettext_lazy("menu", "Contests"), ("officer", "head", "admin")),
    ("works_desk:works", pgettext_lazy("menu", "Works"), ("officer", "head")),
    ("indicators_desk:indicators", pgettext_lazy("menu", "Indicators"), ("officer", "head", "admin")),
    ("desk:moderation", pgettext_lazy("menu", "Moderation"), ("operator", "moderator")),
]
ACCOUNT_NAVIGATION: Menu = [
    ("desk:inbox", pgettext_lazy("menu", "Desk"), ("operator", "officer", "head", "moderator", "admin")),
    ("web:my", pgettext_lazy("menu", "My city")),
    ("account_logout", pgettext_lazy("menu", "Sign out")),
]
FOOTER_NAVIGATION: Menu = [
    ("web:how", pgettext_lazy("menu", "How it works")),
    ("reception:map", pgettext_lazy("menu", "Map")),
    ("reception:track", pgettext_lazy("menu", "Where is my appeal?")),
    ("reception:routing", pgettext_lazy("menu", "Who answers for what")),
    ("dialogue:forums", pgettext_lazy("menu", "Forums")),
    ("decisions:list", pgettext_lazy("menu", "Decisions")),
    ("dialogue:clocks", pgettext_lazy("menu", "Answers to dialogues")),
    ("web:moderation_log", pgettext_lazy("menu", "Moderation log")),
    ("web:data", pgettext_lazy("menu", "Open data")),
    ("web:accessibility", pgettext_lazy("menu", "Accessibility")),
    ("web:privacy", pgettext_lazy("menu", "Your data")),
    ("web:about", pgettext_lazy("menu", "About Ortaq")),
]
CITY_NAME = {"kk": "Алматы", "ru": "Алматы", "en": "Almaty"}
