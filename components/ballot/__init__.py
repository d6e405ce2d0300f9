"""The phone page: plain HTML, no session of the screens."""
