"""What many documents read alike, mostly of the page tree: read once for a batch of documents."""

from __future__ import annotations

from functools import cached_property

from wagtail.models import Page, PageViewRestriction, Site

from cms.content.models import ContentTag
from cms.indicators import CURRENT_VERSION, Indicator

STEP = Page.steplen
# All that a document says of other pages.
SHOWN = ["path", "depth", "live", "title", "url_path", "translation_key", "content_type"]
# The tree's root holds no page; the one site's home page stands right below it.
HOME_DEPTH = 2


class PageTree:
    """A consistent, lazy view of ancestors, private branches, the site and its words, for one transaction."""

    def __init__(self) -> None:
        self._pages: dict[str, Page | None] = {}
        self._private: list[str] | None = None
        self._site: Site | None = None

    def current_statement(self, indicator: Indicator) -> str | None:
        """Return what the current version of the standard says under a statement's code, if it has that."""
        if self._current_versions == {indicator.version}:
            return indicator.title
        return self._current_statements.get(indicator.code)

    @cached_property
    def _current_versions(self) -> set[str]:
        return set(ContentTag.objects.filter(kind=CURRENT_VERSION).values_list("slug", flat=True))

    @cached_property
    def _current_statements(self) -> dict[str, str]:
        return dict(Indicator.objects.current().order_by("version").values_list("code", "title"))

    @property
    def site(self) -> Site:
        """Return the one site; raises Site.DoesNotExist before `manage.py prepare_site`."""
        if self._site is None:
            self._site = Site.objects.get(is_default_site=True)
        return self._site

    @property
    def home(self) -> Page:
        """Return the page at the top of the site."""
        return self.site.root_page

    def ancestors(self, page: Page) -> list[Page]:
        """Return the pages above, drafts too, from the home page down."""
        above = [page.path[:end] for end in range(HOME_DEPTH * STEP, len(page.path), STEP)]
        missing = [path for path in above if path not in self._pages]
        if missing:
            pages = Page.objects.filter(path__in=missing).only(*SHOWN)
            found = {ancestor.path: ancestor for ancestor in pages}
            self._pages.update({path: found.get(path) for path in missing})
        return [ancestor for path in above if (ancestor := self._pages[path])]

    def is_private(self, page: Page) -> bool:
        """Return whether the page or one above it is restricted."""
        if self._private is None:
            self._private = list(PageViewRestriction.objects.values_list("page__path", flat=True))
        return any(page.path.startswith(path) for path in self._private)

    def is_public(self, page: Page) -> bool:
        """Return whether everyone may read the page."""
        return bool(page.live) and page.depth >= HOME_DEPTH and not self.is_private(page)


def site_path(page: Page) -> str:
    """Return the page's path on the site, such as `/events/`: its `url_path` without the home page's slug."""
    return f"/{page.url_path.removeprefix('/').partition('/')[2]}"
