"""What a new party must still do, as a list that can be mailed to it."""

import json

from harness.installation import DEURWAARDER
from harness.job import day, row

OIN, NOBODY = "00000099000000078000", "00000099000000098000"


def check(vish, group, name):
    """What stands where, by what it is about."""
    controle = json.loads(vish.vishctl("--json", group, "check", name).stdout)
    return {punt["wat"]: punt["stand"] for punt in controle["punten"]}


def te_doen(vish, group, name):
    return [wat for wat, stand in check(vish, group, name).items() if stand == "teDoen"]


def test_the_list_of_an_aansluiting_gets_shorter_with_each_step(vish, job, bsns):
    code = job.aansluiting("aangemeld")
    assert "Toegang tot de test" in te_doen(vish, "aansluiting", code)
    job.move("aansluitingen", code, "test")
    assert te_doen(vish, "aansluiting", code) == [
        "Aanlevering in de test", "Stap naar productie", "Dagelijks aanleveren"
    ]  # fmt: skip
    assert check(vish, "aansluiting", code)["Certificaat"] == "nietBekend"
    faulty = [row("999990018"), *bsns(30)]
    job.expect(job.deliver(code, faulty), 201)
    assert te_doen(vish, "aansluiting", code) == ["Laatste verslag", "Stap naar productie", "Dagelijks aanleveren"]
    assert check(vish, "aansluiting", code)["Certificaat"] == "gedaan"
    job.expect(job.deliver(code, faulty[1:], day()), 201)
    assert te_doen(vish, "aansluiting", code) == ["Stap naar productie", "Dagelijks aanleveren"]


def test_a_bevrager_needs_one_answered_test_question(vish, job, bsns):
    job.operator("organisaties", {"oin": OIN, "naam": "Nieuw", "soort": "overheid"}, 201)
    job.operator("bevragers", {"oin": OIN}, 201)
    assert te_doen(vish, "bevrager", OIN) == [
        "Overeenkomst", "Toegang tot de test", "Vraag in de test", "Stap naar productie"
    ]  # fmt: skip
    job.expect(job.ask(bsns(1)), 200)
    assert te_doen(vish, "bevrager", DEURWAARDER) == ["Stap naar productie"]


def test_the_list_can_be_mailed_as_it_is(vish, job, bsns):
    code = job.aansluiting()
    bsn = bsns(1)[0]
    job.expect(job.deliver(code, [row(bsn), row("999990018")]), 400)
    text = vish.vishctl("aansluiting", "check", code).stdout
    assert text.startswith("Aansluiten op de Verwijsindex Schuldhulpverlening (VISH)\n\nProef gemeente, " + code)
    assert "[ ] Laatste verslag\n" in text and "elfproef 1 keer" in text
    assert "[x] Overeenkomst\n" in text and "Proef leverancier (OIN " in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80
    assert bsn not in text and "999990018" not in text


def test_only_who_exists_is_checked(vish, job):
    done = vish.vishctl("aansluiting", "check", "GEEN-1", check=False)
    assert (done.returncode, done.stderr) == (1, "Geweigerd: Deze aansluiting bestaat niet.\n")
    assert vish.beheer("GET", f"/v1/bevragers/{NOBODY}/controle", "auditor").status == 404
