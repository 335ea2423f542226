"""Min kommun: one kommun over time, and beside the others by size."""
