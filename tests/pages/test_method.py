"""How every number is made, also without a workshop."""


def test_the_methods_can_be_read_before_a_workshop_is_open(browser):
    tab = browser.tab().open("method")
    assert tab.says("method.title")
    assert tab.says("method.agreement.title")
    for option in tab.widget("method_table").options:
        tab.enter("method_table", option)
