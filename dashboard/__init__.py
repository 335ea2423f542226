"""The pages: opens published files, read-only, and shows them."""
