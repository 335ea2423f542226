"""Who reads, which published file that opens, what is chosen, and the frame round a page.

May import `login`, `published` and `words`: it knows no chart, no block and no page.
"""
