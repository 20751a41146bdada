"""Strangers take what they can get of places and time, and nobody else is refused or waits for them."""

import concurrent.futures
import re
import socket
import threading
import time

import pytest

from harness.abuse import Attack
from harness.bsn import KNOWN_FREE
from harness.installation import Installation
from harness.programs import DEADLINE, until
from harness.systemd import Notices
from harness.wire import Wire, question

SETTINGS = {"max_verbindingen": 20, "max_handdrukken": 50, "inactief_seconden": 3600, "zonder_certificaat_seconden": 2}
CONTRACT = b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
MEGABYTE = 1 << 20
CROWD = 400  # four times the share of an address
ENDLESS = [
    "key-updates",
    "key-updates-to-answer",
    "key-updates-and-bytes",
    "client-hellos",
    "client-hellos-and-bytes",
    "large-client-hellos",
    "fragments",
    "fragments-12",
    "empty",
    "empty-12",
    "alerts",
    "alerts-13",
]


def silent(vish, count, listener, address="127.0.0.1"):
    """Sockets that are open and say nothing; some of them may be refused."""
    opened = []
    for _ in range(count):
        plain = socket.socket()
        plain.settimeout(10)
        plain.bind((address, 0))
        plain.connect(("127.0.0.1", vish.ports[listener]))
        opened.append(plain)
    return opened


def close(wires):
    for wire in wires:
        getattr(wire, "socket", wire).close()


def refused(vish, reason, listener="data"):
    text = vish.observe("/metrics")[1]
    found = re.search(rf'^vish_connections_refused_total{{listener="{listener}",reason="{reason}"}} (\d+)', text, re.M)
    return int(found[1])


def test_callers_without_a_certificate_keep_no_bailiff_out(vish, job):
    wires = [Wire(vish) for _ in range(60)]
    assert job.ask([KNOWN_FREE]).status == 200
    until(lambda: refused(vish, "zonderCertificaat") > 0, "those beyond the share of an address are refused")
    close(wires)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9"])
def test_silent_sockets_keep_no_bailiff_out(vish, job, address):
    """From the address of the bailiff itself as well: many may stand behind one."""
    opened = silent(vish, 200, "data", address)
    assert job.ask([KNOWN_FREE]).status == 200
    until(lambda: refused(vish, "handdrukken") > 0, "the oldest made way")
    close(opened)


def test_silent_sockets_from_many_addresses_keep_no_bailiff_out(vish, job):
    opened = [silent(vish, 1, "data", f"127.0.1.{host}")[0] for host in range(1, 120)]
    assert job.ask([KNOWN_FREE]).status == 200
    close(opened)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9"])
def test_silent_sockets_keep_no_operator_and_no_monitoring_out(vish, address):
    opened = silent(vish, 300, "beheer", address) + silent(vish, 300, "observatie", address)
    assert vish.vishctl("status").returncode == 0
    assert vish.observe("/health/ready")[0] == 200
    close(opened)


def test_without_a_certificate_there_is_one_answer_and_no_long_wait(vish):
    with Wire(vish) as wire:
        wire.send(CONTRACT)
        status, headers = wire.read_head()
        assert status == 200 and headers["connection"] == "close"
        assert wire.closed()
    begin = time.monotonic()
    with Wire(vish) as wire:
        assert wire.closed()
    assert time.monotonic() - begin < 30


def test_a_party_that_takes_all_places_keeps_no_other_out(vish, job):
    wires = [Wire(vish, "gemeente") for _ in range(SETTINGS["max_verbindingen"] + 5)]
    until(lambda: refused(vish, "vol") > 0, "those beyond are refused")
    bailiffs = [Wire(vish, "deurwaarder") for _ in range(5)]
    for wire in bailiffs:
        wire.send(question(KNOWN_FREE))
        assert wire.read_head()[0] == 200
    wires[SETTINGS["max_verbindingen"] - 1].send(CONTRACT)
    assert wires[SETTINGS["max_verbindingen"] - 1].read_head()[0] == 200, "what it has beside them stays"
    close(wires + bailiffs)


@pytest.mark.parametrize("kind", ENDLESS)
def test_records_that_hold_nothing_end_the_connection(vish, kind):
    outcome = Attack(vish, kind, "--once", "--bytes", 16 * MEGABYTE, "--seconds", 60).run()
    assert outcome["opened"] == 1 and outcome["ended"] == 1
    assert outcome["largest"] < 16 * MEGABYTE


def test_a_client_that_renews_its_keys_for_each_request_goes_on(vish):
    attack = Attack(vish, "requests-with-new-keys", "--once", "--bytes", MEGABYTE, party="gemeente")
    assert attack.run()["ended"] == 0


def longest(act, attack):
    """How long it took at most, again and again until the attack is over."""
    slowest = 0
    while attack.runs():
        begin = time.monotonic()
        act()
        slowest = max(slowest, time.monotonic() - begin)
    return slowest


@pytest.mark.parametrize("kind", ["key-updates-to-answer", "client-hellos"])
@pytest.mark.parametrize("listener", ["data", "beheer"])
def test_a_bailiff_and_an_operator_are_answered_soon_while_records_come_without_end(vish, job, kind, listener):
    def ask():
        assert job.ask([KNOWN_FREE]).status == 200
        assert vish.beheer("GET", "/v1/aansluitingen", "beheerder").status == 200

    party = "gemeente" if listener == "beheer" else None
    with Attack(vish, kind, "--seconds", 8, "--bytes", 64 * MEGABYTE, party=party, listener=listener) as attack:
        slowest = longest(ask, attack)
        assert attack.end()["bytes"] > 0
    assert 0 < slowest < 6, "two requests, also on a machine with other work"


def test_health_answers_and_the_watchdog_is_fed_while_records_come_without_end(own, tmp_path):
    notices = Notices(tmp_path)
    own.start(environment=notices.environment(WATCHDOG_USEC="1500000"))

    def look():
        assert own.observe("/health/ready")[0] == 200
        notices.pass_over()

    with Attack(own, "key-updates-to-answer", "--seconds", 4, "--bytes", 64 * MEGABYTE) as attack:
        assert longest(look, attack) < 3
    notices.wait_for("WATCHDOG=1")
    own.stop()


def test_a_crowd_of_one_address_that_comes_at_once_gets_in(own):
    """As after a restart of the gateway of a bailiff: what waits for its turn lets nobody wait."""
    own.start()
    context = own.tls("deurwaarder")
    barrier = threading.Barrier(CROWD)

    def enter(_):
        barrier.wait(DEADLINE)
        plain = socket.create_connection(("127.0.0.1", own.ports["data"]), timeout=DEADLINE)
        return context.wrap_socket(plain, server_hostname="localhost")

    with concurrent.futures.ThreadPoolExecutor(CROWD) as pool:
        opened = list(pool.map(enter, range(CROWD)))
    for wire in opened:
        wire.sendall(CONTRACT)
        assert wire.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
    assert refused(own, "handdrukken") == 0
    close(opened)
    own.finish()


# What bounds it, and who come in too great a number.
TOO_MANY = {
    "handdrukken": ({"max_handdrukken_per_adres": 5}, lambda own: silent(own, 400, "data")),
    "vol": ({"max_verbindingen": 5}, lambda own: [Wire(own, "gemeente") for _ in range(150)]),
}


@pytest.mark.parametrize("reason", TOO_MANY)
def test_of_many_refused_connections_the_log_holds_the_first_and_a_number(tmp_path, reason):
    settings, come = TOO_MANY[reason]
    own = Installation(tmp_path, settings)
    try:
        own.start()
        wires = come(own)
        until(lambda: refused(own, reason) > 100, "most had to make way, or were refused")
        close(wires)
        count = refused(own, reason)
        own.stop()
        lines = [line for line in own.log.read_text().splitlines() if f'"reden":"{reason}"' in line]
        assert 2 <= len(lines) <= 4
        numbers = [int(found[1]) for line in lines if (found := re.search(r'"aantal":"(\d+)"', line))]
        assert len(lines) - len(numbers) + sum(numbers) >= count
    finally:
        own.kill()
