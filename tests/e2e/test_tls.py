"""Connections: versions, ciphers, sessions, and requests that come all at once."""

import contextlib
import re
import ssl
import subprocess

import pytest

from harness.bsn import KNOWN_FREE
from harness.programs import DEADLINE, until
from harness.wire import Wire, question

SETTINGS = {"max_verbindingen": 20, "max_bevragingen_tegelijk": 1}
CONTRACT = b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
QUESTION = question(KNOWN_FREE)
CIPHERS = ["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-GCM-SHA256"]


def s_client(vish, listener, *options, party="beheerder"):
    """What openssl s_client says of a connection; None when there is none."""
    port, folder = vish.ports[listener], vish.pki
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", folder / "ca.pem"]
    command += ["-cert", folder / f"{party}.pem", "-key", folder / f"{party}.key", *options]
    request = b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    done = subprocess.run([*command, "-ign_eof"], input=request, capture_output=True, check=False, timeout=DEADLINE)
    text = done.stdout.decode(errors="replace")
    return text if "HTTP/1.1 " in text else None


@pytest.mark.parametrize("listener", ["data", "beheer"])
@pytest.mark.parametrize("options", [["-tls1_3"], *(["-tls1_2", "-cipher", cipher] for cipher in CIPHERS)])
def test_every_version_and_cipher_of_the_guide_gets_through(vish, listener, options):
    assert options[-1].removeprefix("-tls1_3") in s_client(vish, listener, *options)


@pytest.mark.parametrize("listener", ["data", "beheer"])
@pytest.mark.parametrize("group", ["X25519", "P-256", "P-384", "P-521"])
def test_every_group_of_the_guide_gets_through(vish, listener, group):
    assert s_client(vish, listener, "-tls1_3", "-groups", group)


LAX = "ALL:@SECLEVEL=0"
WEAK = ["ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-CCM"]
WEAK += ["AES128-GCM-SHA256", "DHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-NULL-SHA", "aNULL", "PSK"]
REFUSED = [
    ["-tls1_1", "-cipher", LAX],
    ["-tls1", "-cipher", LAX],
    *(["-tls1_2", "-cipher", f"{cipher}:@SECLEVEL=0"] for cipher in WEAK),
    ["-tls1_3", "-groups", "X448"],
    ["-tls1_3", "-groups", "ffdhe2048"],
    ["-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256"],
    ["-tls1_2", "-cipher", LAX, "-sigalgs", "ECDSA+SHA1:RSA+SHA1"],
    ["-tls1_3", "-sigalgs", "ed25519"],
]


@pytest.mark.parametrize("listener", ["data", "beheer"])
@pytest.mark.parametrize("options", REFUSED)
def test_whatever_else_openssl_can_do_gets_no_connection(vish, listener, options):
    assert s_client(vish, listener, *options) is None


@pytest.mark.parametrize("listener", ["data", "beheer"])
@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_no_session_is_offered_and_none_is_accepted(vish, listener, version, tmp_path):
    saved = tmp_path / "session.pem"
    said = s_client(vish, listener, version, "-sess_out", saved)
    assert "NewSessionTicket" not in said and "TLS session ticket:" not in said
    assert not re.search(r"Session-ID: [0-9A-F]+", said)
    if saved.exists():
        assert "Reused, " not in s_client(vish, listener, version, "-sess_in", saved)


def test_a_ticket_of_the_clients_own_making_is_not_accepted(vish):
    with Wire(vish, "deurwaarder", version=ssl.TLSVersion.TLSv1_2) as first:
        first.send(CONTRACT)
        assert first.read_head()[0] == 200
        assert not first.socket.session.has_ticket
    with Wire(vish, resume=first) as second:
        second.send(CONTRACT)
        assert second.read_head()[0] == 200
        assert not second.socket.session_reused


def test_a_question_beyond_what_can_be_recorded_is_put_off_and_its_connection_goes_on(vish, job):
    with contextlib.ExitStack() as stack:
        wires = [stack.enter_context(Wire(vish, "deurwaarder")) for _ in range(8)]
        answers = until(lambda: put_off(wires), "there are more questions than places")
        assert {status for status, _ in answers} == {200, 503}
        assert all(headers.get("retry-after") for status, headers in answers if status == 503)
        for wire in wires:
            wire.send(QUESTION)
            status, headers = wire.read_head()
            wire.read_body(headers)
            assert status == 200


def put_off(wires):
    """Asks on all at once; the answers, if one of them was put off."""
    for wire in wires:
        wire.send(QUESTION)
    answers = [wire.read_head() for wire in wires]
    for wire, (_, headers) in zip(wires, answers):
        wire.read_body(headers)
    return any(status == 503 for status, _ in answers) and answers


def test_requests_that_come_in_one_record_are_answered_in_order(vish, job):
    unknown = b"GET /v1/niets HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with Wire(vish, "deurwaarder") as wire:
        wire.send(30 * (QUESTION + unknown + CONTRACT))
        statuses = []
        for _ in range(90):
            status, headers = wire.read_head()
            wire.read_body(headers)
            statuses.append(status)
        assert statuses == 30 * [200, 404, 200]


def test_what_is_beyond_the_number_of_connections_is_closed_and_the_others_go_on(vish):
    wires = [Wire(vish, "gemeente") for _ in range(SETTINGS["max_verbindingen"])]
    wires[0].send(CONTRACT)
    assert wires[0].read_head()[0] == 200
    with Wire(vish, "gemeente") as beyond:
        assert beyond.closed()
    wires[1].send(CONTRACT)
    assert wires[1].read_head()[0] == 200
    assert vish.vishctl("status").returncode == 0, "operators have places of their own"
    refused = r'^vish_connections_refused_total{listener="data",reason="vol"} [1-9]'
    assert re.search(refused, vish.observe("/metrics")[1], re.M)
    for wire in wires:
        wire.socket.close()
