from components.ballot.tickets import SECONDS, Tickets, issue, shared_tickets


def test_a_ticket_is_good_once():
    tickets = Tickets()
    ticket = tickets.issue("token")
    assert tickets.redeem(ticket) == "token"
    assert tickets.redeem(ticket) is None


def test_a_ticket_is_good_for_a_minute():
    now = [0.0]
    tickets = Tickets(lambda: now[0])
    early, late = tickets.issue("token"), tickets.issue("token")
    now[0] = SECONDS - 1
    assert tickets.redeem(early) == "token"
    now[0] = SECONDS
    assert tickets.redeem(late) is None


def test_an_invented_ticket_is_worth_nothing():
    assert Tickets().redeem("") is None
    assert Tickets().redeem("x" * 32) is None


def test_screens_and_routes_share_their_tickets():
    assert shared_tickets().redeem(issue("token")) == "token"
