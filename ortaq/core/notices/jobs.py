"""Sending, and the week's digest."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django_tasks import task

from ortaq.core.matters.queries import changed_for
from ortaq.core.notices import queries, services
from ortaq.core.people.actor import system
from ortaq.engines.language import LANGUAGES

MOST_IN_DIGEST = 20


@task()
def deliver_notice(notice_id: int) -> bool:
    """This will send a notice; a failure comes back to the queue, which tries again later."""
    notice = queries.notice(notice_id)
    return notice is not None and services.deliver(notice=notice, actor=system("notices"), now=timezone.now())


@task()
def weekly_digest(week: str) -> int:
    """This will tell everyone who wants it what an ISO week ("2026-W48") brought on her matters and in the city.

    Nobody is told twice; nothing happened: no message. Returns how many messages were written.
    """
    start = timezone.make_aware(datetime.combine(datetime.strptime(f"{week}-1", "%G-W%V-%u").date(), time()))  # noqa: DTZ007, a day
    end = start + timedelta(days=7)
    told, news = 0, {str(language): queries.city_news(start, end, language) for language in LANGUAGES}
    for person in queries.digest_readers():
        matters = changed_for(person.pk, start, end, limit=MOST_IN_DIGEST + 1)
        if not matters and not news[person.language]:
            continue
        notice = services.tell(
            person=person,
            event=f"digest:{week}",
            kind="digest",
            context={
                "cards": queries.cards(matters[:MOST_IN_DIGEST], person.language),
                "more": len(matters) > MOST_IN_DIGEST,
                "news": news[person.language],
                "stop": queries.stop_address(person),
            },
            actor=system("notices"),
            now=timezone.now(),
        )
        told += notice is not None
    return told
