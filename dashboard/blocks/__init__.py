"""What a page is built of: text, tables, cards, pictures, files to download, choices, and sections pages share.

May import `published`, `words`, `charts` and `reader`: it knows no page.
"""
