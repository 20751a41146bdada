"""What keeps vishd from starting, config check tells, without a trace in the database and while vishd runs."""

import pytest
from test_een_ca_of_keten_die_niet_deugt import checked
from test_lifecycle import refused_start

from harness import pki
from harness.installation import SERVER
from harness.programs import run


def not_a_folder(own):
    (own.folder / "kopie").write_text("geen map", encoding="utf-8")
    own.set(kopie="kopie")
    return "verantwoording.kopie {}/kopie is geen map"


def ports_in_a_folder(own):
    (own.folder / "poorten").mkdir()
    own.set(poortbestand="poorten")
    return "poortbestand {}/poorten is niet te schrijven"


def keys_of_another(own):
    run("vishctl", "sleutel", "init", own.folder / "andere")
    own.set(sleutels="andere")
    return "deze database hoort bij een andere sleutel"


def no_manifest(own):
    (own.folder / "data" / "CURRENT").write_text("MANIFEST-999999\n", encoding="utf-8")
    return "de database"


def another_format(own):
    (own.folder / "data" / "CURRENT").write_text("geen naam", encoding="utf-8")
    return "de database"


def copy_of_another(own):
    own.set(kopie="kopie")
    own.start()
    own.stop()
    file = next((own.folder / "kopie").iterdir())
    file.write_bytes(file.read_bytes().replace(b"0", b"1"))
    return "geen kopie van de verantwoording van deze database"


def copy_that_is_gone(own):
    own.set(kopie="kopie")
    own.start()
    own.stop()
    (own.folder / "kopie").rename(own.folder / "los")
    return "is de schijf aangekoppeld?"


def operator_who_ended(own):
    own.start()
    pki.make_certificate(own.pki, "oud", SERVER)
    own.vishctl("operator", "add", "oud", "--rol", "auditor", "--certificaat", own.pki / "oud.pem")
    own.vishctl("operator", "end", "oud", "--reden", "uit dienst")
    own.stop()
    own.add_operator("oud", "auditor")
    return "operator.naam oud was van een beheerder in het register die is beëindigd"


BROKEN = [not_a_folder, ports_in_a_folder, keys_of_another, no_manifest, another_format, copy_of_another,
          copy_that_is_gone, operator_who_ended]  # fmt: skip


@pytest.mark.parametrize("spoil", BROKEN)
def test_check_tells_what_a_start_ends_with(own, spoil):
    assert checked(own)[0] == 0
    text = spoil(own).format(own.folder)
    code, said = checked(own)
    assert code == 4 and text in said, said
    assert text in refused_start(own)


def files_of(own):
    found = sorted(file for folder in ("data", "sleutels") for file in (own.folder / folder).rglob("*"))
    return {file: (file.stat().st_mtime_ns, file.read_bytes() if file.is_file() else b"") for file in found}


def test_check_leaves_no_trace(own):
    own.start()
    own.stop()
    before = files_of(own)
    assert checked(own)[0] == 0
    assert files_of(own) == before


def test_check_is_content_while_vishd_runs_and_writes(own):
    own.set(kopie="kopie")
    own.start()
    for number in range(5):
        oin = f"0000009900000007{number}000"
        own.vishctl("organisatie", "add", oin, "--naam", f"Gemeente {number}", "--soort", "gemeente")
        code, said = checked(own)
        assert code == 0 and said.endswith("is in orde.\n"), said
    own.finish()
