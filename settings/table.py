"""Write docs/settings.md: `python -m settings.table`; with `--check` only say whether it is as it must be."""

import sys

from settings.env import ROOT, VARIABLES, Variable

PAGE = ROOT / "docs" / "settings.md"
INTRODUCTION = """\
# Settings

The hub is set up by environment variables. They may stand in a file of `NAME=value` lines that `HUB_ENV`
names; what the environment itself holds comes first. A variable that is missing or wrong is named before
anything starts. `make run` fills in what must be set; production (`make serve`) does not.
[operators.md](operators.md) has an example.

`python -m settings.table` writes this page from `settings/env.py`.

| variable | default | what it is |
|---|---|---|
"""


def row(variable: Variable) -> str:
    """Return the Markdown row of one variable, with no path of this machine in it."""
    default = variable.default
    if default is None:
        shown = "**must be set**"
    else:
        shown = default.replace(f"{ROOT}/", "").replace("{state}", "STATE_DIR")
        shown = f"`{shown}`" if shown else "empty"
    return f"| `{variable.name}` | {shown} | {variable.description} |\n"


def page() -> str:
    """Return docs/settings.md as it must be."""
    return INTRODUCTION + "".join(row(variable) for variable in VARIABLES)


def main() -> None:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/settings.md is out of date: run `.venv/bin/python -m settings.table`.")


if __name__ == "__main__":
    main()
