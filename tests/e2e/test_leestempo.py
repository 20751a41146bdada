"""Each recorded reading is a durable line: who may only read fills no audit log with them, and reads nothing unrecorded."""

import json

from harness.bsn import KNOWN_FREE
from harness.wire import Wire

MANY = 400
AT_ONCE = 50


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def post(path, body):
    text = json.dumps(body)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n"
    return f"{head}\r\n{text}".encode()


def statuses(vish, party, requests):
    """All on one connection. Who is refused hears when to come back."""
    found = []
    with Wire(vish, party, listener="beheer") as wire:
        wire.send(b"".join(requests))
        for _ in requests:
            status, headers = wire.read_head()
            body = json.loads(wire.read_body(headers))
            assert status == 200 or (body["code"] == "teVeelVragen" and int(headers["retry-after"]) >= 1)
            found.append(status)
    return found


def recorded(vish, handeling, actor):
    """As another operator sees it."""
    shown = vish.beheer("GET", f"/v1/auditregels?limiet=1000&handeling={handeling}&actor={actor}", "beheerder2")
    return shown.json["auditregels"]


def searches(prefix, count=MANY):
    return [get(f"/v1/auditregels?limiet=1&onderwerp={prefix}-{number}") for number in range(count)]


def test_every_search_that_was_answered_is_recorded_and_more_are_refused(vish, job):
    answered = statuses(vish, "auditor", searches("zoek"))
    assert set(answered) == {200, 429} and answered[:AT_ONCE] == AT_ONCE * [200]
    lines = recorded(vish, "audit.list", "auditor")
    assert [line["reden"] for line in lines] == [f"onderwerp=zoek-{n}" for n, status in enumerate(answered) if status == 200]


def test_the_pages_of_a_search_follow_one_another_without_a_pace(vish, job):
    pages = [get(f"/v1/auditregels?limiet=1&na={after}") for after in range(MANY)]
    others = searches("ander", AT_ONCE)
    answered = statuses(vish, "beheerder", [pages[0], *others, *pages])
    assert answered[0] == 200 and answered[-MANY:] == MANY * [200]


def test_lines_exports_and_inzagen_have_the_same_pace(vish, job):
    first = vish.beheer("GET", "/v1/auditregels?limiet=1", "beheerder2").json["auditregels"][0]["volgnummer"]
    lines = [get(f"/v1/auditregels/{first + other}") for other in range(40)]
    exports = 40 * [post("/v1/auditexports", {"formaat": "json"})]
    for recorded_too in (lines, exports):
        assert 429 in statuses(vish, "auditor", searches("op") + recorded_too)[MANY:]
    question = {"burgerservicenummer": KNOWN_FREE, "reden": "proef"}
    answered = statuses(vish, "privacy", MANY * [post("/v1/inzagen", question)])
    assert set(answered) == {200, 429}
    assert len(recorded(vish, "inzage", "privacy")) == answered.count(200)


def test_one_operator_leaves_the_others_alone_and_vishctl_waits_its_turn(vish, job):
    assert 429 in statuses(vish, "auditor", searches("vol"))
    assert statuses(vish, "beheerder2", searches("ruim", 20)) == 20 * [200]
    assert 429 in statuses(vish, "auditor", searches("weer"))
    vish.vishctl("audit", "list", "--onderwerp", "na-een-wacht", party="auditor")
