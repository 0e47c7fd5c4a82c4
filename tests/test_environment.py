"""The ground tests stand on: nothing of a real city is touched, nothing leaves this machine, a real browser answers."""

import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_socket import SocketConnectBlockedError

from tests.conftest import NOW


def test_tests_keep_their_files_to_themselves(db):
    assert settings.ENV == "test"
    assert Path(settings.STATE_DIR).is_relative_to(Path(tempfile.gettempdir()).resolve())
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        assert Path(name).is_file()
        assert not Path(name).is_relative_to(settings.ROOT)
    else:
        assert name.startswith("test_")


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_reaches_another_machine():
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)


def test_now_is_a_working_morning_in_almaty():
    assert NOW.isoformat() == "2027-03-01T10:00:00+05:00"
    assert NOW.strftime("%A") == "Monday"


def test_a_browser_without_faults_is_told_from_one_with_them(axe):
    good = "data:text/html,<html lang=kk><title>Ortaq</title><main><h1>Ortaq</h1></main>"
    bad = "data:text/html,<html><title>Ortaq</title><main><h1>Ortaq</h1><img src=x></main>"
    assert axe(good) == []
    assert [line.split(":")[0] for line in axe(bad)] == ["html-has-lang", "image-alt"]
