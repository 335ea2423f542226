"""One module a page; each decides what is shown, and reads as the page does."""
