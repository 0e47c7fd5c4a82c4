"""A Decidim open data export becomes dialogues, ideas with their fates, comments and works; names stay behind."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ortaq.doors.terminal.main import main
from tests import factories

pytestmark = pytest.mark.django_db
HOST = "participa.example.org"
SPACE = f"https://{HOST}/processes/green-city"
PROCESSES = [
    ("id", "title/en", "title/ru", "short_description/en", "start_date", "end_date", "url", "weight"),
    ("3", "Green city", "Зелёный город", "<p>Trees &amp; parks</p>", "2024-02-01", "2024-06-30", SPACE, "1"),
]
PROPOSALS = [
    (
        "id", "author/id", "author/name/0", "category/name/en", "participatory_space/id", "participatory_space/url",
        "title/en", "title/es", "title/machine_translations/ru", "body/en", "body/es", "address", "latitude",
        "longitude", "state", "answer/en", "answered_at", "votes", "endorsements/user_endorsements", "published_at",
        "url", "withdrawn", "colour",
    ),
    (
        "11", "501", "Aliya Secretova", "Parks", "3", SPACE,
        "More trees on Abay avenue", "", "Больше деревьев", "<p>Plant <b>limes</b>.</p><p>Call 8 701 123 45 67</p>", "",
        "Abay 10", "43.24", "76.92", "accepted", "We plant 40 limes in autumn.", "2024-05-10 09:00:00 UTC", "48",
        "Boris Hidden, Vera Hidden", "2024-03-01 12:30:00 UTC", f"{SPACE}/f/7/proposals/11", "false", "green",
    ),
    (
        "12", "502", "Someone", "", "3", SPACE, "", "Bancos en el parque", "", "", "Poner más bancos; y sombra", "", "",
        "", "rejected", "", "2024-05-11 09:00:00 +0200", "", "", "2024-03-02 12:30:00 UTC", f"{SPACE}/f/7/proposals/12",
        "false", "",
    ),
    ("13", "", "", "", "3", SPACE, "Taken back", "", "", "No more", "", "", "", "", "withdrawn", "", "", "", "",
     "2024-03-03 12:30:00 UTC", "", "true", ""),
    ("14", "", "", "", "3", SPACE, "Without a date", "", "", "Words", "", "", "", "", "", "", "", "", "", "", "", "", ""),
    ("15", "", "", "", "3", SPACE, "Still looked at", "", "", "Words of a proposal", "", "", "", "", "in_debate", "", "",
     "", "", "2024-03-04 12:30:00 UTC", "", "", ""),
]  # fmt: skip
COMMENTS = [
    ("id", "created_at", "body", "locale", "author/id", "author/name", "commentable_id", "commentable_type"),
    ("71", "2024-03-05 10:00:00 UTC", "Yes, and oaks.", "en", "9", "Carl Hidden", "11", "Decidim::Proposals::Proposal"),
    ("72", "2024-03-06 10:00:00 UTC", "Oaks need room.", "en", "8", "Dora Hidden", "71", "Decidim::Comments::Comment"),
    ("73", "2024-03-06 10:00:00 UTC", "Under what?", "en", "8", "Dora Hidden", "99", "Decidim::Proposals::Proposal"),
]
RESULTS = [
    ("id", "title/en", "description/en", "start_date", "end_date", "status/name/en", "progress", "created_at", "url",
     "proposal_urls"),
    ("5", "Limes on Abay avenue", "<p>40 limes</p>", "2024-08-01", "2024-10-15", "Finished", "100.0",
     "2024-07-01 08:00:00 UTC", f"{SPACE}/f/9/results/5", f"{SPACE}/f/7/proposals/11, {SPACE}/f/7/proposals/404"),
    ("6", "Benches", "", "", "", "Under way", "40", "2024-07-01 08:00:00 UTC", f"{SPACE}/f/9/results/6", ""),
]  # fmt: skip
FILES = {
    "participatory_processes": PROCESSES,
    "proposals": PROPOSALS,
    "proposal_comments": COMMENTS,
    "results": RESULTS,
}


def written(rows: list[tuple[str, ...]], separator: str = ";") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "open-data.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for what, rows in FILES.items():
            packed.writestr(f"{HOST}-open-data-{what}.csv", written(rows))
        packed.writestr(f"{HOST}-open-data-meetings.csv", "id;title/en\n1;Meeting\n")
        packed.writestr("README.md", "What the columns mean")
    return path


@pytest.fixture(autouse=True)
def city():
    return factories.city()


def test_an_export_becomes_a_dialogue_with_ideas_fates_comments_and_works(export, capsys):
    from ortaq.civic.dialogue.models import Cluster, Idea, Process
    from ortaq.civic.works.models import Work
    from ortaq.core.discussion.models import Comment
    from ortaq.core.matters.models import Link

    assert main(["import", "decidim", str(export)]) == 1
    process = Process.objects.get()
    assert (process.title["ru"], process.summary, process.state, process.listed) == (
        "Зелёный город", {"en": "Trees & parks"}, "closed", True,
    )  # fmt: skip
    trees, benches, debated = Idea.objects.order_by("pk").select_related("matter")
    assert trees.matter.title == "More trees on Abay avenue"
    assert trees.posted_at == trees.matter.opened_at == datetime(2024, 3, 1, 12, 30, tzinfo=UTC)
    assert (trees.matter.lat, trees.matter.lon, trees.matter.address) == (43.24, 76.92, "Abay 10")
    assert "123" in trees.text
    assert "123 45 67" not in trees.public_text
    assert (benches.matter.title, benches.public_text) == ("Bancos en el parque", "Poner más bancos; y sombra")
    fates = {one.members.get().idea_id: one for one in Cluster.objects.all()}
    assert (fates[trees.pk].fate, fates[trees.pk].reason) == ("adopted", {"en": "We plant 40 limes in autumn."})
    assert fates[benches.pk].fate == "not_adopted"
    assert set(fates[benches.pk].reason) == {"kk", "ru", "en"}
    assert debated.pk not in fates
    first, second = Comment.objects.order_by("pk")
    assert (first.matter_id, first.public_text, second.reply_to) == (trees.pk, "Yes, and oaks.", first)
    done, begun = Work.objects.order_by("pk").select_related("matter")
    assert (done.stage, str(done.done_on), done.about, begun.stage) == (
        "done", "2024-10-15", {"en": "40 limes"}, "construction",
    )  # fmt: skip
    assert Link.objects.get().origin_id == trees.pk
    said = capsys.readouterr().out
    assert "proposals: columns left behind: colour" in said
    assert "participatory_processes: columns left behind: weight" in said
    assert f"Files left behind: README.md, {HOST}-open-data-meetings.csv" in said
    assert "withdrawn by their authors: 1" in said
    assert "nobody knows the state in_debate: 1" in said
    assert "proposals line 5: There is no number or no date of publication." in said
    assert "proposal_comments line 4: What it was written under is not here." in said


def test_a_second_run_changes_nothing(export, capsys):
    from django.apps import apps

    main(["import", "decidim", str(export)])

    def counts() -> dict[str, int]:
        return {
            model._meta.label: model.objects.count() for model in apps.get_models() if "tasks" not in model._meta.label
        }

    before = counts()
    capsys.readouterr()
    assert main(["import", "decidim", str(export)]) == 1
    assert counts() == before
    said = capsys.readouterr().out
    assert "proposals: 0 ideas added, 3 known before" in said
    assert "comments: 0 added, 2 known before" in said
    assert "results: 0 works added, 2 known before" in said


def test_nobody_who_wrote_there_is_known_here(export):
    from django.apps import apps

    from ortaq.core.journal import queries as journal
    from ortaq.core.people.models import Person

    before = Person.objects.count()
    main(["import", "decidim", str(export)])
    stand_ins = Person.objects.order_by("-pk")[:2]
    assert Person.objects.count() == before + 2
    assert {(person.name, person.email, person.phone) for person in stand_ins} == {("", "", "")}
    for model in apps.get_models():
        for row in model.objects.values_list():
            assert not any("Hidden" in str(value) or "Secretova" in str(value) for value in row), model
    assert journal.verify() is None


def test_the_pages_of_what_came_can_be_read(export, client):
    from ortaq.civic.dialogue.models import Cluster, Idea
    from ortaq.civic.works.models import Work

    main(["import", "decidim", str(export)])
    idea, cluster = Idea.objects.order_by("pk").first(), Cluster.objects.order_by("number").first()
    code = idea.process.code
    page = client.get(f"/ru/dialogue/{code}/ideas/{idea.matter.number}/")
    assert page.status_code == 200
    assert "We plant 40 limes in autumn." in page.content.decode()
    assert "Yes, and oaks." in page.content.decode()
    for address in (
        f"/kk/dialogue/{code}/",
        f"/kk/dialogue/{code}/ideas/",
        f"/kk/dialogue/{code}/answers/{cluster.number}/",
    ):
        assert client.get(address).status_code == 200, address
    assert client.get(f"/en/works/{Work.objects.first().matter.number}/").status_code == 200


def test_a_folder_with_commas_and_no_processes_is_read_too(tmp_path):
    from ortaq.civic.dialogue.models import Idea, Process

    (tmp_path / "proposals.csv").write_text("\ufeff" + written(PROPOSALS[:3], ","), encoding="utf-8")
    assert main(["import", "decidim", str(tmp_path), "--source", "old.example.org"]) == 0
    assert Idea.objects.count() == 2
    assert Process.objects.get().title == {"ru": "Green city"}
    assert Process.objects.get().code == "old-example-org-green-city"


def test_what_is_no_export_is_told_so(tmp_path, capsys):
    assert main(["import", "decidim", str(tmp_path / "nothing.zip")]) == 2
    (tmp_path / "notes.zip").write_bytes(b"PK no zip")
    assert main(["import", "decidim", str(tmp_path / "notes.zip")]) == 1
    (tmp_path / "empty").mkdir()
    assert main(["import", "decidim", str(tmp_path / "empty")]) == 1
    assert "no open data export" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-05-01 10:00:00 UTC", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01 12:00:00 +0200", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T10:00:00.500Z", datetime(2024, 5, 1, 10, 0, 0, 500000, tzinfo=UTC)),
        ("2024-05-01", datetime(2024, 5, 1, tzinfo=UTC)),
        ("soon", None),
        ("", None),
    ],
)
def test_moments_as_ruby_writes_them(text, found):
    from ortaq.doors.terminal.decidim import moment_of

    assert moment_of(text) == found
