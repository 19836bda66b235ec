"""Who keeps a page right, when it is looked at again, and the list of what needs doing."""
