"""What Wagtail would load and the hub never uses, left out of every process."""

import sys
from types import ModuleType, SimpleNamespace

# As they start, Wagtail's apps make the routers and schemas of its preview API (version 3), whether or not a
# project has it: 18 MB in every process. Each module, with the one name that is imported from it.
WAGTAILS_OWN_API = {
    "wagtail.api.v3.api": "api",
    "wagtail.images.api.v3.registry": "register_content_types",
    "wagtail.images.api.v3.router": "router",
    "wagtail.documents.api.v3.registry": "register_content_types",
    "wagtail.documents.api.v3.router": "router",
    "wagtail.snippets.api.v3": "register_content_types",
    "wagtail.snippets.api.v3.router": "router",
    "wagtail.contrib.redirects.api.v3": "router",
}


def nothing(*arguments: object) -> None:
    """Stand where something would be registered."""


def leave_out_wagtails_own_api() -> None:
    """Let Wagtail's apps register with modules that hold nothing.

    To serve that API, do not call this. Where a new version of Wagtail asks these modules for more, no
    process starts, and the error names the module.
    """
    for module, name in WAGTAILS_OWN_API.items():
        stands_in = ModuleType(module, "Stands for a part of Wagtail's own API, which the hub leaves out.")
        registers = name == "register_content_types"
        setattr(stands_in, name, nothing if registers else SimpleNamespace(add_router=nothing))
        sys.modules[module] = stands_in
