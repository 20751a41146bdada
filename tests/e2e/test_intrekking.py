"""Who is revoked is out, also on a connection that is open; who is not stays in."""

import re

import pytest

from harness.authority import load_authority, replace
from harness.bsn import KNOWN_FREE
from harness.curl import CurlFailed
from harness.installation import DEURWAARDER, DEURWAARDER2, GEMEENTE
from harness.job import day, dagbestand
from harness.programs import until
from harness.wire import Wire, question

SETTINGS = {"herlezen_seconden": 1, "inactief_seconden": 3600, "max_aanleveringen_tegelijk": 1, "verzoek_seconden": 300}
SECONDS = 1 / 86400  # in days


def prepare(installation):
    installation.authority = load_authority(installation.pki, "ca")
    installation.lists = installation.pki / "intrekkingslijsten"


def publish(vish, **options):
    replace(vish.lists / "ca.crl", vish.authority.crl(**options))


def revoke(vish, certificate):
    vish.authority.revoked.append(certificate)
    publish(vish)


def ask(wire):
    """The status of a question on an open connection; 0 when it is no longer."""
    try:
        wire.send(question(KNOWN_FREE))
        status, headers = wire.read_head()
        if status:
            wire.read_body(headers)
        return status
    except OSError:
        return 0


def gets_in(vish, party):
    try:
        return vish.data("GET", "/v1/openapi.json", party).status == 200
    except CurlFailed:
        return False


def measured(vish, name):
    return float(re.search(rf"^{name} (\S+)$", vish.observe("/metrics")[1], re.MULTILINE)[1])


def put_head(code, length, headers=""):
    path = f"/v1/aansluitingen/{code}/aanleveringen/{day(-1)}"
    headers = f"Host: localhost\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n{headers}"
    return f"PUT {path} HTTP/1.1\r\n{headers}\r\n".encode()


@pytest.fixture
def newcomer(vish, job):
    """Makes a certificate and returns it."""
    return lambda party, oin, **options: vish.authority.issue(vish.pki, party, [oin], **options)


def test_an_idle_connection_of_a_revoked_party_is_closed_and_others_go_on(vish, newcomer):
    certificate = newcomer("stil", DEURWAARDER)
    with Wire(vish, "stil") as wire, Wire(vish, "deurwaarder") as other, Wire(vish) as anonymous:
        assert ask(wire) == ask(other) == 200
        revoke(vish, certificate)
        assert wire.closed()
        assert not gets_in(vish, "stil")
        assert ask(other) == 200
        assert ask(anonymous) == 401


def test_a_busy_connection_of_a_revoked_party_gets_no_further_answer(vish, newcomer):
    certificate = newcomer("druk", DEURWAARDER)
    with Wire(vish, "druk") as wire:
        assert ask(wire) == 200
        revoke(vish, certificate)
        until(lambda: ask(wire) == 0, "the connection is closed")


def test_a_running_upload_of_a_revoked_party_is_cut_off_and_changes_nothing(vish, job, newcomer, bsns):
    certificate, code, people = newcomer("halverwege", GEMEENTE), job.aansluiting(), bsns(2)
    vish.used_bsns.update(people)
    with Wire(vish, "halverwege") as wire:
        wire.send(put_head(code, 9999) + dagbestand(people))
        revoke(vish, certificate)
        assert wire.read_head()[0] == 0
    assert job.found(people) == set()


def test_an_upload_that_came_in_whole_is_not_committed_for_a_revoked_party(vish, job, newcomer, bsns):
    certificate, first, second, people = newcomer("wachtend", GEMEENTE), job.aansluiting(), job.aansluiting(), bsns(2)
    vish.used_bsns.update(people)
    body = dagbestand(people)
    with Wire(vish, "gemeente") as ahead, Wire(vish, "wachtend") as wire:
        ahead.send(put_head(first, len(body), "Expect: 100-continue\r\n"))
        assert ahead.read_head()[0] == 100, "it has the only place"
        wire.send(put_head(second, len(body)) + body)
        revoke(vish, certificate)
        assert wire.closed()
        ahead.send(body)
        assert ahead.read_head()[0] == 201
    job.expect(job.deliver(first, people), 200)  # after the other, whose turn came first
    assert job.found(people, second) == set()
    assert job.found(people, first) == set(people)


def test_a_connection_is_closed_when_its_certificate_expires(vish, newcomer):
    newcomer("bijna", DEURWAARDER, days=(-1, 4 * SECONDS))
    with Wire(vish, "bijna") as wire:
        assert ask(wire) == 200
        assert wire.closed()


def test_a_list_that_cannot_be_read_leaves_the_good_one_in_force(vish, newcomer):
    certificate = newcomer("vroeger", DEURWAARDER)
    revoke(vish, certificate)
    until(lambda: not gets_in(vish, "vroeger"), "the list is in force")
    replace(vish.lists / "ca.crl", b"-----BEGIN X509 CRL-----\nAAAA\n")
    until(lambda: measured(vish, "vish_crl_notices") > 0, "the list is found to be unreadable")
    assert "2 meldingen over intrekkingslijsten: " in vish.vishctl("status").stdout, "the file, and the CA without a list"
    assert not gets_in(vish, "vroeger") and gets_in(vish, "deurwaarder")
    assert "geen leesbare intrekkingslijst" in vish.log.read_text(encoding="utf-8")
    publish(vish)
    until(lambda: measured(vish, "vish_crl_notices") == 0, "the list is mended")


def test_an_older_list_or_none_does_not_replace_a_newer_one(vish, newcomer):
    revoke(vish, newcomer("terug", DEURWAARDER))
    until(lambda: not gets_in(vish, "terug"), "the list is in force")
    newest = vish.authority.revoked.copy()
    vish.authority.revoked.clear()
    number = vish.authority.number
    publish(vish, number=number - 1)
    until(lambda: measured(vish, "vish_crl_notices") > 0, "the list is found to be old")
    assert not gets_in(vish, "terug")
    (vish.lists / "ca.crl").unlink()
    told = lambda: vish.beheer("GET", "/v1/status", "beheerder").json["intrekkingslijstmeldingen"]["meldingen"]
    until(lambda: len(told()) == 1 and "geen bruikbare intrekkingslijst" in told()[0], "only that it is gone is told")
    assert not gets_in(vish, "terug") and gets_in(vish, "deurwaarder")
    vish.authority.revoked.extend(newest)
    vish.authority.number = number
    publish(vish)
    until(lambda: measured(vish, "vish_crl_notices") == 0, "nothing is left to tell")


def test_everyone_is_out_while_the_list_is_stale_and_in_again_after(vish, job):
    with Wire(vish, "deurwaarder") as wire:
        assert ask(wire) == 200
        publish(vish, days=(-1, 5 * SECONDS))
        assert wire.closed()
    assert not gets_in(vish, "deurwaarder")
    assert vish.vishctl("status", check=False).returncode != 0
    publish(vish)
    until(lambda: gets_in(vish, "deurwaarder"), "the new list is in force")
    assert measured(vish, "vish_crl_notices") == 0
    assert 'vish_crl_next_update_timestamp_seconds{issuer="' in vish.observe("/metrics")[1]


def test_a_bevrager_that_is_suspended_may_not_ask_on_its_open_connection(vish, job):
    with Wire(vish, "deurwaarder2") as wire:
        assert ask(wire) == 200
        job.move("bevragers", DEURWAARDER2, "geschorst")
        assert ask(wire) == 403
