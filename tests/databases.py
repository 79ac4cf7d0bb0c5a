"""The databases the tests run on: an SQLite file, and a PostgreSQL server started for the run."""

import base64
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from services.storage import Database, Keyring

BACKENDS = ("sqlite", "postgresql")
MISSING = (
    "PostgreSQL's server programs were not found. Install them (Debian: apt install postgresql) "
    "or put the folder that holds initdb on PATH."
)


SEALING, INDEX = (base64.b64encode(sign * 32).decode() for sign in (b"k", b"i"))
TEST_KEYS = f"k1:{SEALING};index:{INDEX}"


def keyring() -> Keyring:
    """A key ring whose keys are the same in every run."""
    return Keyring.from_text(TEST_KEYS)


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest version first."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin_: bin_.parent.name, reverse=True
    )
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class Cluster:
    """A PostgreSQL server of our own: thrown away afterwards, so it never waits for the disk."""

    def __init__(self, programs: Path) -> None:
        """Make the cluster in a folder of its own and start it on a free loopback port."""
        self._programs = programs
        # Not below pytest's folder: that one is closed to the user postgres.
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        # initdb and postgres refuse to run as root.
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
            self._as = {"user": "postgres", "group": "postgres", "extra_groups": []}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        self._run("initdb", "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = (
            f"-h 127.0.0.1 -p {self._port} -k '' -c fsync=off -c full_page_writes=off "
            "-c synchronous_commit=off -c max_connections=200"
        )
        self._run("pg_ctl", "-l", str(self._folder / "log"), "-w", "-o", options, "start")

    def url(self, name: str = "postgres") -> str:
        """The address of one database."""
        return f"postgresql://tests@127.0.0.1:{self._port}/{name}"

    def execute(self, statement: str) -> None:
        """Run one statement in the maintenance database, outside a transaction."""
        with psycopg.connect(self.url(), autocommit=True) as conn:
            conn.execute(statement)

    def stop(self) -> None:
        """Stop the server at once, whoever is still connected, and remove its files."""
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        done = subprocess.run(
            command, cwd=self._folder, capture_output=True, text=True, check=False, **self._as
        )
        if done.returncode:
            log = self._folder / "log"
            told = log.read_text() if log.exists() else ""
            raise RuntimeError(f"{program} failed: {done.stderr}{told}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The run's PostgreSQL server (with xdist: one a worker)."""
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    cluster = Cluster(programs)
    yield cluster
    cluster.stop()


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'nuanchuang.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    name = f"test_{uuid.uuid4().hex}"
    cluster.execute(f"CREATE DATABASE {name}")
    yield cluster.url(name)
    cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database with every table and nothing in it, once for each kind."""
    opened = Database(database_url, keyring())
    opened.create_all()
    yield opened
    opened.dispose()
