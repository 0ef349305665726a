"""The simulator under schemathesis, which makes requests out of the documents."""

import base64
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import documents
from findings import Finding
from recorder import before
from simulator import API_TOKEN, EMAIL, PASSWORD, simulator

JUDGE = "schemathesis"
CHECKS = "not_a_server_error,content_type_conformance,negative_data_rejection,ignored_auth"
LIMIT = 900

CLOUD, DATA_CENTER = "Cloud", "Data Center"
NEWCOMER = "newcomer"

# schemathesis tries every combination that a schema has, however many: of these bodies, thousands. Random ones must do.
DEEP = {
    CLOUD: (
        "PUT /wiki/rest/api/content/{id}/child/attachment/{attachmentId}",
        "POST /wiki/rest/api/content/{id}/restriction",
        "PUT /wiki/rest/api/content/{id}/restriction",
        "POST /wiki/rest/api/space",
        "POST /wiki/rest/api/space/_private",
    ),
    DATA_CENTER: (
        "POST /rest/api/content",
        "PUT /rest/api/content/{contentId}",
        "POST /rest/api/content/blueprint/instance/{draftId}",
        "PUT /rest/api/content/blueprint/instance/{draftId}",
        "PUT /rest/api/content/{id}/child/attachment/{attachmentId}",
        "POST /rest/api/content/{id}/property",
        "POST /rest/api/content/{id}/property/{key}",
        "PUT /rest/api/content/{id}/property/{key}",
    ),
}
# What the simulator begins with; made-up ids would hardly ever find anything.
KNOWN = {
    "ids": [131073, 131074, 131075, 131076, 98305, 98306, 131077, 131078],
    "keys": ["DOCS", "TEAM"],
    "groups": ["confluence-users", "confluence-administrators"],
    "operations": ["read", "update"],
}
PARAMETERS = {
    "ids": ("id", "contentId", "pageId", "comment-id", "attachment-id", "attachmentId", "page-id", "space-id"),
    "keys": ("spaceKey",),
    "groups": ("groupName",),
    "operations": ("operationKey",),
}


def _configuration(name: str) -> str:
    """The configuration of schemathesis, as TOML."""
    lines = []
    for known, values in KNOWN.items():
        lines += [f"[dictionaries.{known}]", f"values = {json.dumps(values)}"]
    # The simulator answers 501 to what is no operation, on purpose.
    lines += ["[phases.coverage]", "unexpected-methods = []"]
    if name == DATA_CENTER:
        # Else whoever asks would soon be disabled, deleted and the like.
        for phase in ("coverage", "fuzzing"):
            lines += [f"[phases.{phase}.extra-data-sources]", "responses = false"]
        lines += ["[parameters]", f'"path.username" = "{NEWCOMER}"']
    else:
        lines += ["[parameters]"]
    for known, parameters in PARAMETERS.items():
        lines += [f'"path.{parameter}" = {{ dictionary = "{known}", probability = 0.7 }}' for parameter in parameters]
    for operation in DEEP[name]:
        lines += ["[[operations]]", f"include-name = {json.dumps(operation)}", "phases.coverage.enabled = false"]
    return "\n".join(lines) + "\n"


def _newcomer(origin: str, user: str):
    """Makes somebody in Data Center who may be disabled, deleted and the like."""
    person = {"userName": NEWCOMER, "fullName": "Newcomer", "email": "newcomer@example.com", "password": PASSWORD,
              "notifyViaEmail": False}
    headers = {"authorization": f"Basic {base64.b64encode(user.encode()).decode()}", "content-type": "application/json"}
    request = Request(f"{origin}/confluence/rest/api/admin/user", json.dumps(person).encode(), headers)
    urlopen(request, timeout=60).close()


def _run(name: str, document: dict, base: str, user: str, binary: Path, log: Path):
    """Tries one document, whose paths begin below `base`."""
    log = log.with_stem(f"{log.stem}-{name.lower().replace(' ', '-')}")
    with tempfile.TemporaryDirectory() as folder, simulator(binary) as site, before(site) as (recorder, origin):
        if name == DATA_CENTER:
            _newcomer(site, user)
        file, report = Path(folder) / "confluence.json", Path(folder) / "report.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        configuration = Path(folder) / "schemathesis.toml"
        configuration.write_text(_configuration(name), encoding="utf-8")
        command = [
            Path(sys.executable).parent / "schemathesis", "--config-file", configuration, "run", file,
            "--url", f"{origin}{base}", "--phases", "examples,coverage,fuzzing", "--seed", "1", "--workers", "1",
            "--max-examples", "10", "--no-shrink", "--continue-on-failure", "--suppress-health-check", "all",
            "--auth", user, "--checks", CHECKS, "--report", "json", "--report-json-path", report,
            "--generation-database", "none",
        ]
        with log.open("w") as output:
            subprocess.run(command, stdout=output, stderr=output, cwd=folder, timeout=LIMIT, check=False)
        told = json.loads(report.read_text(encoding="utf-8"))
    findings = [Finding(JUDGE, operation, failure["title"])
                for failure in told["failures"] for operation in failure["operations"]]
    findings += [Finding(JUDGE, error.get("operation") or "", f"error: {error.get('title')}")
                 for error in told["errors"]]
    # The document of Data Center leaves out most of what it answers, such as `username`.
    findings += recorder.findings(JUDGE, document, base, complete=not base)
    return told["operations"]["tested"], recorder.seen, findings


def judge(folder: Path, binary: Path, log: Path) -> tuple[dict, list[Finding]]:
    """What was tried, and what schemathesis and the documents' schemas have against the answers."""
    runs = (
        (CLOUD, documents.cloud(folder), "", f"{EMAIL}:{API_TOKEN}"),
        (DATA_CENTER, documents.protected(documents.data_center(folder)), "/confluence", f"user:{PASSWORD}"),
    )
    # Two processes, for two workers of one disturb each other now and then.
    with ThreadPoolExecutor(len(runs)) as pool:
        (cloud, asked, findings), (more, also_asked, others) = pool.map(lambda run: _run(*run, binary, log), runs)
    tried = {"operations of Cloud": cloud, "of Data Center": more, "requests": asked + also_asked}
    return tried, findings + others
