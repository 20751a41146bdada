"""Which certificates come in: exactly what the table in docs/beveiliging.md says."""

import pathlib
import re
import socket
import ssl

import pytest

from harness.bsn import KNOWN_FREE
from harness.mistakes import LETTERS, Mistakes
from harness.programs import DEADLINE
from harness.wire import question

GUIDE = pathlib.Path(__file__).parents[2] / "docs/beveiliging.md"
OUTCOMES = {"200", "401", "403", "geen verbinding"}
REQUESTS = {"data": question(KNOWN_FREE), "beheer": b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n"}
VERSIONS = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)


def table():
    section = GUIDE.read_text(encoding="utf-8").partition("## Certificaten")[2]
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    return {case: {"data": data.split(" of "), "beheer": beheer.split(" of ")} for case, data, beheer in rows[1:]}


TABLE = table()


def prepare(installation):
    installation.mistakes = Mistakes(installation.pki)


@pytest.fixture(scope="module")
def server(vish, job):
    job.operator("organisaties", {"oin": LETTERS, "naam": "Letters", "soort": "gerechtsdeurwaarder"}, 201)
    job.operator("bevragers", {"oin": LETTERS, "overeenkomstdatum": "2026-01-31"}, 201)
    job.move("bevragers", LETTERS, "test")
    return vish


def outcome(vish, listener, party, version):
    context = ssl.create_default_context(cafile=vish.pki / "ca.pem")
    context.minimum_version = context.maximum_version = version
    # The client is as lax as can be: it is the server that has to refuse.
    context.set_ciphers("ALL:@SECLEVEL=0")
    if party:
        context.load_cert_chain(vish.pki / f"{party}.pem", vish.pki / f"{party}.key")
    try:
        with socket.create_connection(("127.0.0.1", vish.ports[listener]), timeout=DEADLINE) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as wire:
                wire.sendall(REQUESTS[listener])
                answer = wire.recv(65536)
    except (ssl.SSLError, ConnectionError):
        return "geen verbinding"
    return answer[9:12].decode() if answer else "geen verbinding"


def refused_until(vish, party):
    """A revocation is in force as soon as its list is read."""
    while outcome(vish, "data", party, VERSIONS[1]) != "geen verbinding":
        pass


def test_the_table_names_every_certificate_that_is_tried_and_no_other(vish):
    assert set(TABLE) == vish.mistakes.cases
    assert len(TABLE) >= 40
    assert {text for row in TABLE.values() for cell in row.values() for text in cell} <= OUTCOMES


@pytest.mark.parametrize("case", TABLE)
def test_a_certificate_is_received_as_the_table_says(server, case):
    party = server.mistakes.party(case)
    if case == "ingetrokken":
        refused_until(server, party)
    for version in VERSIONS:
        for listener, expected in TABLE[case].items():
            assert outcome(server, listener, party, version) in expected, (listener, version)
