"""A fresh Debian 12 in a folder, to install the package in. Needs root and a Debian mirror.

Its programs run in the network of whoever runs them; only apt-get is in the one in which the root was made."""

import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import termios

from harness.network import OWN
from harness.programs import DEADLINE, until

# Stands in for systemctl where no systemd runs: starts what the unit starts, as its user.
SYSTEMCTL = r"""#!/bin/sh
stop() {
  [ -e /run/vishd.pid ] || return 0
  kill "$(cat /run/vishd.pid)"
  while [ -e "/proc/$(cat /run/vishd.pid)" ]; do sleep 0.1; done
  rm /run/vishd.pid
}
case "$*" in
  *stop*vishd.service* | *restart*vishd.service*) stop ;;
esac
case "$*" in
  *--now*vishd.service* | *start*vishd.service*)
    start=$(sed -n 's/^ExecStart=//p' /lib/systemd/system/vishd.service)
    user=$(sed -n 's/^User=//p' /lib/systemd/system/vishd.service)
    ulimit -l unlimited
    setsid sh -c 'echo $$ >/run/vishd.pid; exec setpriv --reuid "$0" --regid "$0" --init-groups -- "$@"' \
      "$user" $start >/var/log/vish/vishd.log 2>&1 &
    i=0
    until curl --silent --fail http://127.0.0.1:9464/health/live >/dev/null; do
      i=$((i + 1)); [ $i -lt 300 ] || { cat /var/log/vish/vishd.log; exit 1; }
      sleep 0.1
    done ;;
esac
"""

NETWORK = "/run/network"
APT_GET = f"""#!/bin/sh
exec nsenter --net={NETWORK} /usr/bin/apt-get "$@"
"""

ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}


def make_base(tarball):
    """Debian itself and what a machine has beside the package, kept for the next time."""
    if tarball.exists():
        return
    tarball.parent.mkdir(parents=True, exist_ok=True)
    folder = tarball.with_suffix(".root")
    subprocess.run(["rm", "-rf", folder], check=True)
    subprocess.run(["debootstrap", "--variant=minbase", "--include=curl,ca-certificates,procps", "bookworm", folder],
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    subprocess.run(["tar", "--create", "--zstd", "--file", tarball.with_suffix(".new"), "-C", folder, "."], check=True)
    os.replace(tarball.with_suffix(".new"), tarball)
    subprocess.run(["rm", "-rf", folder], check=True)


class DebianRoot:
    def __init__(self, folder, tarball):
        make_base(tarball)
        self.folder = folder
        folder.mkdir()
        subprocess.run(["tar", "--extract", "--zstd", "--file", tarball, "-C", folder], check=True)
        for kind, place in (("proc", "proc"), ("devtmpfs", "dev")):
            subprocess.run(["mount", "-t", kind, kind, folder / place], check=True)
        self.write(NETWORK, "")
        subprocess.run(["mount", "--bind", OWN, self.path(NETWORK)], check=True)
        self.write("/usr/local/bin/apt-get", APT_GET, 0o755)
        self.write("/usr/local/bin/systemctl", SYSTEMCTL, 0o755)
        self.write("/etc/resolv.conf", pathlib.Path("/etc/resolv.conf").read_text(encoding="utf-8"))

    def write(self, path, text, mode=0o644):
        file = self.folder / path.lstrip("/")
        file.unlink(missing_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)

    def path(self, path):
        return self.folder / path.lstrip("/")

    def _command(self, script):
        return ["chroot", self.folder, "bash", "-c", "set -euo pipefail; cd; " + script]

    def run(self, script, check=True, **environment):
        """A script for bash, as root in its home; returns its CompletedProcess with the two outputs in one."""
        done = subprocess.run(
            self._command(script), env={**ENVIRONMENT, **environment}, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600,
        )  # fmt: skip
        assert not check or done.returncode == 0, done.stdout
        return done

    def run_typing(self, script, answers):
        """As run(), on a terminal, where a person types the answer to each question that `answers` holds; the output."""
        child, terminal = pty.fork()
        if child == 0:
            os.execvpe("chroot", self._command(script), {**ENVIRONMENT, "TERM": "xterm"})
        termios.tcsetwinsize(terminal, (50, 160))
        question = re.compile("|".join(map(re.escape, answers)))
        shown, answered = "", 0
        try:
            while select.select([terminal], [], [], DEADLINE)[0]:
                shown += os.read(terminal, 4096).decode(errors="replace")
                while asked := question.search(shown, answered):
                    answered = asked.end()
                    os.write(terminal, answers[asked[0]].encode())
        except OSError:
            pass  # the script has ended
        else:
            os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, shown
        return shown

    def stop_server(self):
        """Only the one of this root: the machine may run others."""
        note = self.path("/run/vishd.pid")
        if not note.exists():
            return
        process = int(note.read_text(encoding="utf-8"))
        note.unlink()
        os.kill(process, signal.SIGTERM)
        until(lambda: not self.path(f"/proc/{process}").exists(), "vishd ends")

    def remove(self):
        self.stop_server()
        for place in ("/dev", "/proc", NETWORK):
            subprocess.run(["umount", "--lazy", self.path(place)], check=False)
        subprocess.run(["rm", "-rf", "--one-file-system", self.folder], check=True)
