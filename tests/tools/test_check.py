import sys

import pytest

from tools import check


@pytest.fixture
def three(monkeypatch, tmp_path):
    """One check that passes, one that fails with much to say, one after it."""
    monkeypatch.setattr(check, "LOGS", tmp_path)
    lines = "print(*range(100), sep='\\n'); raise SystemExit(1)"
    found = [
        check.Check("good", "good", (sys.executable, "-c", "print('not shown')")),
        check.Check("bad", "bad", (sys.executable, "-c", lines)),
        check.Check("last", "last one", (sys.executable, "-c", "")),
    ]
    monkeypatch.setattr(check, "checks", lambda: found)


def test_all_checks_run_even_when_one_fails(three, capsys, tmp_path):
    assert check.main([]) == 1
    said = capsys.readouterr().out
    assert [line.split()[-1] for line in said.splitlines() if " … " in line and " s  " in line] == [
        "ok",
        "FAILED",
        "ok",
    ]
    assert "not shown" not in said
    assert said.endswith("\nFailed: bad\n")
    assert f"… 40 more lines: {tmp_path / 'bad.log'}" in said
    assert (tmp_path / "bad.log").read_text().splitlines()[-1] == "99"


def test_some_checks_can_be_chosen_and_a_wrong_name_is_told(three, capsys):
    assert check.main(["good", "last"]) == 0
    assert capsys.readouterr().out.endswith("All 2 checks are in order.\n")
    assert check.main(["godo"]) == 2
    assert "no such check: godo. There are: good, bad, last" in capsys.readouterr().err


def test_the_checks_see_the_test_settings_and_no_real_database(three, monkeypatch, tmp_path):
    monkeypatch.setenv("ORTAQ_DATABASE_URL", "postgres://somewhere/else")
    given = check.environment()
    assert given["DJANGO_SETTINGS_MODULE"] == "ortaq.site.settings"
    assert "ORTAQ_DATABASE_URL" not in given
    assert given["ORTAQ_STATE_DIR"].startswith(str(tmp_path))
