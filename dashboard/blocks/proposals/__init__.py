"""A proposed allocation: what the address asks for, computed and told. Knows no Streamlit; *Möte* shows it too."""
