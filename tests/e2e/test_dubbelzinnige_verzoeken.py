"""Requests of which one reader would see another end, or another server, than the next: a proxy in front and this
server never read two different requests in the same bytes."""

import json
import re
import time

import pytest

from harness.bsn import KNOWN_FREE
from harness.job import CSV, day
from harness.programs import CONTRACTS
from harness.wire import Wire, question

CONTRACT = b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
LISTENERS = {"data": "/v1/openapi.json", "beheer": "/v1/openapi.json", "observatie": "/health/live"}
PARTIES = {"data": "deurwaarder", "beheer": "beheerder", "observatie": None}


def wire_to(vish, listener):
    return Wire(vish, PARTIES[listener], listener=listener)


def answers(vish, listener, sent):
    with wire_to(vish, listener) as wire:
        wire.send(sent)
        return wire.answers()


def refused(vish, listener, sent):
    """The only answer is a refusal, and the connection ends after it."""
    got = answers(vish, listener, sent)
    assert [status for status, _, _ in got] == [400], (sent[:200], got)
    status, headers, body = got[0]
    assert headers["connection"] == "close" and headers["content-type"] == "application/problem+json"
    assert json.loads(body)["code"] == "ongeldigeInvoer"
    return json.loads(body)


def get(path, *lines, version="1.1"):
    return "\r\n".join([f"GET {path} HTTP/{version}", *lines, "Connection: close", "", ""]).encode("latin-1")


def test_a_question_with_a_parameter_is_refused_and_recorded(vish, job):
    """First, since beyond a pace refusals are counted together."""
    count = lambda: len(vish.beheer("GET", "/v1/auditregels?uitkomst=geweigerd&limiet=1000", "auditor").json["auditregels"])
    before = count()
    body = {"burgerservicenummers": [KNOWN_FREE], "kenmerk": "1", "doel": "beslag"}
    answer = vish.data("POST", "/v1/matches?spoed=1", "deurwaarder", body)
    assert answer.status == 400 and answer.json["invalidParams"][0]["code"] == "unknownParam"
    assert count() == before + 1


CODINGS = [
    ["gzip"], ["xchunked"], ["identity"], ["deflate"], ["gzip, chunked"], ["chunked, gzip"], ["chunked, chunked"], ["chunked;q=1"],
    [""], [","], ["chunked,"], ['"chunked"'], ["gzip", "chunked"], ["chunked", "gzip"], ["identity", "chunked"],
    ["chunked", "chunked"], ["chunked\r\n , gzip"],
]  # fmt: skip


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("codings", CODINGS, ids=str)
def test_a_body_of_which_the_end_is_unsure_is_never_read_as_the_next_request(vish, job, listener, codings):
    lines = "".join(f"Transfer-Encoding: {coding}\r\n" for coding in codings)
    head = f"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{lines}\r\n"
    refused(vish, listener, head.encode() + b"0\r\n\r\n" + CONTRACT)


LENGTHS = ["+5", "-5", "5, 5", "5,6", "0x5", "5.0", "", " ", "18446744073709551616", "5 5"]


@pytest.mark.parametrize("length", LENGTHS)
def test_a_length_is_one_number(vish, job, length):
    head = f"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    refused(vish, "data", head.encode() + b"12345" + CONTRACT)


@pytest.mark.parametrize(
    "framing",
    [
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: identity\r\n",
        "Content-Length : 5\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\x0bchunked\r\n",
        "X: a\nTransfer-Encoding: chunked\r\n",
    ],
)
def test_a_body_has_one_framing(vish, job, framing):
    head = f"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n"
    refused(vish, "data", head.encode("latin-1") + b"0\r\n\r\n" + CONTRACT)


FOLDED = [
    "Transfer-Encoding:\r\n chunked\r\n",
    "Transfer-Encoding: chunked\r\n \r\n",
    "X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
    "X:\r\n\tTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
    "Content-Length:\r\n 5\r\n",
    "Content-Length: 0\r\n 5\r\n",
    "X: y\r\n Host: elders\r\nContent-Length: 5\r\n",
]


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("lines", FOLDED)
def test_a_header_that_goes_on_in_the_next_line_is_refused(vish, job, listener, lines):
    head = f"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n"
    refused(vish, listener, head.encode() + b"0\r\n\r\n" + CONTRACT)


def test_http_1_0_has_no_chunks(vish, job):
    head = b"POST /v1/matches HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    refused(vish, "data", head + CONTRACT)


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Host: localhost", "Host: localhost"],
        ["Host: localhost", "host: elders"],
        *([f"Host: {host}"] for host in ("", "a b", "a,b", "a/b", "https://a", "u@a", "a:b", "a:65536", "[::1", "[a]", "::1")),
    ],
    ids=str,
)  # fmt: skip
def test_a_request_names_one_server(vish, listener, lines):
    refused(vish, listener, get(LISTENERS[listener], *lines))


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("host", ["localhost", "localhost:8443", "127.0.0.1:1", "[::1]:8443", "LOCALHOST", "vish_1.nl"])
def test_every_name_and_address_of_a_server_will_do(vish, listener, host):
    assert answers(vish, listener, get(LISTENERS[listener], f"Host: {host}"))[0][0] == 200


@pytest.mark.parametrize("listener", LISTENERS)
def test_http_1_0_may_do_without_a_host(vish, listener):
    assert answers(vish, listener, get(LISTENERS[listener], version="1.0"))[0][0] == 200
    refused(vish, listener, get(LISTENERS[listener], "Host: a b", version="1.0"))


@pytest.mark.parametrize("listener", LISTENERS)
def test_a_target_may_name_its_server(vish, listener):
    path = LISTENERS[listener]
    for target in (f"https://localhost:1{path}", f"https://elders{path}", f"HTTPS://LOCALHOST{path}?", f"https://[::1]{path}"):
        assert answers(vish, listener, get(target, "Host: localhost"))[0][0] == 200, target
    for target in (f"ftp://localhost{path}", f"https://u@localhost{path}", f"https://{path}", "localhost:8443", "*"):
        refused(vish, listener, get(target, "Host: localhost"))


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("server", ["localhost:99999", "localhost:65536", "[::1]:70000", "lo%63alhost", "a,b", "[::1%25lo]", "@localhost"])
def test_what_a_target_names_is_a_server_as_it_is_in_host(vish, listener, server):
    refused(vish, listener, get(f"https://{server}{LISTENERS[listener]}", "Host: localhost"))


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("scheme", ["http", "HTTP"])
def test_over_tls_a_target_is_never_one_without(vish, listener, scheme):
    request = get(f"{scheme}://localhost{LISTENERS[listener]}", "Host: localhost")
    if listener == "observatie":
        assert answers(vish, listener, request)[0][0] == 200
    else:
        refused(vish, listener, request)


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("name", ["Content-Type", "content-range", "Authorization"])
def test_a_header_that_holds_one_value_has_no_two_that_differ(vish, listener, name):
    refused(vish, listener, get(LISTENERS[listener], "Host: localhost", f"{name}: a/b", f"{name}: c/d"))
    assert answers(vish, listener, get(LISTENERS[listener], "Host: localhost", f"{name}: a/b", f"{name}: a/b"))[0][0] == 200


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("lines", [["keep-alive", "close"], ["TE", "close"], ["close", "keep-alive"], ["keep-alive, close"], ["", "close"]], ids=str)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_close_ends_the_connection_wherever_it_stands(vish, listener, lines, version):
    head = "".join(f"Connection: {line}\r\n" for line in lines)
    request = f"GET {LISTENERS[listener]} HTTP/{version}\r\nHost: localhost\r\n{head}\r\n".encode()
    got = answers(vish, listener, request + request)
    assert [(status, headers["connection"]) for status, headers, _ in got] == [(200, "close")]


@pytest.mark.parametrize("listener", LISTENERS)
def test_empty_lines_in_front_of_a_request_are_passed_over(vish, listener):
    request = get(LISTENERS[listener], "Host: localhost")
    assert answers(vish, listener, b"\r\n" + request)[0][0] == 200
    assert answers(vish, listener, 50 * b"\r\n" + request)[0][0] == 200
    with wire_to(vish, listener) as wire:
        kept = request.replace(b"Connection: close\r\n", b"")
        for piece in (b"\r\n", b"\r", b"\n", kept, b"\r\n", b"\r", b"\n" + kept):
            wire.send(piece)
        for _ in range(2):
            status, headers = wire.read_head()
            wire.read_body(headers)
            assert status == 200


# None of these is whole, so that a reader that waits for the rest waits for ever.
HALF = [b"0\n\n", b"0\r\n\n", b"0\r\nX: a\n", b"0\r\nX: a\x00", b"0\r\nX a", b"0\r\n:", b"1\na\n0\n\n", b"1\n", b'1;a="\n', b'1;a="\x00',
        b"1x", b"1\rX", b"11111111111111111", b"1\r\na\n", b"0\r\nX: a\r\n b", b'0;a="\n']  # fmt: skip
CHUNKED = b"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
BROKEN = [b"x\r\n", b"-1\r\n", b"\r\n", b"1\r\nab\r\n", b"2\r\na\r\n0\r\n\r\n", b"10000000000000000\r\n", b"1 1\r\na\r\n",
          b"1;=\r\na\r\n", b"0\r\nX\r\n\r\n", b"0\r\nContent-Length: 1\r\n\r\n", b'1;a="b\r\na\r\n0\r\n\r\n',
          b'0;a="b\r\n\r\n', b"0\r\nX: a\r\n b\r\n\r\n", b"0\r\nX:\r\n\tb\r\n\r\n", b"1\r\na\r\n0\r\nX: a\r\n \r\n\r\n", *HALF,
          b'1;a="\n"\r\na\r\n0\r\n\r\n', b'1;a="\x00"\r\na\r\n0\r\n\r\n', b'1;a="\\\n"\r\na\r\n0\r\n\r\n',
          b'1;a="\x7f"\r\na\r\n0\r\n\r\n', b'0;a="\n"\r\n\r\n', b"0;a=\"\x0b\"\r\nX: a\r\n\r\n", b"1;" + 30_000 * b"a" + b"\r\na\r\n0\r\n\r\n"]  # fmt: skip
ROUTES = {
    "vraag": ("deurwaarder", "POST /v1/matches", "application/json"),
    "aanlevering": ("gemeente", "PUT {aanlevering}", "text/csv"),
    "beheer": ("beheerder", "POST /v1/organisaties", "application/json"),
}


@pytest.mark.parametrize("chunks", BROKEN, ids=lambda chunks: str(chunks[:40]))
@pytest.mark.parametrize("route", ROUTES)
def test_a_broken_chunk_is_refused_before_the_connection_ends(vish, job, route, chunks):
    party, line, mediatype = ROUTES[route]
    line = line.format(aanlevering=f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{day(-1)}")
    head = f"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediatype}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with Wire(vish, party, listener="beheer" if route == "beheer" else "data") as wire:
        wire.send(head.encode() + b"1\r\n \r\n" + chunks)
        assert [status for status, _, _ in wire.answers()] == [400]


@pytest.mark.parametrize("chunks", HALF, ids=str)
def test_a_chunk_that_can_never_be_right_is_refused_at_once_also_when_it_comes_byte_by_byte(vish, job, chunks):
    with Wire(vish, "deurwaarder") as wire:
        begun = time.monotonic()
        wire.send(CHUNKED + b"1\r\n \r\n")
        for byte in chunks:
            wire.send(bytes([byte]))
        assert wire.read_head()[0] == 400
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize("size", [b"7ffffffff", b"ffffffffffffffff", b"4000", b"00004001"])
@pytest.mark.parametrize("route", ROUTES)
def test_a_chunk_that_is_too_large_is_refused_as_soon_as_its_size_is_read(vish, job, route, size):
    """Here the limit of a question is 16 kB, of which a byte is there already."""
    if route != "vraag" and len(size) < 9:
        pytest.skip("its limit is another")
    party, line, mediatype = ROUTES[route]
    line = line.format(aanlevering=f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{day(-1)}")
    head = f"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediatype}\r\nTransfer-Encoding: chunked\r\n\r\n"
    begun = time.monotonic()
    with Wire(vish, party, listener="beheer" if route == "beheer" else "data") as wire:
        wire.send(head.encode() + b"1\r\n \r\n" + size + b"\r\n")
        status, headers = wire.read_head()
        assert (status, headers["connection"]) == (413, "close")
        assert json.loads(wire.read_body(headers))["code"] == "verzoekTeGroot"
    assert time.monotonic() - begun < 5


def test_chunks_up_to_the_limit_are_read(vish, job):
    """The limit counts all chunks together, and no more than that."""
    with Wire(vish, "deurwaarder") as wire:
        wire.send(CHUNKED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        wire.send(b"1\r\n \r\n3fff\r\n" + 0x3FFF * b" " + b"\r\n0\r\n\r\n")
        ((status, _, body),) = wire.answers()
        assert (status, json.loads(body)["code"]) == (400, "ongeldigeInvoer")
        assert b"chunked" not in body


def test_a_question_in_many_small_chunks_is_a_question(vish, job):
    head, _, body = question(KNOWN_FREE).partition(b"\r\n\r\n")
    head = re.sub(rb"Content-Length: \d+", b"Transfer-Encoding: chunked\r\nConnection: close", head)
    chunks = b"".join(b"1;naam=waarde\r\n%c\r\n" % byte for byte in body)
    with Wire(vish, "deurwaarder") as wire:
        wire.send(head + b"\r\n\r\n" + chunks + b"000\r\nX-Na: 1\r\n\r\n")
        assert [status for status, _, _ in wire.answers()] == [200]


# One of each kind of value; nothing that is named exists, and a query is looked at before that is.
VALUES = {"aansluitcode": "GM9999-X", "peildatum": "2026-01-01", "oin": "00000099000000099000"}


def operations(document):
    """(method, path, the names of its parameters) of each route of a contract."""
    contract = json.loads((CONTRACTS / document).read_text(encoding="utf-8"))
    resolved = lambda node: contract["components"]["parameters"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    for template, item in contract["paths"].items():
        path = "/v1" + re.sub(r"{(\w+)}", lambda found: VALUES.get(found[1], "1"), template)
        for method, operation in item.items():
            if method in ("get", "put", "post"):
                parameters = map(resolved, [*item.get("parameters", []), *operation.get("parameters", [])])
                yield method.upper(), path, tuple(sorted(one["name"] for one in parameters if one["in"] == "query"))


ALL = [
    *(("data", "deurwaarder", *one) for one in operations("openapi.json")),
    *(("beheer", "beheerder", *one) for one in operations("beheer-openapi.json")),
    ("beheer", "beheerder", "GET", "/", ()),
    ("beheer", "beheerder", "GET", "/stijl.css", ()),
    *(("observatie", None, "GET", path, ()) for path in ("/metrics", "/health/live", "/health/ready")),
]


def ask(vish, listener, party, method, target):
    with Wire(vish, party, listener=listener) as wire:
        body = b"" if method == "GET" else b"{}"
        kind = "text/csv" if method == "PUT" else "application/json"
        wire.send(
            f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
        )
        ((status, _, body),) = wire.answers()
        return status, body


@pytest.mark.parametrize("listener, party, method, path, names", ALL, ids=str)
def test_a_parameter_that_a_route_does_not_know_is_refused_and_an_empty_query_is_none(
    vish, job, listener, party, method, path, names
):
    status, body = ask(vish, listener, party, method, f"{path}?onbekend=1")
    assert (status, json.loads(body)["invalidParams"][0]["code"]) == (400, "unknownParam")
    without = ask(vish, listener, party, method, path)[0]
    for empty in ("?", "?&", "?&&"):
        assert ask(vish, listener, party, method, path + empty)[0] == without
    for name in names:
        doubled = json.loads(ask(vish, listener, party, method, f"{path}?{name}=x&{name}=x")[1])
        assert {"name": name, "code": "value", "reason": "Geef deze parameter hoogstens een keer."} in doubled["invalidParams"]


def test_of_ever_so_many_unknown_parameters_the_first_twenty_are_told(vish, job):
    query = "&".join(f"p{number}" for number in range(2000))
    answer = vish.data("GET", f"/v1/openapi.json?{query}")
    assert answer.status == 400
    assert [param["code"] for param in answer.json["invalidParams"]] == 20 * ["unknownParam"]


def test_a_file_with_a_parameter_is_refused_before_it_is_read(vish, job):
    path = f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{day(-1)}?proef=1"
    assert vish.data("PUT", path, "gemeente", b"x", CSV).status == 400
