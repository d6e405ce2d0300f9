from tests.screens import Browser


def test_every_city_has_its_page(demo):
    demo.open("profile")
    for city in ("C1", "C2", "C3"):
        demo.enter("profile-city", city)
        assert not demo.at.error


def test_without_cities_it_says_where_to_enter_them(empty):
    assert isinstance(empty.browser, Browser)
    empty.open("profile")
    assert empty.says("profile.no_city")
