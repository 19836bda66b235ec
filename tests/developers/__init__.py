"""What the website's developers get: the TypeScript client, its example, and the docs' snippets."""
