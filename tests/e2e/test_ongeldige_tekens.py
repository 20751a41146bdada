"""Bytes that are no text (not UTF-8) are refused before they are recorded, shown or counted anywhere."""

import json

import pytest

from harness.wire import Wire

PARTIES = {"data": "gemeente", "beheer": "auditor"}
BAD = "m%FCller"
FILTERS = ("matchId", "van", "tot", "actor", "handeling", "uitkomst", "onderwerp", "na", "limiet", "laatste")
REFUSED = [
    *(("beheer", "GET", f"/v1/auditregels?{name}={BAD}", name) for name in FILTERS),
    ("beheer", "GET", f"/v1/auditregels?{BAD}=1", "query"),
    ("beheer", "GET", f"/v1/auditregels/{BAD}", "volgnummer"),
    ("beheer", "GET", "/v1/auditregels?actor=%C0%AF", "actor"),
    ("beheer", "GET", "/v1/auditregels?actor=%ED%A0%80", "actor"),
    ("beheer", "GET", f"/v1/aanleveringen?aansluitcode={BAD}", "aansluitcode"),
    ("beheer", "GET", f"/v1/operators/{BAD}", "naam"),
    ("beheer", "GET", f"/v1/aansluitingen/{BAD}/controle", "aansluitcode"),
    ("beheer", "GET", f"/?{BAD}", "query"),
    ("data", "GET", f"/v1/aansluitingen/{BAD}", "aansluitcode"),
    ("data", "PUT", f"/v1/aansluitingen/GM0344-1/aanleveringen/{BAD}", "peildatum"),
    ("data", "GET", f"/v1/aansluitingen/GM0344-1/aanleveringen?na={BAD}", "na"),
    ("data", "POST", f"/v1/matches?{BAD}={BAD}", "query"),
]


def ask(vish, listener, method, path, *headers, party=None):
    """Status and body of the answer to a request without a body."""
    lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: localhost", b"Content-Length: 0", *headers, b"", b""]
    with Wire(vish, party or PARTIES.get(listener), listener=listener) as wire:
        wire.send(b"\r\n".join(lines))
        status, answered = wire.read_head()
        return status, wire.read_body(answered).decode("utf-8")


def lines(vish):
    return vish.beheer("GET", "/v1/auditregels?limiet=1000", "beheerder").json["auditregels"]


@pytest.mark.parametrize("listener, method, path, name", REFUSED)
def test_a_parameter_that_is_no_text_is_refused_and_recorded_nowhere(vish, job, listener, method, path, name):
    lines(vish)
    before = len(lines(vish))
    status, body = ask(vish, listener, method, path)
    answer = json.loads(body)
    assert (status, answer["code"]) == (400, "ongeldigeInvoer")
    assert [param["name"] for param in answer["invalidParams"]] == [name]
    added = lines(vish)[before:]
    assert [line.get("reden") for line in added] == (["ongeldigeInvoer"] if "matches" in path else [])


def test_an_export_of_what_is_no_text_is_refused(vish):
    refused = vish.beheer("POST", f"/v1/auditexports?actor={BAD}", "auditor", {"formaat": "csv"})
    assert refused.status == 400 and refused.json["invalidParams"][0]["code"] == "pattern"
    assert "actor=m" not in json.dumps(lines(vish))
    done = vish.vishctl("audit", "list", "--actor", "m\udcfcller", check=False)
    assert done.returncode == 1 and "actor: Deze waarde is geen geldige UTF-8." in done.stderr
    done = vish.vishctl("operator", "end", "niemand", "--reden", "m\udcfcller", check=False)
    assert done.returncode == 2 and "geen geldige UTF-8" in done.stderr


def test_the_observation_listener_refuses_it_too(vish):
    for path in ("/metrics", "/health/live", "/health/ready"):
        assert vish.observe(f"{path}?x={BAD}")[0] == 400
        assert vish.observe(f"{path}?{BAD}")[0] == 400


@pytest.mark.parametrize("listener, path", [("beheer", "/v1/auditregels?limiet=1"), ("data", "/v1/aansluitingen/GM0344-1")])
def test_headers_that_are_no_text_reach_no_answer_and_no_record(vish, job, listener, path):
    job.aansluiting()
    bad = [name + b": m\xfcller" for name in (b"traceparent", b"tracestate", b"User-Agent", b"X-Request-Id", b"Cookie")]
    status, body = ask(vish, listener, "GET", path, *bad)
    assert status == 200 and "\ufffd" not in body
    json.loads(body)
    for name in (b"Accept", b"Content-Type", b"Content-Encoding", b"Host"):
        ask(vish, listener, "POST" if listener == "beheer" else "GET", path, name + b": m\xfcller")
    assert "\ufffd" not in json.dumps(lines(vish), ensure_ascii=False)
    assert "\ufffd" not in vish.log.read_text(encoding="utf-8", errors="replace")
