"""GFO:s ekonomi: budget, outcome and prognosis."""
