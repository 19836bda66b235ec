"""Run web, worker and beat of the Procfile together until one signal stops all three."""

import json
import os
import subprocess
import sys

from django.core.exceptions import ImproperlyConfigured
from honcho import manager as honcho
from honcho.environ import parse_procfile
from honcho.printer import Message, Printer

from settings.env import ROOT, read_environment

# `bin/keep` gives a process ten seconds to end before it kills it; honcho's own five would come first.
honcho.KILL_WAIT = 12
STOPPED_BY_SIGNAL = {130, 143}


class JsonPrinter(Printer):
    """Print lines that are JSON as they are, and any other line as the message of one."""

    def write(self, message: Message) -> None:
        data = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else message.data
        for line in data.splitlines():
            if not line.startswith("{"):
                at = message.time.astimezone().isoformat(timespec="seconds")
                line = json.dumps({"at": at, "level": "INFO", "logger": message.name, "message": line})
            print(line, file=self.output, flush=True)


def main() -> None:
    try:
        env = read_environment()
    except ImproperlyConfigured as error:
        sys.exit(f"Settings: {error}")
    printer = JsonPrinter(sys.stdout) if env["LOG_FORMAT"] == "json" else Printer(sys.stdout)
    together = honcho.Manager(printer)
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        together.add_process(name, command, env=environment, cwd=str(ROOT))
    # In a session of its own, so that Ctrl-C does not reach it: it ends when this process does.
    subprocess.Popen([sys.executable, "-m", "settings.ready", "--announce"], cwd=ROOT, start_new_session=True)
    together.loop()
    if together.returncode in STOPPED_BY_SIGNAL:
        print("Stopped.", flush=True)
        sys.exit(0)
    sys.exit(together.returncode)


if __name__ == "__main__":
    main()
