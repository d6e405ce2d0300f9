"""The addresses of the phones, short enough to be typed."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import Route

from components.ballot.access import Access
from components.ballot.asking import Asking
from components.ballot.desk import Desk
from components.ballot.invitation import Invitations
from components.ballot.joining import Joining
from components.ballot.marking import Marking
from components.ballot.me import Me
from components.ballot.official import Official
from components.ballot.points import Points
from components.ballot.revealed import Revealed
from components.ballot.rooms import Rooms
from components.ballot.sheets import Sheets
from components.ballot.table import Table, TableDesk
from components.ballot.tickets import Tickets, shared_tickets
from components.framework.catalogue import Catalogue
from components.workshop.store import Store


def routes(
    provide_store: Callable[[], Store],
    provide_catalogue: Callable[[], Catalogue],
    tickets: Tickets | None = None,
) -> list[Route]:
    """All routes of the ballot and of the facilitator's cookie. Store and catalogue are asked for at the first request,
    so that nothing is opened by importing the launcher.
    """
    rooms = Rooms(provide_store, provide_catalogue)
    desk, seats = Desk(rooms), TableDesk(rooms)
    joining, table, invitations, sheets = Joining(desk), Table(seats), Invitations(desk), Sheets(desk)
    access, official = Access(desk, tickets or shared_tickets()), Official(desk)
    show, take = desk.showing, desk.taking
    return [
        *_ballot("/b/{code}", desk),
        Route("/j", show(joining.find), methods=["GET"]),
        Route("/j/{code}", show(joining.ask), methods=["GET"]),
        Route("/j/{code}", take(joining.enter), methods=["POST"]),
        Route("/j/{code}/again", take(joining.again), methods=["POST"]),
        Route("/b/{code}/forget", take(joining.forget), methods=["POST"]),
        Route("/i/{code}", show(invitations.show), methods=["GET"]),
        Route("/i/{code}", take(invitations.accept), methods=["POST"]),
        Route("/sheets/{code}/{ballot}", show(sheets.show), methods=["GET"]),
        Route("/sheets/{code}/{ballot}/card", show(sheets.card), methods=["GET"]),
        Route("/t/{code}", show(table.show), methods=["GET"]),
        Route("/t/{code}", take(table.add), methods=["POST"]),
        *_ballot("/t/{code}/{way}/{seat:int}", seats),
        Route("/v", show(official.find), methods=["GET"]),
        Route("/v/{place}", show(official.show), methods=["GET"]),
        Route("/v/{place}", take(official.vote), methods=["POST"]),
        Route("/r/{place}", show(official.remote), methods=["GET"]),
        Route("/r/{place}", take(official.drive), methods=["POST"]),
        Route("/enter", access.enter, methods=["POST"]),
        Route("/leave", access.leave, methods=["POST"]),
    ]


def _ballot(home: str, desk: Desk) -> list[Route]:
    """What a person is asked, below the address of that person's pages: the own phone, or a seat at a host's table."""
    joining, asking, marking, points, me = Joining(desk), Asking(desk), Marking(desk), Points(desk), Me(desk)
    shown = Revealed(desk)
    show, take = desk.showing, desk.taking
    return [
        # First, because addresses are tried in turn: nearly all that a full room sends goes here.
        Route(f"{home}/mark", take(marking.mark, marking.mark_soon), methods=["POST"]),
        Route(home, show(joining.home), methods=["GET"]),
        Route(f"{home}/me", show(me.show), methods=["GET"]),
        Route(f"{home}/me", take(me.settle), methods=["POST"]),
        Route(f"{home}/results", show(shown.overview), methods=["GET"]),
        Route(f"{home}/results/{{instrument}}/{{subject}}", show(shown.subject), methods=["GET"]),
        Route(f"{home}/language", take(joining.language), methods=["POST"]),
        Route(f"{home}/points", take(points.share), methods=["POST"]),
        Route(f"{home}/{{ballot}}", show(asking.start), methods=["GET"]),
        Route(f"{home}/{{ballot}}/list/{{subject}}", show(asking.listed), methods=["GET"]),
        Route(f"{home}/{{ballot}}/{{subject}}/{{item}}", show(asking.question), methods=["GET"]),
    ]
