"""One bash that keeps its variables and its folder from command to command, as the reader of a guide does."""

import secrets
import subprocess
import threading

from harness.programs import DEADLINE


class Shell:
    def __init__(self, folder, environment):
        self._process = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __call__(self, command):
        """All that the command says; fails when it does not end with 0, or in time."""
        end = secrets.token_hex(16)
        timer = threading.Timer(DEADLINE, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(f"{{ {command}\n}} </dev/null\nprintf '\\n%s %s\\n' {end} $?\n")
            self._process.stdin.flush()
            said = []
            for line in self._process.stdout:
                if line.startswith(end):
                    code = line.split()[1]
                    break
                said.append(line)
            else:
                code = "no end"
        finally:
            timer.cancel()
        output = "".join(said)
        assert code == "0", f"$ {command}\nended with {code}:\n{output}"
        return output

    def close(self):
        self._process.stdin.close()
        self._process.wait(DEADLINE)
