"""The least that Streamlit serves: one text box. What a page run costs on this machine before we do anything."""

import streamlit as st

st.text_input("What interests you?")
