"""What the documents promise is there, and what is there is in the documents."""

import ast
import re
import shutil
import subprocess
import tomllib

import pytest

from tests.architecture.plan import HOUSE, PYPROJECT, ROOT, modules, name_of

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]
# Put together from parts, so that this file does not name them either.
REGISTRIES = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(org|com)", r"//registry\."]))
SETTING = re.compile(r"\bORTAQ_[A-Z][A-Z_0-9]*[A-Z0-9]\b")
TEST_SETTINGS = {"ORTAQ_CHROMIUM", "ORTAQ_REQUIRE_BROWSER"}


def documents() -> str:
    paths = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def tracked() -> list[str]:
    if shutil.which("git") is None:
        pytest.skip("no git on this machine")
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("not a git checkout")
    return [name for name in run.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_every_setting_is_documented():
    used = {name for path, _ in modules() for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 5
    text = documents()
    assert sorted(name for name in used | TEST_SETTINGS if name not in text) == []


def test_every_act_is_named_in_the_words_of_the_house():
    """acts.py holds constants like ANSWERED = "appeal.answered"; docs/words.md or docs/acts.md names each."""
    acts = {
        node.value
        for path in HOUSE.rglob("acts.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+\.[a-z_]+", node.value)
    }
    assert len(acts) > 5
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    named = set(re.findall(r"[a-z]+\.[a-z_]+", text))
    assert sorted(acts - named) == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_carry_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.split(r"\n(?=\S)", text.strip())
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert all(re.match(r"[\w.\-\[\],]+==\S+", package) for package in packages)


def test_what_runs_is_what_is_tested():
    """The development lock holds every line of the other: `make demo` after `make test` installs nothing."""
    pins = {}
    for name in LOCKS[:2]:
        text = (ROOT / name).read_text(encoding="utf-8")
        pins[name] = set(re.findall(r"^([\w.\-]+(?:\[[\w,]+\])?==[\w.]+)", text, flags=re.MULTILINE))
    assert pins["requirements.lock"] - pins["requirements-dev.lock"] == set()


def test_the_front_end_lock_names_no_address():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert '"integrity"' in text


def test_no_file_names_a_package_registry():
    wrong = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:2000] and REGISTRIES.search(content.decode("utf-8", errors="replace")):
            wrong.append(name)
    assert wrong == []


def test_the_changelog_knows_this_version():
    version = PYPROJECT["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_the_whole_apache_licence():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert text.count("\n") > 200
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == "Apache-2.0"


def test_every_verb_of_the_makefile_is_in_its_help():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    helped = (ROOT / "tools" / "help.sh").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE).group(1).split()
    inner = {"help", "ready", "ready-dev"}
    assert [verb for verb in phony if verb not in inner and f"make {verb} " not in helped] == []


def test_no_python_file_is_left_behind_without_a_package():
    """A folder without __init__.py is invisible to import-linter, and so to the plan."""
    assert [name_of(path) for path, _ in modules() if not (path.parent / "__init__.py").exists()] == []
