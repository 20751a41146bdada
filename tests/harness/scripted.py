"""A server that answers whatever a test wrote down, with the certificate of an installation."""

import http.server
import ssl
import threading


class Serving:
    """Serves with its `_server` until the end of the `with`."""

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class Scripted(Serving):
    """Answers each request with the next (status, body) or (status, body, Retry-After) of `answers`; asks for a client certificate as vishd does,
    under the CA in `clients` where that is another one than its own."""

    def __init__(self, pki, answers, clients=None):
        self.answers = list(answers)
        scripted = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_PUT(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                status, body, retry_after = (*scripted.answers.pop(0), "0")[:3]
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                if retry_after is not None:
                    self.send_header("Retry-After", retry_after)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_PUT

            def log_message(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pki / "server.pem", pki / "server.key")
        context.load_verify_locations((clients or pki) / "ca.pem")
        context.verify_mode = ssl.CERT_REQUIRED
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.base = f"https://127.0.0.1:{self._server.server_port}"
