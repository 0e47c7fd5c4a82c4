"""The certificate of attendance on paper, in the language of its holder."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

from ortaq.civic.dialogue.queries.registrations import Certificate
from ortaq.core.matters.localized import words
from ortaq.core.ui.dates import write_day, write_time
from ortaq.core.ui.printing import pdf, qr_svg

SOURCE = Path(__file__).resolve().parents[1] / "typst" / "certificate.typ"


def pdf_of(certificate: Certificate) -> bytes:
    """This will set a certificate as PDF; the same certificate has the same bytes."""
    return pdf(SOURCE, facts_of(certificate), made_at=certificate.forum.ends_at)


def facts_of(certificate: Certificate) -> dict[str, object]:
    """This will put together what a certificate says: the one name is the holder's own."""
    forum, language = certificate.forum, certificate.language
    address = f"{settings.ORIGIN}/{language}/forums/certificate/?number={certificate.number}"
    with override(language):
        day = write_day(forum.starts_at, language=language)
        return {
            "language": language,
            "heading": gettext("Certificate of attendance"),
            "number": f"№ {certificate.number}",
            "name": certificate.name or gettext("a resident of the city"),
            "took_part": gettext("took part in the meeting"),
            "forum": words(forum.title, language),
            "when": f"{day}, {write_time(forum.starts_at)}–{write_time(forum.ends_at)}",
            "where": words(forum.venue, language),
            "body": words(forum.process.body.name, language),
            "check": gettext("Anyone can check the number of this certificate at this address:"),
            "address": address,
            "qr": qr_svg(address),
        }
