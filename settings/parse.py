"""Turn the text of an environment variable into a value, or raise ValueError with what would be right."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ

CONTACT = re.compile(r"(https?://[!-~]{4,200}|[!-~]{1,100}@[!-~]{3,100})")
INDEX_NAME = re.compile(r"/[a-z0-9][a-z0-9-]{0,60}/?")


def text(value: str) -> str:
    return value


def secret(value: str) -> str:
    """Return a secret that Django's own deployment check accepts as well."""
    if len(value) < 50 or len(set(value)) < 5:
        raise ValueError("must have at least 50 characters; make one with `openssl rand -base64 48`")
    return value


def token(value: str) -> str:
    if value and len(value) < 20:
        raise ValueError("must be empty or have at least 20 characters; make one with `openssl rand -hex 20`")
    return value


def flag(value: str) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
    if value.lower() not in words:
        raise ValueError("must be true or false")
    return words[value.lower()]


def positive_number(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not int(value):
        raise ValueError("must be a whole number of 1 or more")
    return int(value)


def number(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ValueError("must be a whole number, 0 or more")
    return int(value)


def contact(value: str) -> str:
    """Return an e-mail address or a web address, as it may stand in a header."""
    if value and not CONTACT.fullmatch(value):
        raise ValueError(
            "must be empty, an e-mail address, or a page such as https://www.example.org/contact"
        )
    return value


def port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise ValueError("must be a whole number from 1 to 65535")
    return int(value)


def ip_address(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ValueError(
            "must be an IP address such as 127.0.0.1, or 0.0.0.0 for all of this machine's"
        ) from None


def folder(value: str) -> str:
    if not Path(value).is_absolute():
        raise ValueError("must be a full path such as /var/lib/involvement-hub")
    return value


def host_list(value: str) -> list[str]:
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if any("*" in host or host.startswith(".") for host in hosts):
        raise ValueError("must name each host; a wildcard lets anyone forge the address of links")
    if any("/" in host for host in hosts):
        raise ValueError("must hold host names alone, such as hub.example.org, without https://")
    if not hosts:
        raise ValueError("must name at least one host, such as hub.example.org")
    return hosts


def split(value: str, schemes: set[str], example: str) -> SplitResult:
    """Return the parts of an address; its scheme must be one of `schemes` and its port a number."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ValueError(f"must be such as {example}") from None
    if parts.scheme not in schemes:
        raise ValueError(f"must be such as {example}")
    return parts


def web_address(value: str) -> str:
    parts = split(value, {"http", "https"}, "https://www.example.org")
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("must be such as https://www.example.org")
    return value.rstrip("/")


def origins(value: str) -> list[str]:
    """Return origins as browsers send them: scheme, host and port, nothing behind."""
    found = [origin.strip().rstrip("/") for origin in value.split(",") if origin.strip()]
    for origin in found:
        if urlsplit(web_address(origin)).path:
            raise ValueError("must hold a scheme and a host each, such as https://www.example.org")
    return [origin.lower() for origin in found]


def networks(value: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    try:
        return [ipaddress.ip_network(one.strip()) for one in value.split(",") if one.strip()]
    except ValueError:
        raise ValueError("must be addresses or networks, such as 127.0.0.1,10.0.0.0/8") from None


def preview_address(value: str) -> str:
    example = "https://www.example.org/preview?token={token}&as={mode}"
    if not value:
        return value
    try:
        filled = value.format_map({"token": "t", "mode": "page"})
    except (LookupError, ValueError):
        raise ValueError(f"may hold {{token}} and {{mode}} in braces alone, such as {example}") from None
    if "{token}" not in value:
        raise ValueError(f"must hold {{token}}, such as {example}")
    if not split(filled, {"http", "https"}, example).hostname:
        raise ValueError(f"must be such as {example}")
    return value


def database(value: str) -> dict[str, Any]:
    example = "sqlite:////var/lib/hub/hub.sqlite3 or postgresql://user:password@server/name"
    parts = split(value, {"sqlite", "postgres", "postgresql"}, example)
    if len(parts.path) < 2 or (
        parts.scheme == "sqlite" and (parts.netloc or not parts.path.startswith("//"))
    ):
        raise ValueError(f"must be such as {example}")
    return dict(environ.Env.db_url_config(value))


def broker(value: str) -> str:
    parts = split(
        value, {"embedded", "redis", "rediss", "amqp", "amqps"}, "embedded:// or redis://server:6379/0"
    )
    if parts.scheme != "embedded" and not parts.hostname:
        raise ValueError("must name a server, such as redis://server:6379/0")
    return value


def cache(value: str) -> dict[str, Any]:
    split(value, {"filecache", "redis", "rediss"}, "filecache:///a/folder or redis://server:6379/1")
    return dict(environ.Env.cache_url_config(value))


def search(value: str) -> str:
    example = "tantivy:///a/folder or https://user:password@server:9200/name"
    parts = split(value, {"tantivy", "http", "https"}, example)
    # tantivy://index would be a server: a folder begins after three slashes.
    if parts.scheme == "tantivy" and (parts.netloc or len(parts.path) < 2):
        raise ValueError(f"must be such as {example}")
    if parts.scheme != "tantivy":
        if not parts.hostname or parts.query or parts.fragment:
            raise ValueError(f"must be such as {example}")
        if parts.path not in {"", "/"} and not INDEX_NAME.fullmatch(parts.path):
            raise ValueError("may end with one name alone, of small letters, digits and hyphens")
    return value


def media(value: str) -> str:
    example = "file:///a/folder or s3://bucket?endpoint_url=https://..."
    parts = split(value, {"file", "s3"}, example)
    # file://media/x would put files into /x: the first part after two slashes is a host.
    if (parts.scheme == "file") == bool(parts.netloc) or (parts.scheme == "file" and len(parts.path) < 2):
        raise ValueError(f"must be such as {example}")
    return value


def mail(value: str) -> dict[str, Any]:
    """Return Django's EMAIL_ settings; those that the address leaves open keep Django's defaults."""
    example = "smtp+tls://user:password@mail.example.org:587 or consolemail://"
    parts = split(value, {"smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail"}, example)
    if parts.scheme != "consolemail" and not (parts.hostname and parts.port):
        raise ValueError(f"must name a server and its port, such as {example}")
    given = environ.Env.email_url_config(value)
    return {name: setting for name, setting in given.items() if setting not in {None, ""}}


def mail_address_or_none(value: str) -> str:
    return mail_address(value) if value else value


def mail_address(value: str) -> str:
    if "@" not in value.strip("@") or any(character in value for character in "\r\n"):
        raise ValueError("must be a mail address such as hub@example.org")
    return value


def log_format(value: str) -> str:
    if value not in {"json", "text"}:
        raise ValueError("must be json or text")
    return value
