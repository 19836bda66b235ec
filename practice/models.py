"""Practice examples and toolkits."""

from practice.examples import PracticeExamplePage, PracticeIndexPage
from practice.toolkits import ToolkitIndexPage, ToolkitPage

__all__ = ["PracticeExamplePage", "PracticeIndexPage", "ToolkitIndexPage", "ToolkitPage"]
