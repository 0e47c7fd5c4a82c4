"""Texts around a process: written in versions, shown when ready, by the clock, and taken back with a reason."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.civic.dialogue import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BOTH = {"kk": "Дәліз деген не?", "ru": "Что такое коридор?"}
TEXT = {"kk": "Дәліз — өзен бойы.", "ru": "Коридор — берег реки."}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def words(**other: Any) -> dict[str, Any]:
    return {"title": BOTH, "text": TEXT, "source_language": "kk"} | other


def a_text(kind: str = "explainer", **facts: Any) -> tuple[Any, Any, Any]:
    """A draft text, its process and the officer who writes."""
    from ortaq.civic.dialogue.services import contents

    upload = facts.pop("upload", None)
    process, officer = facts.pop("process", None) or stories.a_process()
    content = contents.add_content(
        process=process, kind=kind, words=words(**facts), upload=upload, actor=officer, now=NOW
    )
    return content, process, officer


def newest(content: Any) -> Any:
    return content.versions.first()


def cleaned(content: Any) -> None:
    """What the worker does with the file of the newest version."""
    from ortaq.core.files import services as files
    from ortaq.core.people.actor import system

    files.clean(file=newest(content).file, actor=system("clock"), now=NOW)


def test_each_language_has_its_state_and_the_written_one_is_never_a_machines() -> None:
    content, _process, _officer = a_text(states={"kk": "machine", "ru": "machine"}, text={"kk": "Дәліз."})
    assert newest(content).states == {"kk": "reviewed", "ru": "machine", "en": "missing"}
    assert (content.code, content.state, newest(content).number) == ("explainer-1", "draft", 1)


def test_a_text_is_shown_when_it_can_be_read_in_both_languages() -> None:
    from ortaq.civic.dialogue.queries import contents as queries
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.matters.models import Matter
    from ortaq.core.matters.search import find
    from ortaq.core.people.refusal import Refused

    content, process, officer = a_text(title={"kk": "Дәліз деген не?"}, text={"kk": "Дәліз — өзен бойы."})
    with pytest.raises(Refused) as refused:
        contents.publish_content(content=content, actor=officer, now=NOW)
    assert refused.value.code == "language_missing"
    assert not queries.library(process).filled
    contents.save_version(content=content, words=words(), based_on=1, actor=officer, now=NOW + HOUR)
    shown = contents.publish_content(content=content, actor=officer, now=NOW + HOUR)
    assert (shown.state, shown.shown.number, shown.published_at) == ("published", 2, NOW + HOUR)
    assert [one.code for one in queries.library(process).explainers] == ["explainer-1"]
    assert find(Matter.objects.all(), "берега", 9) == [process.matter]


def test_what_is_written_on_waits_until_it_is_shown_too_and_any_version_can_be_brought_back() -> None:
    from ortaq.civic.dialogue.services import contents

    content, _process, officer = a_text()
    contents.publish_content(content=content, actor=officer, now=NOW)
    same = contents.save_version(content=content, words=words(), based_on=1, actor=officer, now=NOW)
    assert same.number == 1  # nothing was changed: no version
    second = words(text=TEXT | {"ru": "Коридор — это берег."})
    contents.save_version(content=content, words=second, based_on=1, actor=officer, now=NOW + HOUR)
    content.refresh_from_db()
    assert content.shown.number == 1
    back = contents.restore_version(content=content, number=1, actor=officer, now=NOW + 2 * HOUR)
    assert (back.number, back.text, back.made_by_id, back.made_at) == (3, TEXT, officer.person_id, NOW + 2 * HOUR)
    assert [one.number for one in content.versions.all()] == [3, 2, 1]


def test_who_was_overtaken_overwrites_nothing() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.refusal import Refused

    content, process, officer = a_text()
    other = stories.office(process.body)
    contents.save_version(content=content, words=words(link=""), based_on=1, actor=officer, now=NOW)
    contents.save_version(content=content, words=words(text={"kk": "Бірі."}), based_on=1, actor=officer, now=NOW)
    with pytest.raises(Refused) as refused:
        contents.save_version(content=content, words=words(text={"kk": "Екіншісі."}), based_on=1, actor=other, now=NOW)
    assert refused.value.code == "second"
    assert newest(content).text == {"kk": "Бірі."}


@pytest.mark.parametrize(
    ("kind", "facts", "code"),
    [
        ("explainer", {"title": {}}, "no_title"),
        ("explainer", {"title": {"ru": "Коридор"}, "text": {}}, "no_title"),
        ("explainer", {"title": {"kk": "Дәліз"}, "text": {"en": "A corridor."}}, "no_title"),
        ("advert", {}, "content_kind"),
        ("news", {"source_language": "de"}, "content_kind"),
        ("material", {}, "no_material"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(kind: str, facts: dict[str, Any], code: str) -> None:
    from ortaq.civic.dialogue.models import Content
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as refused:
        a_text(kind, **facts)
    assert refused.value.code == code
    assert not Content.objects.exists()


def test_a_stranger_writes_nothing_here() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.refusal import Refused
    from tests import records

    content, process, _officer = a_text()
    stranger = stories.office(records.a_body("akimat-other"))
    deeds: list[Any] = [
        lambda given: contents.add_content(process=process, kind="news", words=words(), **given),
        lambda given: contents.save_version(content=content, words=words(text={}), based_on=1, **given),
        lambda given: contents.restore_version(content=content, number=1, **given),
        lambda given: contents.publish_content(content=content, **given),
        lambda given: contents.schedule_content(content=content, publish_at=NOW + HOUR, **given),
        lambda given: contents.unschedule_content(content=content, **given),
        lambda given: contents.withdraw_content(content=content, reason="Қате", **given),
    ]
    for deed in deeds:
        with pytest.raises(Refused) as refused:
            deed({"actor": stranger, "now": NOW})
        assert refused.value.code == "not_yours"
    content.refresh_from_db()
    assert content.state == "draft"


def test_the_clock_shows_what_was_scheduled_not_a_second_sooner() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.actor import system
    from ortaq.core.people.refusal import Refused

    content, _process, officer = a_text("news")
    with pytest.raises(Refused) as refused:
        contents.schedule_content(content=content, publish_at=NOW, actor=officer, now=NOW)
    assert refused.value.code == "in_the_past"
    contents.schedule_content(content=content, publish_at=NOW + HOUR, actor=officer, now=NOW)
    clock = system("clock")
    assert contents.publish_due(actor=clock, now=NOW + HOUR - timedelta(seconds=1)) == 0
    assert contents.publish_due(actor=clock, now=NOW + HOUR) == 1
    assert contents.publish_due(actor=clock, now=NOW + HOUR) == 0
    content.refresh_from_db()
    assert (content.state, content.published_at, content.publish_at) == ("published", NOW + HOUR, None)


def test_what_was_called_off_stays_a_draft() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.actor import system

    content, _process, officer = a_text("news")
    contents.schedule_content(content=content, publish_at=NOW + HOUR, actor=officer, now=NOW)
    contents.unschedule_content(content=content, actor=officer, now=NOW)
    assert contents.publish_due(actor=system("clock"), now=NOW + 2 * HOUR) == 0
    content.refresh_from_db()
    assert content.state == "draft"


def test_what_cannot_be_shown_keeps_nothing_else_from_being_shown() -> None:
    """A version lost its Russian after it was scheduled: it goes back to its writers, the other text appears."""
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.actor import system

    bad, process, officer = a_text("news")
    good, _process, _officer = a_text("news", process=(process, officer))
    for one in (bad, good):
        contents.schedule_content(content=one, publish_at=NOW + HOUR, actor=officer, now=NOW)
    contents.save_version(content=bad, words=words(title={"kk": "Ой"}, text={}), based_on=1, actor=officer, now=NOW)
    assert contents.publish_due(actor=system("clock"), now=NOW + HOUR) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.publish_at, good.state) == ("draft", NOW + HOUR, "published")


def test_what_is_taken_back_is_gone_for_everyone_and_the_journal_says_why() -> None:
    from ortaq.civic.dialogue.queries import contents as queries
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters.models import Matter
    from ortaq.core.matters.search import find
    from ortaq.core.people.refusal import Refused

    content, process, officer = a_text("news")
    with pytest.raises(Refused) as refused:
        contents.withdraw_content(content=content, reason="Қате", actor=officer, now=NOW)
    assert refused.value.code == "not_shown"
    contents.publish_content(content=content, actor=officer, now=NOW)
    with pytest.raises(Refused) as refused:
        contents.withdraw_content(content=content, reason=" ", actor=officer, now=NOW)
    assert refused.value.code == "no_reason"
    contents.withdraw_content(content=content, reason="Қате күн", actor=officer, now=NOW)
    assert queries.get(process, content.code) is None
    assert find(Matter.objects.all(), "берег", 9) == []
    told = Entry.objects.filter(matter=process.matter, act="process.content_withdrawn").get()
    assert (told.public, told.data["reason"], told.data["content"]) == (True, "Қате күн", "news-1")
    again = contents.publish_content(content=content, actor=officer, now=NOW + HOUR)
    assert (again.state, again.published_at) == ("published", NOW)


def test_a_document_is_everyones_only_while_it_is_shown() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.files import queries as files
    from ortaq.core.people.actor import GUEST, system
    from ortaq.core.people.refusal import Refused

    upload = SimpleUploadedFile("plan.pdf", PDF)
    content, process, officer = a_text("material", material="document", upload=upload)
    file = newest(content).file
    with pytest.raises(Refused) as refused:
        contents.publish_content(content=content, actor=officer, now=NOW)
    assert refused.value.code == "file_waiting"
    cleaned(content)
    assert files.get(file.public_id, GUEST) is None
    assert files.get(file.public_id, stories.office(process.body)) == file  # a colleague sees the draft
    contents.publish_content(content=content, actor=officer, now=NOW)
    assert files.get(file.public_id, GUEST) == file
    kept = contents.save_version(
        content=content, words=words(material="slides"), based_on=1, actor=officer, now=NOW
    )  # fmt: skip
    assert kept.file_id == file.pk
    contents.withdraw_content(content=content, reason="Ескірді", actor=officer, now=NOW)
    assert files.get(file.public_id, GUEST) is None
    assert contents.publish_due(actor=system("clock"), now=NOW) == 0


def test_a_material_needs_something_to_open_and_a_logo_is_a_picture() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.refusal import Refused

    content, process, officer = a_text("material", material="recording")
    with pytest.raises(Refused) as refused:
        contents.publish_content(content=content, actor=officer, now=NOW)
    assert refused.value.code == "no_material"
    linked = words(material="recording", link="https://video.example/1")
    contents.save_version(content=content, words=linked, based_on=1, actor=officer, now=NOW)
    assert contents.publish_content(content=content, actor=officer, now=NOW).state == "published"
    with pytest.raises(Refused) as refused:
        a_text("partner", process=(process, officer), upload=SimpleUploadedFile("logo.png", PDF))
    assert refused.value.code == "not_a_photo"
    octets = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(octets, "PNG")
    logo, _process, _officer = a_text(
        "partner", process=(process, officer), upload=SimpleUploadedFile("logo.png", octets.getvalue())
    )
    cleaned(logo)
    assert contents.publish_content(content=logo, actor=officer, now=NOW).shown.file.content_type == "image/webp"


def test_what_is_shown_in_a_draft_is_found_once_everyone_sees_the_process() -> None:
    from ortaq.civic.dialogue.services import contents, processes
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters.models import Matter
    from ortaq.core.matters.search import find

    draft = stories.a_process(listed=False, state="draft", question=BOTH)
    content, process, officer = a_text(process=draft)
    contents.publish_content(content=content, actor=officer, now=NOW)
    assert find(Matter.objects.all(), "берег", 9) == []
    assert not Entry.objects.get(act="process.content_published").public
    processes.publish_process(process=process, actor=officer, now=NOW)
    assert find(Matter.objects.all(), "берег", 9) == [process.matter]
