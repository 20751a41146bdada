"""A revocation list that OpenSSL cannot use, or that a CA numbered wrongly, locks nobody out unheard."""

import datetime
import os
import re
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from harness.authority import UNKNOWN, Authority, load_authority, pem_of, points_to, replace, scope
from harness.curl import CurlFailed
from harness.installation import DEURWAARDER
from harness.programs import run, until

SETTINGS = {"herlezen_seconden": 1}
SECONDS = 1 / 86400  # in days
HTML = b"<!DOCTYPE html><html><body>Onderhoud</body></html>\n"
POINT = "http://crl.voorbeeld.invalid/ca.crl"
CLIENTS = "elk certificaat van een client"


def prepare(installation):
    installation.authority = load_authority(installation.pki, "ca")
    installation.lists = installation.pki / "intrekkingslijsten"


def publish(vish, contents=None, name="ca.crl"):
    replace(vish.lists / name, contents or vish.authority.crl())


def gets_in(vish, party="deurwaarder"):
    try:
        return vish.data("GET", "/v1/openapi.json", party).status == 200
    except CurlFailed:
        return False


def notices(vish):
    return float(re.search(r"^vish_crl_notices (\S+)$", vish.observe("/metrics")[1], re.MULTILINE)[1])


def checked(vish):
    """Exit code and all that config check says."""
    done = run("vishctl", "config", "check", vish.config, check=False)
    return done.returncode, done.stdout + done.stderr


def told(vish):
    return vish.beheer("GET", "/v1/status", "beheerder").json["intrekkingslijstmeldingen"]["meldingen"]


UNKNOWN_EXTENSION = (x509.UnrecognizedExtension(UNKNOWN, b"\x05\x00"), True)
TAKEN_BACK = (x509.CRLReason(x509.ReasonFlags.remove_from_crl), False)
UNREADABLE_SCOPE = (x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.28"), b"\x30\x03\x01\x02\x03"), True)
REASONS = frozenset([x509.ReasonFlags.key_compromise])


def of_another_key():
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(Authority("ander").key.public_key()), False


# What is published, and what is said of it.
USELESS = {
    "verspreidingspunt": (lambda ca: ca.crl(extensions=[scope(POINT)]), "verspreidingspunt http://crl.voorbeeld"),
    "alleen gebruikers": (lambda ca: ca.crl(extensions=[scope(only_user=True)]), "die geen CA zijn"),
    "alleen CA's": (lambda ca: ca.crl(extensions=[scope(only_ca=True)]), "alleen CA's"),
    "alleen attributen": (lambda ca: ca.crl(extensions=[scope(only_attribute=True)]), "attribuutcertificaten"),
    "sommige redenen": (lambda ca: ca.crl(extensions=[scope(reasons=REASONS)]), "sommige redenen"),
    "onleesbare beperking": (lambda ca: ca.crl(extensions=[UNREADABLE_SCOPE]), "onleesbaar waarvoor zij geldt"),
    "indirect": (lambda ca: ca.crl(extensions=[scope(indirect=True)]), "indirectCRL"),
    "onbekend en kritiek": (lambda ca: ca.crl(extensions=[UNKNOWN_EXTENSION]), "kritieke extensie"),
    "onbekend en kritiek in een regel": (lambda ca: ca.crl(entries=[UNKNOWN_EXTENSION]), "kritieke extensie"),
    "andere sleutel": (lambda ca: ca.crl(extensions=[of_another_key()]), "authorityKeyIdentifier"),
    "delta": (lambda ca: ca.crl(delta=True), "deltalijst"),
    "intrekking teruggenomen": (lambda ca: ca.crl(entries=[TAKEN_BACK]), "removeFromCRL"),
    "SHA-1": (lambda ca: ca.crl(digest=hashes.SHA1), "te zwak ondertekend"),
    "nog niet geldig": (lambda ca: ca.crl(days=(1, 30)), "nog niet geldig"),
    "verlopen": (lambda ca: ca.crl(days=(-30, -1)), "is verlopen"),
    "van een ander": (lambda ca: Authority("ander").crl(), "niet ondertekend door een vertrouwde CA"),
    "andermans handtekening": (lambda ca: ca.crl(key=Authority("ander").key), "niet ondertekend door"),
    "webpagina": (lambda ca: HTML, "geen leesbare intrekkingslijst"),
    "half": (lambda ca: ca.crl(encoding=Encoding.DER)[:-20], "geen leesbare intrekkingslijst"),
    "met staart": (lambda ca: ca.crl(encoding=Encoding.DER) + b"\x00", "geen leesbare intrekkingslijst"),
    "half in PEM": (lambda ca: ca.crl()[:-40], "geen leesbare intrekkingslijst"),
    "leeg": (lambda ca: b"", "geen leesbare intrekkingslijst"),
}


@pytest.mark.parametrize("make,text", USELESS.values(), ids=USELESS)
def test_a_useless_list_leaves_the_good_one_in_force_and_is_told_everywhere(vish, make, text):
    publish(vish)
    until(lambda: notices(vish) == 0 and gets_in(vish), "the good list is in force")
    # Contents may be empty, which publish() would not write.
    replace(vish.lists / "ca.crl", make(vish.authority))
    until(lambda: notices(vish) > 0, "the list is found to be of no use")
    assert gets_in(vish)
    assert any(text in notice for notice in told(vish)), told(vish)
    code, said = checked(vish)
    assert code == 0 and "Let op: " in said and text in said, said
    reloaded = vish.vishctl("config", "reload", "--reden", "proef").stdout
    assert text in reloaded, reloaded
    assert gets_in(vish)
    publish(vish)
    until(lambda: notices(vish) == 0, "it is mended")


def test_a_folder_in_the_place_of_a_list_is_no_list(vish):
    publish(vish)
    (vish.lists / "map.crl").mkdir()
    reload = vish.vishctl("config", "reload", "--reden", "proef")
    assert reload.returncode == 0 and gets_in(vish) and notices(vish) == 0
    (vish.lists / "map.crl").rmdir()


GONE = {
    "weg": lambda path: None,
    "map": lambda path: path.mkdir(),
    "koppeling naar niets": lambda path: path.symlink_to("/nergens/ca.crl"),
    "koppeling in een kring": lambda path: path.symlink_to(path.name),
    "pijp": lambda path: os.mkfifo(path),
}


@pytest.mark.parametrize("put", GONE.values(), ids=GONE)
def test_a_list_that_is_gone_is_told_everywhere_and_stays_in_force(vish, put):
    publish(vish)
    until(lambda: notices(vish) == 0 and gets_in(vish), "the good list is in force")
    path, text = vish.lists / "ca.crl", "geen bruikbare intrekkingslijst van"
    path.unlink()
    put(path)
    until(lambda: notices(vish) > 0, "it is told in the next round")
    assert any(text in notice for notice in told(vish)), told(vish)
    assert text in vish.tail() and gets_in(vish)
    code, said = checked(vish)
    assert code == 0 and text in said, said
    path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    publish(vish)
    until(lambda: notices(vish) == 0, "it is mended")


def test_two_lists_in_one_file_and_der_are_read(vish):
    publish(vish, vish.authority.crl() + vish.authority.crl())
    until(lambda: notices(vish) == 0 and gets_in(vish), "the later of the two is in force")
    publish(vish, vish.authority.crl(encoding=Encoding.DER))
    until(lambda: notices(vish) == 0 and gets_in(vish), "DER is read")


def test_a_revocation_in_a_list_for_users_only_counts_while_the_other_serves_the_rest(vish):
    publish(vish)
    certificate = vish.authority.issue(vish.pki, "ingetrokken", [DEURWAARDER])
    assert gets_in(vish, "ingetrokken")
    vish.authority.revoked.append(certificate)
    replace(vish.lists / "ca.crl", vish.authority.crl(days=(-1 + 60 * SECONDS, 30), extensions=[scope(only_user=True)]))
    until(lambda: not gets_in(vish, "ingetrokken"), "the revocation counts")
    assert gets_in(vish) and notices(vish) > 0
    vish.authority.revoked.clear()
    publish(vish, vish.authority.crl(days=(-1 + 120 * SECONDS, 30)))
    until(lambda: notices(vish) == 0, "a list for all is in force")


def overdue(vish, number):
    publish(vish, vish.authority.crl(days=(-1, 3 * SECONDS), number=number))
    until(lambda: not gets_in(vish), "the list is overdue")


@pytest.mark.parametrize("back", [3, 0], ids=["lower", "same"])
def test_an_overdue_list_yields_to_one_issued_later_whatever_its_number(own, back):
    prepare(own)
    own.set(herlezen_seconden=1)
    own.start()
    overdue(own, 9)
    publish(own, own.authority.crl(number=9 - back, days=(-1 + 60 * SECONDS, 30)))
    until(lambda: gets_in(own), "everybody is in again, without a restart")
    until(lambda: notices(own) == 0, "nothing is left to tell")
    assert "geen hoger nummer" in own.tail()
    # Nor does a restart make the old one count again.
    own.stop()
    own.start()
    assert gets_in(own)
    own.finish()


def test_a_reload_lets_an_overdue_list_yield_too(own):
    prepare(own)
    own.set(herlezen_seconden=30)
    publish(own, own.authority.crl(days=(-1, 2 * SECONDS), number=9))
    own.start()
    until(lambda: not gets_in(own), "the list is overdue")
    publish(own, own.authority.crl(number=4, days=(-1 + 60 * SECONDS, 30)))
    own.process.send_signal(1)
    until(lambda: gets_in(own), "everybody is in again")
    own.finish()


def test_a_list_issued_before_the_overdue_one_does_not_undo_its_revocations(own):
    prepare(own)
    own.set(herlezen_seconden=1)
    old = own.authority.crl(days=(-3, 30), number=3)
    own.start()
    overdue(own, 9)
    replace(own.lists / "ca.crl", old)
    until(lambda: any("eerder uitgegeven" in each for each in own.log.read_text().splitlines()), "it is told")
    assert not gets_in(own)
    own.finish()


@pytest.mark.parametrize("contents", [HTML, b"", None], ids=["webpagina", "leeg", "weg"])
def test_the_last_good_list_serves_after_a_restart(own, contents):
    prepare(own)
    own.start()
    certificate = own.authority.issue(own.pki, "ingetrokken", [DEURWAARDER])
    own.authority.revoked.append(certificate)
    publish(own)
    own.vishctl("config", "reload", "--reden", "nieuwe lijst")
    assert not gets_in(own, "ingetrokken")
    own.stop()
    (own.lists / "ca.crl").unlink() if contents is None else replace(own.lists / "ca.crl", contents)
    own.start()
    assert gets_in(own) and not gets_in(own, "ingetrokken")
    assert "Let op: tls.intrekkingslijsten" in checked(own)[1]
    assert notices(own) == (1 if contents is None else 2)
    own.finish()


def test_the_last_good_list_serves_while_the_one_file_of_all_is_away(own):
    prepare(own)
    own.set(intrekkingslijsten="pki/lijst.crl")
    assert checked(own)[0] == 4
    replace(own.pki / "lijst.crl", own.authority.crl())
    own.start()
    own.stop()
    (own.pki / "lijst.crl").unlink()
    assert "lijst.crl bestaat niet" in checked(own)[1] and checked(own)[0] == 0
    own.start()
    assert gets_in(own) and notices(own) == 2
    own.finish()


def saved(own):
    return list((own.folder / "data" / "intrekkingslijsten").glob("*.crl"))


def damage(own):
    saved(own)[0].write_bytes(saved(own)[0].read_bytes()[:-30])


def let_run_out(own):
    end = x509.load_der_x509_crl(saved(own)[0].read_bytes()).next_update.replace(tzinfo=datetime.timezone.utc)
    until(lambda: time.time() > end.timestamp(), "the saved list is overdue")


# How long the saved list is good, what befalls it, what is said of it, and the exit code of config check.
NO_LONGER_GOOD = {
    "damaged": (30, damage, "er is geen intrekkingslijst", 4),
    "overdue": (20 * SECONDS, let_run_out, "de intrekkingslijst is verlopen; alles wordt geweigerd", 0),
}


@pytest.mark.parametrize("days,spoil,text,code", NO_LONGER_GOOD.values(), ids=NO_LONGER_GOOD)
def test_a_saved_list_that_is_damaged_or_overdue_serves_nobody(own, days, spoil, text, code):
    prepare(own)
    publish(own, own.authority.crl(days=(-1, days)))
    own.start()
    assert gets_in(own) and len(saved(own)) == 1
    own.stop()
    spoil(own)
    replace(own.lists / "ca.crl", HTML)
    own.start()
    assert not gets_in(own)
    assert text in own.tail()
    assert checked(own)[0] == code and text in checked(own)[1]
    own.finish()


def test_saved_lists_do_not_pile_up(own):
    prepare(own)
    own.set(herlezen_seconden=1)
    own.start()
    for _ in range(3):
        before = saved(own)
        publish(own)
        until(lambda: saved(own) and saved(own) != before, "the new list is saved")
    until(lambda: len(saved(own)) == 1, "the earlier ones are gone")
    assert oct(os.stat(saved(own)[0].parent).st_mode)[-3:] == "700"
    own.finish()


class Pki:
    """As of PKIoverheid: a root, two CAs below it, and one that issues to parties."""

    def __init__(self, own):
        self.own = own
        self.root = Authority("stam")
        self.domain = Authority("domein", self.root)
        self.policy = Authority("beleid", self.domain)
        self.issuing = Authority("uitgever", self.policy)
        self.issuing.issue(own.pki, "vierlaags", [DEURWAARDER], extensions=[points_to(POINT)])
        bundle = own.pki / "vierlagen.pem"
        all_four = [self.root, self.domain, self.policy, self.issuing]
        bundle.write_bytes((own.pki / "ca.pem").read_bytes() + pem_of(all_four))
        own.set(vertrouwd=str(bundle), herlezen_seconden=1)

    def publish(self, **scopes):
        usual = {each: [scope(only_ca=True)] for each in ("root", "domain", "policy")}
        for who, extensions in {**usual, "issuing": [scope(POINT, only_user=True)], **scopes}.items():
            replace(self.own.lists / f"{who}.crl", getattr(self, who).crl(extensions=extensions))


def test_the_lists_of_a_chain_of_four_each_for_their_own_level_let_its_parties_in(own):
    prepare(own)
    Pki(own).publish()
    code, said = checked(own)
    assert code == 0 and "stam" not in said, said
    own.start()
    assert gets_in(own, "vierlaags") and notices(own) == 0
    own.finish()


def test_lists_that_each_name_a_distribution_point_let_parties_in_though_a_root_names_none(own):
    prepare(own)
    point = "http://crl.voorbeeld.invalid/{}.crl".format
    root = Authority("stam")
    middle = Authority("domein", root, extensions=[points_to(point("stam"))])
    issuing = Authority("uitgever", middle, extensions=[points_to(point("domein"))])
    issuing.issue(own.pki, "drielaags", [DEURWAARDER], extensions=[points_to(point("uitgever"))])
    revoked = issuing.issue(own.pki, "ingetrokken", [DEURWAARDER], extensions=[points_to(point("uitgever"))])
    issuing.revoked.append(revoked)
    bundle(own, root, middle, issuing)
    for name, ca in (("stam", root), ("domein", middle)):
        replace(own.lists / f"{name}.crl", ca.crl(extensions=[scope(point(name), only_ca=True)]))
    replace(own.lists / "uitgever.crl", issuing.crl(extensions=[scope(point("uitgever"), only_user=True)]))
    code, said = checked(own)
    assert code == 0 and "stam" not in said, said
    own.start()
    assert gets_in(own, "drielaags") and notices(own) == 0
    assert not gets_in(own, "ingetrokken")
    root.revoked.append(middle.certificate)
    replace(own.lists / "stam.crl", root.crl(extensions=[scope(point("stam"), only_ca=True)]))
    until(lambda: not gets_in(own, "drielaags"), "the root revokes the CA below it")
    own.finish()


def test_an_overdue_list_of_a_root_is_not_chosen_before_one_for_its_cas(own):
    prepare(own)
    point = "http://crl.voorbeeld.invalid/stam.crl"
    root = Authority("stam")
    issuing = Authority("uitgever", root, extensions=[points_to(point)])
    issuing.issue(own.pki, "partij", [DEURWAARDER])
    bundle(own, root, issuing)
    replace(own.lists / "uitgever.crl", issuing.crl())
    overdue = time.time() + 8
    replace(own.lists / "stam.crl", root.crl(days=(-1, 8 * SECONDS)))
    own.start()
    replace(own.lists / "stam.crl", root.crl(days=(-1 + 60 * SECONDS, 30), extensions=[scope(point, only_ca=True)]))
    assert gets_in(own, "partij")
    own.vishctl("config", "reload", "--reden", "the second list is in force too")
    until(lambda: time.time() > overdue, "the first list is overdue")
    assert gets_in(own, "partij")
    own.vishctl("config", "reload", "--reden", "and the server knows it")
    assert gets_in(own, "partij") and all(CLIENTS in each for each in told(own))
    own.finish()


def test_a_list_for_cas_only_of_a_ca_that_issues_to_parties_too_is_told_before_and_after_it_hurts(own):
    prepare(own)
    root = Authority("stam")
    issuing = Authority("uitgever", root)
    root.issue(own.pki, "rechtstreeks", [DEURWAARDER])
    issuing.issue(own.pki, "partij", [DEURWAARDER])
    bundle(own, root, issuing)
    replace(own.lists / "uitgever.crl", issuing.crl())
    replace(own.lists / "stam.crl", root.crl(days=(-1, 15 * SECONDS)))
    own.start()
    assert gets_in(own, "rechtstreeks") and gets_in(own, "partij")
    replace(own.lists / "stam.crl", root.crl(days=(-1 + 60 * SECONDS, 30), extensions=[scope(only_ca=True)]))
    until(lambda: any(f"dekt niet {CLIENTS}" in each for each in told(own)), "what it lacks is told")
    assert gets_in(own, "rechtstreeks") and notices(own) > 0
    code, said = checked(own)
    assert code == 0 and f"dekt niet {CLIENTS}" in said, said
    until(lambda: any(f"{CLIENTS} is verlopen" in each for each in told(own)), "the first list is overdue")
    assert not gets_in(own, "rechtstreeks") and gets_in(own, "partij") and notices(own) > 0
    code, said = checked(own)
    assert code == 0 and f"{CLIENTS} is verlopen" in said, said
    own.finish()


def under_a_root(own):
    """Who issues both parties, and the certificate of the one that will be revoked."""
    prepare(own)
    root = Authority("stam")
    issuing = Authority("uitgever", root)
    issuing.issue(own.pki, "partij", [DEURWAARDER])
    revoked = issuing.issue(own.pki, "ingetrokken", [DEURWAARDER])
    bundle(own, root, issuing)
    replace(own.lists / "stam.crl", root.crl())
    return issuing, revoked


def test_an_overdue_list_for_everything_does_not_yield_to_an_earlier_one_for_a_part(own):
    issuing, revoked = under_a_root(own)
    replace(own.lists / "deel.crl", issuing.crl(days=(-3, 30), extensions=[scope(only_user=True)]))
    issuing.revoked.append(revoked)
    overdue = time.time() + 8
    replace(own.lists / "alles.crl", issuing.crl(days=(-1, 8 * SECONDS)))
    own.start()
    assert gets_in(own, "partij") and not gets_in(own, "ingetrokken")
    until(lambda: time.time() > overdue, "the list for everything is overdue")
    assert not gets_in(own, "ingetrokken")
    own.stop()
    own.start()
    assert not gets_in(own, "ingetrokken")
    own.finish()


def test_an_overdue_list_for_users_does_not_yield_to_an_earlier_one_for_everything(own):
    issuing, revoked = under_a_root(own)
    replace(own.lists / "alles.crl", issuing.crl(days=(-3, 30)))
    issuing.revoked.append(revoked)
    replace(own.lists / "deel.crl", issuing.crl(days=(-1, 8 * SECONDS), extensions=[scope(only_user=True)]))
    own.start()
    assert gets_in(own, "partij") and not gets_in(own, "ingetrokken")
    until(lambda: any("een eerdere telt niet" in each for each in told(own)), "the list for users is overdue")
    assert not gets_in(own, "ingetrokken")
    own.stop()
    own.start()
    assert not gets_in(own, "ingetrokken") and "een eerdere telt niet" in checked(own)[1]
    replace(own.lists / "alles.crl", issuing.crl(days=(-1 + 60 * SECONDS, 30)))
    until(lambda: gets_in(own, "partij"), "a later list for everything serves")
    assert not gets_in(own, "ingetrokken")
    own.finish()


def bundle(own, *authorities):
    file = own.pki / "meer.pem"
    file.write_bytes((own.pki / "ca.pem").read_bytes() + pem_of(authorities))
    own.set(vertrouwd=str(file), herlezen_seconden=1)


@pytest.mark.parametrize("has_root", [True, False])
def test_two_cas_of_one_name_as_after_a_change_of_keys_have_lists_of_their_own(own, has_root):
    prepare(own)
    root = Authority("stam") if has_root else None
    cas = {each: Authority("gelijk", root) for each in ("vorige", "nieuwe")}
    for each, ca in cas.items():
        ca.issue(own.pki, each, [DEURWAARDER])
        ca.revoked.append(ca.issue(own.pki, f"{each}-ingetrokken", [DEURWAARDER]))
    bundle(own, *([root] if root else []), *cas.values())
    if root:
        replace(own.lists / "stam.crl", root.crl())
    # The newest of all is of one of the two; neither names its key.
    for age, (each, ca) in enumerate(reversed(cas.items())):
        replace(own.lists / f"{each}.crl", ca.crl(days=(-1 - age, 30)))
    assert checked(own) == (0, f"{own.config} is in orde.\n")
    own.start()
    assert [party for party in cas if not gets_in(own, party)] == []
    assert [party for party in cas if gets_in(own, f"{party}-ingetrokken")] == []
    own.finish()


def test_a_list_that_does_not_serve_the_ca_below_is_named_and_the_good_one_stays(own):
    prepare(own)
    chain = Pki(own)
    chain.publish()
    own.start()
    replace(own.lists / "domain.crl", chain.domain.crl(extensions=[scope(only_user=True)]))
    until(lambda: notices(own) > 0, "it is told")
    assert gets_in(own, "vierlaags")
    assert any("CN=domein" in each and "CN=beleid" in each for each in told(own)), told(own)
    own.finish()


def test_a_list_that_never_served_the_ca_below_is_refused_by_check(own):
    prepare(own)
    Pki(own).publish(domain=[scope(only_user=True)])
    code, said = checked(own)
    assert code == 4 and "CN=domein" in said and "CN=beleid" in said, said


def test_a_fetched_list_is_checked_before_it_is_put_in_place(own):
    prepare(own)
    fetched = own.folder / "opgehaald"

    def check(contents):
        fetched.write_bytes(contents)
        done = run("vishctl", "intrekkingslijst", "check", fetched, "--config", own.config, check=False)
        return done.returncode, done.stdout + done.stderr

    assert check(own.authority.crl())[0] == 0
    assert check(next(own.lists.glob("*.crl")).read_bytes())[0] == 0, "the one in force is good"
    for make, text in USELESS.values():
        if text in ("verspreidingspunt http://crl.voorbeeld", "die geen CA zijn"):
            continue  # beside the one in force it does no harm
        code, said = check(make(own.authority))
        assert code == 4 and text in said, said
