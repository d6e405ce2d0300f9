from tests.screens import browser, demo, empty, folder, loaded, own_store, store, three  # noqa: F401
