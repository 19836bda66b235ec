"""Bodies that callers send: JSON of a model, each fault named, and nothing that is too large read."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from cms.api.characters import MESSAGE, has_control_character_in_lines
from cms.api.parameters import wrong
from cms.api.problems import Fault, Problem, not_understood

JSON = "application/json"
Model = TypeVar("Model", bound=BaseModel)


class StrictBody(BaseModel):
    """Base of what callers send."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*")
    @classmethod
    def _refuse_control_characters(cls, value: Any) -> Any:
        """Refuse what databases choke on in a text, in those of a list and in the names of a table."""
        for text in value if isinstance(value, list | dict) else [value]:
            if isinstance(text, str) and has_control_character_in_lines(text):
                raise wrong(MESSAGE)
        return value


def read_body(request: HttpRequest, model: type[Model], longest: int) -> Model:
    """Return the body as the model; raises Problem where it is too large, no JSON or wrong in a field."""
    refuse_larger(request, longest)
    if request.content_type != JSON:
        raise Problem(415, f"Send it as {JSON}. This came as {(request.content_type or 'nothing')[:100]}.")
    return parse(model, request.body)


def parse(model: type[Model], body: bytes) -> Model:
    """Return JSON as the model; raises Problem that names each fault."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise not_understood([_fault(one) for one in error.errors()]) from error


def refuse_larger(request: HttpRequest, longest: int) -> None:
    """Raise Problem for a body that says it has more bytes than these, before it is read."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > longest:
        raise Problem(413, f"This can have at most {longest:,} bytes. What you sent has {length:,}.")


def body_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return what `openapi_extra` needs for an endpoint that takes the model."""
    return {"requestBody": {"required": True, "content": {JSON: {"schema": model.model_json_schema()}}}}


def _fault(error: Any) -> Fault:
    name = ".".join(str(step) for step in error["loc"]) or "body"
    if error["type"] == "missing":
        return Fault(parameter=name, value="", message="Give it: it can not be left out.", did_you_mean=None)
    if error["type"] == "extra_forbidden":
        return Fault(parameter=name, value="", message="There is no such key.", did_you_mean=None)
    value = error["input"] if isinstance(error["input"], str | int | float) else ""
    message = error["msg"] if error["type"] == "parameter" else f"{error['msg']}."
    near = error.get("ctx", {}).get("did_you_mean")
    return Fault(parameter=name, value=str(value)[:100], message=message, did_you_mean=near)
