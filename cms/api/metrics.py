"""What to watch, in Prometheus' format, read from the database when it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from cms.background.heartbeats import heartbeat_ages
from cms.content import log
from cms.content.models import ContentItem


class StoreCollector:
    """Counts of the content store and of the background processes, as of `now`."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        items = GaugeMetricFamily("hub_content_items", "Public items", labels=["type"])
        for row in ContentItem.objects.order_by().values("type").annotate(count=Count("id")):
            items.add_metric([row["type"]], row["count"])
        yield items
        stale = ContentItem.objects.stale()
        oldest = stale.order_by("stale_since").values_list("stale_since", flat=True).first()
        age = (self.now - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily(
            "hub_content_stale", "Documents that wait to be built again", value=stale.count()
        )
        yield GaugeMetricFamily("hub_content_stale_seconds", "Age of the oldest of them", value=age)
        faults = ContentItem.objects.exclude(fault="").count()
        yield GaugeMetricFamily("hub_content_faults", "Documents that could not be built", value=faults)
        yield GaugeMetricFamily(
            "hub_change_sequence", "Newest number of the change log", value=log.latest_sequence()
        )
        beats = GaugeMetricFamily(
            "hub_heartbeat_age_seconds", "Seconds since a heartbeat", labels=["process"]
        )
        for name, seconds in heartbeat_ages(self.now).items():
            if seconds is not None:
                beats.add_metric([name], seconds)
        yield beats


def exposition(now: dt.datetime) -> tuple[bytes, str]:
    """Return the metrics and their content type."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(StoreCollector(now))
    return generate_latest(registry), CONTENT_TYPE_LATEST
