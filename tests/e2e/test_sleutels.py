"""Changing and destroying keys on a running server, and what protects them."""

import json
import os
import pathlib
import re
import subprocess

import pytest

from harness.job import Job, day
from harness.programs import BIN, DEADLINE, until

OK, REFUSED, USAGE = range(3)


def as_json(vish, *arguments):
    return json.loads(vish.vishctl("--json", *arguments).stdout)


def key(vish, name):
    return next(each for each in as_json(vish, "sleutel", "list")["sleutels"] if each["sleutel"] == name)


def metric(vish, name):
    lines = dict(line.rsplit(" ", 1) for line in vish.observe("/metrics")[1].splitlines() if not line.startswith("#"))
    return float(lines[name])


def destroy(vish, name, party="beheerder"):
    return vish.vishctl("sleutel", "destroy", name, "--reden", "leeg", party=party, check=False)


def test_the_daily_files_drain_the_old_index_key_until_two_operators_destroy_it(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting(herstelpunten=1), own.bsns.take(30)
    job.expect(job.deliver(code, people, day(-4)), 201)
    made = as_json(own, "sleutel", "rotate", "index", "--reden", "jaarlijkse wisseling")
    assert made["sleutel"] == "index-2" and made["status"] == "huidig"
    assert job.found(people) == set(people)
    assert key(own, "index-1")["registraties"] == 30 and key(own, "index-1")["aansluitingen"] == [code]
    assert metric(own, 'vish_sleutel_registraties{soort="index",nummer="1"}') == 30
    waiting = {"aantal": 1, "aansluitcodes": [code]}
    assert as_json(own, "status")["oudeSleutels"] == [
        {"sleutel": "index-1", "inGebruik": True, "aansluitingen": waiting}
    ]
    assert f"index-1: nog nodig voor {code}" in own.vishctl("status").stdout

    refused = destroy(own, "index-1")
    assert refused.returncode == REFUSED and code in refused.stderr
    report = job.expect(job.deliver(code, people[1:], day(-3)), 201).json
    assert report["aantallen"]["ongewijzigd"] == 29 and report["aantallen"]["beeindigd"] == 1
    assert job.found(people) == set(people[1:])
    assert key(own, "index-1")["herstelpunten"] == [code]
    assert destroy(own, "index-1").returncode == REFUSED
    job.expect(job.deliver(code, people[1:], day(-2)), 201)
    assert metric(own, 'vish_sleutel_registraties{soort="index",nummer="2"}') == 29

    assert "index-1 is leeg en kan weg" in own.vishctl("status").stdout
    asked = destroy(own, "index-1")
    command = "vishctl sleutel destroy index-1 --reden REDEN"
    assert asked.returncode == OK and "nog niet gebeurd" in asked.stdout and command in asked.stdout
    status = own.vishctl("status").stdout
    assert "kan weg" not in status and "tweede beheerder; gevraagd door beheerder" in status and command in status
    assert command in own.vishctl("sleutel", "list").stdout and key(own, "index-1")["status"] == "oud"
    assert key(own, "index-1")["vernietigingDoor"] == "beheerder"
    assert destroy(own, "index-1", party="beheerder2").returncode == OK
    assert not (own.folder / "sleutels" / "index-1.sleutel").exists()
    own.stop()
    own.start()
    assert job.found(people) == set(people[1:])
    assert key(own, "index-1")["status"] == "vernietigd" and as_json(own, "status")["oudeSleutels"] == []
    job.expect(job.deliver(code, people, day(-1)), 201)
    assert job.found(people) == set(people)
    own.finish()


def test_after_a_change_of_zegel_keys_all_is_sealed_anew_and_the_old_one_can_go(vish, job, bsns):
    code, people = job.aansluiting(), bsns(20)
    job.expect(job.deliver(code, people), 201)
    vish.vishctl("sleutel", "rotate", "zegel", "--reden", "oude kopie kwijt")
    until(lambda: not key(vish, "zegel-1")["inGebruik"], "everything is sealed anew")
    assert metric(vish, "vish_herverzegelen") == 0
    assert destroy(vish, "zegel-1").returncode == OK
    assert destroy(vish, "zegel-1", party="beheerder2").returncode == OK
    vish.stop()
    vish.start()
    assert job.found(people) == set(people)


def test_an_audit_key_stays_while_the_log_has_lines_of_its_time(vish, job, bsns):
    job.found(bsns(1))
    vish.vishctl("sleutel", "rotate", "audit", "--reden", "proef")
    assert key(vish, "audit-1")["auditregels"] is True
    refused = destroy(vish, "audit-1")
    assert refused.returncode == REFUSED and "auditlog" in refused.stderr
    assert vish.vishctl("audit", "list", "--limiet", "1000").returncode == OK


def test_a_key_is_shown_with_who_needs_it_and_never_its_secret(vish, job):
    text = vish.vishctl("sleutel", "status").stdout + vish.vishctl("sleutel", "list").stdout
    assert "index-1" in text and "Herstelpunten" in text
    assert not re.search(r"[0-9a-f]{32}", text + vish.vishctl("--json", "sleutel", "list").stdout)


def test_every_change_of_keys_needs_a_reason_and_is_in_the_audit_log(vish, job):
    assert vish.vishctl("sleutel", "rotate", "index", check=False).returncode == USAGE
    vish.vishctl("sleutel", "rotate", "index", "--reden", "vermoeden van een lek")
    line = as_json(vish, "audit", "list", "--laatste", "--limiet", "1")["auditregels"][0]
    assert (line["handeling"], line["reden"]) == ("sleutel.rotate", "vermoeden van een lek")
    assert line["onderwerp"].startswith("index-") and line["actor"] == "beheerder"


@pytest.mark.parametrize("path", ["index-99", "index-0", "niets", "index-1x"])
def test_a_key_that_does_not_exist_cannot_be_destroyed(job, path):
    job.operator(f"sleutels/{path}/vernietigingen", {"reden": "x"}, 404)


def test_a_wrong_change_of_keys_is_refused_with_every_mistake(job):
    wrong = job.operator("sleutels", {"soort": "huis", "x": 1}, 400).json["invalidParams"]
    assert {param["name"] for param in wrong} == {"soort", "reden", "x"}


@pytest.mark.parametrize("party", ["privacy", "auditor"])
def test_only_the_role_beheer_may_change_keys(vish, job, party):
    assert vish.beheer("GET", "/v1/sleutels", party).status == 200
    assert vish.beheer("POST", "/v1/sleutels", party, {"soort": "index", "reden": "x"}).status == 403
    assert vish.beheer("POST", "/v1/sleutels/index-1/vernietigingen", party, {"reden": "x"}).status == 403


def test_keys_lie_in_locked_memory_and_no_core_file_is_written(vish, job):
    process = f"/proc/{vish.process.pid}"
    with open(f"{process}/status", encoding="utf-8") as file:
        locked = re.search(r"^VmLck:\s+(\d+) kB$", file.read(), re.MULTILINE)
    assert int(locked[1]) > 0
    with open(f"{process}/limits", encoding="utf-8") as file:
        assert re.search(r"^Max core file size +0 +0 ", file.read(), re.MULTILINE)


def mappings(process):
    """Begin, end and flags of each that can be read."""
    begin = end = 0
    readable = False
    for line in (process / "smaps").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([0-9a-f]+)-([0-9a-f]+) (r)?", line):
            begin, end, readable = int(found[1], 16), int(found[2], 16), bool(found[3])
        elif line.startswith("VmFlags:") and readable:
            yield begin, end, line.split()[1:]


@pytest.mark.skipif(os.geteuid() != 0, reason="reads the memory of another process")
def test_keys_of_persons_and_of_the_log_lie_nowhere_in_memory_where_a_core_file_would_hold_them(vish, job):
    process = pathlib.Path(f"/proc/{vish.process.pid}")
    files = [file for file in (vish.folder / "sleutels").glob("*.sleutel") if not file.name.startswith("zegel")]
    texts = [file.read_text(encoding="utf-8").split()[-1] for file in files]
    wanted = [form for text in texts for form in (text.encode(), bytes.fromhex(text))]
    inside = 0
    with (process / "mem").open("rb", buffering=0) as memory:
        for begin, end, flags in mappings(process):
            if end - begin > 1 << 32:
                continue  # what a sanitizer sets apart
            memory.seek(begin)
            try:
                held = memory.read(end - begin)
            except OSError:
                continue
            found = sum(held.count(form) for form in wanted)
            assert found == 0 or {"dd", "lo"} <= set(flags)
            inside += found
    assert inside > 0, "the search finds what is there"


def test_a_server_that_cannot_lock_memory_refuses_to_start_and_says_what_to_do(own):
    without = ["prlimit", "--memlock=0"]
    if os.geteuid() == 0:
        without += ["setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock"]
    command = [*without, BIN / "vishd", "--config", own.config]
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert done.returncode == 1 and "ulimit -l" in done.stderr


def test_a_server_that_misses_one_of_its_keys_refuses_to_start_and_makes_none(own):
    own.start()
    own.vishctl("sleutel", "rotate", "index", "--reden", "proef")
    own.stop()
    missing = own.folder / "sleutels" / "index-1.sleutel"
    missing.unlink()
    command = [BIN / "vishd", "--config", own.config]
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert done.returncode == 1 and "index-1" in done.stderr
    assert not missing.exists()
