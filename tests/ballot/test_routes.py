from components.ballot.routes import routes
from components.framework.catalogue import load


def test_nothing_is_opened_by_making_the_routes():
    def forbidden():
        raise AssertionError

    assert routes(forbidden, load)


def test_what_changes_something_is_only_ever_posted(house):
    reading = [route for route in routes(lambda: house.store, load) if "GET" in route.methods]
    assert {method for route in reading for method in route.methods} == {"GET", "HEAD"}
    assert house.joined().get(f"/b/{house.code}/mark").status_code == 404


def test_the_addresses_leave_streamlits_own_alone():
    paths = {route.path for route in routes(lambda: None, load)}
    assert not [path for path in paths if path.startswith(("/_stcore", "/static", "/media", "/component"))]
