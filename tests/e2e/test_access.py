"""Who may come in, and what those see who may not."""

import pytest

from harness import pki
from harness import routes as declared
from harness.bsn import KNOWN_FREE
from harness.curl import CurlFailed
from harness.installation import DEURWAARDER
from harness.job import CSV, day, dagbestand, row
from harness.wire import Wire

QUESTION = {"burgerservicenummers": [KNOWN_FREE], "kenmerk": "1", "doel": "beslag"}
FILE = dagbestand([row("999990019")])
UNKNOWN = "GM9999-ONBEKEND"
TLS_REFUSED = (35, 55, 56)


BODIES = {"": (None, None), "text/csv": (FILE, CSV), "application/json": (QUESTION, None)}


def exchanges(code, *who):
    """A request for each route of the data listener that these may use."""
    for route in declared.routes("data", *who):
        yield route.method, route.path_of(aansluitcode=code, peildatum=day(-1)), *BODIES[route.takes]


def routes(code):
    return list(exchanges(code, "aanleveraar"))


def statuses(vish, party, exchanges):
    return {vish.data(method, path, party, body, headers).status for method, path, body, headers in exchanges}


@pytest.fixture(scope="module")
def certificates(vish):
    folder = vish.pki
    pki.make_certificate(folder, "onbekend", "00000099000000099000")
    pki.make_certificate(folder, "zonder-oin", None)
    pki.make_certificate(folder, "kort-oin", "0000009900000009")
    pki.make_certificate(folder, "servergebruik", DEURWAARDER, usage="serverAuth")
    pki.make_root(folder, "vreemde-ca")
    pki.make_certificate(folder, "vreemd", DEURWAARDER, issuer="vreemde-ca")


def test_without_a_certificate_every_route_but_the_contract_says_401(vish, job):
    assert statuses(vish, None, exchanges(job.aansluiting(), "aanleveraar", "bevrager")) == {401}
    assert statuses(vish, None, routes(UNKNOWN)) == {401}


def test_the_contract_is_open_to_everyone(vish):
    answer = vish.data("GET", "/v1/openapi.json")
    assert answer.status == 200 and answer.headers["access-control-allow-origin"] == "*"
    assert answer.json["info"]["version"] == answer.headers["api-version"]


@pytest.mark.parametrize("party", ["onbekend", "zonder-oin", "kort-oin"])
def test_an_unknown_oin_is_refused(vish, job, certificates, party):
    assert vish.data("POST", "/v1/matches", party, QUESTION).status == 403
    assert statuses(vish, party, routes(job.aansluiting())) <= {403, 404}


def test_an_aansluiting_of_someone_else_is_answered_as_one_that_does_not_exist(vish, job):
    own, none = job.aansluiting(), UNKNOWN
    for party in ("deurwaarder", "deurwaarder2"):
        for there, gone in zip(routes(own), routes(none)):
            first = vish.data(there[0], there[1], party, there[2], there[3])
            second = vish.data(gone[0], gone[1], party, gone[2], gone[3])
            assert first.status == second.status and first.status in (403, 404)
            assert first.body == second.body
            assert first.headers.keys() == second.headers.keys()


def test_a_municipality_sees_nothing_of_another_one(vish, job):
    code = job.aansluiting(organisatie="00000099000000030000", aanleveraars=[])
    for there, gone in zip(routes(code), routes(UNKNOWN)):
        first = vish.data(there[0], there[1], "gemeente", there[2], there[3])
        second = vish.data(gone[0], gone[1], "gemeente", gone[2], gone[3])
        assert first.status == second.status == 404 and first.body == second.body


@pytest.mark.parametrize("code", ["x", "gm0344", "-AB", "A" * 33, "A%2FB", "%00"])
def test_an_aansluitcode_that_cannot_exist_is_not_found(vish, job, code):
    assert statuses(vish, "gemeente", routes(code)) == {404}


def test_an_aansluiting_that_only_is_registered_may_not_deliver(vish, job, bsns):
    assert job.deliver(job.aansluiting("aangemeld"), bsns(1)).status == 403


def test_a_bevrager_that_is_suspended_may_not_ask(vish, job):
    oin = "00000099000000099100"
    pki.make_certificate(vish.pki, "geschorst", oin)
    job.operator("organisaties", {"oin": oin, "naam": "Geschorst", "soort": "overheid"}, 201)
    job.operator("bevragers", {"oin": oin, "overeenkomstdatum": "2026-01-31"}, 201)
    assert job.ask([KNOWN_FREE], party="geschorst").status == 403
    job.move("bevragers", oin, "test")
    assert job.ask([KNOWN_FREE], party="geschorst").status == 200
    job.move("bevragers", oin, "productie")
    job.move("bevragers", oin, "geschorst")
    assert job.ask([KNOWN_FREE], party="geschorst").status == 403


@pytest.mark.parametrize("listener", ["data", "beheer"])
@pytest.mark.parametrize("party", ["vreemd", "servergebruik"])
def test_a_certificate_of_a_foreign_ca_or_of_another_use_gets_no_connection(vish, certificates, listener, party):
    with pytest.raises(CurlFailed) as failed:
        getattr(vish, listener)("GET", "/v1/openapi.json", party)
    assert failed.value.code in TLS_REFUSED


@pytest.mark.parametrize("listener", ["data", "beheer"])
@pytest.mark.parametrize(
    "options",
    [
        ["--tls-max", "1.1", "--tlsv1.0", "--ciphers", "DEFAULT@SECLEVEL=0"],
        ["--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA384"],
        ["--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:AES128-SHA"],
        ["--tls-max", "1.2", "--ciphers", "DHE-RSA-AES128-GCM-SHA256:AES128-GCM-SHA256"],
    ],
)
def test_old_tls_and_weak_ciphers_get_no_connection(vish, listener, options):
    with pytest.raises(CurlFailed) as failed:
        getattr(vish, listener)("GET", "/v1/openapi.json", "beheerder", options=options)
    assert failed.value.code in TLS_REFUSED


@pytest.mark.parametrize(
    "options",
    [
        ["--tlsv1.3"],
        ["--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-GCM-SHA256"],
        ["--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-CHACHA20-POLY1305"],
    ],
)
def test_modern_tls_gets_through(vish, options):
    assert vish.data("GET", "/v1/openapi.json", options=options).status == 200


def test_no_session_is_resumed(vish):
    with Wire(vish) as first:
        first.send(b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert first.read_head()[0] == 200
    with Wire(vish, resume=first) as second:
        assert not second.socket.session_reused


def test_the_beheer_listener_gives_no_connection_without_a_certificate(vish):
    with pytest.raises(CurlFailed):
        vish.beheer("GET", "/v1/status")


def at_beheer(vish, party, *who):
    """The statuses that the party gets on the routes that these may use."""
    answers = [
        vish.beheer(route.method, route.path_of(), party, {} if route.takes else None)
        for route in declared.routes("beheer", *who)
    ]
    assert answers
    return {answer.status for answer in answers}


def test_the_beheer_listener_refuses_certificates_that_are_not_of_an_operator(vish):
    for party in ("gemeente", "deurwaarder"):
        assert at_beheer(vish, party) == {403}


@pytest.mark.parametrize(
    "party, own", [("auditor", {"lezer"}), ("privacy", {"lezer", "privacy"}), ("beheerder", {"lezer", "beheer"})]
)
def test_an_operator_may_do_only_what_is_for_his_role(vish, party, own):
    assert at_beheer(vish, party, *({"beheer", "privacy"} - own)) == {403}
    assert 403 not in at_beheer(vish, party, *own)


def test_every_route_is_for_somebody(vish):
    assert {route.who for route in declared.routes("data")} == {"anyone", "aanleveraar", "bevrager"}
    assert {route.who for route in declared.routes("beheer")} == {"lezer", "beheer", "privacy"}
