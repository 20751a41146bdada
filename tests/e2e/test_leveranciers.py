"""Suppliers of software, and whom they may deliver for."""

import json

from harness.installation import LEVERANCIER

NIEUW = "00000099000000000880"


def shown(vish, *arguments):
    return json.loads(vish.vishctl("--json", "leverancier", *arguments).stdout)


def test_a_supplier_is_listed_with_those_that_let_it_deliver_and_ends_once_nobody_does(vish, job):
    added = shown(vish, "add", NIEUW, "--naam", "Nieuwe Software B.V.")
    assert added["soort"] == "leverancier"
    code = job.aansluiting(aanleveraars=[NIEUW])
    suppliers = {supplier["oin"]: supplier for supplier in shown(vish, "list")["organisaties"]}
    assert suppliers[NIEUW]["levertVoor"] == [code]
    assert {supplier["soort"] for supplier in suppliers.values()} == {"leverancier"}
    assert code in vish.vishctl("leverancier", "show", NIEUW).stdout

    renamed = shown(vish, "change", NIEUW, "--naam", "Andere Software B.V.", "--reden", "overname")
    assert renamed["naam"] == "Andere Software B.V."
    needed = vish.vishctl("leverancier", "end", NIEUW, "--reden", "gestopt", check=False)
    assert needed.returncode == 1 and code in needed.stderr
    vish.vishctl("aansluiting", "change", code, "--geen-aanleveraar", NIEUW, "--reden", "andere leverancier")
    assert "beeindigdOp" in shown(vish, "end", NIEUW, "--reden", "gestopt")
    assert shown(vish, "show", NIEUW)["levertVoor"] == []


def test_who_is_no_supplier_is_named_when_someone_adds_or_removes_it(vish, job):
    code, unknown = job.aansluiting(), ["00000099000000000881", "00000099000000000882"]
    added = vish.vishctl("aansluiting", "change", code, "--aanleveraar", ",".join([LEVERANCIER, *unknown]),
                         "--reden", "x", check=False)  # fmt: skip
    assert added.returncode == 1 and ", ".join(unknown) in added.stderr and LEVERANCIER not in added.stderr
    removed = vish.vishctl("aansluiting", "change", code, "--geen-aanleveraar", unknown[0], "--reden", "x", check=False)
    assert removed.returncode == 1 and f"geen aanleveraar van deze aansluiting: {unknown[0]}" in removed.stderr.lower()


def test_a_kind_that_does_not_exist_is_refused(vish, job):
    assert vish.beheer("GET", "/v1/organisaties?soort=bakker", "beheerder").status == 400
    assert any(supplier["oin"] == LEVERANCIER for supplier in shown(vish, "list")["organisaties"])
