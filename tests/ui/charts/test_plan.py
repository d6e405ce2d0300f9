from streamlit.testing.v1 import AppTest


def page():
    from components.investment.plan_records import Plan, Portfolio, Sharing, Totals
    from components.language import texts
    from components.ui.charts import plan as charts
    from components.workshop.state import State

    sharing, portfolio = Sharing((), (), True, ()), Portfolio("empty", 0, 0, 0, 0)
    plan = Plan((), (), (), sharing, (), (), portfolio, (), Totals(0, 0, 0, 0, 0, None), (), ())
    for draw in (charts.gantt, charts.pays_and_gains, charts.priority_plane):
        draw(texts("zh"), State(), plan)


def test_every_picture_draws_on_a_page_without_a_plan():
    app = AppTest.from_function(page).run(timeout=300)
    assert not app.exception
    assert len(app.get("html")) == 3
