"""Step 6: who pays what when."""

from __future__ import annotations

import streamlit as st

from components.ui import session
from components.ui.charts import plan as charts


def draw() -> None:
    """What each city pays and gets, and every payer by year."""
    t = session.t()
    charts.pays_and_gains(t, session.state(), session.plan())
    rows = [row for row in session.plan().flows if row.kind == "capex"]
    if not rows:
        return
    years = session.state().setting.plan_years
    payers = [(city.code, f"{city.symbol} {city.name}") for city in session.state().cities] + [
        ("EXT", t("step6.outside"))
    ]
    table = []
    for code, name in payers:
        amounts = [sum(row.amount for row in rows if row.payer == code and row.year == year) for year in years]
        cells = {str(year): t.number(amount) for year, amount in zip(years, amounts, strict=True)}
        table.append({t("step6.payer"): name} | cells | {t("step6.total"): t.number(sum(amounts))})
    st.dataframe(table, hide_index=True)
