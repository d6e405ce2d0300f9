from tests.screens import browser, demo, empty, folder, founded, loaded, own_store, store, three  # noqa: F401
