"""As many connections as the settings promise: VISH_FULL=1 opens MANY, otherwise FEW.

FEW is still more than the keys of OpenSSL had room for once, when they lay in locked memory. Of those without a certificate
most are turned away, so that fewer do.
"""

import os

from harness.abuse import Attack
from harness.bsn import KNOWN_FREE

MANY, FEW = 12_000, 2_100
FULL = os.environ.get("VISH_FULL") == "1"
COUNT = MANY if FULL else FEW
ANONYMOUS = MANY if FULL else FEW // 4
SETTINGS = {"max_verbindingen": MANY + 100, "inactief_seconden": 3600, "handdruk_seconden": 60}
LONG = ["--seconds", 3600]


def test_thousands_of_connections_stay_open_and_others_are_served_beside_them(vish, job):
    with Attack(vish, "idle", "--once", "--connections", COUNT, *LONG, party="gemeente") as attack:
        assert attack.opened()["opened"] == COUNT
        assert job.ask([KNOWN_FREE]).status == 200
        assert vish.vishctl("status").returncode == 0
        outcome = attack.end()
        assert outcome["open"] == COUNT and outcome["ended"] == 0
        assert outcome["answered"] == outcome["asked"] > 0


def test_thousands_that_come_without_a_certificate_keep_nobody_out(vish, job):
    with Attack(vish, "idle", "--connections", ANONYMOUS, "--once", *LONG, address="127.0.0.9") as attack:
        attack.opened()
        assert job.ask([KNOWN_FREE]).status == 200
        assert vish.vishctl("status").returncode == 0
