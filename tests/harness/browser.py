"""Headless Chromium before an operators' page, with axe-core to judge it."""

import base64
import http.client
import http.server
import pathlib

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from harness.programs import BIN, DEADLINE
from harness.scripted import Serving

SCREENSHOTS = BIN.parent / "screenshots"
AXE = pathlib.Path(__file__).parents[1] / "tools/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --no-proxy-server"
).split()
NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME: the server may live at another time


class Door(Serving):
    """Shows the certificate of a party to the beheer listener, and passes its answers on as they are."""

    def __init__(self, vish, party):
        tls = vish.tls(party)
        tls.verify_flags |= NO_CHECK_TIME
        port = vish.ports["beheer"]

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server = http.client.HTTPSConnection("localhost", port, timeout=DEADLINE, context=tls)
                try:
                    server.request(self.command, self.path, headers={"Accept": self.headers.get("Accept", "*/*")})
                    answer = server.getresponse()
                    body = answer.read()
                finally:
                    server.close()
                self.send_response_only(answer.status, answer.reason)
                for name, value in answer.getheaders():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_HEAD = do_POST = do_GET

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/"

    def fetch(self, path, method="GET", accept="*/*"):
        """Status, headers (names in lower case) and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        try:
            connection.request(method, path, headers={"Accept": accept})
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read().decode()
        finally:
            connection.close()


class Browser:
    def __init__(self, profile):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_script_timeout(DEADLINE)

    def close(self):
        self.driver.quit()

    def show(self, url, width=1280, scheme="light"):
        """Opens a page on a screen of that width, in light or dark."""
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        self.driver.get(url)

    def nodes(self):
        """(role, name) of all that a screen reader is told, in order."""
        tree = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        told = [node for node in tree if not node["ignored"]]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in told]

    def violations(self):
        """What axe-core has against the page."""
        assert AXE.exists(), "axe-core is missing: run npm ci in tests/tools"
        self.driver.execute_script(AXE.read_text(encoding="utf-8"))
        script = """const [rules, done] = arguments;
            axe.run(document, {preload: false, runOnly: rules}).then(result => done(result), error => done(String(error)));"""
        result = self.driver.execute_async_script(script, RULES)
        assert len(result["passes"]) > 10, "axe-core looked at little"
        return [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]]

    def screenshot(self, name):
        """The whole page as PNG, kept as an artefact."""
        options = {"format": "png", "captureBeyondViewport": True}
        png = base64.b64decode(self.driver.execute_cdp_cmd("Page.captureScreenshot", options)["data"])
        SCREENSHOTS.mkdir(exist_ok=True)
        (SCREENSHOTS / f"{name}.png").write_bytes(png)
        return png
