"""The whole registry as a file: out, and in again, all or nothing."""

import json

import pytest

from harness import pki
from harness.installation import DEURWAARDER, GEMEENTE, SERVER
from harness.job import Job, day

OK, REFUSED, USAGE, _, LOCAL = range(5)
REASON = ("--reden", "overgenomen")


def exported(vish):
    return json.loads(vish.vishctl("register", "export", "--formaat", "json").stdout)


def write(folder, register, name="register.json"):
    path = folder / name
    path.write_text(json.dumps(register), encoding="utf-8")
    return path


def bring_in(vish, path, *options):
    return vish.vishctl("register", "import", path, *options, check=False)


def difference(vish, path):
    return json.loads(vish.vishctl("--json", "register", "import", path, "--dry-run").stdout)


def newest_lines(vish, count):
    """But for those that tell of a reading of the log."""
    lines = vish.beheer("GET", f"/v1/auditregels?laatste=true&limiet={count + 20}", "beheerder").json["auditregels"]
    return [line for line in lines if not line["handeling"].startswith("audit.")][:count]


@pytest.fixture
def register(vish, job):
    """As it is, with a party of each kind."""
    if not exported(vish)["operators"]:
        pki.make_certificate(vish.pki, "r.lezer", SERVER)
        vish.vishctl("operator", "add", "r.lezer", "--rol", "auditor", "--certificaat", vish.pki / "r.lezer.pem")
        vish.vishctl("convenant", "add", "--naam", "Energie", "--kvk", "12345678", "--ingang", day())
        job.aansluiting("test")
        job.aansluiting("productie", toonFase=True, aanleveruur="10:30")
    return exported(vish)


@pytest.mark.parametrize("formaat", ["toml", "json"])
def test_what_was_exported_makes_no_difference(vish, register, tmp_path, formaat):
    path = tmp_path / f"register.{formaat}"
    path.write_text(vish.vishctl("register", "export", "--formaat", formaat).stdout, encoding="utf-8")
    before = newest_lines(vish, 1)
    verschil = difference(vish, path)
    assert (verschil["wijzigingen"], verschil["nietInBestand"]) == ([], [])
    assert verschil["ongewijzigd"] == sum(map(len, register.values()))
    assert bring_in(vish, path, *REASON, "--ja").returncode == OK
    assert newest_lines(vish, 1) == before and exported(vish) == register


def test_an_empty_installation_becomes_the_same(vish, own, register, tmp_path):
    own.start()
    path = write(tmp_path, register)
    assert difference(own, path)["wijzigingen"][-1]["nieuw"] and exported(own)["organisaties"] == []
    done = bring_in(own, path, *REASON, "--ja")
    assert done.returncode == OK and "Begint in fase aangemeld, niet in productie." in done.stdout, done.stderr
    own.stop()
    own.start()
    for kind in ("aansluitingen", "bevragers"):
        register[kind] = [{**party, "fase": "aangemeld"} for party in register[kind]]
    assert exported(own) == register
    lines = newest_lines(own, sum(map(len, register.values())))
    assert {line["handeling"].split(".")[1] for line in lines} == {"add"}
    assert {(line["reden"], line["actor"]) for line in lines} == {("overgenomen", "beheerder")}
    # What came in works: the phases, and a number of its own for each aansluiting.
    fresh = Job(own)
    fresh.move("bevragers", DEURWAARDER, "test")
    people = {party["aansluitcode"]: own.bsns.take(2) for party in register["aansluitingen"]}
    for code, bsns in people.items():
        fresh.move("aansluitingen", code, "test")
        fresh.expect(fresh.deliver(code, bsns), 201)
    assert len(people) > 1 and all(fresh.found(bsns, code) == set(bsns) for code, bsns in people.items())
    own.finish()


def test_a_difference_is_shown_first_and_recorded_by_party(vish, register, tmp_path):
    code = register["aansluitingen"][0]["aansluitcode"]
    register["aansluitingen"][0]["contact"]["telefoon"] = "14 031"
    register["bevragers"] = []
    register["organisaties"].append({"oin": "00000099000000079000", "naam": "Erbij", "soort": "gemeente"})
    register["convenantpartners"] = [{key: value for key, value in partner.items() if key != "convenantpartnerId"}
                                     for partner in register["convenantpartners"]]  # fmt: skip
    path = write(tmp_path, register)
    shown = bring_in(vish, path, "--dry-run").stdout
    assert "+ organisatie 00000099000000079000 (nieuw)\n" in shown
    assert f"~ aansluiting {code}\n    contact.telefoon: 14 030 → 14 031\n" in shown
    assert f"Niet in het bestand, blijft zoals het is: bevrager {DEURWAARDER}\n" in shown
    assert exported(vish)["aansluitingen"][0]["contact"]["telefoon"] == "14 030"
    assert bring_in(vish, path, *REASON, "--ja").stdout.endswith("Doorgevoerd.\n")
    assert [(line["handeling"], line["onderwerp"]) for line in newest_lines(vish, 2)] == [
        ("aansluiting.change", code), ("organisatie.add", "00000099000000079000")
    ]  # fmt: skip
    after = exported(vish)
    assert after["aansluitingen"][0]["contact"]["telefoon"] == "14 031"
    assert [party["fase"] for party in after["aansluitingen"]] == ["test", "productie"] and len(after["bevragers"]) == 2


def test_every_mistake_is_told_with_its_place_and_nothing_changes(vish, register, tmp_path):
    before = exported(vish)
    register["organisaties"].append({"oin": "00000099000000079100", "naam": "Goed", "soort": "gemeente"})
    register["aansluitingen"][0]["contact"]["email"] = "geen adres"
    register["bevragers"].append({**register["bevragers"][0]})
    told = bring_in(vish, write(tmp_path, register), *REASON, "--ja").stderr
    assert "register.aansluitingen[0].contact.email: " in told and "register.bevragers[2].oin: " in told
    register = exported(vish)
    register["aansluitingen"][0]["aanleveraars"] = ["00000099000000079200"]
    register["operators"].append({**register["operators"][0], "naam": "r.ander"})
    register["bevragers"].append({"oin": "00000099000000079300"})
    done = bring_in(vish, write(tmp_path, register), *REASON, "--ja")
    assert done.returncode == REFUSED
    for place in ("aansluitingen[0].aanleveraars[0]", "operators[1].vingerafdruk", "bevragers[2].oin"):
        assert f"register.{place}: " in done.stderr, done.stderr
    assert exported(vish) == before


def test_a_convenantpartner_that_stands_twice_in_a_file_is_refused(vish, register, tmp_path):
    partner = {"naam": "Water", "kvkNummers": ["23456789"], "ingangsdatum": "2026-01-01"}
    again = {**partner, "oins": ["00000099000000079500"], "ingangsdatum": "2026-02-01"}
    done = bring_in(vish, write(tmp_path, {"convenantpartners": [partner, again]}), *REASON, "--ja")
    assert done.returncode == REFUSED
    assert done.stderr == "Geweigerd: register.convenantpartners[1]: Deze partij staat al eerder in het bestand.\n"
    # One after the other, or with other numbers, they are two.
    later = {**partner, "einddatum": "2026-01-31"}, again
    for partners in (later, ({**partner, "kvkNummers": ["34567890"]}, again)):
        path = write(tmp_path, {"convenantpartners": list(partners)})
        assert bring_in(vish, path, "--dry-run").stdout.count("(nieuw)") == 2


def test_no_file_makes_an_operator_of_role_beheer(vish, register, tmp_path):
    register["operators"] = [{"naam": "r.baas", "rol": "beheer", "vingerafdruk": "a" * 64}]
    assert "vishd.toml" in bring_in(vish, write(tmp_path, register), *REASON, "--ja").stderr
    register["operators"] = [{"naam": "beheerder2", "rol": "auditor", "vingerafdruk": "a" * 64}]
    assert "vishd.toml" in bring_in(vish, write(tmp_path, register), *REASON, "--ja").stderr


def test_an_import_holds_only_for_the_registry_that_was_compared(vish, job, register):
    register["organisaties"][0]["naam"] = "Andere naam"
    compare = {"proef": True, "register": register}
    stand = job.operator("registerimporten", compare, 200).json["registerstand"]
    vish.vishctl("organisatie", "change", GEMEENTE, "--naam", "Tussendoor", "--reden", "x")
    body = {"register": register, "reden": "x", "registerstand": stand}
    assert "intussen gewijzigd" in job.operator("registerimporten", body, 409).json["detail"]
    assert vish.beheer("POST", "/v1/registerimporten", "auditor", compare).status == 403
    names = {item["naam"] for item in exported(vish)["organisaties"]}
    assert "Tussendoor" in names and "Andere naam" not in names


def test_nothing_is_done_without_a_reason_and_a_yes(vish, register, tmp_path):
    register["organisaties"][0]["naam"] = "Nog een naam"
    path = write(tmp_path, register)
    for options, words in ((REASON, "--ja"), (("--ja",), "--reden")):
        done = bring_in(vish, path, *options)
        assert (done.returncode, words in done.stderr) == (USAGE, True), done.stderr
    assert "Nog een naam" not in vish.vishctl("organisatie", "list").stdout
    (tmp_path / "stuk.toml").write_text("[a\n")
    for name, words in (("stuk.toml", "regel 1"), ("weg.json", "bestaat niet")):
        done = bring_in(vish, tmp_path / name, "--dry-run")
        assert (done.returncode, words in done.stderr) == (LOCAL, True), done.stderr
