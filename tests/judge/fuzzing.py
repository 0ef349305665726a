"""The simulator under schemathesis, which makes requests out of the document."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from findings import Finding
from recorder import before
from simulator import API_TOKEN, EMAIL, simulator

JUDGE = "schemathesis"
# What connections use most; the whole of the documents would take half an hour.
PATHS = (
    r"^/wiki/(api/v2/(pages|blogposts|spaces|labels|attachments|footer-comments|inline-comments|folders)(/\{[a-z-]+\})?"
    r"|api/v2/(pages|spaces)/\{id\}/(labels|attachments|footer-comments|direct-children|pages|versions)"
    r"|rest/api/(search|user/current|user/bulk|group|content/\{id\}/notification/created))$"
)
CHECKS = "not_a_server_error,content_type_conformance,negative_data_rejection,ignored_auth"
LIMIT = 900


def judge(document: dict, binary: Path, log: Path) -> tuple[dict, list[Finding]]:
    """What was tried, and what schemathesis and the documents' schemas have against the answers."""
    with tempfile.TemporaryDirectory() as folder, simulator(binary) as site, before(site) as (recorder, origin):
        file, report = Path(folder) / "confluence.json", Path(folder) / "report.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        command = [
            Path(sys.executable).parent / "schemathesis", "run", file, "--url", origin,
            "--include-path-regex", PATHS, "--phases", "examples,coverage,fuzzing", "--seed", "1",
            "--max-examples", "10", "--no-shrink", "--continue-on-failure", "--suppress-health-check", "all",
            "--auth", f"{EMAIL}:{API_TOKEN}", "--checks", CHECKS, "--report", "json", "--report-json-path", report,
            "--generation-database", "none",
        ]
        with log.open("w") as output:
            subprocess.run(command, stdout=output, stderr=output, cwd=folder, timeout=LIMIT, check=False)
        told = json.loads(report.read_text(encoding="utf-8"))
    findings = [Finding(JUDGE, operation, failure["title"])
                for failure in told["failures"] for operation in failure["operations"]]
    findings += [Finding(JUDGE, error.get("operation") or "", f"error: {error.get('title')}")
                 for error in told["errors"]]
    tried = {"operations": told["operations"]["tested"], "requests": recorder.seen}
    return tried, findings + recorder.findings(JUDGE, document)
