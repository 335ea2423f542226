"""Lämna filer: a file is checked by a process of its own, shown with what to mend, and put into the inbox."""
