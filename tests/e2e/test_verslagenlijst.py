"""Reading many large reports keeps nobody waiting, and all of them can be read."""

import threading
import time

from harness.job import day, row

SETTINGS = {"max_geweigerd_per_uur": 0}
REPORTS = 12  # of 180 KB each: more than a list gives at once, and more together than an answer may hold
LARGE = 1000  # findings in a report
MEGABYTE = 1 << 20


def faulty(number):
    return ("bsn;startdatum;fase\n" + LARGE * f"{number};geen datum;geen fase\n").encode()


def pages(vish, path, party):
    """The pages of a list, one after the other."""
    call = vish.data if party == "gemeente" else vish.beheer
    target = path
    while target:
        answer = call("GET", target, party)
        assert answer.status == 200
        yield answer
        following = answer.json.get("volgende")
        target = f"{path}&na={following}" if following else None


def test_a_list_of_large_reports_is_bounded_goes_on_and_keeps_nobody_waiting(vish, job, bsns):
    code = job.aansluiting()
    names = [
        job.expect(job.deliver(code, faulty(number)), 400).json["aanlevering"]["aanleveringId"] for number in range(REPORTS)
    ]
    path = f"/v1/aansluitingen/{code}/aanleveringen?limiet=100"
    found = list(pages(vish, path, "gemeente"))
    assert [report["aanleveringId"] for page in found for report in page.json["aanleveringen"]] == names[::-1]
    assert max(len(page.body) for page in found) < MEGABYTE
    found = list(pages(vish, f"/v1/aanleveringen?aansluitcode={code}&status=geweigerd&limiet=100", "beheerder"))
    assert [report["aanleveringId"] for page in found for report in page.json["aanleveringen"]] == names[::-1]
    assert max(len(page.body) for page in found) < MEGABYTE

    readers = [threading.Thread(target=vish.data, args=("GET", path, "gemeente")) for _ in range(12)]
    for reader in readers:
        reader.start()
    slowest = 0
    while any(reader.is_alive() for reader in readers):
        begun = time.monotonic()
        assert vish.observe("/health/live")[0] == 200
        slowest = max(slowest, time.monotonic() - begun)
    assert slowest < 1


def test_the_report_of_a_day_is_found_among_many_others(vish, job, bsns):
    code = job.aansluiting()
    good = job.expect(job.deliver(code, bsns(2), day(-3)), 201).json
    later = [job.expect(job.deliver(code, faulty(number)), 400) for number in range(5)]
    path = f"/v1/aansluitingen/{code}/aanleveringen"
    assert vish.data("GET", f"{path}/{day(-3)}", "gemeente").json == good
    assert vish.data("GET", f"{path}/{day(-1)}", "gemeente").json == later[-1].json["aanlevering"]
    assert vish.data("GET", f"{path}/{day(-2)}", "gemeente").status == 404


def test_of_the_corrections_of_one_day_the_last_three_keep_their_findings(vish, job, bsns):
    code, people, sent = job.aansluiting(), bsns(30), []
    for number in range(5):
        rows = [row(people[0], kenmerk=f"versie {number}"), *people[1:], people[1]]
        sent.append(job.expect(job.deliver(code, rows), 200 if sent else 201).json)
    shown = vish.data("GET", f"/v1/aansluitingen/{code}/aanleveringen?limiet=100", "gemeente").json["aanleveringen"]
    found = {report["aanleveringId"]: report for report in shown}
    now = [found[report["aanleveringId"]] for report in sent]
    assert [any(each["regel"] > 0 for each in report["bevindingen"]) for report in now] == 2 * [False] + 3 * [True]
    for before, after in zip(sent, now):
        assert after["bevindingenPerCode"] == before["bevindingenPerCode"] and "dubbel" in after["bevindingenPerCode"]
        assert after["aantallen"] == before["aantallen"]


def test_a_search_that_finds_nothing_ends(vish, job):
    path = "/v1/aanleveringen?status=teruggedraaid&limiet=5"
    assert [page.json["aanleveringen"] for page in pages(vish, path, "auditor")] == [[]]
