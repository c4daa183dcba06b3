"""The W3C's markup checker on saved pages; it takes seconds to start, so all at once."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKER = Path(__file__).parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

needs_java = pytest.mark.skipif(
    not (shutil.which("java") and CHECKER.is_file()), reason="kein Java oder kein vnu-jar"
)


def list_markup_errors(folder):
    """Return (file, line, message) for every error in the HTML files of ``folder``."""
    done = subprocess.run(
        ["java", "-jar", CHECKER, "--errors-only", "--format", "json", *folder.glob("*.html")],
        capture_output=True,
        check=False,
    )
    return [
        (Path(message["url"]).name, message.get("lastLine"), message["message"])
        for message in json.loads(done.stderr)["messages"]
    ]
