"""A PostgreSQL of its own for each run: in a temporary folder, on a Unix socket only."""

import glob
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

import process
import psycopg2

PROGRAMS = "/usr/lib/postgresql/15/bin"
ACCOUNT = "postgres"  # of Debian's package; PostgreSQL refuses to run as root
DATABASE = "vish"
START_SECONDS = 60
STOP_SECONDS = 60
# What a team that knows PostgreSQL would set on such a machine. All is as
# durable as the server: every acknowledged delivery is on disk. No checkpoint
# comes by itself during a run, and nothing is vacuumed behind its back: the
# bench does both between the deliveries, where nobody measures.
SETTINGS = {
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "512MB",
    "maintenance_work_mem": "512MB",
    "temp_buffers": "512MB",
    "wal_buffers": "64MB",
    "max_wal_size": "32GB",
    "min_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "synchronous_commit": "on",
    "fsync": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "32",
    "random_page_cost": "1.1",
}


class Cluster(process.Begun):
    """Exists until the end of the `with`, whatever happens in it."""

    def __init__(self):
        self.folder = None
        self.process = None
        self.connections = []

    def begin(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vish-bench-pg."))
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._make()
        self._start()

    def end(self):
        try:
            for connection in self.connections:
                connection.close()
            self._stop()
        finally:
            if self.folder is not None:
                shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self):
        """A connection that commits nothing by itself."""
        connection = psycopg2.connect(host=str(self.folder), user=ACCOUNT, dbname=DATABASE)
        self.connections.append(connection)
        return connection

    def version(self):
        return self._output("postgres", "--version").strip()

    def _command(self, program, *arguments):
        """As an account that is not root, and ended with this process."""
        account = [f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--init-groups"] if os.geteuid() == 0 else []
        return ["setpriv", *account, "--pdeathsig=INT", f"{PROGRAMS}/{program}", *map(str, arguments)]

    def _output(self, program, *arguments):
        command = self._command(program, *arguments)
        result = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        if result.returncode != 0:
            raise RuntimeError(f"{program} failed: {result.stderr}{result.stdout}")
        return result.stdout

    def _make(self):
        if not glob.glob(f"{PROGRAMS}/initdb"):
            raise RuntimeError("PostgreSQL 15 of Debian is not installed; ./dev bench installs it")
        data = self.folder / "data"
        self._output("initdb", "--pgdata", data, "--username", ACCOUNT, "--auth=trust", "--encoding=UTF8",
                     "--locale=C.UTF-8", "--no-sync")
        own = {**SETTINGS, "listen_addresses": "''", "unix_socket_directories": f"'{self.folder}'"}
        with open(data / "postgresql.conf", "a", encoding="utf-8") as out:
            out.writelines(f"{name} = {value}\n" for name, value in own.items())

    def _start(self):
        command = self._command("postgres", "-D", self.folder / "data")
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._create_database()
                return
            except psycopg2.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("PostgreSQL did not start: " + (self.folder / "log").read_text()) from None
                time.sleep(0.05)

    def _create_database(self):
        connection = psycopg2.connect(host=str(self.folder), user=ACCOUNT, dbname="postgres")
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {DATABASE}")
        connection.close()

    def _stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)  # what PostgreSQL calls a fast shutdown
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(STOP_SECONDS)
