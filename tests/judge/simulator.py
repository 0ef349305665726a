"""The simulator, as a process of its own for each judge: what one writes does not disturb another."""

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path

from processes import stop

EMAIL = "user@example.com"
API_TOKEN = "simulator-api-token"
PASSWORD = "simulator-password"


@contextmanager
def simulator(binary: Path):
    """Starts it; yields the origin of its sites."""
    # Not every client sends `X-Atlassian-Token` with each write of v1.
    command = [binary, "--guard-documented-writes-only"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())["site"]
    finally:
        stop(process)
        process.stdout.close()
