"""The editors' guide inside the admin, from the file in the documentation, and the ways to its sections."""
