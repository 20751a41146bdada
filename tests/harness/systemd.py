"""What systemd does for a service: listening sockets that outlive it, and a socket on which it tells how it is."""

import fcntl
import os
import socket

NAMES = ("data", "beheer", "observatie")
_FIRST = 3  # SD_LISTEN_FDS_START


def _clear(listening):
    """The socket, clear of the numbers at which the service expects them."""
    high = fcntl.fcntl(listening.fileno(), fcntl.F_DUPFD, 100)
    listening.close()
    return socket.socket(fileno=high)


class Sockets:
    """Listens on a free port for each name; who starts under it takes the sockets over."""

    def __init__(self, names=NAMES, backlog=4096):
        self.names = names
        self._listening = []
        for _ in names:
            self._listening.append(_clear(socket.create_server(("127.0.0.1", 0), backlog=backlog)))

    def replace(self, name, listening):
        at = self.names.index(name)
        self._listening[at].close()
        self._listening[at] = _clear(listening)

    def port(self, name):
        return self._listening[self.names.index(name)].getsockname()[1]

    def wrap(self, command):
        """The command with the sockets where sd_listen_fds(3) finds them."""
        moves = " ".join(f"{_FIRST + i}<&{each.fileno()}" for i, each in enumerate(self._listening))
        protocol = f"LISTEN_PID=$$ LISTEN_FDS={len(self.names)} LISTEN_FDNAMES={':'.join(self.names)}"
        return ["bash", "-c", f'exec {moves}; export {protocol}; exec "$@"', "bash", *command]

    def passed(self):
        return [each.fileno() for each in self._listening]

    def close(self):
        for each in self._listening:
            each.close()


class Notices:
    """Receives what the service tells its manager."""

    def __init__(self, folder):
        self.path = folder / "notify"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        self._socket.settimeout(30)

    def environment(self, **more):
        return {**os.environ, "NOTIFY_SOCKET": str(self.path), **more}

    def wait_for(self, text):
        """Until a line says so; what came before is behind us."""
        while True:
            lines = self._socket.recv(4096).decode().splitlines()
            if text in lines:
                return

    def pass_over(self):
        """Takes in what waits: the service stands still once ten lines do."""
        self._socket.setblocking(False)
        try:
            while True:
                self._socket.recv(4096)
        except BlockingIOError:
            self._socket.settimeout(30)

    def quiet_for(self, seconds):
        """True when nothing comes for so long; what waits already does not count."""
        self.pass_over()
        self._socket.settimeout(seconds)
        try:
            self._socket.recv(4096)
            return False
        except TimeoutError:
            return True
        finally:
            self._socket.settimeout(30)
