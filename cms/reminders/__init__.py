"""Reminders by e-mail: each goes out once, whatever is killed on the way."""
