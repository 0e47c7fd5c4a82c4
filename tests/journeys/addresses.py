"""Every kind of page by who looks at it, addresses without the language. The page of components has tests of its own."""

from typing import Any

from tests.journeys.life import BODY, Past

READING = ("", "appeals/", "bodies/", f"bodies/{BODY}/", "routing/", "about/", "how/")
"""What people read on a slow connection: no map on them."""


def for_everyone(past: Past) -> list[str]:
    """This will give the pages a guest sees."""
    waiting, late, fixed = (appeal.matter.number for appeal in (past.waiting, past.late, past.fixed))
    return [
        *READING,
        "appeals/?state=late",
        "appeals/?q=жоқтың-сөзі",
        "appeals/?since=2026-99-99",
        "appeals/map/",
        f"appeals/{waiting}/",
        f"appeals/{late}/",
        f"appeals/{fixed}/",
        f"appeals/{past.extended.matter.number}/",
        f"appeals/{late}/complain/",
        "appeals/track/",
        "search/?q=әткеншек",
        "place/?district=kz.almaty.bostandyk",
        "privacy/",
        "accessibility/",
        "data/",
        "decisions/",
        f"decisions/{past.decision.public_id}/",
        "account/login/",
        "account/signup/",
        *(f"ui/error/{status}/" for status in (403, 404, 500, 503)),
    ]


def for_the_applicant(past: Past) -> list[str]:
    """This will give what the applicant of `fixed`, `late` and `own` sees."""
    return [
        f"appeals/{past.own.matter.number}/",
        f"appeals/{past.late.matter.number}/",
        f"appeals/{past.late.matter.number}/filed/",
        f"appeals/{past.late.matter.number}/complain/",
        "my/",
        "my/follows/",
        "my/notices/",
        "my/settings/",
        "account/2fa/",
        "account/2fa/totp/activate/",
        "account/logout/",
        "account/phone/change/",
        "account/email/",
    ]


def for_an_officer(assignment: Any) -> list[str]:
    """This will give the desk of an officer who is moderator and operator too."""
    pk = assignment.pk
    return [
        "desk/",
        f"desk/?open={pk}",
        "desk/?show=late",
        f"desk/appeals/{pk}/",
        *(f"desk/appeals/{pk}/{deed}/" for deed in DEEDS),
        "desk/call/",
        "desk/call/?phone=%2B77011234567",
        "desk/moderation/",
    ]


DEEDS = ("answer", "fix", "redirect", "split", "extend", "correct", "publish", "hold")
