"""The addresses of the phones, short enough to be typed."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import Route

from components.ballot.access import Access
from components.ballot.asking import Asking
from components.ballot.desk import Desk
from components.ballot.joining import Joining
from components.ballot.marking import Marking
from components.ballot.points import Points
from components.ballot.rooms import Rooms
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
    desk = Desk(Rooms(provide_store, provide_catalogue))
    joining, asking, marking, points = Joining(desk), Asking(desk), Marking(desk), Points(desk)
    access = Access(desk, tickets or shared_tickets())
    show, take = desk.showing, desk.taking
    return [
        Route("/j", show(joining.find), methods=["GET"]),
        Route("/j/{code}", show(joining.ask), methods=["GET"]),
        Route("/j/{code}", take(joining.enter), methods=["POST"]),
        Route("/b/{code}", show(joining.home), methods=["GET"]),
        Route("/b/{code}/language", take(joining.language), methods=["POST"]),
        Route("/b/{code}/forget", take(joining.forget), methods=["POST"]),
        Route("/b/{code}/mark", take(marking.mark), methods=["POST"]),
        Route("/b/{code}/points", take(points.share), methods=["POST"]),
        Route("/b/{code}/{ballot}", show(asking.start), methods=["GET"]),
        Route("/b/{code}/{ballot}/list/{subject}", show(asking.listed), methods=["GET"]),
        Route("/b/{code}/{ballot}/{subject}/{item}", show(asking.question), methods=["GET"]),
        Route("/enter", access.enter, methods=["POST"]),
        Route("/leave", access.leave, methods=["POST"]),
    ]
