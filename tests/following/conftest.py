"""The real command in the test's folder, and a sandbox to send to."""

from tests.cli.conftest import environment, live, run, sandbox

__all__ = ["environment", "live", "run", "sandbox"]
