"""The house of `docs/architecture.md` as tests: storeys, model relations, and the size of files."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

from settings.env import ROOT

STOREYS = [
    ["settings"],
    ["demo"],
    ["website"],
    ["insight"],
    ["search"],
    ["home", "practice", "events", "standard"],
    ["cms"],
    ["users"],
]
LEVEL = {package: level for level, packages in enumerate(STOREYS) for package in packages}
LONGEST_FILE = 300


def package_of(model: type) -> str:
    return model.__module__.partition(".")[0]


def relations() -> Iterator[tuple[str, str, str]]:
    """Yield the package of each relation's model, that of the model it leads to, and its name."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            # What another model declares is seen again from here, as a relation without a column.
            if isinstance(field, Field) and field.related_model and package_of(model) in LEVEL:
                target = field.related_model
                if isinstance(target, type):
                    yield package_of(model), package_of(target), f"{model._meta.label}.{field.name}"


def test_the_import_contract_is_kept() -> None:
    checked = subprocess.run(
        [ROOT / ".venv/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_contract_and_these_tests_name_the_same_storeys() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    assert [layer.split(" | ") for layer in contract["layers"]] == STOREYS


def test_relations_lead_down_or_stay_at_home() -> None:
    wrong = [
        f"{name} leads to {target}"
        for package, target, name in relations()
        if target in LEVEL and target != package and LEVEL[target] <= LEVEL[package]
    ]
    assert wrong == []


def test_the_walk_sees_relations_that_imports_do_not_show() -> None:
    seen = {name: (package, target) for package, target, name in relations()}
    assert seen["events.EventPage.related_consultation"] == ("events", "events")
    assert seen["home.HomePage.image"] == ("home", "cms")
    assert seen["practice.PracticeExamplePage.themes"] == ("practice", "cms")


def python_files() -> list[Path]:
    """Return the project's Python files, as git knows them, but for generated migrations."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return [path for path in paths if path.exists() and "migrations" not in path.parts]


def test_files_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): length
        for path in python_files()
        if (length := len(path.read_text().splitlines())) >= LONGEST_FILE
    }
    assert long == {}


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "core"])
def test_no_module_is_a_drawer_for_everything(name: str) -> None:
    assert [path for path in python_files() if path.stem == name or path.parent.name == name] == []
