"""What an operator sees on one screen."""

import json
import re

from harness import pki
from harness.authority import load_authority
from harness.installation import DEURWAARDER, SERVER
from harness.job import day
from harness.kluis import make_recipient
from harness.programs import until


def status(vish):
    return json.loads(vish.vishctl("--json", "status").stdout)


def screen(vish):
    return vish.vishctl("status").stdout


def test_an_installation_with_backups_is_all_well_and_fits_on_a_small_screen(own):
    own.start()
    shown = screen(own)
    assert "Er worden geen back-ups gemaakt" in shown and "Het auditlog heeft geen kopie" in shown
    own.stop()
    make_recipient(own)
    own.set(kopie="kopie")
    own.start()
    own.vishctl("backup", "create", "--reden", "eerste")
    shown = screen(own)
    assert shown.startswith("Alles in orde.\n")
    assert len(shown.splitlines()) <= 24
    assert "versie " in shown and "gereed" in shown and status(own)["databaseId"] in shown


def test_what_waits_for_an_operator_stands_first_with_what_to_run(vish, job, bsns):
    code = job.aansluiting()
    job.expect(job.deliver(code, bsns(3), day(-2)), 201)
    job.expect(job.deliver(code, [], day(-1)), 202)
    assert status(vish)["vastgehouden"] == {"aantal": 1, "aansluitcodes": [code]}
    first, _, rest = screen(vish).partition("\n\n")
    assert first.startswith("Dit vraagt uw aandacht:\n") and f"1 aanlevering vastgehouden: {code}" in first
    assert "vishctl aanlevering list --status vastgehouden" in first
    assert "1 vastgehouden, 0 te bevestigen" in rest
    assert code in vish.vishctl("aanlevering", "list", "--status", "vastgehouden").stdout


def test_questions_of_today_are_counted_answered_and_refused(vish, job, bsns):
    before = status(vish)["vragen"]
    job.expect(job.ask(bsns(3)), 200)
    job.expect(job.ask(["999990018"]), 400)
    job.expect(job.ask(bsns(1), party="gemeente"), 403)
    after = status(vish)["vragen"]
    assert after["beantwoord"] == before["beantwoord"] + 1
    refused = {reason: count - before["geweigerd"].get(reason, 0) for reason, count in after["geweigerd"].items()}
    assert {reason: count for reason, count in refused.items() if count} == {"ongeldigeInvoer": 1, "geenToegang": 1}
    assert "1 geenToegang" in screen(vish)


def test_questions_beyond_fair_use_are_refused_by_their_own_reason(vish, job, bsns):
    vish.vishctl("bevrager", "change", DEURWAARDER, "--reden", "proef", "--personen-per-dag", "1")
    job.expect(job.ask(bsns(2)), 429)
    assert status(vish)["vragen"]["geweigerd"]["dagquotumBereikt"] == 1
    vish.vishctl("bevrager", "change", DEURWAARDER, "--reden", "proef", "--personen-per-dag", "100000")


def test_persons_of_today_outlive_a_restart(vish, job, bsns):
    job.expect(job.ask(bsns(2)), 200)
    vish.stop()
    vish.start()
    persons = status(vish)["vragen"]["personen"]
    assert persons >= 2 and status(vish)["vragen"]["beantwoord"] == 0
    vish.stop()
    vish.start()
    assert status(vish)["vragen"]["personen"] == persons
    assert f"{persons} personen" in screen(vish)


def test_certificates_and_lists_that_end_soon_are_told(own):
    own.start()
    name = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-days", "20")
    pki.make_certificate(own.pki, "server", SERVER, usage="serverAuth", options=name)
    own.vishctl("config", "reload", "--reden", "proef")
    assert "Certificaat van server: nog 19 dagen\n      vishctl config reload" in screen(own)
    authority = load_authority(own.pki, "ca")
    (own.pki / "intrekkingslijsten" / "kort.crl").write_bytes(authority.crl(days=(-1, 1)))
    own.vishctl("config", "reload", "--reden", "proef")
    soon = until(lambda: re.search(r"Intrekkingslijst van (.+): nog 23 uur", screen(own)), "the list is told")
    assert "VISH demonstratie stamcertificaat" in soon[1]


def test_a_full_disk_is_told_with_its_reason(own):
    own.set(min_vrije_ruimte_mb=1048576)
    own.start(ready=503)
    first = screen(own).partition("\n\n")[0]
    assert "De server antwoordt niet op vragen: " in first and "De schijf met de database raakt vol" in first
    assert [disk["grensBytes"] for disk in status(own)["schijven"]] == [1 << 40]
