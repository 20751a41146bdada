"""Backups of a running server, and a server that was put back from one."""

import json
import os
import subprocess

import pytest
from test_lifecycle import refused_start

from harness.clock import clock_at
from harness.installation import DEURWAARDER2
from harness.job import Job, day
from harness.kluis import lose_database, make_recipient, restore
from harness.programs import BIN, DEADLINE, until
from harness.wire import Wire

WHY = ("--reden", "test")


@pytest.fixture
def keeping(own):
    """Backups and a copy of the audit log are configured; it is noon of tomorrow, when the certificates are valid whatever the
    hour is now, and the hour of the daily one has not come."""
    make_recipient(own)
    own.set(uur=23, kopie="kopie")
    with clock_at(f"{day(1)} 12:00"):
        own.start()
        yield own


def listed(vish):
    return json.loads(vish.vishctl("--json", "backup", "list").stdout)["backups"]


def status(vish):
    return json.loads(vish.vishctl("--json", "status").stdout)


def audited(vish, handeling):
    lines = json.loads(vish.vishctl("--json", "audit", "list", "--laatste").stdout)["auditregels"]
    return [line for line in lines if line["handeling"] == handeling]


def test_an_operator_makes_lists_and_verifies_backups_and_all_of_it_is_recorded(keeping):
    before = len(listed(keeping))
    assert "Nummer" in keeping.vishctl("backup", "create", *WHY).stdout
    number = listed(keeping)[-1]["nummer"]
    assert len(listed(keeping)) == before + 1
    assert "Gemaakt op" in keeping.vishctl("backup", "verify", number, *WHY).stdout
    assert status(keeping)["backup"]["nummer"] == number
    assert f"nummer {number} van" in keeping.vishctl("status").stdout
    made = audited(keeping, "backup.create")[0]
    assert (made["actor"], made["onderwerp"], made["reden"]) == ("beheerder", str(number), "test")
    assert audited(keeping, "backup.verify")[0]["uitkomst"] == "uitgevoerd"
    metrics = keeping.observe("/metrics")[1]
    assert "vish_backup_last_success_timestamp_seconds 1" in metrics and "vish_backup_size_bytes" in metrics
    keeping.finish()


def test_a_damaged_backup_is_named_by_verify_and_shown_in_the_list(keeping):
    keeping.vishctl("backup", "create", *WHY)
    number = listed(keeping)[-1]["nummer"]
    manifest = keeping.folder / "backups" / f"{number:06}" / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("vish-backup", "Vish-backup"), encoding="utf-8")
    refused = keeping.vishctl("backup", "verify", number, *WHY, check=False)
    assert refused.returncode == 1 and "manifest.json" in refused.stderr
    assert "beschadigd" in listed(keeping)[-1]["fout"]
    assert audited(keeping, "backup.verify")[0]["uitkomst"] == "mislukt"
    missing = keeping.vishctl("backup", "verify", "999", *WHY, check=False)
    assert missing.returncode == 1 and "bestaat niet" in missing.stderr
    keeping.finish()


def test_the_backup_of_the_day_is_made_by_itself_once_its_hour_has_come(own):
    make_recipient(own)
    own.set(uur=0)
    own.start()
    until(lambda: listed(own), "the backup of the day")
    until(lambda: audited(own, "backup.create"), "its line in the audit log")
    assert audited(own, "backup.create")[0]["actor"] == "vishd"
    own.finish()


def test_a_backup_that_cannot_be_made_is_counted_recorded_and_says_why(keeping):
    (keeping.folder / "backup.pem").write_text("geen leesbaar certificaat", encoding="utf-8")
    refused = keeping.vishctl("backup", "create", *WHY, check=False)
    assert refused.returncode == 1 and "geen leesbaar certificaat" in refused.stderr
    assert "vish_backup_failures_total 1" in keeping.observe("/metrics")[1]
    assert audited(keeping, "backup.create")[0]["uitkomst"] == "mislukt"
    checked = keeping.vishctl("config", "check", keeping.config, check=False)
    assert checked.returncode == 4 and "backup.ontvangers" in checked.stderr
    reloaded = keeping.vishctl("config", "reload", *WHY, check=False)
    assert reloaded.returncode == 1 and "backup.ontvangers" in reloaded.stderr
    keeping.finish()
    assert "backup.ontvangers" in refused_start(keeping)


def test_who_checks_the_settings_hears_that_backups_go_to_the_disk_of_the_database(keeping):
    checked = keeping.vishctl("config", "check", keeping.config).stdout
    assert "Let op: backup.doel" in checked and "is in orde" in checked
    assert "staat op dezelfde schijf als de database" in keeping.tail()
    keeping.finish()


def test_the_list_answers_while_two_backups_are_read_on_a_disk_that_hangs(keeping):
    keeping.vishctl("backup", "create", *WHY)
    part = keeping.folder / "backups" / "000001" / "1.cms"
    part.unlink()
    os.mkfifo(part)  # who reads it waits for who writes
    verify = ["--profiel", keeping.folder / "vishctl.toml", "backup", "verify", "1", *WHY]
    readers = [
        subprocess.Popen([BIN / "vishctl", *verify], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    try:
        refused = until(lambda: [reader for reader in readers if reader.poll() is not None], "one is not let in")
        assert "al aan back-ups gewerkt" in refused[0].stderr.read() and len(refused) == 1
        assert [backup["nummer"] for backup in listed(keeping)] == [1]
    finally:
        part.open("wb").close()
        for reader in readers:
            assert "1.cms" in reader.communicate(timeout=DEADLINE)[1] or reader is refused[0]
    keeping.finish()


def test_without_a_place_for_them_there_are_no_backups_and_that_is_said(vish):
    refused = vish.vishctl("backup", "create", *WHY, check=False)
    assert refused.returncode == 1 and "backup.doel" in refused.stderr
    assert "backup" not in status(vish)


def test_a_lost_database_is_put_back_and_answers_only_once_an_operator_opened_it(keeping):
    job = Job(keeping)
    job.connect_parties()
    code = job.aansluiting()
    people = keeping.bsns.take(3)
    job.expect(job.deliver(code, people, day(-1)), 201)
    keeping.vishctl("backup", "create", *WHY)
    number = listed(keeping)[-1]["nummer"]
    job.expect(job.ask(people[:1]), 200)
    job.move("bevragers", DEURWAARDER2, "geschorst")
    keeping.vishctl("bevrager", "change", DEURWAARDER2, *WHY, "--personen-per-dag", "100")
    answered = status(keeping)["auditregels"]
    lose_database(keeping)

    done = restore(keeping, number)
    assert done.returncode == 0, done.stderr
    redone, left = done.stdout.split("doe dit opnieuw voor u de index opent:")
    assert f"bevrager.fase {DEURWAARDER2}, geschorst, door beheerder" in redone
    assert f"bevrager.change {DEURWAARDER2}, uitgevoerd, door beheerder" in left
    keeping.start(ready=503)
    assert job.ask(people[:1]).status == 503
    state = status(keeping)
    assert not state["gereed"] and state["teruggezet"]["backup"] == number
    assert state["auditregels"] > answered > state["teruggezet"]["auditregelsUitKopie"] > 0
    assert [entry["registraties"] for entry in state["teruggezet"]["aansluitingen"]] == [3]
    shown = keeping.vishctl("status").stdout
    assert "vishctl backup open" in shown and "3 registraties van peildatum" in shown
    with Wire(keeping, "beheerder", listener="beheer") as browser:
        browser.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"<h1>De server antwoordt niet op vragen</h1>" in browser.read_body(browser.read_head()[1])
    job.expect(job.deliver(code, people, day()), 201)

    assert "weer vragen" in keeping.vishctl("backup", "open", *WHY).stdout
    assert keeping.vishctl("backup", "open", *WHY, check=False).returncode == 1
    assert job.expect(job.ask(people[:1]), 200).json["resultaten"][0]["match"]
    assert audited(keeping, "backup.restore") and audited(keeping, "backup.open")
    keeping.finish()


def test_putting_back_says_what_is_wrong_and_leaves_nothing(keeping):
    keeping.vishctl("backup", "create", *WHY)
    number = listed(keeping)[-1]["nummer"]
    keeping.stop()
    inhabited = restore(keeping, number)
    assert inhabited.returncode == 1 and "lege map" in inhabited.stderr
    lose_database(keeping)
    for wrong, asked, key in (
        ("er is geen back-up", number + 1, "backup.key"),
        ("niet te lezen", number, "ontbreekt.key"),
        ("niet versleuteld voor deze sleutel", number, "pki/gemeente.key"),
    ):
        refused = restore(keeping, asked, key=key)
        assert refused.returncode == 1 and wrong in refused.stderr, refused.stderr
        assert not list(keeping.folder.glob("data*"))
    usage = restore(keeping, "nieuwste")
    assert usage.returncode == 2 and "--backup" in usage.stderr
    assert restore(keeping, number).returncode == 0
