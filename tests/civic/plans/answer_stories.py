"""Answers to what people say about a plan, for tests: through the services alone."""

from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Remark
    from ortaq.core.people.actor import Actor

REASON = {"kk": "Көктемде 400 ағаш отырғызамыз.", "ru": "Весной посадим 400 деревьев."}
FORM = {"fate": "adopted", "reason_kk": REASON["kk"], "reason_ru": REASON["ru"]}


def answered(remark: "Remark", officer: "Actor", fate: str = "adopted", **facts: Any) -> "Remark":
    """The remark with its fate, adopted unless said otherwise."""
    from ortaq.civic.plans.services import answers

    return answers.give_fate(remark=remark, fate=fate, **{"reason": REASON, "actor": officer, "now": NOW} | facts)


def rejected(remark: "Remark", officer: "Actor", reason: str = "Жарнама") -> "Remark":
    from ortaq.civic.plans.services import moderation

    return moderation.reject_remark(remark=remark, reason=reason, actor=officer, now=NOW)


def letters() -> Any:
    """Run what the acts promise, as the worker does; the messages that came of it."""
    from ortaq.civic.plans import acts
    from ortaq.civic.plans.services.telling import answers as telling
    from ortaq.core.journal.models import Entry
    from ortaq.core.notices.models import Notice
    from ortaq.core.people.actor import system

    for entry in Entry.objects.filter(act__in=(acts.REMARK_ANSWERED, acts.REMARK_ANSWER_CHANGED)).order_by("pk"):
        telling.tell_about(entry=entry, actor=system("answers"), now=NOW)
    return Notice.objects.filter(kind="remark_answered").order_by("pk")
