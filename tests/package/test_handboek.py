"""The operator's handbook, followed to the letter in a fresh Debian: every block of commands, in order, as printed.

What happens in the world before a block (a municipality delivers, a disk is lost) stands in `Story.BEFORE`, under words
of the first block that needs it.
"""

import re
import subprocess

from harness import pki
from harness.bsn import TEST_BSNS
from harness.installation import SERVER
from harness.programs import until
from package import handboek

FIRST, SECOND, PRIVACY = "vishctl.toml", "bakker.toml", "devries.toml"
PERSON = "999990019"
ANSWERS = {
    "pass phrase:": "een lang wachtwoord\n",
    "Wachtwoord van de privésleutel van de ontvanger: ": "een lang wachtwoord\n",
    "Export Password:": "een lang wachtwoord\n",
    "Burgerservicenummer (wordt niet getoond): ": f"{PERSON}\n",
    "Doorvoeren? [j/N] ": "j\n",
    "stop met Ctrl-C": "\x03",
}
FOUR_EYES = re.compile(r"vishctl (?:aansluiting end|bevrager end|sleutel destroy)")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Story:
    def __init__(self, root):
        self.root = root
        self.values = {}  # that the operator fills in
        self.begun = set()

    def follow(self, block):
        """What the block says, after what happens in the world before it."""
        for words, happens in self.BEFORE.items():
            if words in block and words not in self.begun:
                self.begun.add(words)
                happens(self)
        said = self.type(block, PRIVACY if "vishctl inzage" in block else FIRST)
        return said + self.type(block, SECOND) if FOUR_EYES.search(block) else said

    def type(self, script, profile=FIRST):
        values = "".join(f"{name}='{value}'\n" for name, value in self.values.items())
        return self.root.run_typing(f"export VISHCTL_PROFIEL=~/{profile}\n{values}{script}", ANSWERS)

    def install(self):
        self.type("apt-get update --quiet=2")

    def colleagues_come(self):
        proof = self.root.path("/root/proef")
        for name in ("jansen", "jansen-nieuw", "devries", "bakker"):
            pki.make_certificate(proof, name, SERVER, issuer="ca")
            subprocess.run(["cp", proof / f"{name}.pem", self.root.path("/root")], check=True)
        own = self.root.path(f"/root/{FIRST}").read_text(encoding="utf-8")
        for profile in (SECOND, PRIVACY):
            self.root.write(f"/root/{profile}", own.replace("beheerder", profile.removesuffix(".toml")))

    def the_authority_publishes(self):
        self.values["ADRES"] = "file:///root/proef/intrekkingslijsten/ca.crl"

    def deliver(self, persons):
        rows = "".join(f"{bsn};2026-01-05;schuldregeling\r\n" for bsn in persons)
        self.root.write("/root/dagbestand.csv", "bsn;startdatum;fase\r\n" + rows)
        return self.type(
            "curl --fail-with-body --silent --show-error --cacert ~/proef/ca.pem --cert ~/proef/gemeente.pem "
            "--key ~/proef/gemeente.key --header 'Content-Type: text/csv' --upload-file dagbestand.csv "
            '"https://127.0.0.1:8443/v1/aansluitingen/GM0344-SHV/aanleveringen/$(date +%F)"'
        )

    def a_convenant_ends(self):
        self.values["CONVENANTPARTNER"] = ID.search(self.type("vishctl convenant list"))[0]

    def a_delivery_is_held(self):
        assert '"status":"verwerkt"' in self.deliver(TEST_BSNS[:60])
        assert '"status":"vastgehouden"' in self.deliver(TEST_BSNS[:1])
        self.values["AANLEVERING"] = ID.search(self.type("vishctl aanlevering list --status vastgehouden"))[0]

    def another_delivery_is_held(self):
        assert '"status":"vastgehouden"' in self.deliver(TEST_BSNS[1:2]), "the one person who is left would go"
        self.values["AANLEVERING"] = ID.search(self.type("vishctl aanlevering list --status vastgehouden"))[0]

    def a_wrong_file_is_processed(self):
        self.values["AANLEVERING"] = ID.search(self.deliver(TEST_BSNS[:60]))[0]
        assert '"status":"verwerkt"' in self.deliver(TEST_BSNS[:80])

    def the_old_key_is_empty(self):
        until(lambda: re.search(r"zegel-1 +oud +nee", self.type("vishctl sleutel status")), "all is sealed anew")

    def the_disk_is_lost(self):
        self.root.stop_server()
        self.root.run("rm -r /var/lib/vish/data")

    BEFORE = {
        "apt-get install": install,
        "operator add j.jansen": colleagues_come,
        '"$ADRES"': the_authority_publishes,
        '"$CONVENANTPARTNER"': a_convenant_ends,
        "aanlevering list --status vastgehouden": a_delivery_is_held,
        "aanlevering reject": another_delivery_is_held,
        "aansluiting show GM0344-SHV": a_wrong_file_is_processed,
        "sleutel destroy": the_old_key_is_empty,
        "vishd restore": the_disk_is_lost,
    }


SAID = {
    "Installeren": ['"status":"verwerkt"', '"match":true'],
    "Beheerders": ["p.devries", "Beëindigd op", "De nieuwe instellingen gelden."],
    "Partijen aansluiten": ["beeindigd", "030 286 00 00"],
    "Elke ochtend kijken": ["Er worden geen back-ups gemaakt", "stop met Ctrl-C"],
    "Een vastgehouden aanlevering beoordelen": ["afname", "verwerkt", "afgewezen"],
    "Een verkeerde aanlevering terugdraaien": ["teruggedraaid"],
    "Sleutels wisselen": ["vernietigd"],
    "Back-up": ["Gemaakt op"],
    "Terugzetten": ["Back-up 1 van", "60 registraties van peildatum"],
}


def test_an_operator_does_all_work_with_the_handbook_in_hand(root):
    story = Story(root)
    said = {title: "".join(map(story.follow, blocks)) for title, blocks in handboek.chapters()}
    for title, words in SAID.items():
        assert [word for word in words if word not in said[title]] == [], said[title]
    letter = root.path("/root/brief.txt").read_text(encoding="utf-8")
    assert "Gemeente Voorbeeld" in letter and "2026-004711" in letter and PERSON not in letter
    assert '"match":true' in story.type(handboek.commands_of("Installeren")[-1]), "the restored index does not answer"
