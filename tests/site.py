"""The site as tests see it: its demo district, a client, a clock that stands still."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from a11y.speech.pronunciation import lexicon
from services.clock import FixedClock
from services.demo.district import load_demo
from services.storage import Database
from tests.databases import BACKENDS, TEST_KEYS, Cluster, keyring
from tests.page_client import PageClient
from tests.residents import Resident
from webapp import create_app
from webapp.settings import Settings
from webapp.wiring import parts

# 9:12 in the morning where the district is.
NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _own_settings() -> None:
    """A developer's own settings stay out of the tests."""
    for name in [name for name in os.environ if name.startswith("NUANCHUANG_")]:
        del os.environ[name]


@pytest.fixture
def clock() -> FixedClock:
    """A clock at 9:12 on 22 November 2026; ``clock.advance(minutes=10)`` moves it."""
    return FixedClock(NOW)


@dataclass
class Districts:
    """The demo district, loaded once a run for each kind of database and then copied."""

    folder: Path
    request: pytest.FixtureRequest

    def sqlite(self, data_dir: Path) -> str:
        """A fresh copy in ``data_dir``; returns the database's address (empty: in the folder)."""
        loaded = self.folder / "sqlite"
        if not loaded.exists():
            loading = self.folder / "loading"
            loading.mkdir(exist_ok=True)
            _load(f"sqlite:///{loading / 'nuanchuang.db'}")
            loading.rename(loaded)
        shutil.copytree(loaded, data_dir, dirs_exist_ok=True)
        return ""

    def postgresql(self, name: str) -> str:
        """A fresh copy under a name on the run's own server; returns its address."""
        cluster = self.cluster
        loaded = self.folder / "postgresql"
        if not loaded.exists():
            cluster.execute("CREATE DATABASE demo")
            _load(cluster.url("demo"))
            loaded.touch()
        cluster.execute(f"CREATE DATABASE {name} TEMPLATE demo")
        return cluster.url(name)

    def share_templates(self, data_dir: Path) -> None:
        """Compile each template once a run: for each site anew it took two fifths of its test."""
        shared = self.folder / "templates"
        shared.mkdir(exist_ok=True)
        (data_dir / "templates").symlink_to(shared)

    @property
    def cluster(self) -> Cluster:
        """The run's PostgreSQL server."""
        started: Cluster = self.request.getfixturevalue("postgres")
        return started


def _load(url: str) -> None:
    database = Database(url, keyring())
    database.create_all()
    load_demo(database, FixedClock(NOW))
    database.dispose()


@pytest.fixture(scope="session")
def districts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Districts:
    """Where copies of the demo district come from."""
    return Districts(tmp_path_factory.mktemp("districts"), request)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each test of the site runs once for each kind of database."""
    kind: str = request.param
    return kind


@pytest.fixture
def settings(backend: str, districts: Districts, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a demo site with a database of its own."""
    data_dir = tmp_path / "data"
    name = f"site_{uuid.uuid4().hex}"
    if backend == "sqlite":
        url = districts.sqlite(data_dir)
    else:
        data_dir.mkdir()
        url = districts.postgresql(name)
    districts.share_templates(data_dir)
    yield _settings(data_dir, url)
    if backend == "postgresql":
        districts.cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _settings(data_dir: Path, url: str) -> Settings:
    """With the plain voice: the other one takes 600 MB and a second to load."""
    keys = SecretStr(TEST_KEYS)
    return Settings(data_dir=data_dir, database_url=url, keys=keys, speech_engine="espeak")


def demo_site(settings: Settings, clock: FixedClock) -> Flask:
    """A site for tests over settings that have a database with the demo district."""
    site = create_app(settings, clock)
    site.testing = True
    # A resident sees an error page where a program fails, and so do the tests.
    site.config["PROPAGATE_EXCEPTIONS"] = False
    return site


@pytest.fixture
def app(settings: Settings, clock: FixedClock) -> Iterator[Flask]:
    """The site, its demo district loaded, its clock standing at NOW."""
    site = demo_site(settings, clock)
    yield site
    # What one test's clerks say of readings must not reach another's.
    lexicon.learn({})
    parts(site).db.dispose()


@pytest.fixture
def fresh_sites(districts: Districts, clock: FixedClock, tmp_path: Path) -> Iterator[Flask]:
    """One new site after another, on SQLite, for tests that see many states in a row."""

    def sites() -> Iterator[Flask]:
        for number in count():
            data_dir = tmp_path / f"site{number}"
            url = districts.sqlite(data_dir)
            districts.share_templates(data_dir)
            site = demo_site(_settings(data_dir, url), clock)
            yield site
            parts(site).db.dispose()

    return sites()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript, which holds every page to the rules."""
    return PageClient(app.test_client())


@pytest.fixture
def resident(client: PageClient) -> Resident:
    """Somebody at that browser."""
    return Resident(client)
