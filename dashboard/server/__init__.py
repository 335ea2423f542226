"""The web server: Streamlit's app under uvicorn with headers, health and Swedish words, which Streamlit lacks.

May import `login` (who is asking) and `reader` (which file there is to read) and nothing else of the dashboard.
"""
