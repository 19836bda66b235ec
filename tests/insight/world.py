"""What the tests of the list share: when they are, who asks, and what there is to do."""

from __future__ import annotations

import datetime as dt

from django.test import Client
from django.utils import timezone

from insight.ranking import all_tasks, open_tasks
from search.models import SearchCount
from search.statistics.models import monday
from users.models import User

NOW = dt.datetime(2030, 5, 27, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
A_WEEK = dt.timedelta(days=7)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rows(user: User) -> list[tuple[str, str]]:
    return [(task.source.name, task.row.title) for task in open_tasks(all_tasks(user, timezone.now()))]


def reason(user: User, title: str) -> str:
    return next(task.reason for task in all_tasks(user, timezone.now()) if task.row.title == title)


def search_in_vain(query: str, times: int = 5) -> None:
    SearchCount.objects.create(week=monday(TODAY), query=query, searches=times, nothing=times)
