"""Dates in sentences, read where they are certain and held against their weekday and the page's dates."""
