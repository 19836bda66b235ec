from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from standard.assessments.models import Assessment


class AssessmentFactory(DjangoModelFactory):
    service_name = factory.Sequence(lambda number: f"Nursery {number}")
    service_kind = "childcare"
    version = "1.0"
    started_at = factory.LazyFunction(timezone.now)
    changed_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Assessment
