"""The `ortaq` command answers at once and says what is wrong in sentences."""

import json
import resource
import subprocess
import sys

import pytest

from ortaq.doors.terminal.main import VERBS, build_parser, main
from ortaq.engines import proof
from tests.site.test_settings import ROOT, environment

ORTAQ = [sys.executable, "-m", "ortaq.doors.terminal.main"]
LEAVES = [
    ["demo"], ["serve"], ["worker"], ["migrate"], ["check"], ["verify"], ["choice", "count"],
    ["choice", "compare"], ["choice", "record"], ["opinion", "groups"], ["import", "appeals"], ["import", "boundaries"],
    ["calendar", "propose"], ["calendar", "approve"], ["routing", "publish"], ["seal"], ["staff", "add"], ["erase", "person"],
]  # fmt: skip


def ortaq(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ORTAQ, *words], env=environment(**given), capture_output=True, text=True, cwd=ROOT, check=False
    )


def test_help_comes_in_a_blink_and_names_every_verb():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = ortaq("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode == 0
    # Of the processor, not of the clock: other work on the machine is no fault of the front's.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3
    for name in VERBS:
        assert f"    {name.removesuffix('_data')} " in run.stdout


def test_help_loads_neither_django_nor_an_engine():
    code = "import sys; from ortaq.doors.terminal.main import build_parser; build_parser().format_help(); print([m for m in sys.modules if m.startswith(('django', 'numpy', 'shapely', 'ortaq.engines', 'ortaq.core'))])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_verb_explains_itself(words, capsys):
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([*words, "--help"])
    assert ended.value.code == 0
    assert "usage: ortaq " + " ".join(words) in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [["dance"], ["demo", "--port", "x"], ["verify"], ["import"], ["staff", "add"], ["seal", "--day", "yesterday"]],
)
def test_wrong_usage_is_exit_code_two(words):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_no_verb_prints_the_help():
    assert main([]) == 2


def test_the_version_is_told(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("ortaq 0.")


@pytest.fixture
def record(tmp_path):
    made = proof.make_record(
        rule="lot.order", version=1, case={"entries": ["a", "b", "c"]}, seed="7", made_at="2027-03-01T18:00:00+05:00"
    )
    path = tmp_path / "decision.json"
    path.write_text(json.dumps(made))
    return path


def test_a_published_decision_is_recomputed_without_django(record):
    code = f"import sys; from ortaq.doors.terminal.main import main; code = main(['verify', {str(record)!r}]); print(code, 'django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout.startswith("OK: lot.order@1")
    assert run.stdout.strip().endswith("0 False")


def test_a_record_that_was_touched_is_named_with_what_differs(record, capsys):
    content = json.loads(record.read_text())
    content["outcome"]["order"].reverse()
    record.write_text(json.dumps(content))
    assert main(["verify", str(record)]) == 1
    said = capsys.readouterr().err
    assert "outcome_digest_differs" in said
    assert "outcome_differs" in said


@pytest.mark.parametrize(
    ("content", "code"), [(None, 2), ("not json", 1), ("{}", 1), ('{"a": 1, "a": 2}', 1), ("[1.5]", 1), ("null", 1)]
)
def test_what_is_no_record_gets_a_sentence(tmp_path, capsys, content, code):
    path = tmp_path / "x.json"
    if content is not None:
        path.write_text(content)
    assert main(["verify", str(path)]) == code
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert str(path) in said


def test_a_wrong_setting_is_a_sentence_and_not_a_crash():
    run = ortaq("migrate", ORTAQ_ENV="production")
    assert run.returncode == 2
    assert "ORTAQ_SECRET_KEY" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path):
    given = {
        "ORTAQ_ENV": "demo",
        "ORTAQ_STATE_DIR": str(tmp_path),
        "ORTAQ_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    run = ortaq("migrate", **given)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "does not answer" in run.stderr
