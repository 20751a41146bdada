"""What a team would build instead: Node.js with fastify before PostgreSQL 15, over mutual TLS 1.3."""

import datetime
import json
import os
import pathlib
import select
import signal
import subprocess

import postgresql
import postgresql_index
import process

FOLDER = pathlib.Path(__file__).parent / "fastify"
# Of 4, 8, 16 and 28 this and the next gave most answers a second on two cores.
CONNECTIONS = 16
START_SECONDS = 120
AUDIT = """
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  match_id uuid NOT NULL,
  tijdstip timestamptz NOT NULL,
  bevrager text NOT NULL,
  doel text NOT NULL,
  kenmerk text NOT NULL,
  pseudoniem bytea NOT NULL,
  uitkomst text NOT NULL
)
"""


class Fastify(process.Begun):
    """Holds the registrations of `day_files`, one for each aansluiting, and answers until the end of the `with`."""

    def __init__(self, pki, day_files, connections=CONNECTIONS):
        self.pki = pathlib.Path(pki)
        self.day_files = day_files
        self.peildatum = datetime.date.today()
        self.connections = connections
        self.cluster = postgresql.Cluster()
        self.process = None

    def begin(self):
        if not (FOLDER / "node_modules").is_dir():
            raise RuntimeError("fastify is not installed; ./dev bench match installs it")
        self.cluster.begin()
        self.index = postgresql_index.Index(self.cluster)
        self.index.alone(AUDIT)
        self.sources = list(self._load())
        self.index.rest()
        self._start()

    def end(self):
        try:
            if self.process is not None:
                self.process.send_signal(signal.SIGTERM)
                self.process.wait(START_SECONDS)
        finally:
            self.cluster.end()

    def pids(self):
        return process.family(self.process.pid) + process.family(self.cluster.process.pid)

    def rest(self):
        """No checkpoint comes by itself: it happens here, where nobody measures."""
        self.index.rest()

    def disk_mb(self):
        """Of the tables with their indexes; not the log that is written ahead."""
        return self.index.disk_mb()

    def _load(self):
        """What each aansluiting answers for a match; the server keeps it in memory."""
        for number, day_file in enumerate(self.day_files):
            postgresql_index.deliver(self.index, self.index.connection, number, self.peildatum, day_file)
            yield {
                "aansluitcode": f"GM0344-{number}", "organisatie": "Gemeente Voorbeeld",
                "contact": {"telefoon": "14 030", "email": "shv@voorbeeld.nl"},
                "peildatum": self.peildatum.isoformat(),
            }

    def _start(self):
        settings = {
            "socket": str(self.cluster.folder), "account": postgresql.ACCOUNT, "database": postgresql.DATABASE,
            "connections": self.connections, "key": self.index.key, "sources": self.sources,
            "tls": {part: str(self.pki / file)
                    for part, file in (("key", "server.key"), ("cert", "server.pem"), ("ca", "ca.pem"))},
        }
        self.process = subprocess.Popen(["setpriv", "--pdeathsig=TERM", "node", FOLDER / "server.js"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=os.environ | {"NODE_ENV": "production"})
        self.process.stdin.write(json.dumps(settings))
        self.process.stdin.close()
        if not select.select([self.process.stdout], [], [], START_SECONDS)[0]:
            raise RuntimeError("fastify did not start")
        self.port = int(self.process.stdout.readline() or "0")
        if self.port == 0:
            raise RuntimeError("fastify ended; it told why above")
