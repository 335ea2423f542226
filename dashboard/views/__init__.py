"""The pages: a page a file, or a folder with `page.py` where a page has parts and sentences of its own.

`menu` lists them. May import every room but `server`; a page imports no other page.
"""
