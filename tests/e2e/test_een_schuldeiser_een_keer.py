"""A creditor is bound by one convenantpartner at a time, under whichever form of its number."""

import json

import pytest
from test_register_bestand import REASON, bring_in, exported, write

from harness.job import day

OK, REFUSED = 0, 1


def add(vish, naam, number, ingang, eind=None):
    """Number: of the KvK, or an OIN. Returns what vishctl did."""
    option = "--kvk" if len(number) == 8 else "--oin"
    until = ("--eind", eind) if eind else ()
    return vish.vishctl("--json", "convenant", "add", "--naam", naam, option, number, "--ingang", ingang, *until, check=False)


def on_kvk(kvk):
    return f"00000003{kvk}0000"


PAIRS = {
    "KvK, then OIN": ("41000001", on_kvk("41000001")),
    "OIN, then KvK": (on_kvk("41000002"), "41000002"),
    "KvK twice": ("41000003", "41000003"),
    "OIN twice": ("00000099000000094000", "00000099000000094000"),
}


@pytest.mark.parametrize("one,other", PAIRS.values(), ids=PAIRS)
def test_a_creditor_is_not_bound_twice_on_the_same_days(vish, one, other):
    first = json.loads(add(vish, "Eerste", one, day()).stdout)["convenantpartnerId"]
    refused = add(vish, "Tweede", other, day(5))
    assert refused.returncode == REFUSED and first in refused.stderr and "Eerste" in refused.stderr, refused.stderr
    assert add(vish, "Tweede", other, day(-5), day()).returncode == REFUSED
    assert add(vish, "Eerder", other, day(-5), day(-1)).returncode == OK
    vish.vishctl("convenant", "end", first, "--reden", "opgezegd")
    assert add(vish, "Later", other, day(1)).returncode == OK


def test_another_number_that_looks_like_it_is_another_creditor(vish):
    assert add(vish, "Een", "42000001", day()).returncode == OK
    assert add(vish, "Vestiging", "00000003420000010001", day()).returncode == OK
    both = ("--kvk", "42000002", "--oin", on_kvk("42000002"))
    assert vish.vishctl("convenant", "add", "--naam", "Beide", *both, "--ingang", day(), check=False).returncode == OK


def test_a_change_binds_nobody_twice(vish):
    assert add(vish, "Een", "43000001", day()).returncode == OK
    other = json.loads(add(vish, "Ander", "43000002", day()).stdout)["convenantpartnerId"]
    change = ("convenant", "change", other, "--reden", "proef")
    refused = vish.vishctl(*change, "--oin", on_kvk("43000001"), check=False)
    assert refused.returncode == REFUSED and "Een" in refused.stderr, refused.stderr
    assert vish.vishctl(*change, "--naam", "Anders", check=False).returncode == OK


def test_a_file_binds_nobody_twice(vish, tmp_path):
    assert add(vish, "Al daar", "44000001", day()).returncode == OK
    fresh = {"naam": "Nieuw", "oins": [on_kvk("44000001")], "ingangsdatum": day()}
    pair = [{"naam": "A", "kvkNummers": ["44000002"], "ingangsdatum": day()},
            {"naam": "B", "oins": [on_kvk("44000002")], "ingangsdatum": day(3)}]  # fmt: skip
    for partners, place, named in (([fresh], 0, "Al daar"), (pair, 1, "A (")):
        path = write(tmp_path, {"convenantpartners": partners})
        for options in (("--dry-run",), (*REASON, "--ja")):
            done = bring_in(vish, path, *options)
            said = done.stdout + done.stderr
            assert done.returncode == REFUSED and f"convenantpartners[{place}]" in said and named in said, said
    before = exported(vish)
    assert bring_in(vish, write(tmp_path, before), *REASON, "--ja").returncode == OK and exported(vish) == before


def doubled(kvk_one, kvk_two):
    """An export of before this rule: A binds both creditors, B the first as well."""
    first = {"naam": "A", "kvkNummers": [kvk_one, kvk_two], "ingangsdatum": day(), "einddatum": day(30)}
    second = {"naam": "B", "oins": [on_kvk(kvk_one)], "ingangsdatum": day(-5), "einddatum": day(10)}
    ids = ("01890a5d-ac96-7000-8000-0000000000a1", "01890a5d-ac96-7000-8000-0000000000b2")
    return [{"convenantpartnerId": id, "kvkNummers": [], "oins": [], **partner} for id, partner in zip(ids, (first, second))]


def test_the_export_of_a_registry_with_doubles_comes_back_and_no_double_becomes_more(own, tmp_path):
    own.start()
    partners = doubled("45000001", "45000002")
    path = write(tmp_path, {"convenantpartners": partners})
    assert bring_in(own, path, *REASON, "--ja").returncode == OK
    assert exported(own)["convenantpartners"] == partners
    assert bring_in(own, path, *REASON, "--ja").returncode == OK
    change = ("convenant", "change", partners[1]["convenantpartnerId"], "--reden", "proef")
    more = (("--kvk", "45000001", "--kvk", "45000002"), ("--kvk", "45000001", "--oin", on_kvk("45000002")),
            ("--eind", day(11)), ("--oin", on_kvk("45000001"), "--eind", day(40)))  # fmt: skip
    for options in more:
        refused = own.vishctl(*change, *options, check=False)
        assert refused.returncode == REFUSED and "A (" in refused.stderr, refused.stderr
    for options in (("--naam", "B2"), ("--kvk", "45000001"), ("--ingang", day(-9)), ("--eind", day(9)), ("--kvk", "45000003")):
        done = own.vishctl(*change, *options, check=False)
        assert done.returncode == OK, (options, done.stderr)
    refused = own.vishctl(*change, "--eind", day(10), check=False)
    assert refused.returncode == REFUSED, "what was let go does not come back"
    own.stop()


def test_a_file_adds_nothing_to_a_double(own, tmp_path):
    own.start()
    partners = doubled("46000001", "46000002")
    assert bring_in(own, write(tmp_path, {"convenantpartners": partners}), *REASON, "--ja").returncode == OK
    more = {**partners[1], "oins": [on_kvk("46000001"), on_kvk("46000002")]}, {**partners[1], "einddatum": day(20)}
    for second in more:
        for file in ([partners[0], second], [second], [second, partners[0]]):
            done = bring_in(own, write(tmp_path, {"convenantpartners": file}), *REASON, "--ja")
            assert done.returncode == REFUSED and "al gebonden" in done.stderr, done.stderr
    assert exported(own)["convenantpartners"] == partners
    own.stop()


def test_an_export_with_doubles_does_not_come_into_a_registry_that_has_partners(own, tmp_path):
    own.start()
    assert add(own, "Al daar", "47000009", day()).returncode == OK
    path = write(tmp_path, {"convenantpartners": doubled("47000001", "47000002")})
    for options in (("--dry-run",), (*REASON, "--ja")):
        done = bring_in(own, path, *options)
        assert done.returncode == REFUSED and "convenantpartners[1]" in done.stdout + done.stderr, done.stderr
    own.stop()
