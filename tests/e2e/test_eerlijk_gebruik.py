"""How often and after how many persons a bevrager may ask."""

import json
import re

from harness.bsn import KNOWN_FREE
from harness.installation import DEURWAARDER, DEURWAARDER2
from harness.programs import until
from harness.wire import Wire

BODY = json.dumps({"burgerservicenummers": [KNOWN_FREE], "kenmerk": "1", "doel": "beslag"}).encode()
QUESTION = b"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
QUESTION += b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
A_DAY = 25 * 60 * 60  # the longest one
FLOOD = 40


def change(vish, oin, *options):
    done = vish.vishctl("--json", "bevrager", "change", oin, "--reden", "proef", *options)
    return json.loads(done.stdout)


def show(vish, oin=DEURWAARDER):
    return json.loads(vish.vishctl("--json", "bevrager", "show", oin).stdout)


def leave(vish, persons):
    """So many more persons may be asked after today."""
    limit = show(vish)["vandaag"]["personen"] + persons
    assert change(vish, DEURWAARDER, "--personen-per-dag", limit)["vandaag"]["nogOver"] == persons


def expect_beyond_quota(job, people):
    answer = job.ask(people)
    assert answer.status == 429 and answer.json["code"] == "dagquotumBereikt"
    assert answer.headers["content-type"] == "application/problem+json"
    assert 1 <= int(answer.headers["retry-after"]) <= A_DAY


def refusals(vish, reason, oin=DEURWAARDER):
    """The counts in the audit lines about questions that were refused for that reason."""
    lines = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1000", "auditor").json["auditregels"]
    found = [re.fullmatch(rf"{reason}; aantal=(\d+)", line.get("reden", "")) for line in lines if line["actor"] == oin]
    return [int(match[1]) for match in found if match]


def metric(vish, name, **labels):
    text = vish.observe("/metrics")[1]
    wanted = "".join(rf'(?=[^}}]*\b{label}="{value}")' for label, value in labels.items())
    return float(re.search(rf"^{name}{{{wanted}[^}}]*}} (\S+)$", text, re.MULTILINE)[1])


def restart(vish):
    """In good order: refusals that wait for their audit line get it."""
    vish.stop()
    vish.start()


def test_each_person_counts_for_the_day_until_its_quota_is_reached(vish, job, bsns):
    leave(vish, 3)
    for person in bsns(3):
        job.expect(job.ask([person]), 200)
    expect_beyond_quota(job, [KNOWN_FREE])
    assert show(vish)["vandaag"]["nogOver"] == 0
    leave(vish, 1)
    job.expect(job.ask([KNOWN_FREE]), 200)


def test_a_question_counts_for_all_in_it_and_is_answered_whole_or_not(vish, job, bsns):
    leave(vish, 21)
    job.expect(job.ask(bsns(20)), 200)
    expect_beyond_quota(job, bsns(2))
    job.expect(job.ask([KNOWN_FREE]), 200)
    expect_beyond_quota(job, [KNOWN_FREE])


def test_a_bsn_that_stands_twice_is_refused_and_does_not_count(vish, job):
    leave(vish, 1)
    refused = job.expect(job.ask([KNOWN_FREE, KNOWN_FREE]), 400).json["invalidParams"]
    assert [(one["name"], one["code"]) for one in refused] == [("burgerservicenummers[1]", "uniqueItems")]
    job.expect(job.ask([KNOWN_FREE]), 200)
    expect_beyond_quota(job, [KNOWN_FREE])


def test_a_question_that_is_wrong_does_not_count(vish, job):
    leave(vish, 1)
    job.expect(job.ask([KNOWN_FREE], doel="nieuwsgierig"), 400)
    job.expect(job.ask([KNOWN_FREE]), 200)


def test_what_was_asked_is_known_after_a_stop_and_after_a_crash(vish, job, bsns):
    leave(vish, 4)
    job.expect(job.ask(bsns(1)), 200)
    for end in (vish.kill, vish.stop, vish.kill):
        job.expect(job.ask(bsns(1)), 200)
        end()
        vish.start()
    expect_beyond_quota(job, bsns(1))
    assert show(vish)["vandaag"]["nogOver"] == 0
    vish.kill()
    vish.start()
    expect_beyond_quota(job, bsns(1))


def test_the_quota_of_one_bevrager_is_not_that_of_another(vish, job, bsns):
    leave(vish, 1)
    job.expect(job.ask(bsns(1)), 200)
    expect_beyond_quota(job, bsns(1))
    job.expect(job.ask(bsns(1), party="deurwaarder2"), 200)


def test_refusals_beyond_the_quota_are_recorded_and_measured(vish, job):
    leave(vish, 1)
    job.expect(job.ask([KNOWN_FREE]), 200)
    restart(vish)
    before = sum(refusals(vish, "dagquotumBereikt"))
    for _ in range(5):
        expect_beyond_quota(job, [KNOWN_FREE])
    assert metric(vish, "vish_bevrager_refused_total", oin=DEURWAARDER, reason="dagquotumBereikt") == 5
    today = show(vish)["vandaag"]
    assert metric(vish, "vish_bevrager_persons_today", oin=DEURWAARDER) == today["personen"]
    assert metric(vish, "vish_bevrager_matches_today", oin=DEURWAARDER) == today["matches"]
    assert metric(vish, "vish_bevrager_persons_per_day", oin=DEURWAARDER) == today["personen"]
    assert metric(vish, "vish_bevrager_alarm", oin=DEURWAARDER, kind="volume") == 0
    restart(vish)
    assert sum(refusals(vish, "dagquotumBereikt")) == before + 5


def ask_fast(vish, count):
    """Status, headers and body of so many questions over one connection, one at once after the other."""
    answers = []
    with Wire(vish, "deurwaarder2") as wire:
        for _ in range(count):
            wire.send(QUESTION)
            status, headers = wire.read_head()
            answers.append((status, headers, json.loads(wire.read_body(headers))))
    return answers


def test_who_asks_too_fast_is_told_to_wait_and_the_connection_goes_on(vish, job):
    vish.used_bsns.add(KNOWN_FREE)
    change(vish, DEURWAARDER2, "--vragen-per-seconde", 1, "--vragen-ineens", 2, "--personen-per-dag", 0)
    answers = ask_fast(vish, FLOOD)
    refused = [(headers, body) for status, headers, body in answers if status == 429]
    assert [status for status, _, _ in answers[:2]] == [200, 200] and refused
    assert {status for status, _, _ in answers} == {200, 429}
    for headers, body in refused:
        assert headers["content-type"] == "application/problem+json" and body["code"] == "teVeelVragen"
        assert headers["retry-after"] == "1"
    recorded = until(lambda: _all_recorded(vish, len(refused)), "every refusal is in the audit log")
    assert len(recorded) < len(refused)
    assert metric(vish, "vish_bevrager_refused_total", oin=DEURWAARDER2, reason="teVeelVragen") == len(refused)
    change(vish, DEURWAARDER2, "--vragen-per-seconde", 0)
    assert {status for status, _, _ in ask_fast(vish, FLOOD)} == {200}


def _all_recorded(vish, count):
    recorded = refusals(vish, "teVeelVragen", DEURWAARDER2)
    return recorded if sum(recorded) == count else None


def test_a_change_of_the_rules_is_recorded_with_its_reason_and_shown(vish, job):
    changed = change(vish, DEURWAARDER2, "--alarm-factor", 5, "--alarm-vanaf-personen", 250, "--blokkeer-bij-alarm")
    assert changed["gebruik"]["alarmFactor"] == changed["geldendGebruik"]["alarmFactor"] == 5
    assert show(vish, DEURWAARDER2)["geldendGebruik"]["blokkeerBijAlarm"] is True
    text = vish.vishctl("bevrager", "show", DEURWAARDER2).stdout
    assert re.search(r"Alarm vanaf personen\s+250\b", text) and re.search(r"Blokkeert bij alarm\s+ja\b", text)
    newest = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert (newest["handeling"], newest["actor"], newest["reden"]) == ("bevrager.change", "beheerder", "proef")
    assert newest["onderwerp"] == DEURWAARDER2
    change(vish, DEURWAARDER2, "--geen-blokkeer-bij-alarm")
    rules = show(vish, DEURWAARDER2)["geldendGebruik"]
    assert rules["blokkeerBijAlarm"] is False and rules["alarmFactor"] == 5


def test_the_rules_survive_a_restart(vish, job):
    change(vish, DEURWAARDER2, "--vragen-ineens", 77)
    vish.kill()
    vish.start()
    assert show(vish, DEURWAARDER2)["geldendGebruik"]["vragenIneens"] == 77


def test_rules_that_cannot_be_are_refused(vish, job):
    for rules in ({}, {"alarmFactor": 1}, {"vragenIneens": 0}, {"personenPerDag": -1}, {"onbekend": 1}):
        body = {"reden": "proef", "gebruik": rules}
        assert vish.beheer("POST", f"/v1/bevragers/{DEURWAARDER}/wijzigingen", "beheerder", body).status == 400
    body = {"reden": "proef", "gebruik": {"alarmFactor": 4}}
    assert vish.beheer("POST", "/v1/bevragers/00000099000000099999/wijzigingen", "beheerder", body).status == 404
    assert vish.beheer("POST", f"/v1/bevragers/{DEURWAARDER}/wijzigingen", "auditor", body).status == 403


def test_the_status_tells_that_no_alarm_sounds(vish, job):
    assert json.loads(vish.vishctl("--json", "status").stdout)["gebruiksalarm"]["aantal"] == 0
