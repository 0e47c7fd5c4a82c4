import io

import pytest
from pypdf import PdfReader

from ortaq.civic.reception.queries import slips
from ortaq.core.ui import printing
from tests import factories


def fonts_are_built() -> bool:
    try:
        printing.fonts()
    except printing.FontsMissing:
        return False
    return True


needs_fonts = pytest.mark.skipif(not fonts_are_built(), reason="the front end is not built: no fonts for PDFs")


def words_of(pdf: bytes) -> str:
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text().split())


@needs_fonts
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", ["2027 жылғы 1 наурыз", "2027 жылғы 29 наурыз", "15 жұмыс күні", "Бостандық әкімдігі", "Қала әкімдігі"]),
        ("ru", ["1 марта 2027 года", "29 марта 2027 года", "15 рабочих дней", "Акимат Бостандыка", "Акимат города"]),
        ("en", ["1 March 2027", "29 March 2027", "15 working days", "Bostandyk akimat", "City akimat"]),
    ],
)
def test_the_slip_says_everything_in_her_language(the_city, language, said):
    appeal = factories.an_appeal(the_city, text="Әңгімеңіз құнды: қоқыс үйіндісі өсіп, һәм іргесі ұлғайды.")
    text = words_of(slips.slip_of(appeal, language))
    for piece in [appeal.matter.number, appeal.access_code, "10:00", *said]:
        assert piece in text
    assert "Әңгімеңіз құнды: қоқыс үйіндісі өсіп, һәм іргесі ұлғайды" in text


@needs_fonts
def test_the_same_slip_has_the_same_bytes_and_is_archivable(the_city, appeal):
    pdf = slips.slip_of(appeal, "kk")
    assert pdf == slips.slip_of(appeal, "kk")
    document = PdfReader(io.BytesIO(pdf))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "kk"
    metadata = document.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


@needs_fonts
def test_what_a_resident_writes_is_never_typesetting(the_city):
    nasty = '#read("/etc/passwd") *bold* $x$ \\ #eval("1") <label> @ref'
    appeal = factories.an_appeal(the_city, text=nasty)
    text = words_of(slips.slip_of(appeal, "en"))
    assert '#read("/etc/passwd") *bold* $x$ \\ #eval("1") <label> @ref' in text


def test_the_operator_who_took_it_in_stands_on_the_slip_by_name_and_post(the_city):
    office = factories.an_office(the_city.bodies["centre"], "operator", factories.a_person("Жанар (демо)"))
    actor = factories.actor_for(office)
    appeal = factories.an_appeal(the_city, accepted_by=office, channel="phone", actor=actor)
    facts = slips.slip_facts(type(appeal).objects.get(pk=appeal.pk), "ru")
    assert "Жанар (демо), Главный специалист" in dict(facts.lines).values()
    assert facts.address.endswith(f"/ru/appeals/track/?number={appeal.matter.number}&code={appeal.access_code}")
    nameless = factories.an_appeal(the_city, applicant=None)
    assert slips.slip_facts(nameless, "en").lines[-1][1].startswith("An appeal without a name")
