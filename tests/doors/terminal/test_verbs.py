"""What the verbs do to a city."""

import json

import pytest

from ortaq.doors.terminal.main import main
from tests.conftest import NOW
from tests.records import a_body, a_matter, a_person, an_account

pytestmark = pytest.mark.django_db


def test_the_first_administrator_comes_in_by_the_terminal(capsys):
    from ortaq.core.people.models import Account
    from ortaq.core.territory.models import Office

    a_body("centre")
    hire = [
        "staff",
        "add",
        "--email",
        "Admin@city.kz",
        "--name",
        "Nurlan (demo)",
        "--body",
        "centre",
        "--role",
        "admin",
        "--post-kk",
        "Әкімші",
    ]
    assert main(hire) == 0
    account = Account.objects.get()
    assert (account.email, account.person.name, account.has_usable_password()) == (
        "admin@city.kz",
        "Nurlan (demo)",
        False,
    )
    office = Office.objects.get()
    assert (office.person, office.role, office.post) == (account.person, "admin", {"kk": "Әкімші"})
    assert main(hire) == 0
    assert Office.objects.count() == 1
    assert main(["staff", "add", "--email", "x@city.kz", "--body", "nowhere", "--role", "head"]) == 2
    assert "centre" in capsys.readouterr().err


def test_a_wrong_e_mail_opens_no_account(capsys):
    from ortaq.core.people.models import Account, Person

    a_body("centre")
    assert main(["staff", "add", "--email", "nobody", "--body", "centre", "--role", "admin"]) == 1
    assert not Account.objects.exists()
    assert not Person.objects.exists()


def test_a_person_is_erased_and_the_journal_still_holds(capsys, monkeypatch):
    from ortaq.core.discussion import services as discussion
    from ortaq.core.discussion.models import Comment
    from ortaq.core.journal import queries as journal
    from ortaq.core.people.actor import Actor
    from ortaq.core.people.models import Account

    person = a_person(phone="+77011234567", email="a@example.kz", iin="880101300123", address="Abay 1")
    an_account(person)
    discussion.comment(matter=a_matter(), text="Call me: +7 701 123 45 67", actor=Actor(person_id=person.pk), now=NOW)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert main(["erase", "person", str(person.public_id)]) == 1
    assert main(["erase", "person", str(person.public_id), "--yes"]) == 0
    person.refresh_from_db()
    assert (person.name, person.phone, person.email, person.iin, person.address) == ("", "", "", None, "")
    assert not Account.objects.exists()
    assert "701" not in Comment.objects.get().text
    assert journal.verify() is None
    assert main(["erase", "person", "00000000-0000-0000-0000-000000000000", "--yes"]) == 2


def test_a_journal_that_was_touched_is_named(capsys):
    from django.db import connection

    from ortaq.core.journal import services as journal
    from ortaq.core.people.actor import system

    matter = a_matter()
    for _ in range(3):
        journal.write(act="discussion.commented", matter=matter, actor=system("test"), now=NOW)
    assert main(["verify", "journal"]) == 0
    assert main(["verify", "journal", "--matter", matter.number]) == 0
    assert main(["verify", "journal", "--matter", "2027-000000"]) == 2
    with connection.cursor() as cursor:
        _let_history_be_changed(cursor)
        cursor.execute("UPDATE journal_entry SET act = 'appeal.answered' WHERE matter_id = %s AND seq = 2", [matter.pk])
    capsys.readouterr()
    assert main(["verify", "journal"]) == 1
    assert f"{matter.number}, entry 2" in capsys.readouterr().err


def _let_history_be_changed(cursor):
    """What somebody with the keys of the database could do: take away the triggers that refuse changes."""
    from django.db import connection

    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
    else:
        cursor.execute("SET LOCAL session_replication_role = replica")


def test_a_day_is_sealed(capsys):
    assert main(["seal", "--day", "2027-02-28"]) == 0
    assert "Sealed 2027-02-28" in capsys.readouterr().out


def test_a_calendar_is_proposed_by_a_machine_and_approved_by_people(tmp_path, capsys):
    path = tmp_path / "calendar.json"
    assert main(["calendar", "propose", "2024", "2026", "--to", str(path)]) == 0
    years = json.loads(path.read_text())["years"]
    assert "2024-05-04" in years["2024"]["work"]
    assert "2026-08-31" not in years["2026"]["off"]
    approve = ["calendar", "approve", str(path), "--version", "kz-test", "--source", "Decree (demo)"]
    assert main(approve) == 0
    assert main(approve) == 0
    years["2026"]["off"].append("2026-07-01")
    path.write_text(json.dumps({"years": years}))
    assert main(approve) == 1
    assert main(["calendar", "propose", "27"]) == 2


@pytest.mark.parametrize("content", ["[]", "{}", "nonsense"])
@pytest.mark.parametrize("words", [["calendar", "approve"], ["routing", "publish"]])
def test_a_file_that_is_something_else_gets_a_sentence(tmp_path, capsys, words, content):
    path = tmp_path / "x.json"
    path.write_text(content)
    more = ["--version", "1", "--source", "x"] if words[0] == "calendar" else []
    assert main([*words, str(path), *more]) == 2
    assert str(path) in capsys.readouterr().err


def test_boundaries_come_in_once(tmp_path, capsys):
    square = [[[76.8, 43.1], [77.0, 43.1], [77.0, 43.3], [76.8, 43.3], [76.8, 43.1]]]
    feature = {
        "type": "Feature",
        "properties": {"code": "kz.trial", "kind": "city", "names": {"kk": "Сынақ", "ru": "Проба", "en": "Trial"}},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    path = tmp_path / "trial.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    words = [
        "import",
        "boundaries",
        str(path),
        "--code",
        "trial.1",
        "--valid-from",
        "2020-01-01",
        "--source",
        "drawn for a test",
    ]
    assert main(words) == 0
    assert "1 outlines" in capsys.readouterr().out
    assert main(words) == 0
    assert "nothing has changed" in capsys.readouterr().out
    assert main([*words[:2], str(tmp_path / "nowhere"), *words[3:]]) == 2


def test_appeals_come_in_once_and_bad_rows_are_listed(tmp_path, capsys):
    from ortaq.civic.reception.models import Appeal
    from tests.factories import city

    city()
    path = tmp_path / "requests.csv"
    path.write_text(
        "service_request_id,description,requested_datetime,lat,long,status\n"
        "1,Яма на дороге у дома,2026-02-02T10:00:00+05:00,43.205,76.905,open\n"
        "2,Фонарь не горит,not a date,43.205,76.905,open\n",
        encoding="utf-8",
    )
    assert main(["import", "appeals", str(path)]) == 1
    said = capsys.readouterr().out
    assert "2 rows, 1 added, 0 known before, 1 bad" in said
    assert "line 3" in said
    errors = tmp_path / "bad.csv"
    assert main(["import", "appeals", str(path), "--errors", str(errors)]) == 1
    assert "1 known before" in capsys.readouterr().out
    assert errors.read_text().startswith("requests.csv,3,")
    assert Appeal.objects.count() == 1
    assert main(["import", "appeals", str(path), "--mapping", "kzgov"]) == 1
    assert (
        "with the mapping kzgov. Name one that fits by --mapping: a file, or one of georeport"
        in capsys.readouterr().out
    )
    assert main(["import", "appeals", str(path), "--mapping", "nothing"]) == 2
    assert main(["import", "appeals", str(tmp_path / "nowhere.csv")]) == 2
