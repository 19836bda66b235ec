"""The endpoints of the assessment tool; each only translates."""
