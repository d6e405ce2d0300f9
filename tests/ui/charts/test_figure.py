from components.ui.charts.figure import Figure, Table, markup


def test_title_subtitle_method_and_table_are_escaped(english):
    drawn = markup(english, Figure("<b>", "<i>", how="<u>", table=Table(("<th>",), (("<td>",),))))
    for tag in ("<b>", "<i>", "<u>"):
        assert tag not in drawn
    assert "&lt;th&gt;" in drawn
    assert "&lt;td&gt;" in drawn


def test_the_table_and_the_method_stand_below_every_picture(t):
    drawn = markup(t, Figure("title", "subtitle", body="<p>x</p>", how="how", table=Table(("a",), (("b",),))))
    assert drawn.index("<p>x</p>") < drawn.index(t("charts.frame.table")) < drawn.index(t("charts.frame.how"))


def test_rows_and_columns_say_what_they_are_to_a_screen_reader(english):
    drawn = markup(english, Figure("title", "", table=Table(("city", "n"), (("Pereira", "9"),))))
    assert '<th scope="col">city</th>' in drawn
    assert '<th scope="row">Pereira</th>' in drawn
