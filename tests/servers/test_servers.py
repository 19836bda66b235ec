"""The throwaway servers themselves: they answer, and nothing of them stays."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.servers import missing, needed
from tests.servers.postgres import postgres
from tests.servers.redis import redis

SHOW_ADDRESS = "import os, sys; print(os.environ['CELERY_BROKER_URL']); sys.exit(7)"


def is_open(address: str) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", urlsplit(address).port or 0)) == 0


def test_postgres_answers_and_stops():
    with needed(postgres) as address, psycopg.connect(address) as connection:
        assert connection.execute("SELECT current_setting('server_encoding')").fetchone() == ("UTF8",)
    assert not is_open(address)


def test_redis_answers_and_nothing_of_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with needed(redis) as address:
        assert is_open(address)
        assert list(tmp_path.iterdir())
    assert not is_open(address)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not shutil.which("redis-server"), reason="The test before says so already.")
def test_a_command_runs_with_the_address_and_its_code_is_kept():
    command = [sys.executable, "-m", "tests.servers.redis", "--", sys.executable, "-c", SHOW_ADDRESS]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 7, ran.stderr
    assert ran.stdout.startswith("redis://127.0.0.1:")
    assert not is_open(ran.stdout.strip())


def test_a_missing_server_skips_and_with_the_flag_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("REQUIRE_SERVERS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Elsewhere is not installed: build it"):
        missing("Elsewhere", "build it")
    monkeypatch.setenv("REQUIRE_SERVERS", "1")
    with pytest.raises(pytest.fail.Exception, match="Elsewhere is not installed: build it"):
        missing("Elsewhere", "build it")


def test_a_server_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("REQUIRE_SERVERS", "1")
    with pytest.raises(pytest.fail.Exception, match="Redis is not installed"), needed(redis):
        pytest.fail("It must not start.")
