"""Follow every link inside the site, as a crawler does."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup


@dataclass
class Crawl:
    """The pages that were found by their address, and what is wrong with links, each with where it stands."""

    pages: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def crawl(get: Callable[[str], tuple[int, str, str]], starts: Iterable[str], inside: set[str]) -> Crawl:
    """Ask for all that pages lead to on the hosts of `inside`; `get` gives a path's status, type and body."""
    found = Crawl()
    waiting = deque((path, "the start") for path in starts)
    known = {path for path, _ in waiting}
    first = set(known)
    fragments: list[tuple[str, str, str]] = []
    while waiting:
        path, on = waiting.popleft()
        status, kind, body = get(path)
        if status != 200:
            found.broken.append(f"{path} on {on} answers {status}")
            continue
        if not kind.startswith("text/html"):
            continue
        found.pages[path] = body
        if path.startswith("/api/") or ("?" in path and path not in first):
            # The links of a filtered list are other choices of the same filters, without end.
            continue
        for address in links(body, path, inside):
            target, fragment = urldefrag(address)
            if fragment:
                fragments.append((target, fragment, path))
            if target not in known:
                known.add(target)
                waiting.append((target, path))
    found.broken += [
        f"#{fragment} on {on} is nowhere on {target}"
        for target, fragment, on in fragments
        if target in found.pages and f'id="{fragment}"' not in found.pages[target]
    ]
    return found


def links(body: str, path: str, inside: set[str]) -> list[str]:
    """Return the paths, with query and fragment, of all that a page names on its own hosts."""
    page = BeautifulSoup(body, "html.parser")
    named = [tag["href"] for tag in page.select("a[href], link[href]")]
    named += [tag["src"] for tag in page.select("img[src], script[src]")]
    named += [size.split()[0] for tag in page.select("[srcset]") for size in str(tag["srcset"]).split(", ")]
    whole = [urlsplit(urljoin(f"http://{next(iter(inside))}{path}", str(address))) for address in named]
    return [
        one._replace(scheme="", netloc="").geturl()
        for one in whole
        if one.scheme in {"http", "https", "webcal"} and one.netloc in inside
    ]
