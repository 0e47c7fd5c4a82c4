"""The bench of layers: what is compared, and what it does without its peer."""

from pathlib import Path

import pytest

from bench import features
from bench.clients import Measure


def side(times, answers):
    return Measure(1, seconds=1.0, times=times), Measure(8, seconds=1.0, times=[0.1] * answers)


def test_a_ratio_says_how_many_times_as_fast_ours_is():
    faster, more = features.times(side([0.01, 0.02, 0.03], 40), side([0.1, 0.2, 0.3], 8))
    assert (faster, more) == pytest.approx((10, 5))


def test_a_peer_that_cannot_be_installed_is_left_out(tmp_path: Path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise OSError

    monkeypatch.setattr(features.venv, "create", refuse)
    assert features.Peer(tmp_path).install() is False


def test_without_the_file_the_bench_says_so_and_ends_well(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(features, "FILE", tmp_path / "nothing.geojson")
    assert features.main([]) == 0
    assert "not here" in capsys.readouterr().out


def test_both_are_asked_for_the_same():
    assert f"limit={features.FEATURES}" in features.OURS
    assert f"limit={features.FEATURES}" in features.THEIRS
    assert features.CONFIG["resources"]["territories"]["providers"][0]["data"] == str(features.FILE)
