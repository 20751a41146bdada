"""What vishd and the service manager tell each other."""

import signal
import socket

import pytest

from harness.installation import Installation
from harness.job import Job
from harness.programs import until
from harness.systemd import Notices, Sockets


@pytest.fixture
def notices(tmp_path):
    return Notices(tmp_path)


@pytest.fixture
def sockets():
    made = Sockets()
    yield made
    made.close()


def test_the_manager_hears_when_the_server_serves_and_when_it_stops(own, notices):
    own.start(environment=notices.environment())
    notices.wait_for("READY=1")
    own.stop()
    notices.wait_for("STOPPING=1")


def test_a_start_that_goes_on_is_not_cut_short(own, notices):
    """As when the copy of the audit log begins in another folder."""
    own.start()
    own.stop()
    own.set(kopie="kopie")
    own.start(environment=notices.environment())
    notices.wait_for("EXTEND_TIMEOUT_USEC=60000000")
    own.stop()


def test_a_living_server_keeps_the_watchdog_quiet_and_one_that_is_stuck_does_not(own, notices):
    own.start(environment=notices.environment(WATCHDOG_USEC="300000"))
    for _ in range(3):
        notices.wait_for("WATCHDOG=1")
    own.process.send_signal(signal.SIGSTOP)
    try:
        assert notices.quiet_for(1)
    finally:
        own.process.send_signal(signal.SIGCONT)
    notices.wait_for("WATCHDOG=1")
    own.stop()


def test_the_server_takes_over_sockets_that_were_opened_for_it(own, sockets):
    own.start(sockets=sockets)
    assert own.ports == {name: sockets.port(name) for name in sockets.names}
    assert own.data("GET", "/v1/openapi.json").status == 200
    own.stop()


def test_connections_made_while_no_server_runs_wait_for_the_next(own, sockets):
    own.start(sockets=sockets)
    own.stop()
    with socket.create_connection(("127.0.0.1", sockets.port("observatie")), timeout=30) as early:
        early.sendall(b"GET /health/live HTTP/1.1\r\nHost: proef\r\nConnection: close\r\n\r\n")
        own.start(sockets=sockets)
        assert early.recv(4096).startswith(b"HTTP/1.1 200")
    own.stop()


@pytest.mark.parametrize(
    "names,text",
    [(("data", "beheer", "iets"), "'iets' hoort bij geen ingang"), (("data", "data", "beheer"), "data is er twee keer")],
)
def test_a_socket_that_fits_no_listener_refuses_the_start(own, names, text):
    strange = Sockets(names)
    with pytest.raises(AssertionError, match="vishd ended with 1"):
        own.start(sockets=strange)
    assert text in own.tail()
    strange.close()


def test_a_socket_elsewhere_than_configured_refuses_the_start(tmp_path, sockets):
    vish = Installation(tmp_path, free_ports=False)
    vish.set(poortbestand=str(vish.folder / "poorten.json"))
    with pytest.raises(AssertionError, match="vishd ended with 1"):
        vish.start(sockets=sockets)
    assert "de instellingen noemen 127.0.0.1:8443" in vish.tail()


def test_a_connection_made_just_before_the_stop_still_gets_its_answer(own):
    own.start()
    Job(own).connect_parties()
    connection = own.connect("gemeente")
    own.process.send_signal(signal.SIGTERM)
    until(lambda: "afsluiten begint" in own.tail(), "the server begins to stop")
    connection.sendall(b"GET /v1/openapi.json HTTP/1.1\r\nHost: proef\r\n\r\n")
    answer = connection.recv(4096)
    assert answer.startswith(b"HTTP/1.1 200") and b"Connection: close" in answer
    own.stop()
