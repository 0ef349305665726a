"""The requests of the cases, judged by Prism on the OpenAPI documents of Confluence Cloud."""

import http.client
import json
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cases import Exchange
from documents import Operations
from findings import Finding
from processes import free_port, stop

JUDGE = "requests"
START = 120


class Silent(BaseHTTPRequestHandler):
    """What Prism hands the requests on to."""

    protocol_version = "HTTP/1.1"

    def _answer(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.send_response(204)
        self.end_headers()

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = do_HEAD = _answer

    def log_message(self, *_):
        """Says nothing."""


class Prism:
    """Prism as a proxy; it is started again where a request ends it."""

    def __init__(self, document: Path, upstream: int, log: Path):
        self._document, self._upstream, self._log = document, upstream, log
        self._process = self._connection = None
        self.ended = 0

    def start(self):
        """Returns when it answers."""
        port = free_port()
        command = [
            "node", Path(__file__).parent / "node_modules/.bin/prism", "proxy", "--port", str(port),
            self._document, f"http://127.0.0.1:{self._upstream}",
        ]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        deadline = time.monotonic() + START
        while True:
            try:
                self._connection.connect()
                return
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Prism does not start: see {self._log}") from None
                time.sleep(0.2)

    def stop(self):
        """Ends it."""
        self._connection.close()
        stop(self._process)

    def violations(self, exchange: Exchange) -> list[dict]:
        """What Prism has against a request."""
        headers = {"accept": "application/json", "authorization": "Basic dTpw"} | exchange.headers
        body = None
        if exchange.body is not None:
            headers["content-type"] = "application/json"
            body = json.dumps(exchange.body)
        try:
            self._connection.request(exchange.method, exchange.target, body, headers)
            answer = self._connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self.ended += 1
            self.stop()
            self.start()
            return [{"location": ["request"], "message": "ends the process of Prism"}]
        if answer.status == 404 and b"NO_PATH_MATCHED" in text:
            return [{"location": ["request", "path"], "message": "no such operation"}]
        if answer.status == 405:
            return [{"location": ["request", "method"], "message": "no such operation"}]
        found = json.loads(answer.headers.get("sl-violations") or "[]")
        return [violation for violation in found if violation["location"][0] == "request"]


@contextmanager
def proxy(document: dict, log: Path):
    """A Prism on a document, before a server that says nothing."""
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "confluence.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        prism = Prism(file, upstream.server_port, log)
        prism.start()
        try:
            yield prism
        finally:
            prism.stop()
            upstream.shutdown()


def judge(document: dict, exchanges: list[Exchange], log: Path) -> tuple[dict, list[Finding]]:
    """How many requests were judged, and what is wrong with them; uploads are left out."""
    operations = Operations(document)
    findings, judged = [], 0
    with proxy(document, log) as prism:
        for exchange in exchanges:
            if exchange.form:
                continue
            judged += 1
            found = operations.find(exchange.method, exchange.path)
            name = f"{exchange.method} {found[0] if found else exchange.path}"
            for violation in prism.violations(exchange):
                place = ".".join("[]" if part.isdigit() else part for part in map(str, violation["location"][1:]))
                findings.append(Finding(JUDGE, name, f"{place}: {violation['message']}", exchange.case))
    uploads = sum(exchange.form for exchange in exchanges)
    return {"requests": judged, "uploads left out": uploads, "ends of Prism": prism.ended}, findings
