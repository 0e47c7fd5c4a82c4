"""What is printed says what it should, in the languages of its readers."""

import io

import pytest
from pypdf import PdfReader

from ortaq.civic.budgets.queries import papers as paper_queries
from ortaq.civic.budgets.queries import sheets
from ortaq.civic.budgets.rules import ballots
from ortaq.civic.budgets.services import papers
from ortaq.core.ui import printing
from tests.conftest import NOW


def fonts_are_built() -> bool:
    try:
        printing.fonts()
    except printing.FontsMissing:
        return False
    return True


needs_fonts = pytest.mark.skipif(not fonts_are_built(), reason="the front end is not built: no fonts for PDFs")


@pytest.fixture
def batch(vote):
    return papers.print_batch(call=vote.call, office=vote.city.bodies["centre"], size=3, actor=vote.clerk, now=NOW)


def test_each_form_has_a_code_of_its_own_and_a_slip_with_its_receipt(vote, batch, django_assert_num_queries):
    with django_assert_num_queries(1):
        facts = sheets.batch_facts(batch)
    codes = [form["code"] for form in facts["forms"]]
    assert len(set(codes)) == 3
    assert all(set(code) <= set(ballots.SIGNS) for code in codes)
    form = paper_queries.form_by_code(vote.call, codes[0].lower(), vote.clerk)
    assert facts["forms"][0]["receipt"] == paper_queries.receipt_of(form)
    assert len(facts["boxes"]) == vote.call.limit
    assert codes[0] not in facts["forms"][0]["receipt"].replace("-", "")


@needs_fonts
def test_a_batch_prints_one_sheet_per_form_in_both_languages_with_the_same_bytes(vote, batch):
    pdf = sheets.batch_pdf(batch)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 3
    text = pages[0].extract_text()
    assert "Ортақ бюджет" in text
    assert "Бюджет участия" in text
    assert sheets.batch_pdf(batch) == pdf
