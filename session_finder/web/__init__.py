"""The only Streamlit and HTTP code besides app.py and pages/."""
