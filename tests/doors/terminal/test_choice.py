"""`ortaq choice`: a file in, winners and reasons out; every mistake is one sentence."""

import argparse
import json

import pytest

from ortaq.doors.terminal.main import main
from ortaq.doors.terminal.verbs import choice
from ortaq.engines import lot
from ortaq.engines.choice.spec import RuleName, Tie
from ortaq.engines.choice.specs import LEAST, WORDS
from tests.site.test_settings import ROOT

PABULIB = ROOT.parent / "shared" / "data" / "pabulib"

META = "META\nkey;value\ndescription;Trial\ncurrency;KZT\nbudget;{budget}\nvote_type;approval\n"
FILE = (
    META.format(budget=100)
    + "PROJECTS\nproject_id;cost;name\na;60;Playground\nb;60;Fountain\nc;30;Benches\n"
    + "VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;a\n4;b,c\n5;a\n6;\n"
)
TIED = META.format(budget=100) + "PROJECTS\nproject_id;cost\na;60\nb;60\nVOTES\nvoter_id;vote\n1;a\n2;b\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "trial.pb"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


@pytest.fixture
def tied(tmp_path):
    path = tmp_path / "tied.pb"
    path.write_text(TIED, encoding="utf-8")
    return str(path)


def said(capsys, *words: str) -> str:
    assert main(["choice", *words]) == 0
    return capsys.readouterr().out


def test_winners_are_printed_in_the_order_of_election_with_what_is_odd(file, capsys):
    text = said(capsys, "count", file, "--rule", "greedy")
    assert text.index("Playground") < text.index("Benches")
    assert "Fountain" not in text
    assert "2 projects win for 90 KZT; 10 KZT is left." in text
    assert "line 19" in text  # the empty ballot


def test_json_holds_what_was_asked_and_what_came_of_it(file, capsys):
    told = json.loads(said(capsys, "count", file, "--rule", "mes", "--completion", "none", "--json"))
    assert told["winners"] == ["a"]
    assert (told["spec"]["rule"], told["spec"]["completion"]) == ("equal-shares", "none")
    assert [one["project"] for one in told["rounds"]] == ["a"]
    assert told["rounds"][0]["payment"] == "15/1"
    assert [one["project"] for one in told["losers"]] == ["b", "c"]
    assert told["losers"][0]["reason"] == "support_spent"
    assert told["fallbacks"] >= 0
    assert [one["code"] for one in told["oddities"]] == ["empty_ballot"]
    assert "told" not in told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("kk", "Бұл жоба өтті. Оған 4 адам дауыс берді."),
        ("ru", "Проект прошёл. За него 4 голоса."),
        ("en", "This project won. 4 people voted for it."),
    ],
)
def test_every_project_is_told_of_in_the_language_asked_for(file, capsys, language, sentence):
    assert sentence in said(capsys, "count", file, "--rule", "greedy", "--explain", language)
    told = json.loads(said(capsys, "count", file, "--rule", "greedy", "--explain", language, "--json"))
    assert told["told"]["projects"]["a"][0] == sentence
    assert set(told["told"]["projects"]) == {"a", "b", "c"}


def test_a_tie_names_the_projects_and_says_how_to_draw(tied, capsys):
    assert main(["choice", "count", tied, "--rule", "greedy"]) == 2
    told = capsys.readouterr().err
    assert "a, b are tied" in told
    assert "--seed" in told
    assert told.count("\n") == 1


def test_a_seed_draws_the_public_lot_and_a_file_gives_one(tied, tmp_path, capsys):
    for seed in ("one", "two", "three"):
        told = json.loads(said(capsys, "count", tied, "--rule", "greedy", "--seed", seed, "--json"))
        assert told["spec"]["lot"] == lot.shuffled(["a", "b"], seed)
        assert told["winners"] == told["spec"]["lot"][:1]
    drawn = tmp_path / "lot.txt"
    drawn.write_text("b\na\n")
    told = json.loads(said(capsys, "count", tied, "--rule", "greedy", "--lot", str(drawn), "--json"))
    assert told["winners"] == ["b"]
    drawn.write_text("b\n")
    assert main(["choice", "count", tied, "--rule", "greedy", "--lot", str(drawn)]) == 2
    assert "name all" in capsys.readouterr().err
    assert main(["choice", "count", tied, "--ties", "id", "--seed", "x"]) == 2
    assert "takes no seed" in capsys.readouterr().err


def test_rules_stand_side_by_side(file, tied, capsys):
    text = said(capsys, "compare", file)
    assert "equal-shares, cardinality" in text
    assert "phragmen" in text
    assert "83.3 %" in text
    text = said(capsys, "compare", tied, "--rules", "greedy,mes")
    assert text.count("--seed") == 1
    text = said(capsys, "compare", tied, "--rules", "greedy,mes", "--seed", "x")
    assert "cannot be counted" not in text


def test_a_record_holds_and_is_of_its_file(tied, file, tmp_path, capsys):
    record = tmp_path / "record.json"
    record.write_text(said(capsys, "record", tied, "--rule", "greedy", "--seed", "hall"), encoding="utf-8")
    content = json.loads(record.read_text(encoding="utf-8"))
    assert (content["rule"], content["version"], content["seed"]) == ("choice.count", 1, "hall")
    assert content["case"]["rule"]["lot"] == []
    assert main(["verify", str(record)]) == 0
    assert main(["verify", str(record), tied]) == 0
    assert "the same projects and ballots" in capsys.readouterr().out
    assert main(["verify", str(record), file]) == 1
    assert "is not the election of this record: ballots, projects differ" in capsys.readouterr().err
    assert main(["verify", str(record), str(tmp_path / "nowhere.pb")]) == 2
    assert main(["verify", "journal", tied]) == 2
    content["outcome"]["spent"] += 1
    record.write_text(json.dumps(content))
    assert main(["verify", str(record), tied]) == 1
    assert "outcome_differs" in capsys.readouterr().err


def test_a_record_without_a_seed_is_made_only_where_none_is_needed(file, tied, capsys):
    assert json.loads(said(capsys, "record", file, "--rule", "greedy"))["seed"] == ""
    assert main(["choice", "record", tied]) == 2
    assert "--seed" in capsys.readouterr().err


def test_a_record_of_something_else_is_of_no_file(tmp_path, tied, capsys):
    from ortaq.engines import proof

    made = proof.make_record(
        rule="lot.order", version=1, case={"entries": ["a"]}, seed="7", made_at="2027-03-01T18:00:00+05:00"
    )
    path = tmp_path / "lot.json"
    path.write_text(json.dumps(made))
    assert main(["verify", str(path), tied]) == 2
    assert "no count of an election" in capsys.readouterr().err


BAD = {
    "empty": (b"", "empty"),
    "blank": (b"\n\n", "empty"),
    "utf16": (FILE.encode("utf-16"), "line 1: there is a sign that is not UTF-8"),
    "latin": (FILE.replace("Benches", "Bänke").encode("latin-1"), "line 11: there is a sign that is not UTF-8"),
    "nonsense": (b"hello", "nonsense.pb: line 1:"),
    "no_votes_section": (FILE.partition("VOTES")[0].encode(), "VOTES"),
    "unknown": (FILE.replace("4;b,c", "4;b,z").encode(), "line 17: "),
    "negative": (FILE.replace("b;60", "b;-60").encode(), "line 10: Project b costs -60"),
    "no_budget": (FILE.replace("budget;100", "budget;0").encode(), "line 5: The budget is 0"),
    "no_ballots": (FILE.partition("1;a,b")[0].encode(), "no ballot"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("verb", ["count", "compare", "record"])
def test_a_broken_file_gets_one_line_that_names_it(name, verb, tmp_path, capsys):
    content, sentence = BAD[name]
    path = tmp_path / f"{name}.pb"
    path.write_bytes(content)
    assert main(["choice", verb, str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{path}: ")
    assert sentence in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("where", ["nowhere.pb", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path, where, capsys):
    assert main(["choice", "count", str(tmp_path / where)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_project_of_exactly_the_budget_runs(tmp_path, capsys):
    path = tmp_path / "exact.pb"
    path.write_text(FILE.replace("a;60", "a;100"), encoding="utf-8")
    assert json.loads(said(capsys, "count", str(path), "--rule", "greedy", "--json"))["winners"] == ["a"]


@pytest.mark.parametrize(
    "words",
    [
        ["--rule", "whim"],
        ["--utility", "joy"],
        ["--step", "-1"],
        ["--step", "0.5"],
        ["--ties", "id,id"],
        ["--ties", "luck"],
        ["--seed", "x", "--lot", "y"],
    ],
)
def test_an_option_that_is_not_known_is_wrong_usage(file, words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["choice", "count", file, *words])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("words", "sentence"), [(["--step", "0"], "step"), (["--preset", "nobody"], "no preset nobody")]
)
def test_an_option_out_of_range_gets_a_sentence(file, words, sentence, capsys):
    assert main(["choice", "count", file, *words]) == 2
    assert sentence in capsys.readouterr().err


def test_the_terminal_knows_every_word_of_the_engine():
    assert set(choice.RULES) == set(RuleName)
    assert set(choice.ALIASES.values()) <= set(RuleName)
    assert set(choice.TIES) == set(Tie)
    options = {option.removeprefix("--").replace("-", "_"): words for option, (words, _) in choice.CHOICES.items()}
    assert {name: set(words) for name, words in options.items()} == {
        name: set(words) for name, words in WORDS.items() if name != "rule"
    }
    assert {option.removeprefix("--") for option in choice.NUMBERS} == set(LEAST)


@pytest.mark.parametrize("alias", sorted(choice.ALIASES))
def test_rules_go_by_the_names_people_use(alias):
    assert choice._rule(alias.upper().replace("-", "_")) == choice.ALIASES[alias]
    with pytest.raises(argparse.ArgumentTypeError):
        choice._rule("")


def test_every_preset_is_in_the_help_and_can_be_overridden(file, capsys):
    presets = pytest.importorskip("ortaq.engines.choice.presets")
    for name in presets.PRESETS:
        assert f"\n  {name} " in choice.PRESETS
        words = ["count", file, "--preset", name, "--completion", "none", "--ties", "file-order", "--json"]
        spec = json.loads(said(capsys, *words))["spec"]
        assert (spec["completion"], spec["ties"]) == ("none", ["file-order"])


@pytest.mark.slow
@pytest.mark.skipif(not PABULIB.exists(), reason="the reference data are not on this machine")
@pytest.mark.parametrize("name", ["Poland_Wieliczka_2023_Green_Budget.pb", "Netherlands_Assen_2024.pb"])
def test_a_real_election_is_counted_recorded_and_verified(name, tmp_path, capsys):
    path = str(PABULIB / name)
    record = tmp_path / "record.json"
    record.write_text(said(capsys, "record", path), encoding="utf-8")
    assert main(["verify", str(record), path]) == 0
