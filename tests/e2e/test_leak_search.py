"""The search for leaked BSNs must itself be able to find one."""

import random

import pytest

from harness.bsn import KNOWN_FREE, TEST_BSNS, bsns_in
from harness.leaks import leaks_in, leaks_under

WITH_LEADING_ZEROS = "000009921"
NUMBERS = [KNOWN_FREE, WITH_LEADING_ZEROS, TEST_BSNS[0], TEST_BSNS[-1], "123456782"]
FORMS = {
    "ASCII": lambda bsn: bsn.encode(),
    "UTF-16 LE": lambda bsn: bsn.encode("utf-16-le"),
    "UTF-16 BE": lambda bsn: bsn.encode("utf-16-be"),
    "BCD, first nibble": lambda bsn: bytes.fromhex(bsn + "c"),
    "BCD, second nibble": lambda bsn: bytes.fromhex("0" + bsn),
    "8-byte integer LE": lambda bsn: int(bsn).to_bytes(8, "little"),
    "8-byte integer BE": lambda bsn: int(bsn).to_bytes(8, "big"),
}


PLANTED = [(form, bsn) for form in FORMS for bsn in NUMBERS if "integer" not in form or int(bsn) >= 1 << 24]


@pytest.mark.parametrize(("form", "bsn"), PLANTED)
def test_a_planted_bsn_is_found_in_each_form_and_at_each_offset(form, bsn):
    noise = random.Random(bsn).randbytes(64)
    for offset in range(16):
        for filler in (noise, bytes(64), b"9" * 64, b"\xff" * 64):
            data = filler[:offset] + FORMS[form](bsn) + filler[offset:]
            assert (form, bsn) in leaks_in(data, {bsn, TEST_BSNS[5]})


def test_a_planted_bsn_is_found_in_a_file_in_a_folder(tmp_path):
    (tmp_path / "diep").mkdir()
    (tmp_path / "diep" / "000004.sst").write_bytes(bytes(5000) + KNOWN_FREE.encode() + bytes(5000))
    assert leaks_under(tmp_path, {KNOWN_FREE}) == [("diep/000004.sst", "ASCII", KNOWN_FREE)]


def test_nothing_is_found_where_nothing_is():
    assert leaks_in(random.Random(1).randbytes(200_000) + bytes(200_000), set(TEST_BSNS[:100])) == []


@pytest.mark.parametrize("order", ["little", "big"])
def test_a_counter_is_not_taken_for_a_bsn(order):
    data = bytes(8) + int(WITH_LEADING_ZEROS).to_bytes(8, order) + bytes(8)
    assert leaks_in(data, {WITH_LEADING_ZEROS}) == []


def test_the_harness_knows_which_numbers_it_sent():
    assert bsns_in(b'{"burgerservicenummers":["999993653","999990018"]}') == {KNOWN_FREE}
    assert bsns_in(b"\n00009921;x\n") == {WITH_LEADING_ZEROS}
    assert bsns_in(b"00000099000000020000") == set()
