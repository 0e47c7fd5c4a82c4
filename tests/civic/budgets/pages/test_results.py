"""The outcome: two rules beside each other, why, the files that anyone counts again with, the receipts."""

import json
import subprocess
import sys

from tests.civic.budgets.ballot_box import a_neighbour
from tests.civic.budgets.pages.test_calls import home, words_of


def counted(vote):
    for n in range(8):
        vote.cast(a_neighbour(), *((0, 4) if n % 2 else (1,)))
    vote.count()
    return vote


def test_each_district_shows_both_rules_and_the_city_the_turnout(client, vote):
    counted(vote)
    city = words_of(client.get(home(vote, "results/")))
    assert "Equal Shares decides in each district" in city
    assert "Voted online 8" in city
    page = client.get(home(vote, "results/bostandyk/"))
    assert "Decides: Equal Shares" in words_of(page)
    assert "For comparison: greedy, by votes" in words_of(page)
    assert page.content.decode().count('<svg viewBox="0 0 400 64"') == 2
    assert "4 ballots were cast here" in words_of(page) or "8 ballots were cast here" in words_of(page)


def test_a_district_nobody_voted_for_says_so(client, vote):
    counted(vote)
    page = words_of(client.get(home(vote, "results/almaly/")))
    assert "Nobody voted for a project of this district" in page
    assert client.get(home(vote, "results/almaly.pb")).status_code == 404
    assert client.get(home(vote, "results/nowhere/")).status_code == 404


def test_the_files_of_the_page_are_enough_to_count_again(client, vote, tmp_path):
    counted(vote)
    page = client.get(home(vote, "results/bostandyk/")).content.decode()
    record = next(part for part in page.split('"') if part.endswith("/decision.json"))
    (tmp_path / "decision.json").write_bytes(client.get(record).content)
    (tmp_path / "verifier.py").write_bytes(client.get("/en/budgets/verifier.py").content)
    (tmp_path / "ballots.pb").write_bytes(client.get(home(vote, "results/bostandyk.pb")).content)
    command = [sys.executable, "-I", "verifier.py", "decision.json", "ballots.pb"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    outcome = json.loads((tmp_path / "decision.json").read_text())["outcome"]
    assert outcome["winners"]


def test_every_receipt_stands_in_the_published_list_and_no_other(client, vote):
    given = [vote.cast(a_neighbour(), 0).receipt for _ in range(3)]
    assert client.get(home(vote, "receipts.txt")).status_code == 404
    vote.close()
    lines = client.get(home(vote, "receipts.txt")).content.decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 3
    for receipt in given:
        page = client.get(home(vote, f"receipt/?code={receipt}"))
        (line,) = {line for line in lines if line in page.content.decode()}
        assert line
    assert "There is no such receipt" in words_of(client.get(home(vote, "receipt/?code=ABCD-EFGH-JKLM-NPQR-STUV")))
    assert client.get(home(vote, "receipt/?code=")).status_code == 422


def test_the_address_on_the_slip_of_a_paper_form_leads_to_the_check(client, vote):
    from ortaq.civic.budgets.queries import sheets
    from ortaq.civic.budgets.services import papers
    from tests.conftest import NOW

    batch = papers.print_batch(call=vote.call, office=vote.city.bodies["centre"], size=1, actor=vote.clerk, now=NOW)
    facts = sheets.batch_facts(batch)
    path = "/kk/budgets/" + facts["slip_address"].partition("/kk/budgets/")[2]
    page = client.get(path, {"code": facts["forms"][0]["receipt"]})
    assert page.status_code == 200
    assert "notice wait" in page.content.decode(), "ours, and not in the box yet"


def test_how_the_winners_are_found_is_told_in_five_sentences(client, db):
    page = client.get("/en/budgets/how/").content.decode()
    assert page.split('<ol class="prose how-list">')[1].split("</ol>")[0].count("<li>") == 5
    assert 'role="img"' in page
