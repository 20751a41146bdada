"""What keeps vishd from starting, config check tells, without a trace in the database and while vishd runs."""

import re
import socket

import pytest
from test_een_ca_of_keten_die_niet_deugt import checked
from test_lifecycle import refused_start

from harness import pki
from harness.installation import SERVER
from harness.programs import run
from harness.systemd import Sockets


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


def backups_in_a_file(own):
    (own.folder / "back-up").write_text("geen map", encoding="utf-8")
    own.set(doel="back-up", ontvangers="pki/ca.pem")
    return "backup.doel {}/back-up is geen map"


BROKEN = [not_a_folder, ports_in_a_folder, backups_in_a_file, keys_of_another, no_manifest, another_format, copy_of_another,
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


def listen(own, **places):
    """Writes the sections of the listeners anew, each with an address and a port."""
    text = own.config.read_text(encoding="utf-8")
    for section, (address, port) in places.items():
        text, count = re.subn(
            rf"^\[{section}\]\n(?:(?:# )?(?:adres|poort) = .*\n|# .*\n)*",
            f"[{section}]\nadres = '{address}'\npoort = {port}\n", text, flags=re.MULTILINE,
        )  # fmt: skip
        assert count == 1, section
    own.config.write_text(text, encoding="utf-8")


SAME = [("127.0.0.1", "127.0.0.1"), ("::1", "0:0:0:0:0:0:0:1"), ("::ffff:127.0.0.1", "127.0.0.1")]
COVERING = [("0.0.0.0", "127.0.0.1"), ("::", "127.0.0.1"), ("::", "::1"), ("::", "0.0.0.0"), ("0.0.0.0", "::ffff:127.0.0.1")]
APART = [("127.0.0.1", "127.0.0.2"), ("0.0.0.0", "::1")]


@pytest.mark.parametrize("one,other", SAME)
def test_two_listeners_on_one_address_and_port_are_refused(own, one, other):
    listen(own, data=(one, 18443), beheer=(other, 18443))
    code, said = checked(own)
    assert code == 4 and "moeten elk een eigen adres en poort hebben" in said, said


@pytest.mark.parametrize("one,other", COVERING + APART)
@pytest.mark.parametrize("wide,narrow", [("data", "beheer"), ("observatie", "data")])
def test_an_address_that_covers_another_on_its_port_is_remarked(own, one, other, wide, narrow):
    listen(own, **{wide: (one, 18443), narrow: (other, 18443)})
    code, said = checked(own)
    remark = f"Let op: {wide}.adres {one} omvat {narrow}.adres {other} op dezelfde poort 18443"
    assert code == 0 and (remark in said) == ((one, other) in COVERING), said


def test_sockets_that_take_only_ipv6_may_share_a_port_with_those_of_ipv4(own):
    sockets = Sockets()
    port = sockets.port("beheer")
    sockets.replace("data", socket.create_server(("::", port), family=socket.AF_INET6))
    listen(own, data=("::", port), beheer=("127.0.0.1", port))
    own.start(sockets=sockets)
    assert own.ports["data"] == own.ports["beheer"] == port
    own.stop()
    sockets.close()


def test_an_address_of_another_machine_is_remarked(own):
    listen(own, data=("192.0.2.77", 0), observatie=("2001:db8::77", 0))
    code, said = checked(own)
    for place in ("data.adres 192.0.2.77", "observatie.adres 2001:db8::77"):
        assert code == 0 and f"Let op: {place} is nu geen adres van deze machine" in said, said
    assert "beheer.adres" not in said


def test_an_address_of_one_interface_needs_its_name(own):
    listen(own, data=("fe80::1", 0))
    code, said = checked(own)
    assert code == 4 and "data.adres moet ook de interface noemen" in said, said


AMONG_OTHERS = {
    "data/vishd.log": "opslag.map",
    "data/dieper/../vishd.log": "opslag.map",
    "koppeling/vishd.log": "opslag.map",
    "kopie/vishd.log": "verantwoording.kopie",
}


@pytest.mark.parametrize("setting", ["bestand", "poortbestand"])
@pytest.mark.parametrize("place", AMONG_OTHERS)
def test_a_file_in_a_folder_that_vishd_keeps_is_remarked_and_the_server_starts(own, setting, place):
    (own.folder / "data" / "dieper").mkdir()
    (own.folder / "koppeling").symlink_to("data")
    (own.folder / "kopie").mkdir()
    own.set(kopie="kopie", **{setting: place})
    name = "log.bestand" if setting == "bestand" else setting
    code, said = checked(own)
    assert code == 0 and f"Let op: {name} staat in {AMONG_OTHERS[place]} ({own.folder}/" in said, said
    if setting == "bestand":
        own.start()
        own.stop()
        assert f"log.bestand staat in {AMONG_OTHERS[place]}" in (own.folder / place).read_text(encoding="utf-8")


def test_in_the_folder_of_the_keys_the_log_is_refused_and_the_ports_are_remarked(own):
    own.set(poortbestand="sleutels/poorten.json")
    code, said = checked(own)
    assert code == 0 and "Let op: poortbestand staat in opslag.sleutels" in said, said
    own.set(bestand="sleutels/vishd.log")
    code, said = checked(own)
    assert code == 4 and "log.bestand moet een bestand zijn buiten opslag.sleutels" in said, said


def test_the_log_may_be_a_device_that_others_use_too(own):
    own.set(bestand="/dev/null", intrekkingslijsten="/dev/null")
    assert "moet een ander bestand zijn" not in checked(own)[1]


OVERWRITTEN = {
    "pki/server.key": "moet een ander bestand zijn dan tls.sleutel",
    "hard.key": "moet een ander bestand zijn dan tls.sleutel",
    "pki/../pki/server.pem": "moet een ander bestand zijn dan tls.certificaat",
    "pki/ca.pem": "moet een ander bestand zijn dan tls.vertrouwd",
    "vishd.toml": "moet een ander bestand zijn dan de instellingen",
}


@pytest.mark.parametrize("setting", ["bestand", "poortbestand"])
@pytest.mark.parametrize("place", OVERWRITTEN)
def test_no_file_that_vishd_writes_stands_over_another(own, setting, place):
    (own.folder / "hard.key").hardlink_to(own.pki / "server.key")
    before = (own.pki / "server.key").read_bytes()
    own.set(**{setting: place})
    text = f"{'log.bestand' if setting == 'bestand' else setting} {OVERWRITTEN[place]}"
    code, said = checked(own)
    assert code == 4 and text in said, said
    assert text in refused_start(own) and (own.pki / "server.key").read_bytes() == before


def test_the_log_is_not_the_file_with_the_ports(own):
    own.set(bestand="poorten.json")
    assert checked(own)[0] == 4


def test_a_file_where_saved_lists_belong_is_remarked_in_dutch(own):
    (own.folder / "data" / "intrekkingslijsten").write_text("x", encoding="utf-8")
    text = f"niet te bewaren in {own.folder}/data/intrekkingslijsten: dat is geen map"
    code, said = checked(own)
    assert code == 0 and text in said, said
    own.start()
    told = own.beheer("GET", "/v1/status", "beheerder").json["intrekkingslijstmeldingen"]["meldingen"]
    assert len(told) == 1 and told[0].endswith(text), told


ALIKE = [("beheerder", "Beheerder"), ("m.bakker", "M.Bakker"), ("Ilse", "llse"), ("jan0", "jano"), ("pieter1", "pieterI")]


@pytest.mark.parametrize("one,other", ALIKE)
def test_operators_whose_names_look_alike_are_remarked_with_the_line(own, one, other):
    if one != "beheerder":
        own.add_operator(one, "auditor")
    own.add_operator("ander", "auditor")
    text = own.config.read_text(encoding="utf-8").replace('naam = "ander"', f'naam = "{other}"')
    own.config.write_text(text, encoding="utf-8")
    line = text[: text.rindex("[[operator]]")].count("\n") + 1
    code, said = checked(own)
    remark = f"regel {line}: operator.naam {other} lijkt sterk op {one}: wie leest ziet één persoon"
    assert code == 0 and f"Let op: {remark}" in said, said
    own.start()
    assert remark in own.log.read_text(encoding="utf-8")
    assert remark in own.vishctl("config", "reload", "--reden", "proef").stdout
    own.stop()


@pytest.mark.parametrize("end", ["", "/"])
def test_a_link_to_a_disk_that_is_not_there_yet_is_remarked_and_the_server_starts(own, end):
    (own.folder / "back-up").symlink_to("schijf")
    own.set(doel=f"back-up{end}", ontvangers="pki/ca.pem")
    code, said = checked(own)
    assert code == 0 and f"Let op: backup.doel {own.folder}/back-up{end} leidt nu nergens heen" in said, said
    own.start()
    own.stop()
    (own.folder / "schijf").mkdir()
    assert "leidt nu nergens heen" not in checked(own)[1]
    (own.folder / "schijf").rmdir()
    (own.folder / "schijf").write_text("geen map", encoding="utf-8")
    code, said = checked(own)
    assert code == 4 and "is geen map" in said, said
