"""The text of files, so that search finds what stands in them.

`reading`, `office` and `pdf` run in a child process: they import nothing of Django, so that it starts fast.
"""
