"""Documents and meeting screens made of a published file: their facts, their contents, and the formats they are
written in. Knows no Streamlit, so that a command can make them without a server.
"""
