"""Which addresses of the API hold a secret, and the methods that each takes."""

from __future__ import annotations

from cms.api.private import register_private, register_secret, register_secret_shape
from standard.assessments.tokens import ALPHABET, LENGTH

ASSESSMENTS = "/api/v1/assessments"
PARENT_VIEWS = "/api/v1/parent-views"
PART = "[^/]+"
METHODS = {
    f"{ASSESSMENTS}": "POST",
    f"{ASSESSMENTS}/{PART}": "GET, PATCH, DELETE",
    f"{ASSESSMENTS}/{PART}/answers/{PART}": "PUT",
    f"{ASSESSMENTS}/{PART}/(again|evidence|replacement|mail)": "POST",
    f"{ASSESSMENTS}/{PART}/evidence/{PART}": "DELETE",
    f"{ASSESSMENTS}/{PART}/evidence/{PART}/file": "GET",
    f"{ASSESSMENTS}/{PART}/(links|plan|parent-links)": "GET, POST",
    f"{ASSESSMENTS}/{PART}/(links|parent-links)/{PART}": "DELETE",
    f"{ASSESSMENTS}/{PART}/plan/{PART}": "PUT, DELETE",
    f"{ASSESSMENTS}/{PART}/parent-views/{PART}": "PUT",
    f"{ASSESSMENTS}/{PART}/register": "GET, POST, DELETE",
    f"{ASSESSMENTS}/{PART}/register/answer": "POST",
    f"{PARENT_VIEWS}/{PART}": "GET, PUT",
    # What nobody has thought of is private all the same.
    f"({ASSESSMENTS}|{PARENT_VIEWS})(/.*)?": "GET",
}
# On the API, and on the pages of the hub's own website.
SECRETS = [f"{ASSESSMENTS}/", f"{PARENT_VIEWS}/", "/assess/", "/assess/parents/"]


def keep_private() -> None:
    """Have all of these answered to their caller alone, and their secrets kept out of the logs."""
    for pattern, methods in METHODS.items():
        register_private(pattern, methods)
    for prefix in SECRETS:
        register_secret(prefix)
    register_secret_shape(rf"\b[{ALPHABET}]{{{LENGTH}}}\b")
