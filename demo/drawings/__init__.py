"""Plain drawings for the demonstration content, drawn by the hub itself."""

from demo.drawings.gallery import DRAWINGS, HOME, STANDARD, THEMES, TOOLKITS, Drawing

__all__ = ["DRAWINGS", "HOME", "STANDARD", "THEMES", "TOOLKITS", "Drawing"]
