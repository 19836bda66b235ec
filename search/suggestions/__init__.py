"""What to offer while people type: a table in memory that follows the log, the same for every engine."""
