"""LibreOffice without a window, with a profile of its own."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest


def converted(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as LibreOffice writes them again in another format; skips without LibreOffice, fails when CI is set."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs LibreOffice: install it")
        pytest.skip("LibreOffice is not installed")
    profile = (folder / "profile").resolve().as_uri()
    target = folder / kind.partition(":")[0]
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir", str(target)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=180)
    return [target / f"{path.stem}.{target.name}" for path in paths]
