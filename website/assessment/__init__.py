"""The pages of the assessment tool; each asks the API's operations, as any other website's would."""
