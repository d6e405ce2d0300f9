from components.investment.crossing import crossing, payer_of
from components.investment.envelopes import Use
from components.investment.plan_records import Flow
from components.ui.charts.figure import markup
from components.ui.charts.paying import Row, paying_figure, use_words

FLOWS = (
    Flow("P01", 2027, "capex", "C1", "own_revenue", "in_budget", 1200, ""),
    Flow("P01", 2028, "capex", "C1", "own_revenue", "in_budget", 300, ""),
    Flow("P01", 2028, "capex", "EXT", "", "gap", 500, ""),
)
NAMES = {"C1": Row("<b>Pereira</b>", "Pereira"), "gap": Row("nobody", "nobody")}
FOUND = crossing(FLOWS, payer_of, (2027, 2028))


def figure(t, **values):
    return paying_figure(t, FOUND, NAMES, title="title", subtitle="subtitle", head="Payer", **values)


def test_rows_years_and_the_whole_stand_and_are_said_to_add_up(english):
    found = figure(english)
    assert found.table.rows == (
        ("Pereira", "1,200", "300", "1,500"), ("nobody", "0", "500", "500"), ("Total", "1,200", "800", "2,000")
    )  # fmt: skip
    assert found.legend == "✔ adds up by row and by year: 1,500 + 500 = 2,000"


def test_what_users_pay_is_said_to_be_taken_off_in_the_workbook(english):
    said = figure(english, charges=120).legend
    assert said.startswith(figure(english).legend)
    assert said.endswith("takes user charges of 120 off: 1,880 in all.")


def test_many_rows_are_not_written_out_as_one_long_sum(english):
    flows = [Flow(f"P{number:02}", 2027, "capex", "C1", "", "in_budget", 1, "") for number in range(9)]
    found = crossing(flows, lambda flow: flow.option, (2027,))
    names = {code: Row(code, code) for code in found.rows}
    shown = paying_figure(english, found, names, title="", subtitle="", head="")
    assert shown.legend == "✔ adds up by row and by year: 9"


def test_the_use_of_an_envelope_stands_in_its_cell_with_a_word(english):
    uses = (Use("C1", 2027, 1200, 0, 1000.0, 1.2, "over"), Use("C1", 2028, 300, 0, None, None, "unknown"))
    found = figure(english, uses=uses)
    assert "1,200<small" in found.body
    assert found.table.rows[0][1:3] == ("1,200 · 120% over", "300 · envelope not known")


def test_a_word_stands_beside_every_percent(t):
    for flag in ("ok", "tight", "over"):
        assert use_words(t, Use("C1", 2027, 0, 0, 1.0, 0.5, flag)).startswith("50%")


def test_nothing_is_a_dash_and_an_amount_is_shaded_with_ink_that_reads(english):
    body = figure(english).body
    assert body.count("scn-nil") == 1
    assert "color:#000" in body


def test_an_empty_table_is_a_sentence(t):
    empty = crossing((), payer_of, (2027,))
    assert paying_figure(t, empty, {}, title="", subtitle="", head="").body == ""


def test_what_people_wrote_never_becomes_markup(t):
    names = {"C1": Row("safe", "<script>"), "gap": Row("safe", "<script>")}
    shown = markup(t, paying_figure(t, FOUND, names, title="<script>", subtitle="<script>", head="<script>"))
    assert "<script" not in shown
