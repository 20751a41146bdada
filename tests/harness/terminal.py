"""A program on a terminal of its own, as a person runs it."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios

from harness.programs import DEADLINE, until


class Terminal:
    """The program, and all that it wrote; ended with the `with`. `options` go to Popen."""

    def __init__(self, command, rows=24, columns=80, **options):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.written = b""
        command = ["setsid", "--ctty", *command]
        self.process = subprocess.Popen(command, **{"stdin": slave, "stdout": slave, "stderr": slave, **options})
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(DEADLINE)
        os.close(self.master)

    def read(self):
        """Everything so far."""
        while select.select([self.master], [], [], 0)[0]:
            try:
                piece = os.read(self.master, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            self.written += piece
        return self.written

    def until_written(self, text):
        until(lambda: text.encode() in self.read(), f"{text!r} stands on the terminal")

    def type(self, text):
        os.write(self.master, text.encode())

    def shows_what_is_typed(self):
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def ended(self):
        """The exit code, once the program ends by itself; what it wrote until then is read."""

        def has_ended():
            self.read()  # a terminal that nobody reads holds its program up
            return self.process.poll() is not None

        until(has_ended, "the program ends")
        self.read()
        return self.process.returncode
