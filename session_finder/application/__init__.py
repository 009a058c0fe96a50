"""The use cases. Knows nothing of Streamlit, torch or SQL."""
