"""Numbers and sentences in Swedish that several pages share; what one page alone says stands with the page.

May import `published` (its records). Knows neither Streamlit nor DuckDB.
"""
