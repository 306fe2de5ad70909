"""The launcher: ``streamlit run streamlit_app.py``."""

import streamlit as st

from planner.web.server.around import LIFESPAN, MIDDLEWARE, ROUTES

app = st.App("planner/web/app.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=LIFESPAN)
