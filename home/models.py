"""The home page, information pages and what stands around the content."""

from home.pages import FeaturedPage, HomePage, InformationPage, ServicesIndexPage
from home.site_settings import HubSettings, Navigation

__all__ = ["FeaturedPage", "HomePage", "HubSettings", "InformationPage", "Navigation", "ServicesIndexPage"]
