"""Where a message goes and in which state it may be. Plain Python."""

EMAIL, SMS, NONE = "email", "sms", "none"


def channel_of(email: str, phone: str) -> str:
    """This will choose the way to a person: mail if there is an address, else a text message, else none."""
    return EMAIL if email else SMS if phone else NONE


def event_of(entry_id: int, kind: str = "") -> str:
    """This will name the event of a journal entry; `kind` keeps two different messages about one entry apart."""
    return f"entry:{entry_id}:{kind}" if kind else f"entry:{entry_id}"


def split_message(rendered: str) -> tuple[str, str]:
    """This will part a rendered template into its first line, the subject (at most 200 signs), and the text."""
    subject, _, text = rendered.strip().partition("\n")
    return " ".join(subject.split())[:200], text.strip() + "\n"
