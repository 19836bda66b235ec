"""The TypeScript client follows the contract, and installs the same everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import node_packages
from tests.developers import client


@pytest.mark.long
def test_the_types_are_those_of_the_contract(tmp_path: Path) -> None:
    packages = node_packages.installed(client.CLIENT)
    made = tmp_path / "schema.ts"
    command = ["node", "node_modules/openapi-typescript/bin/cli.js", str(client.CONTRACT), "-o", str(made)]
    ran = node_packages.run(command, packages)
    assert ran.returncode == 0, ran.stderr
    assert made.read_text() == (client.CLIENT / "src" / "schema.ts").read_text(), "run `make client`"


@pytest.mark.long
def test_a_type_that_is_not_drawn_does_not_compile(tmp_path: Path) -> None:
    drawn = {
        "documents.ts": '    case "toolkit":\n      return toolkit(document);\n',
        "cards.ts": '    case "organisation":\n      return card.kind.name;\n',
        "blocks.ts": '    case "rich_text":\n      return richText(part.value.html);\n',
    }
    client.copy_to(tmp_path)
    (tmp_path / "node_modules").symlink_to(node_packages.installed(client.CLIENT) / "node_modules")
    for name, case in drawn.items():
        source = tmp_path / "example" / name
        assert source.read_text().count(case) == 1
        source.write_text(source.read_text().replace(case, ""))
    with pytest.raises(AssertionError) as refused:
        client.tsc(tmp_path)
    found = re.findall(
        r"example/(\w+\.ts).* is not assignable to parameter of type 'never'", str(refused.value)
    )
    assert sorted(found) == sorted(drawn)


def test_the_lock_file_names_no_other_host_and_every_package_with_its_hash() -> None:
    lock = json.loads((client.CLIENT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert {"node_modules/openapi-fetch", "node_modules/openapi-typescript"} <= set(packages)
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert urlsplit(package.get("resolved", "")).hostname in {None, "registry.npmjs.org"}


def test_versions_are_exact() -> None:
    package = json.loads((client.CLIENT / "package.json").read_text())
    versions = package["dependencies"] | package["devDependencies"]
    assert [version for version in versions.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
