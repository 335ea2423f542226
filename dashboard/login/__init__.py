"""Who is asking: the login with a provider, what a browser carries from then on, and whom the home's table lets in.

Knows no page and no figure. Which file a reader gets is the room `reader`'s to say.
"""
