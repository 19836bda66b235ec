"""Bring the database and the site up to date, before the processes start."""

import os
import sys

import django
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

MAKE_ADMINISTRATOR = "There is no administrator yet. Make one: bin/manage createsuperuser"


def ask_for_administrator() -> None:
    """Ask for the first administrator's name and password, or say how to make one where nobody can answer."""
    if get_user_model()._default_manager.filter(is_superuser=True, is_active=True).exists():
        return
    if sys.stdin.isatty():
        print("The hub has no administrator yet: choose a name and a password.", flush=True)
        call_command("createsuperuser")
    else:
        print(MAKE_ADMINISTRATOR, flush=True)


def prepare() -> None:
    """Do everything that a start needs; a second time changes nothing."""
    call_command("migrate", interactive=False)
    call_command("prepare_site")
    if apps.is_installed("demo"):
        call_command("load_demo", "--if-empty")
    else:
        ask_for_administrator()
    call_command("rebuild_search", "--if-needed")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.base")
    try:
        django.setup()
        prepare()
    except ImproperlyConfigured as error:
        sys.exit(f"Settings: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
