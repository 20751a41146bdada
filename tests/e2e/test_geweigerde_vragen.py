"""Refused questions are recorded: each by itself as long as they are few, and with their number when they are not."""

import json
import re

import pytest

from harness import pki
from harness.bsn import KNOWN_FREE
from harness.installation import DEURWAARDER, GEMEENTE
from harness.wire import Wire, question

OWN = 10  # of a party in a minute
FLOOD = 60


def lines_of(vish, actor=None):
    lines = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1000", "auditor").json["auditregels"]
    return [line for line in lines if line["handeling"] == "bevraging" and actor in (None, line["actor"])]


def recorded(lines, reason):
    """The refusals with a line of their own, and the numbers in lines about several."""
    own = [line for line in lines if line.get("reden") == reason]
    counted = [re.fullmatch(rf"{reason}; aantal=(\d+)", line.get("reden", "")) for line in lines]
    return len(own), [int(match[1]) for match in counted if match]


def restart(vish):
    """In good order: what is counted gets its line."""
    vish.stop()
    vish.start()


def ask(vish, party, text, count=1):
    """Statuses of so many questions, over as many connections as it takes."""
    statuses = []
    while len(statuses) < count:
        with Wire(vish, party) as wire:
            while len(statuses) < count:
                wire.send(text)
                status, headers = wire.read_head()
                statuses.append(status)
                if status == 0 or headers.get("connection", "").lower() == "close":
                    break
                wire.read_body(headers)
    return statuses


@pytest.fixture(autouse=True)
def a_new_minute(vish, job):
    restart(vish)


def without_certificate(vish):
    series = 'vish_http_requests_total{listener="data",route="/v1/matches",status="401"} '
    return float(vish.observe("/metrics")[1].partition(series)[2].partition("\n")[0] or 0)


def test_a_question_without_a_certificate_is_counted_and_leaves_no_line(vish, job):
    before, lines = without_certificate(vish), len(lines_of(vish))
    assert ask(vish, None, question(KNOWN_FREE), 3) == 3 * [401]
    assert without_certificate(vish) == before + 3
    restart(vish)
    assert len(lines_of(vish)) == lines


def test_a_flood_of_refused_questions_becomes_few_lines_and_none_is_lost(vish, job):
    assert ask(vish, "gemeente", question(KNOWN_FREE), FLOOD) == FLOOD * [403]
    assert recorded(lines_of(vish, GEMEENTE), "geenToegang") == (OWN, [])
    restart(vish)
    assert recorded(lines_of(vish, GEMEENTE), "geenToegang") == (OWN, [FLOOD - OWN])


def test_wrong_questions_are_counted_by_reason(vish, job):
    wrong = question("123456789")
    other = question(KNOWN_FREE).replace(b"application/json", b"text/plain")
    assert ask(vish, "deurwaarder", wrong, OWN + 5) == (OWN + 5) * [400]
    assert ask(vish, "deurwaarder", other, 3) == 3 * [415]
    restart(vish)
    lines = lines_of(vish, DEURWAARDER)
    assert recorded(lines, "ongeldigeInvoer") == (OWN, [5])
    assert recorded(lines, "mediatypeOnbekend") == (0, [3])


def test_parties_that_nobody_knows_count_as_one(vish, job):
    for number in range(OWN + 4):
        party = f"onbekend{number}"
        pki.make_certificate(vish.pki, party, f"000000990000007{number:05}")
        assert ask(vish, party, question(KNOWN_FREE)) == [403]
    restart(vish)
    lines = lines_of(vish)
    strangers = [line for line in lines if line["actor"].startswith("000000990000007")]
    assert len({line["actor"] for line in strangers}) == len(strangers) == OWN
    assert recorded(lines_of(vish, "onbekend"), "geenToegang") == (0, [4])


def test_an_answer_in_a_form_that_there_is_not_is_refused_and_recorded(vish, job):
    answer = job.ask([KNOWN_FREE], headers={"Accept": "text/html"})
    assert answer.status == 406 and json.loads(answer.body)["code"] == "antwoordvormOnmogelijk"
    newest = lines_of(vish, DEURWAARDER)[0]
    assert (newest["uitkomst"], newest["reden"]) == ("geweigerd", "antwoordvormOnmogelijk")
