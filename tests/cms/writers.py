"""Four writers at once on a database of their own: `python -m tests.cms.writers NUMBER_OF_CHANGES`."""

from __future__ import annotations

import random
import sys
import threading
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from tests.factories import OrganisationFactory  # noqa: E402

WRITERS = 4


class GivenUpError(Exception):
    """A writer changed its mind before its commit."""


def write(number: int, changes: int, faults: list[BaseException]) -> None:
    """Change an organisation again and again; every fifth change is rolled back after it has its number."""
    seed = random.Random(number)  # noqa: S311
    try:
        organisation = OrganisationFactory(name=f"Writer {number}")
        for change in range(changes):
            organisation.description = f"Change {change}"
            try:
                with transaction.atomic():
                    organisation.save()
                    time.sleep(seed.random() / 100)
                    if change % 5 == 4:
                        raise GivenUpError
            except GivenUpError:
                continue
    except BaseException as fault:
        faults.append(fault)
        raise
    finally:
        connection.close()


def main(changes: int) -> None:
    OrganisationFactory(name="The first, which makes the site")
    faults: list[BaseException] = []
    threads = [threading.Thread(target=write, args=(number, changes, faults)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
