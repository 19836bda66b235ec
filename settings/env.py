"""Every environment variable of the hub, read once, typed and described; a wrong one is named at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from settings import parse

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / "var"


@dataclass(frozen=True)
class Variable:
    """One setting from the environment: `default` None means that production must set it."""

    name: str
    parse: Callable[[str], Any]
    default: str | None
    description: str


VARIABLES = [
    Variable(
        "SECRET_KEY", parse.secret, None, "Signs sessions and tokens. Keep it secret; 50 characters or more."
    ),
    Variable(
        "ALLOWED_HOSTS",
        parse.host_list,
        None,
        "Host names under which the hub answers, with commas between. No wildcard.",
    ),
    Variable(
        "HUB_URL",
        parse.web_address,
        None,
        "Where the hub itself answers: the admin, the API, images and files.",
    ),
    Variable(
        "PUBLIC_SITE_URL",
        parse.web_address,
        None,
        "The council's website. Every document links there; a change rewrites them all at the next start.",
    ),
    Variable(
        "PREVIEW_URL",
        parse.preview_address,
        "",
        "Where editors are shown their drafts, such as https://www.example.org/preview?token={token}&as={mode}."
        " Empty: the hub's own website, where WEBSITE is on.",
    ),
    Variable("DEBUG", parse.flag, "false", "Refused in production; `settings.dev` switches it on by itself."),
    Variable(
        "STATE_DIR",
        parse.folder,
        str(STATE),
        "Folder for the database, queue, media and cache of one machine.",
    ),
    Variable(
        "DATABASE_URL", parse.database, "sqlite:///{state}/hub.sqlite3", "SQLite file or PostgreSQL server."
    ),
    Variable(
        "CELERY_BROKER_URL",
        parse.broker,
        "embedded://",
        "Queue: files in the state folder, or a redis:// or amqp:// server.",
    ),
    Variable(
        "CACHE_URL",
        parse.cache,
        "filecache://{state}/cache",
        "Cache shared by all processes: files, or a redis:// server.",
    ),
    Variable(
        "SEARCH_URL",
        parse.search,
        "tantivy://{state}/search",
        "Public search: a folder of this machine, or Elasticsearch 9 at https://user:password@server:9200/name,"
        " where the indices begin with the name (`hub` where none is given).",
    ),
    Variable(
        "MEDIA_STORE",
        parse.media,
        "file://{state}/media",
        "Where images and files are kept: file:///a/folder, or s3://bucket?endpoint_url=https://...",
    ),
    Variable(
        "EMAIL_URL",
        parse.mail,
        "smtp://localhost:25",
        "Mail server: smtp+tls://user:password@mail.example.org:587. consolemail:// prints mail instead.",
    ),
    Variable("DEFAULT_FROM_EMAIL", parse.mail_address, "hub@localhost", "Sender of the hub's own mail."),
    Variable(
        "EDITORS_MAILBOX",
        parse.mail_address_or_none,
        "",
        "Where reminders go when their page names nobody. Empty: the admin alone shows them.",
    ),
    Variable(
        "ARCHIVE_AFTER_MONTHS",
        parse.positive_number,
        "12",
        "A consultation is archived this long after it closed, if its outcome is told.",
    ),
    Variable(
        "LINK_CHECKS_PER_HOUR",
        parse.number,
        "200",
        "How many links to other websites are checked in an hour at most. 0: none, and nothing leaves this"
        " machine for it.",
    ),
    Variable(
        "LINK_CHECKS_CONTACT",
        parse.contact,
        "",
        "E-mail address or page that link checks name to those whose websites they visit."
        " Empty: PUBLIC_SITE_URL.",
    ),
    Variable(
        "REGISTER_FOUR_EYES",
        parse.flag,
        "false",
        "true: two people have to accept a service before it stands on the register of the standard.",
    ),
    Variable(
        "WEBSITE",
        parse.flag,
        "true",
        "The hub's own website at the root. false: admin and API alone, for a website elsewhere.",
    ),
    Variable(
        "ASSESSMENT_ORIGINS",
        parse.origins,
        "",
        "Other websites whose pages may carry the assessment tool, such as https://www.example.org,"
        " with commas between. Everybody else's browsers are refused.",
    ),
    Variable(
        "TRUSTED_PROXIES",
        parse.networks,
        "127.0.0.1,::1",
        "Addresses or networks of the proxies whose X-Forwarded-For is believed, with commas between:"
        " limits are counted by the caller's address.",
    ),
    Variable("METRICS_TOKEN", parse.token, "", "Bearer token for /metrics. Empty: /metrics is not there."),
    Variable("LOG_FORMAT", parse.log_format, "json", "json for machines, text for people."),
    Variable(
        "BEHIND_TLS_PROXY",
        parse.flag,
        "true",
        "A proxy ends TLS and sets X-Forwarded-Proto: redirect plain HTTP, secure cookies, HSTS.",
    ),
    Variable("BIND", parse.ip_address, "127.0.0.1", "IP address that the web server listens on."),
    Variable("PORT", parse.port, "8000", "Port that the web server listens on."),
    Variable("WEB_WORKERS", parse.positive_number, "2", "Web processes."),
]

DEVELOPMENT = {
    "SECRET_KEY": "for-development-only-never-use-this-key-in-production",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1],testserver",
    "HUB_URL": "http://localhost:{port}",
    "PUBLIC_SITE_URL": "http://localhost:{port}",
    "EMAIL_URL": "consolemail://",
    "LINK_CHECKS_PER_HOUR": "0",
    "LOG_FORMAT": "text",
    "BEHIND_TLS_PROXY": "false",
}


class Environment:
    """The parsed variables, by name; raises ImproperlyConfigured with one line for each that is wrong."""

    def __init__(self, source: Mapping[str, str], relaxed: Mapping[str, str] | None = None) -> None:
        self._values: dict[str, Any] = {}
        given = {**(relaxed or {}), **source}
        # A wrong STATE_DIR is one fault, not one for each folder in it.
        state = STATE / given.get("STATE_DIR", "")
        faults = []
        for variable in VARIABLES:
            default = variable.default and variable.default.replace("{state}", str(state))
            raw = given.get(variable.name, default)
            if raw is None:
                faults.append(f"{variable.name} is not set. {variable.description}")
                continue
            try:
                self._values[variable.name] = variable.parse(raw)
            except ValueError as error:
                faults.append(f"{variable.name} {error}.")
        faults += [] if relaxed else self._unfit_for_production()
        if faults:
            raise ImproperlyConfigured("\n".join(faults))

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def _unfit_for_production(self) -> list[str]:
        faults = []
        if self._values.get("DEBUG"):
            faults.append("DEBUG must not be true in production: it shows internals to visitors. Unset it.")
        if self._values.get("SECRET_KEY") == DEVELOPMENT["SECRET_KEY"]:
            faults.append(
                "SECRET_KEY is the one for development, which everybody can read. Make one of your own."
            )
        secure = str(self._values.get("HUB_URL", "https")).startswith("https")
        if self._values.get("BEHIND_TLS_PROXY") and not secure:
            faults.append("HUB_URL must start with https:// where BEHIND_TLS_PROXY is true.")
        return faults


def add_file(path: Path, environment: MutableMapping[str, str]) -> None:
    """Add the NAME=value lines of a file; what the environment holds already stays as it is."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"HUB_ENV names {path}, which cannot be read: {error}.") from error
    for number, line in enumerate(lines, start=1):
        name, equals, value = line.strip().partition("=")
        if not name or name.startswith("#"):
            continue
        if not equals or not name.isidentifier():
            raise ImproperlyConfigured(f"HUB_ENV: line {number} of {path} is not NAME=value.")
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        environment.setdefault(name, value[1:-1] if quoted else value)


def read_environment() -> Environment:
    """Read `os.environ` and the file of HUB_ENV; development and tests fill in what production must set."""
    if os.environ.get("HUB_ENV"):
        add_file(Path(os.environ["HUB_ENV"]), os.environ)
    relaxed = None
    if os.environ.get("DJANGO_SETTINGS_MODULE") in {"settings.dev", "settings.test"}:
        port = os.environ.get("PORT", "8000")
        relaxed = {name: value.replace("{port}", port) for name, value in DEVELOPMENT.items()}
    return Environment(os.environ, relaxed)
