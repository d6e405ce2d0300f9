from components.workshop.records.cities import COLOURS, SYMBOLS, City, pair_code


def test_a_pair_has_one_code_in_the_order_of_the_cities():
    one, ten = City("C2", order=1), City("C10", order=9)
    assert pair_code(one, ten) == pair_code(ten, one) == "C2-C10"


def test_the_first_eight_cities_differ_in_colour_and_in_symbol():
    cities = [City(f"C{order}", order=order) for order in range(8)]
    assert len({city.colour for city in cities}) == len({city.symbol for city in cities}) == 8
    assert City("C99", order=98).symbol in SYMBOLS
    assert City("C99", order=98).colour in COLOURS
