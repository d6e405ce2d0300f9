"""The launcher as it is, with one more address by which a benchmark hands in paper sheets: the same store, the same
process, without drawing the screen on which they are typed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.ballot.compression import StaticCompression
from components.ballot.protection import Protection
from components.ballot.routes import routes
from components.framework.catalogue import load
from components.ui import startup
from components.workshop.open_store import shared_store
from components.workshop.store import MarkInput

ROOT = Path(__file__).parent.parent.parent


async def sheet(request: Request) -> Response:
    """Stores the marks of one sheet, all or none."""
    asked = json.loads(await request.body())
    marks = [MarkInput(**mark) for mark in asked["marks"]]
    await run_in_threadpool(shared_store().put_marks, asked["workshop"], marks)
    return Response(status_code=204)


startup.stay_on_this_machine()
app = st.App(
    ROOT / "pages" / "main.py",
    lifespan=startup.announced,
    routes=[*routes(shared_store, load), Route("/bench/sheet", sheet, methods=["POST"])],
    middleware=[Middleware(Protection), Middleware(StaticCompression)],
)
