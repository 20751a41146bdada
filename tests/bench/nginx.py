"""nginx with a fixed answer over mutual TLS 1.3: the limit that users know."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import process

PROGRAM = "/usr/sbin/nginx"
START_SECONDS = 10
# One worker: what it does in a second of CPU time is then at its best, and the
# load generator has the other core to itself.
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  default_type application/json;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  tcp_nodelay on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl backlog=1024;
    ssl_protocols TLSv1.3;
    ssl_certificate {pki}/server.pem;
    ssl_certificate_key {pki}/server.key;
    ssl_client_certificate {pki}/ca.pem;
    ssl_verify_client on;
    location / {{ return 200 '{body}'; }}
  }}
}}
"""


class Nginx(process.Begun):
    """Answers every request with `body`, until the end of the `with`."""

    def __init__(self, pki, body):
        self.pki = pathlib.Path(pki)
        self.body = body
        self.process = None
        self.folder = None

    def begin(self):
        if not os.access(PROGRAM, os.X_OK):
            raise RuntimeError("nginx of Debian is not installed; ./dev bench match installs it")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vish-bench-nginx."))
        self._start()

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(START_SECONDS)
        if self.folder is not None:
            shutil.rmtree(self.folder)

    def pids(self):
        return process.family(self.process.pid)

    def rest(self):
        """It has nothing to put in order, and no data."""

    def disk_mb(self):
        return 0

    def _start(self):
        # It takes over a socket that is bound already, as when it replaces itself: so the port is its own for certain.
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
            self.port = listener.getsockname()[1]
            file = self.folder / "nginx.conf"
            file.write_text(CONFIGURATION.format(folder=self.folder, port=self.port, pki=self.pki, body=self.body))
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig=TERM", PROGRAM, "-c", file, "-p", self.folder, "-e", self.folder / "log"],
                env=os.environ | {"NGINX": f"{listener.fileno()};"}, pass_fds=[listener.fileno()],
                stderr=subprocess.DEVNULL,
            )
        deadline = time.monotonic() + START_SECONDS
        while len(self.pids()) < 2:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("nginx did not start: " + (self.folder / "log").read_text())
            time.sleep(0.02)
