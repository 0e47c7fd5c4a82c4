"""What the documents tell to type can be typed: every command is taken by the parser, every example by what reads it."""

import json
import re
import shlex
from pathlib import Path

import pytest

from ortaq.civic.reception.queries import records
from ortaq.civic.reception.rules.mapping import Mapping
from ortaq.doors.terminal.main import build_parser

ROOT = Path(__file__).resolve().parents[2]
TYPED = re.compile(r"^(?: {4})?((?:\.venv/bin/)?ortaq .+)$|`([^`\n]*\.venv/bin/ortaq [^`\n]+)`", re.MULTILINE)
JOINED = re.compile(r"&&|[>|]")


def commands() -> list[str]:
    """Commands in blocks of code, and those in a line that name the program as it stands after `make demo`."""
    found = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for block, inline in TYPED.findall(path.read_text(encoding="utf-8")):
            line = (block or inline).split("  #")[0]
            found += [part.strip() for part in JOINED.split(line) if "ortaq " in part]
    return found


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_documents_is_taken_as_it_stands(command: str) -> None:
    words = shlex.split(command)
    while "=" in words[0]:
        words.pop(0)
    assert Path(words[0]).name == "ortaq"
    build_parser().parse_args(words[1:])


def test_commands_are_found() -> None:
    assert len(commands()) > 10
    assert any("import boundaries" in command for command in commands())


def test_what_looks_at_the_demo_from_outside_says_where_it_is() -> None:
    """A city is production by default and stops without its keys: a newcomer has none."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`ORTAQ_ENV=demo ORTAQ_STATE_DIR=var/demo .venv/bin/ortaq verify journal`" in readme
    assert "export ORTAQ_ENV=demo ORTAQ_STATE_DIR=var/demo" in readme.split("## Your own records")[1]


def test_the_mapping_of_the_documents_is_one() -> None:
    text = (ROOT / "docs" / "moving-here.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    assert Mapping.read(json.loads(example)).source == "old-desk"
    assert [name for name in records.shipped() if f"`{name}`" not in text] == []
