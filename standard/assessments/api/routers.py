"""All endpoints of the assessment tool together."""

from __future__ import annotations

from ninja import Router

from standard.assessments.api import answers, assessments, evidence, links, plan, report
from standard.parents import api as parents

router = Router()
for one in [assessments, answers, evidence, report, plan, links, parents]:
    router.add_router("", one.router)
