"""Rules that hold for every request, whatever it asks."""

import gzip
import json
import re

import pytest

from harness.bsn import KNOWN_FREE
from harness.job import CSV, day, dagbestand
from harness.routes import routes
from harness.wire import Wire, question, upload

QUESTION = {"burgerservicenummers": [KNOWN_FREE], "kenmerk": "1", "doel": "beslag"}
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")


def paths(code):
    """The paths of the data listener, each with its methods."""
    methods = {}
    for route in routes("data"):
        methods.setdefault(route.path_of(aansluitcode=code, peildatum=day(-1)), set()).add(route.method)
    assert len(methods) >= 5
    return methods.items()


def test_another_method_is_refused_with_those_that_there_are(vish, job):
    for path, methods in paths(job.aansluiting()):
        for method in {"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"} - methods:
            answer = vish.data(method, path, "gemeente")
            assert answer.status == 405, (method, path)
            assert {name.strip() for name in answer.headers["allow"].split(",")} == methods


def test_a_trailing_slash_is_not_found_and_never_a_redirect(vish, job):
    for path, methods in paths(job.aansluiting()):
        for method in methods:
            assert vish.data(method, f"{path}/", "gemeente").status == 404


@pytest.mark.parametrize("listener", ["data", "beheer"])
def test_no_route_takes_a_parameter_that_it_does_not_declare(vish, job, listener):
    parties = {"anyone": None, "aanleveraar": "gemeente", "bevrager": "deurwaarder", "privacy": "privacy"}
    for route in routes(listener):
        path = route.path_of(aansluitcode=job.aansluiting(), peildatum=day(-1))
        answer = getattr(vish, listener)(route.method, f"{path}?x=1", parties.get(route.who, "beheerder"))
        assert answer.status == 400, (route.method, path)
        assert [param["code"] for param in answer.json["invalidParams"]] == ["unknownParam"]


@pytest.mark.parametrize("listener", ["data", "beheer"])
def test_every_declared_parameter_is_known(vish, job, listener):
    for route in routes(listener):
        path = route.path_of(aansluitcode=job.aansluiting(), peildatum=day(-1))
        for name in route.query:
            answer = getattr(vish, listener)(route.method, f"{path}?{name}=1", "gemeente" if listener == "data" else "beheerder")
            codes = [param["code"] for param in answer.json.get("invalidParams", [])]
            assert "unknownParam" not in codes, (route.method, path, name)


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/v1/", "/v2/matches", "/v1/Matches", "/v1//matches", "/v1/../v1/matches", "/metrics"]
)
def test_other_paths_are_not_found(vish, job, path):
    assert vish.data("GET", path, "gemeente").status == 404


@pytest.mark.parametrize("mediatype", ["application/json", "text/plain", "application/octet-stream", ""])
def test_a_file_of_another_mediatype_is_refused(job, mediatype):
    assert job.deliver(job.aansluiting(), dagbestand([]), headers={"Content-Type": mediatype}).status == 415


@pytest.mark.parametrize("mediatype", ["text/csv; charset=utf-8", "TEXT/CSV", "text/csv;header=present"])
def test_parameters_and_case_of_the_mediatype_do_not_matter(job, bsns, mediatype):
    assert job.deliver(job.aansluiting(), bsns(1), headers={"Content-Type": mediatype}).status == 201


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip"])
def test_another_content_encoding_is_refused(job, encoding):
    assert job.deliver(job.aansluiting(), dagbestand([]), headers={"Content-Encoding": encoding}).status == 415


@pytest.mark.parametrize("mediatype", ["text/csv", "application/x-www-form-urlencoded", ""])
def test_a_question_of_another_mediatype_is_refused(vish, job, mediatype):
    assert vish.data("POST", "/v1/matches", "deurwaarder", QUESTION, {"Content-Type": mediatype}).status == 415


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0", "text/csv, image/*"])
def test_an_accept_that_cannot_be_met_is_refused(vish, job, accept):
    assert job.ask([KNOWN_FREE], headers={"Accept": accept}).status == 406
    path = f"/v1/aansluitingen/{job.aansluiting()}"
    assert vish.data("GET", path, "gemeente", headers={"Accept": accept}).status == 406


@pytest.mark.parametrize("accept", ["text/plain", "text/*"])
def test_other_text_is_for_the_metrics_only(vish, job, accept):
    assert vish.beheer("GET", "/v1/status", "beheerder", headers={"Accept": accept}).status == 406


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html, application/json;q=0.1", "APPLICATION/JSON"])
def test_an_accept_that_can_be_met_is_met(job, accept):
    assert job.ask([KNOWN_FREE], headers={"Accept": accept}).status == 200


LISTS = [(["text/plain", "application/json"], 200), (["text/plain", ""], 406), (["application/json;q=0", "*/*"], 406),
         (["", "text/html, application/*"], 200)]  # fmt: skip


@pytest.mark.parametrize("lines, status", LISTS, ids=str)
def test_the_lines_of_accept_are_one_list(vish, job, lines, status):
    with Wire(vish, "deurwaarder") as wire:
        accept = "".join(f"Accept: {line}\r\n" for line in lines).encode()
        wire.send(question(KNOWN_FREE).replace(b"\r\n\r\n", b"\r\n" + accept + b"\r\n", 1))
        assert wire.read_head()[0] == status


CODED = [(["gzip"], 415), (["", "gzip"], 415), (["", ","], 200)]


@pytest.mark.parametrize("lines, status", CODED, ids=str)
def test_the_lines_of_content_encoding_are_one_list(vish, job, bsns, lines, status):
    coding = "".join(f"Content-Encoding: {line}\r\n" for line in lines).encode()
    with Wire(vish, "deurwaarder") as wire:
        wire.send(question(KNOWN_FREE).replace(b"\r\n\r\n", b"\r\n" + coding + b"\r\n", 1))
        assert wire.read_head()[0] == status
    file = gzip.compress(dagbestand(bsns(1)))
    for more, expected in ([""], 201), (["gzip"], 415):
        with Wire(vish, "gemeente") as wire:
            lines = [f"Content-Encoding: {line}" for line in ["gzip", *more]]
            wire.send(upload(job.aansluiting(), day(-1), len(file), *lines) + file)
            assert wire.read_head()[0] == expected


def test_the_trace_of_the_caller_is_joined_and_sent_back(vish, job):
    answer = job.ask([KNOWN_FREE], headers={"traceparent": PARENT})
    trace, span = TRACEPARENT.fullmatch(answer.headers["traceparent"]).groups()
    assert trace == TRACE and span != PARENT.split("-")[2]
    lines = vish.beheer("GET", f"/v1/auditregels?matchId={answer.json['matchId']}", "auditor").json["auditregels"]
    assert {(line["traceId"], line["spanId"]) for line in lines} == {(trace, span)}


@pytest.mark.parametrize("parent", ["", "x", f"00-{32 * '0'}-00f067aa0ba902b7-01", PARENT.upper(), f"ff{PARENT[2:]}"])
def test_a_trace_that_is_no_trace_begins_a_new_one(job, parent):
    first, second = (job.ask([KNOWN_FREE], headers={"traceparent": parent}).headers["traceparent"] for _ in range(2))
    traces = {TRACEPARENT.fullmatch(value)[1] for value in (first, second)}
    assert len(traces) == 2 and TRACE not in traces


@pytest.mark.parametrize(
    "state",
    [
        "rojo=00f067aa0ba902b7",
        "congo=t61rcWkgMzE, rojo=00f067aa0ba902b7",
        "fw529a3039@dt=FfAbc;1.0",
        ",".join(f"lid{n}=1" for n in range(32)),
        "a=" + 255 * "x" + ",b=" + 252 * "y",
    ],
)
def test_a_tracestate_comes_back_with_its_trace(job, state):
    answer = job.ask([KNOWN_FREE], headers={"traceparent": PARENT, "tracestate": state})
    assert answer.status == 200 and answer.headers["tracestate"] == state


@pytest.mark.parametrize(
    "state", ["rojo", "Rojo=1", "rojo=", "rojo=1,rojo=2", "rojo=1=2", ",".join(f"lid{n}=1" for n in range(33)),
              "a=" + 256 * "x" + ",b=" + 252 * "y"]
)  # fmt: skip
def test_a_tracestate_that_is_none_is_dropped_and_its_trace_goes_on(job, state):
    answer = job.ask([KNOWN_FREE], headers={"traceparent": PARENT, "tracestate": state})
    assert answer.status == 200 and "tracestate" not in answer.headers
    assert TRACEPARENT.fullmatch(answer.headers["traceparent"])[1] == TRACE


def test_a_tracestate_without_a_trace_is_dropped(job):
    for headers in ({}, {"traceparent": "x"}):
        assert "tracestate" not in job.ask([KNOWN_FREE], headers={**headers, "tracestate": "rojo=1"}).headers


def test_a_tracestate_in_pieces_is_joined_in_order(vish, job):
    pieces = ["--header", "tracestate: rojo=1", "--header", "tracestate: congo=2"]
    answer = vish.data("POST", "/v1/matches", "deurwaarder", QUESTION, {"traceparent": PARENT}, pieces)
    assert [member.strip() for member in answer.headers["tracestate"].split(",")] == ["rojo=1", "congo=2"]


def test_a_later_version_of_the_trace_is_joined_as_far_as_it_is_known(job):
    answer = job.ask([KNOWN_FREE], headers={"traceparent": f"cc{PARENT[2:]}-what-the-future-brings"})
    assert TRACEPARENT.fullmatch(answer.headers["traceparent"])[1] == TRACE
    answer = job.ask([KNOWN_FREE], headers={"traceparent": f"{PARENT}-more"})
    assert TRACEPARENT.fullmatch(answer.headers["traceparent"])[1] != TRACE


def test_two_parents_are_none(vish):
    answer = vish.data("POST", "/v1/matches", "deurwaarder", QUESTION, {"traceparent": PARENT},
                       ["--header", f"traceparent: {PARENT}"])  # fmt: skip
    assert answer.status == 200 and TRACEPARENT.fullmatch(answer.headers["traceparent"])[1] != TRACE


def test_refusals_carry_a_trace_too(vish, job):
    for answer in (vish.data("GET", "/v1/niets"), vish.data("POST", "/v1/matches", None, QUESTION)):
        assert TRACEPARENT.fullmatch(answer.headers["traceparent"])


def test_an_answer_to_head_has_no_body_and_the_connection_goes_on(vish):
    with Wire(vish, "gemeente") as wire:
        for _ in range(2):
            wire.send(b"HEAD /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
            status, headers = wire.read_head()
            assert status == 405 and headers["allow"] == "GET"
        wire.send(b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert wire.read_head()[0] == 200


REFUSED_HEADS = {
    "no host": (b"/v1/openapi.json HTTP/1.1\r\n\r\n", 400),
    "no address": (b"/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "no version": (b"/v1/openapi.json HTTP/9.1\r\nHost: localhost\r\n\r\n", 400),
    "no header": (b"/v1/openapi.json HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
    "two bodies": (b"/v1/openapi.json HTTP/1.1\r\nHost: l\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "large header": (b"/ HTTP/1.1\r\nHost: localhost\r\nX: " + 17_000 * b"x" + b"\r\n\r\n", 431),
    "long address": (b"/" + 17_000 * b"x" + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
    "many headers": (b"/ HTTP/1.1\r\nHost: localhost\r\n" + 101 * b"x: y\r\n" + b"\r\n", 431),
}


@pytest.mark.parametrize("listener, party", [("data", "gemeente"), ("beheer", "beheerder"), ("observatie", None)])
@pytest.mark.parametrize("rest, refused", REFUSED_HEADS.values(), ids=REFUSED_HEADS)
def test_a_head_that_is_refused_has_an_answer_without_body_only_for_head(vish, listener, party, rest, refused):
    for method, has_body in ((b"HEAD ", False), (b"GET ", True)):
        with Wire(vish, party, listener=listener) as wire:
            wire.send(method + rest)
            status, headers = wire.read_head()
            assert status == refused and int(headers["content-length"]) > 0
            assert wire.closed() and (wire.unread() != b"") == has_body


def test_a_question_that_waits_for_100_continue_is_told_to_go_on(job):
    answer = job.ask([KNOWN_FREE], headers={"Expect": "100-continue"})
    assert answer.status == 200 and answer.interim == [100]


EXPECTED = [(["foo"], 417), (["100-continue, x"], 417), (["100-continue", "x"], 417), (["100-continue;q=1"], 417),
            (["100-continue", "100-continue"], 100), (["", "100-Continue,"], 100), ([""], 200), ([","], 200)]  # fmt: skip


@pytest.mark.parametrize("lines, status", EXPECTED, ids=str)
def test_only_100_continue_can_be_expected(vish, job, lines, status):
    head, _, body = question(KNOWN_FREE).partition(b"\r\n\r\n")
    expect = "".join(f"\r\nExpect: {line}" for line in lines).encode()
    with Wire(vish, "deurwaarder") as wire:
        wire.send(head + expect + b"\r\n\r\n" + (body if status == 200 else b""))
        got, headers = wire.read_head()
        assert got == status
        if got == 417:
            assert json.loads(wire.read_body(headers))["code"] == "verwachtingOnbekend" and wire.closed()
        if got == 100:
            wire.send(body)
            assert wire.read_head()[0] == 200


def test_http_1_0_knows_no_100_continue(vish, job):
    with Wire(vish, "deurwaarder") as wire:
        wire.send(question(KNOWN_FREE).replace(b"HTTP/1.1\r\n", b"HTTP/1.0\r\nExpect: 100-continue\r\n"))
        assert [status for status, _, _ in wire.answers()] == [200]


def test_a_refused_delivery_is_refused_before_its_body_is_sent(vish, job):
    path = f"/v1/aansluitingen/GM9999-NIET/aanleveringen/{day(-1)}"
    body = dagbestand([]) + 2_000_000 * b"\n"
    answer = vish.data("PUT", path, "gemeente", body, {**CSV, "Expect": "100-continue"})
    assert answer.status == 404 and answer.interim == []
