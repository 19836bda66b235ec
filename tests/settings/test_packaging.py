"""What the Makefile, CI, the Dockerfile and compose.yaml name is there; no container engine is needed."""

import importlib.util
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from honcho.environ import parse_procfile

from settings.env import ROOT, VARIABLES, Environment

CALLERS = ["Dockerfile", ".ci/run", ".pre-commit-config.yaml", "compose.yaml", "docs/operators.md"]
SECONDS_FOR_INSTALLATION = 240


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def named(pattern: str, *files: str) -> set[str]:
    return {match for file in files for match in re.findall(pattern, read(file), re.MULTILINE)}


def dockerfile_steps() -> list[str]:
    """Return the Dockerfile's instructions, each on one line."""
    lines = [line for line in read("Dockerfile").splitlines() if not line.startswith("#")]
    return [step for step in "\n".join(lines).replace("\\\n", " ").splitlines() if step]


COMPOSE = yaml.safe_load(read("compose.yaml"))
PHONY = read("Makefile").replace("\\\n", " ").partition(".PHONY:")[2].splitlines()[0].split()
TARGETS = named(r"^([a-z-]+):(?! export)", "Makefile")
# In prose "make sure" is no target: only what stands in code counts.
CALLED = named(r"(?:^|[`:&]|step |RUN |\s{4})\s*(?:runuser .* -- )?make ([a-z-]+)", *CALLERS)


def test_the_pattern_finds_the_calls():
    assert {"install-production", "static", "check", "test", "test-long", "test-postgres", "serve"} <= CALLED


@pytest.mark.parametrize("target", sorted(CALLED | TARGETS))
def test_every_target_that_is_called_can_be_made(target: str):
    assert target in TARGETS
    assert target in PHONY
    dry = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize(
    "module", sorted(named(r"-m\"?,? \"?((?:settings|tests)\.[a-z.]+)", "Makefile", "Procfile", *CALLERS))
)
def test_every_module_that_is_run_exists(module: str):
    assert importlib.util.find_spec(module)


@pytest.mark.parametrize(
    "program", sorted(named(r"(?<![\w/])((?:\.venv/)?bin/[a-z-]+)", "Makefile", "Procfile", *CALLERS))
)
def test_every_program_that_is_run_exists(program: str):
    assert os.access(ROOT / program, os.X_OK)


@pytest.mark.parametrize("script", [".ci/run", "bin/setup", "bin/manage"])
def test_scripts_are_executable_and_well_formed(script: str):
    path = ROOT / script
    assert os.access(path, os.X_OK)
    shell = path.read_text().splitlines()[0].split("/")[-1].removeprefix("env ")
    subprocess.run([shell, "-n", path], check=True)


def test_one_terminal_runs_web_worker_and_beat_each_kept_alive():
    processes = parse_procfile(read("Procfile")).processes
    assert set(processes) == {"web", "worker", "beat"}
    assert all(f"bin/keep {name} " in command for name, command in processes.items())


def test_the_image_is_built_in_stages_and_runs_as_nobody_special():
    steps = dockerfile_steps()
    stages = [number for number, step in enumerate(steps) if step.startswith("FROM ")]
    assert len(stages) == 2
    last = steps[stages[-1] :]
    assert "USER hub" in last
    assert any(step.startswith("HEALTHCHECK ") for step in last)
    assert last[-1].startswith("CMD ")


def test_compose_runs_all_of_one_image():
    services = COMPOSE["services"]
    assert {"web", "worker", "beat", "prepare", "database", "queue", "search"} == set(services)
    ours = [service for service in services.values() if service["image"] == "involvement-hub"]
    assert len(ours) == 4
    for service in ours:
        commands = service.get("command", [".venv/bin/python"])
        assert os.access(ROOT / commands[0], os.X_OK)


def test_compose_asks_for_what_production_must_have_and_sets_nothing_unknown():
    environment = COMPOSE["x-hub"]["environment"]
    assert set(environment) <= {variable.name for variable in VARIABLES}
    required = {variable.name for variable in VARIABLES if variable.default is None}
    assert all(environment[name].startswith(f"${{{name}:?") for name in required)


def test_compose_checks_the_health_of_all_and_keeps_their_data():
    for name, service in COMPOSE["services"].items():
        assert name == "web" or "healthcheck" in service
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"]


def test_the_image_gets_no_state_and_no_secrets_of_this_folder():
    assert {".env", ".git", "var", ".venv"} <= set(read(".dockerignore").split())


@pytest.mark.long
@pytest.mark.timeout(SECONDS_FOR_INSTALLATION)
def test_the_steps_of_the_image_work_in_a_clean_copy(clean_copy: Path):
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    for step in dockerfile_steps():
        if step.startswith("RUN ") and "make " in step and "apt-get" not in step:
            ran = subprocess.run(
                ["sh", "-c", step.removeprefix("RUN ")],
                cwd=clean_copy,
                env=clean,
                capture_output=True,
                text=True,
            )
            assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (clean_copy / "var/static/staticfiles.json").exists()
    assert not (clean_copy / ".venv/bin/pytest").exists()


def test_the_values_of_the_image_s_build_step_are_accepted():
    step = next(step for step in dockerfile_steps() if "make static" in step)
    given = dict(re.findall(r"([A-Z_]+)=(\S+)", step))
    assert Environment(given)["ALLOWED_HOSTS"] == ["localhost"]
