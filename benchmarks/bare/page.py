"""The least that Streamlit serves: one text box."""

import streamlit as st

st.text_input("What interests you?")
