"""Who answers for the index finds in the audit log what happened."""

import json
from datetime import datetime, timedelta, timezone

from harness.job import day

REFUSED = 1
ZONE = timezone(timedelta(hours=2))


def found(vish, *filters, party="auditor"):
    shown = vish.vishctl("--json", "audit", "list", "--limiet", "1000", *filters, party=party).stdout
    return json.loads(shown)["auditregels"]


def test_lines_are_found_by_what_happened_and_to_whom(vish, job):
    code = job.aansluiting()
    acts = found(vish, "--onderwerp", code)
    assert [(line["handeling"], line["uitkomst"]) for line in acts] == [
        ("aansluiting.add", "uitgevoerd"),
        ("aansluiting.fase", "test"),
    ]
    assert [line["gegevens"]["fase"] for line in acts] == ["aangemeld", "test"]
    assert '"fase":"test"' in vish.vishctl("audit", "show", str(acts[1]["volgnummer"])).stdout
    assert found(vish, "--onderwerp", code, "--handeling", "aansluiting.fase", "--actor", "beheerder") == acts[1:]
    assert found(vish, "--onderwerp", code, "--actor", "beheerder2") == []
    assert {line["uitkomst"] for line in found(vish, "--uitkomst", "uitgevoerd")} == {"uitgevoerd"}


def test_lines_are_found_by_day_and_by_moment(vish, job):
    code = job.aansluiting()
    acts = found(vish, "--onderwerp", code)
    moment = datetime.fromisoformat(acts[1]["tijdstip"].replace("Z", "+00:00"))
    at = moment.astimezone(ZONE).isoformat(timespec="milliseconds")
    before = (moment - timedelta(milliseconds=1)).astimezone(ZONE).isoformat(timespec="milliseconds")
    assert acts[1] in found(vish, "--onderwerp", code, "--van", at, "--tot", at)
    assert acts[1] not in found(vish, "--onderwerp", code, "--tot", before)
    assert found(vish, "--onderwerp", code, "--van", day(), "--tot", day(1)) == acts
    assert found(vish, "--onderwerp", code, "--tot", day(-2)) == []


def test_a_filter_that_cannot_be_read_is_refused_with_all_that_is_wrong(vish, job):
    done = vish.vishctl("audit", "list", "--van", "nu & dan", "--tot", "2026-02-30", party="auditor", check=False)
    assert done.returncode == REFUSED
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == ["van", "tot"]
    for query in ("door=x", "van=2026-11-02&tot=2026-11-01", "actor=", "handeling=a&handeling=b"):
        assert vish.beheer("GET", f"/v1/auditregels?{query}", "auditor").status == 400, query


def readings(vish):
    """The records of readings of the log, as another operator sees them."""
    acts = ("audit.list", "audit.show")
    lines = [line for act in acts for line in found(vish, "--handeling", act, party="beheerder2")]
    return [(line["handeling"], line["actor"], line.get("onderwerp", line.get("reden"))) for line in lines]


def test_who_reads_the_log_stands_in_it_once_for_each_question(vish, job):
    code = job.aansluiting()
    readings(vish)
    before = readings(vish)
    for _ in range(2):
        lines = found(vish, "--onderwerp", code)
        vish.vishctl("audit", "show", str(lines[0]["volgnummer"]), party="auditor")
        found(vish, "--onderwerp", code, "--laatste", "--na", str(lines[1]["volgnummer"]))
    found(vish, "--actor", "nobody")
    added = [reading for reading in readings(vish) if reading not in before]
    assert sorted(added) == [
        ("audit.list", "auditor", "actor=nobody"),
        ("audit.list", "auditor", f"onderwerp={code}"),
        ("audit.show", "auditor", str(lines[0]["volgnummer"])),
    ]


def test_the_newest_line_is_that_of_before_the_reading(vish, job):
    code = job.aansluiting()
    newest = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1&handeling=aansluiting.fase", "privacy").json
    assert newest["auditregels"][0]["onderwerp"] == code
