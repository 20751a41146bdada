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
