"""The TypeScript client, compiled once for all tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from settings.env import ROOT
from tests import node_packages

CLIENT = ROOT / "clients" / "typescript"
SOURCES = ["package.json", "package-lock.json", "tsconfig.json", "src", "example"]
CONTRACT = ROOT / "tests/api/__snapshots__/test_description/test_a_change_of_the_contract_is_seen.json"


def sources() -> list[Path]:
    return sorted(
        path for name in SOURCES for path in [CLIENT / name, *CLIENT.glob(f"{name}/*")] if path.is_file()
    )


def compiled() -> Path:
    """Return a copy of the client with its packages and `dist/`; fails where `tsc --strict` finds a fault."""
    packages = node_packages.installed(CLIENT)

    def compile_there(folder: Path) -> None:
        copy_to(folder)
        (folder / "node_modules").unlink(missing_ok=True)
        (folder / "node_modules").symlink_to(packages / "node_modules")
        tsc(folder)

    return node_packages.made_once("compiled", sources(), compile_there)


def copy_to(folder: Path) -> None:
    for path in sources():
        target = folder / path.relative_to(CLIENT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def tsc(folder: Path) -> None:
    ran = node_packages.run(["node", "node_modules/typescript/bin/tsc"], folder)
    assert ran.returncode == 0, ran.stdout


def run_node(program: Path, *arguments: str) -> str:
    """Return what a program says; fails where it ends with an error."""
    ran = subprocess.run(
        ["node", str(program), *arguments], capture_output=True, text=True, timeout=100, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def run_example(name: str, *arguments: str) -> dict[str, Any]:
    """Run one of the examples and return the counts that it says."""
    counts: dict[str, Any] = json.loads(run_node(compiled() / "dist" / "example" / f"{name}.js", *arguments))
    return counts


def run_shell(commands: str, folder: Path) -> str:
    """Run lines of the docs in a folder."""
    ran = subprocess.run(
        ["sh", "-ec", commands],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
