"""Where messages about remarks lead."""

from django.conf import settings

from ortaq.civic.plans.models import Remark


def page_of(remark: Remark, language: str) -> str:
    """This will give the whole address of a remark's page."""
    return f"{settings.ORIGIN}/{language}/plans/{remark.plan.code}/remarks/{remark.matter.number}/"
