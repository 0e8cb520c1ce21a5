"""The guards that every test runs under do guard."""

import socket
import urllib.request
from pathlib import Path

import pytest


def test_no_test_can_reach_another_machine():
    with socket.socket() as outgoing, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        outgoing.connect(("192.0.2.1", 80))


def test_names_of_other_machines_are_not_looked_up():
    with pytest.raises(OSError, match="look up"):
        urllib.request.urlopen("http://qolhat.invalid/", timeout=1)


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()


def test_no_test_sees_the_real_home():
    assert "pytest" in str(Path.home())
