"""What follows when an objection is upheld: within the same transaction, so that it is shown when the answer is."""

from datetime import datetime
from typing import TYPE_CHECKING

from ortaq.civic.dialogue.services import talk
from ortaq.core.people.actor import system

if TYPE_CHECKING:
    from ortaq.core.journal.models import Entry


def show_again(entry: "Entry", now: datetime) -> None:
    """This will show the idea or statement again."""
    talk.show_again(entry=entry, actor=system("moderation"), now=now)
