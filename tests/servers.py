"""A throw-away PostgreSQL server for tests: in a temporary folder, on a free port, gone afterwards."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

USER = "importer"
PASSWORD = "not-to-be-shown"


def postgresql_programs() -> Path | None:
    """The folder with initdb and pg_ctl, or None when PostgreSQL is not installed."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def postgresql_server(programs: Path) -> Iterator[str]:
    """The address of a server of our own, without a database."""
    with TemporaryDirectory(prefix="importer-postgresql-") as folder:
        home = Path(folder)
        data, secret, port = home / "data", home / "secret", free_port()
        secret.write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            for path in (home, secret):
                shutil.chown(path, "postgres", "postgres")
        run = [str(programs / "pg_ctl"), "--pgdata", str(data), "--silent", "--wait"]
        make = [str(programs / "initdb"), "--pgdata", str(data), "--username", USER, "--pwfile", str(secret)]
        _as_postgres([*make, "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"])
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -k {home}"
        _as_postgres([*run, "--log", str(home / "log"), "--options", options, "start"])
        try:
            yield f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}"
        finally:
            _as_postgres([*run, "--mode", "immediate", "stop"])


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _as_postgres(command: list[str]) -> None:
    drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*drop, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")
