"""What must hold in the books whenever the server may have died: questions to the database, each with its sentence."""

from collections.abc import Iterable, Sequence

from bench.filing import Form

CHUNK = 500


def faults(acknowledged: Sequence[Form], doubtful: Iterable[Form] = ()) -> list[str]:
    """This will give a sentence for everything that is lost, double or half-written; the connection is closed after it.

    `doubtful` forms were sent and never answered: each may have made one appeal or none.
    """
    from django.db import connections

    try:
        return [*_promises(acknowledged, doubtful), *_halves(), *_numbers(), *_database()]
    finally:
        connections.close_all()


def _promises(acknowledged: Sequence[Form], doubtful: Iterable[Form]) -> list[str]:
    """Every number a resident has seen is there, once, with her words."""
    from ortaq.civic.reception.models import Appeal

    found = []
    for start in range(0, len(acknowledged), CHUNK):
        part = acknowledged[start : start + CHUNK]
        kept = dict(
            Appeal.objects.filter(matter__number__in=[form.number for form in part]).values_list(
                "matter__number", "text"
            )
        )
        for form in part:
            if form.number not in kept:
                found.append(f"{form.number} was acknowledged and is lost")
            elif kept[form.number] != form.text:
                found.append(f"{form.number} holds other words than were sent: {kept[form.number][:60]!r}")
    texts = [form.text for form in [*acknowledged, *doubtful]]
    for start in range(0, len(texts), CHUNK):
        known = list(Appeal.objects.filter(text__in=texts[start : start + CHUNK]).values_list("text", flat=True))
        found += [f"filed twice: {text[:60]!r}" for text in set(known) if known.count(text) > 1]
    numbers = [form.number for form in acknowledged]
    if len(set(numbers)) != len(numbers):
        found.append(f"{len(numbers) - len(set(numbers))} numbers were given to two residents")
    return found


def _halves() -> list[str]:
    """An appeal has card, one open duty with its clock, its first two entries, and is found by its words; or is not."""
    from django.db.models import Count, Exists, OuterRef, Q

    from ortaq.civic.reception.models import Appeal, Assignment
    from ortaq.core.deadlines.models import Clock
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters.models import Matter, SearchText

    def without(model: type, **link: object) -> Exists:
        return ~Exists(model.objects.filter(**link))  # type: ignore[attr-defined]

    card = OuterRef("pk")
    questions = {
        "cards without an appeal": Matter.objects.filter(without(Appeal, matter=card), kind="appeal"),
        "appeals without a duty": Appeal.objects.filter(without(Assignment, appeal=card)),
        "appeals with other than one leading open duty": Appeal.objects.filter(state="open")
        .annotate(n=Count("assignments", filter=Q(assignments__state="open", assignments__lead=True)))
        .exclude(n=1),
        "duties with a due day and no clock": Assignment.objects.filter(due_on__isnull=False, clock__isnull=True),
        "appeals owed an answer without a clock": Appeal.objects.filter(
            without(Clock, matter=card), due_on__isnull=False
        ),
        "clocks of no duty": Clock.objects.filter(without(Assignment, clock=card)),
        "appeals without the entry of their opening": Appeal.objects.filter(
            without(Entry, matter=card, seq=1, act="appeal.opened")
        ),
        "appeals without the entry of their assignment": Appeal.objects.filter(
            without(Entry, matter=card, seq=2, act="appeal.assigned")
        ),
        "entries of no appeal": Entry.objects.filter(without(Appeal, matter=OuterRef("matter"))),
        "public appeals nobody can find": Appeal.objects.filter(without(SearchText, matter=card), listed=True),
        "words of no public appeal": SearchText.objects.filter(without(Appeal, matter=OuterRef("matter"), listed=True)),
        "listed appeals with a card that is not public": Appeal.objects.filter(listed=True).exclude(
            matter__visibility="public"
        ),
    }
    return [f"{n} {what}" for what, rows in questions.items() if (n := rows.count())]


def _numbers() -> list[str]:
    """A series has given out exactly as many numbers as there are cards: none twice, none for nothing."""
    from ortaq.core.matters.models import Matter, NumberSeries

    found = []
    cards, given = Matter.objects.count(), sum(NumberSeries.objects.values_list("last", flat=True))
    if cards != given:
        found.append(f"{given} numbers were given out for {cards} cards")
    return found


def _database() -> list[str]:
    """What SQLite says of its own file, and of the index of words."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    found = []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found += [f"SQLite: {row[0]}" for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        found += [f"SQLite: a row of {row[0]} points nowhere" for row in cursor.fetchall()]
        cursor.execute("INSERT INTO matters_searchindex(matters_searchindex) VALUES ('integrity-check')")
    return found
