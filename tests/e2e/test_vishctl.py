"""The commands of an operator against a running server."""

import json

from harness.browser import Door
from harness.bsn import KNOWN_FREE
from harness.job import day
from harness.programs import run

OK, REFUSED, USAGE, NO_CONNECTION, LOCAL = range(5)


def as_json(vish, *arguments):
    return json.loads(vish.vishctl("--json", *arguments).stdout)


def code_of(vish, *arguments, **options):
    done = vish.vishctl(*arguments, check=False, **options)
    assert done.returncode == OK or done.stderr.strip()
    return done.returncode


def test_an_operator_connects_parties_and_follows_them(vish, job, bsns):
    oin = "00000099000000071000"
    vish.vishctl("organisatie", "add", oin, "--naam", "Wijkteam Noord", "--soort", "wijkteam")
    assert as_json(vish, "organisatie", "show", oin)["naam"] == "Wijkteam Noord"
    assert oin in vish.vishctl("organisatie", "list").stdout
    vish.vishctl("aansluiting", "add", "WT-NOORD", "--organisatie", oin, "--telefoon", "14 030", "--email", "a@b.nl",
                 "--aanleveraar", "00000099000000020000", "--overeenkomst", day(-9), "--toon-fase")  # fmt: skip
    assert as_json(vish, "aansluiting", "fase", "WT-NOORD", "test", "--reden", "getekend")["fase"] == "test"
    assert as_json(vish, "aansluiting", "show", "WT-NOORD")["toonFase"] is True
    assert "WT-NOORD" in vish.vishctl("aansluiting", "list").stdout
    vish.vishctl("bevrager", "add", oin, "--overeenkomst", day(-9))
    assert as_json(vish, "bevrager", "fase", oin, "test", "--reden", "getekend")["fase"] == "test"
    assert as_json(vish, "bevrager", "show", oin)["oin"] == oin
    assert oin in vish.vishctl("bevrager", "list").stdout


def test_an_operator_releases_and_rejects_held_deliveries(vish, job, bsns):
    code, people = job.aansluiting(), bsns(1)
    job.expect(job.deliver(code, people, day(-3)), 201)
    first = job.expect(job.deliver(code, [], day(-2)), 202).json["aanleveringId"]
    rejected = as_json(vish, "aanlevering", "reject", first, "--reden", "kapot")
    assert rejected["status"] == "afgewezen" and rejected["besluit"]["reden"] == "kapot"
    second = job.expect(job.deliver(code, [], day(-1)), 202).json["aanleveringId"]
    held = vish.vishctl("aanlevering", "list", "--aansluitcode", code, "--status", "vastgehouden")
    assert "vastgehouden" in held.stdout
    assert as_json(vish, "aanlevering", "release", second, "--reden", "klopt")["status"] == "verwerkt"
    assert as_json(vish, "aanlevering", "show", second)["status"] == "verwerkt"
    assert code_of(vish, "aanlevering", "release", second, "--reden", "nog eens") == REFUSED
    assert len(as_json(vish, "aanlevering", "list", "--aansluitcode", code, "--limiet", "2")["aanleveringen"]) == 2
    assert job.found(people) == set()


def test_an_operator_keeps_the_covenant(vish, job):
    numbers = ("--kvk", "12345678", "--kvk", "87654321")
    made = as_json(vish, "convenant", "add", "--naam", "Energie", *numbers, "--ingang", day())
    assert made["kvkNummers"] == ["12345678", "87654321"]
    assert "Energie" in vish.vishctl("convenant", "list").stdout
    partner = made["convenantpartnerId"]
    changed = as_json(vish, "convenant", "change", partner, "--naam", "Energie BV", "--reden", "nieuwe naam")
    assert changed == {**made, "naam": "Energie BV"}
    assert as_json(vish, "convenant", "end", partner, "--reden", "opgezegd")["einddatum"] == day()
    assert code_of(vish, "convenant", "end", partner, "--reden", "nog eens") == REFUSED
    later = as_json(vish, "convenant", "add", "--naam", "Nooit", *numbers, "--ingang", day(2))["convenantpartnerId"]
    assert "niets van over" in vish.vishctl("convenant", "end", later, "--reden", "toch niet").stdout
    assert "Nooit" not in vish.vishctl("convenant", "list").stdout


def test_an_organisatie_ends_once_nobody_needs_it(vish, job):
    oin, code, reason = "00000099000000072000", job.aansluiting("aangemeld"), ("--reden", "opgezegd")
    vish.vishctl("organisatie", "add", oin, "--naam", "Software", "--soort", "leverancier")
    assert as_json(vish, "organisatie", "change", oin, "--naam", "Software BV", *reason)["naam"] == "Software BV"
    added = as_json(vish, "aansluiting", "change", code, "--aanleveraar", oin, "--overeenkomst", day(-4), *reason)
    assert oin in added["aanleveraars"] and added["overeenkomstdatum"] == day(-4)
    vish.vishctl("bevrager", "add", oin)
    assert as_json(vish, "bevrager", "change", oin, "--overeenkomst", day(-3), *reason)["overeenkomstdatum"] == day(-3)
    refused = vish.vishctl("organisatie", "end", oin, *reason, check=False)
    assert refused.returncode == REFUSED and code in refused.stderr and f"bevrager {oin}" in refused.stderr
    vish.vishctl("aansluiting", "change", code, "--geen-aanleveraar", oin, *reason)
    for party in ("beheerder", "beheerder2"):
        assert code_of(vish, "organisatie", "end", oin, *reason) == REFUSED
        vish.vishctl("bevrager", "end", oin, *reason, party=party)
    assert "beeindigdOp" in as_json(vish, "organisatie", "end", oin, *reason)
    assert code_of(vish, "aansluiting", "change", code, "--aanleveraar", oin, *reason) == REFUSED
    lines = as_json(vish, "audit", "list", "--laatste", "--limiet", "1")["auditregels"]
    assert [(line["handeling"], line["onderwerp"], line["reden"]) for line in lines] == [
        ("organisatie.end", oin, "opgezegd")
    ]


def test_an_operator_finds_the_lines_of_a_question(vish, job):
    match_id = job.expect(job.ask([KNOWN_FREE]), 200).json["matchId"]
    lines = as_json(vish, "audit", "list", "--match", match_id)["auditregels"]
    assert [line["uitkomst"] for line in lines] == ["geenMatch"]
    assert "geenMatch" in vish.vishctl("audit", "list", "--laatste", "--handeling", "bevraging", "--limiet", "1").stdout
    rest = as_json(vish, "audit", "list", "--na", "1", "--limiet", "2")["auditregels"]
    assert [line["volgnummer"] for line in rest] == [2, 3]


def test_a_line_of_a_question_is_shown_with_the_match_that_it_belongs_to(vish, job):
    match_id = job.expect(job.ask([KNOWN_FREE]), 200).json["matchId"]
    asked = as_json(vish, "audit", "list", "--laatste", "--handeling", "bevraging", "--limiet", "1")
    newest = asked["auditregels"][0]["volgnummer"]
    shown = vish.vishctl("audit", "show", str(newest)).stdout
    assert match_id in shown and "Trace" in shown and "Bevrager" in shown


def test_an_operator_reads_one_line_by_its_number(vish):
    newest = as_json(vish, "audit", "list", "--laatste", "--limiet", "1")["auditregels"][0]
    assert as_json(vish, "audit", "show", str(newest["volgnummer"])) == newest
    for no_line in (str(newest["volgnummer"] + 1000), "0", "1x", "-1", "99999999999999999999"):
        answer = vish.beheer("GET", f"/v1/auditregels/{no_line}", "auditor")
        assert (answer.status, answer.json["detail"]) == (404, "Deze auditregel bestaat niet."), no_line


def test_the_status_is_shown_to_people_and_to_programs(vish, job):
    status = as_json(vish, "status")
    assert status["gereed"] is True and status["databaseId"] in vish.vishctl("status").stdout


def test_ending_waits_for_a_second_person(vish, job):
    code = job.aansluiting()
    assert code_of(vish, "aansluiting", "fase", code, "beeindigd", "--reden", "gestopt") == USAGE
    end = ("aansluiting", "end", code, "--reden", "gestopt")
    command = f"vishctl aansluiting end {code} --reden REDEN"
    asked = vish.vishctl(*end).stdout
    assert "gevraagd door beheerder en nog niet gebeurd: een tweede beheerder moet" in asked and command in asked
    for looking in (("status",), ("aansluiting", "list"), ("aansluiting", "show", code)):
        assert command in vish.vishctl(*looking).stdout, looking
    with Door(vish, "auditor") as door:
        assert command in door.fetch("/")[2]
    ended = vish.vishctl(*end, party="beheerder2").stdout
    assert "beeindigd" in ended and "tweede" not in ended and command not in vish.vishctl("status").stdout


def test_another_phase_voids_a_request_to_end_and_says_so(vish, job, bsns):
    code, oin = job.aansluiting(), "00000099000000073000"
    job.expect(job.deliver(code, bsns(1)), 201)
    job.operator("organisaties", {"oin": oin, "naam": "Nieuw", "soort": "overheid"}, 201)
    job.operator("bevragers", {"oin": oin, "overeenkomstdatum": "2026-01-31"}, 201)
    for group, name, fase in (("aansluiting", code, "productie"), ("bevrager", oin, "test")):
        end = (group, "end", name, "--reden", "gestopt")
        vish.vishctl(*end)
        moved = vish.vishctl(group, "fase", name, fase, "--reden", "toch niet").stdout
        assert "Het verzoek van beheerder om te beëindigen is hiermee vervallen." in moved
        assert "nog niet gebeurd" in vish.vishctl(*end, party="beheerder2").stdout


def test_the_exit_code_tells_what_went_wrong(vish, job, tmp_path):
    assert code_of(vish, "organisatie", "show", "00000099000000099999") == REFUSED
    assert code_of(vish, "organisatie", "add", "kort", "--naam", "x", "--soort", "gemeente") == REFUSED
    assert code_of(vish, "status", party="auditor") == OK
    assert code_of(vish, "organisatie", "add", "x", "--naam", "x", "--soort", "sng", party="auditor") == REFUSED
    assert code_of(vish, "status", party="gemeente") == REFUSED
    assert code_of(vish, "organisatie") == USAGE
    assert code_of(vish, "organisatie", "add") == USAGE
    assert code_of(vish, "--server", "https://127.0.0.1:1", "status") == NO_CONNECTION
    assert code_of(vish, "--cert", tmp_path / "geen.pem", "status") == LOCAL
    assert code_of(vish, "--ca", vish.pki / "gemeente.pem", "status") == NO_CONNECTION


def test_help_and_output_are_in_dutch(vish):
    assert "Gebruik" in vish.vishctl("--help").stdout
    assert "Onjuist gebruik" in vish.vishctl("onbekend", check=False).stderr


def test_a_demonstration_needs_an_empty_folder(tmp_path):
    (tmp_path / "iets").write_text("x")
    assert run("vishctl", "demo", "init", tmp_path, check=False).returncode == LOCAL
    assert sorted(path.name for path in tmp_path.iterdir()) == ["iets"]


def test_a_demonstration_has_everything_and_its_secrets_are_private(tmp_path):
    folder = tmp_path / "demo"
    run("vishctl", "demo", "init", folder)
    names = {"ca", "server", "gemeente", "leverancier", "deurwaarder", "deurwaarder2", "beheerder"}
    files = {f"{name}.{kind}" for name in names for kind in ("pem", "key")}
    assert {path.name for path in (folder / "pki").iterdir()} == files | {"intrekkingslijsten"}
    for secret in [*(folder / "pki").glob("*.key"), *(folder / "sleutels").iterdir()]:
        assert secret.stat().st_mode & 0o077 == 0, secret
    assert run("vishctl", "config", "check", folder / "vishd.toml").returncode == OK
    assert (folder / "voorbeeld.csv").read_text().startswith("burgerservicenummer;")


def test_a_key_ring_and_a_database_are_made_once_on_purpose(tmp_path):
    folder = tmp_path / "demo"
    run("vishctl", "demo", "init", folder)
    assert run("vishctl", "sleutel", "init", folder / "sleutels", check=False).returncode == LOCAL
    assert run("vishctl", "opslag", "init", "--config", folder / "vishd.toml", check=False).returncode == LOCAL
    assert run("vishctl", "sleutel", "init", tmp_path / "nieuw").returncode == OK


def test_a_configuration_is_checked_whole(tmp_path):
    wrong = tmp_path / "vishd.toml"
    wrong.write_text("onzin = 1\n[data]\npoort = 99999\n")
    done = run("vishctl", "config", "check", wrong, check=False)
    assert done.returncode == LOCAL
    assert "onzin" in done.stderr and "data.poort" in done.stderr and "tls.certificaat" in done.stderr
