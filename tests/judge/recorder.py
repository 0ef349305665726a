"""Stands before the simulator, and compares what it answers with the documents' schemas."""

import gzip
import http.client
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from documents import Operations
from findings import Finding
from schemas import Schemas

NOT_FORWARDED = {"connection", "transfer-encoding", "content-length", "host", "keep-alive"}


class Recorder:
    """What was asked and answered, once each where it was the same."""

    def __init__(self):
        self.seen = 0
        self._answers = {}
        self._lock = threading.Lock()

    def note(self, method: str, path: str, status: int, media: str, text: bytes):
        """Keeps an answer."""
        with self._lock:
            self.seen += 1
            self._answers[(method, path, status, media, text)] = None

    def findings(self, judge: str, document: dict, base: str = "", complete: bool = True) -> list[Finding]:
        """How the answers differ from the document, whose paths begin below `base`; see `Schemas`."""
        operations, schemas = Operations(document), Schemas(document, complete)
        findings = set()
        for method, path, status, media, text in self._answers:
            found = operations.find(method, path.removeprefix(base))
            if found is None:
                continue
            template, operation = found
            name = f"{method} {template}"
            try:
                schema = operations.schema(operation, status)
            except KeyError:
                findings.add(Finding(judge, name, f"status {status} is not declared"))
                continue
            if status >= 300 or schema is None:
                continue
            if "json" not in media:
                findings.add(Finding(judge, name, f"answers {media or 'nothing'}, not JSON"))
                continue
            findings |= {Finding(judge, name, what) for what in schemas.differences(schema, json.loads(text))}
        return sorted(findings, key=lambda finding: (finding.operation, finding.what))


@contextmanager
def before(origin: str):
    """Listens, and hands everything on to an origin; yields the recorder and its own origin."""
    target = urlsplit(origin).netloc
    recorder = Recorder()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Otherwise each answer waits for an acknowledgement.
        disable_nagle_algorithm = True
        wbufsize = -1

        def _forward(self):
            if self.headers.get("transfer-encoding"):
                body = self._chunks()
            else:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_FORWARDED}
            connection = http.client.HTTPConnection(target, timeout=60)
            try:
                connection.request(self.command, self.path, body or None, headers)
                answer = connection.getresponse()
                text = answer.read()
            finally:
                connection.close()
            squeezed = text and answer.headers.get("content-encoding") == "gzip"
            recorder.note(self.command, urlsplit(self.path).path, answer.status,
                          answer.headers.get("content-type", ""), gzip.decompress(text) if squeezed else text)
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name.lower() not in NOT_FORWARDED:
                    self.send_header(name, value)
            if answer.status not in (204, 304):
                self.send_header("content-length", str(len(text)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(text)

        def _chunks(self) -> bytes:
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

        do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = do_TRACE = do_QUERY = _forward

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield recorder, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
