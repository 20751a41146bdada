"""A demonstration installation, by default one of its own for each run, with the parties connected."""

import datetime
import pathlib
import shutil
import tempfile
import time
import zoneinfo

import process
from harness import installation
from harness.connection import Connection
from harness.installation import DEURWAARDER, GEMEENTE

# One bevrager asks as much as all of them together.
LIFTED = {"vragen_per_seconde": 0, "personen_per_dag": 0, "alarm_vanaf_personen": 0}
CALL_SECONDS = 600


class Installation(installation.Installation, process.Begun):
    """Serves until the end of the `with`.

    Without a folder it makes the installation in a temporary one. With one it
    serves what is there, which it makes first if there is nothing, and leaves
    it there.
    """

    def __init__(self, programs, folder=None, preload=None, settings=None):
        self._temporary = None if folder else pathlib.Path(tempfile.mkdtemp(prefix="vish-bench."))
        programs = pathlib.Path(programs).resolve()
        self._use(folder or self._temporary, programs)
        # Whatever ends this program, the server does not outlive it; a library may come before vishd.
        loads = ("env", f"LD_PRELOAD={programs / preload}") if preload else ()
        self.launcher = ("setpriv", "--pdeathsig=TERM", *loads)
        self._settings = LIFTED | (settings or {})
        self._contexts = {}
        self.today = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()

    def begin(self):
        if not self.config.exists():
            self._make(self._settings)
        self.start()

    def end(self):
        try:
            if self.process and self.process.poll() is None:
                self.stop()
        finally:
            self.kill()
            if self._temporary:
                shutil.rmtree(self._temporary)

    @property
    def pid(self):
        return self.process.pid

    def connect_parties(self, sources):
        """Takes the aansluitingen named and one bevrager through test to productie."""
        today = self.today.isoformat()
        self.vishctl("organisatie", "add", GEMEENTE, "--naam", "Gemeente Voorbeeld", "--soort", "gemeente")
        self.vishctl("organisatie", "add", DEURWAARDER, "--naam", "Voorbeeld", "--soort", "gerechtsdeurwaarder")
        self.vishctl("bevrager", "add", DEURWAARDER, "--overeenkomst", today)
        self.vishctl("bevrager", "fase", DEURWAARDER, "test", "--reden", "meting")
        for source in sources:
            self.vishctl("aansluiting", "add", source, "--organisatie", GEMEENTE, "--telefoon", "14 030",
                         "--email", "shv@voorbeeld.nl", "--overeenkomst", today,
                         "--eerste-hoogstens", "10000000")
            self.vishctl("aansluiting", "fase", source, "test", "--reden", "meting")
            self.deliver(source, self.today, (self.folder / "voorbeeld.csv").read_bytes())
            self.vishctl("aansluiting", "fase", source, "productie", "--reden", "meting")
        self.ask({"burgerservicenummers": ["999993653"], "kenmerk": "meting", "doel": "anders"})
        self.vishctl("bevrager", "fase", DEURWAARDER, "productie", "--reden", "meting")

    def deliver(self, source, peildatum, day_file):
        """Delivers over an open connection; the report and the seconds from the first byte to the answer."""
        path = f"/v1/aansluitingen/{source}/aanleveringen/{peildatum.isoformat()}"
        return self._call("gemeente", "PUT", path, day_file, "text/csv")

    def ask(self, question):
        return self._call("deurwaarder", "POST", "/v1/matches", question)

    def tls(self, party=None):
        """Made once: thousands of connections need one."""
        if party not in self._contexts:
            self._contexts[party] = super().tls(party)
        return self._contexts[party]

    def _call(self, party, *request):
        with Connection(self, party, timeout=CALL_SECONDS) as connection:
            connection.connect()
            begun = time.monotonic()
            answer = connection(*request)
            return answer, time.monotonic() - begun

    def is_ready(self):
        return self.observe("/health/ready", timeout=5)[0] == 200
