"""The sandbox's own pages as Starlette routes: what is live, one listing, its mirrored images, and the drawn cars."""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from importer.sandbox.api import Sandbox
from importer.sandbox.catalog import mirrored
from importer.sandbox.detail import detail_page
from importer.sandbox.layout import PAGE_HEADERS, language
from importer.sandbox.page import live_page
from importer.sandbox.pictures import car_png
from importer.sandbox.store import Stored
from importer.wording import Lang, say

_PICTURE: Final = re.compile(r"([a-z]+)-([a-z]+)-([1-9])\.png")


def site_routes(sandbox: Sandbox) -> list[Route]:
    """The routes, for the listings of this sandbox."""

    async def live(request: Request) -> Response:
        page = live_page(sandbox.store, request.query_params, _language(request))
        return HTMLResponse(page, headers=PAGE_HEADERS)

    async def detail(request: Request) -> Response:
        lang = _language(request)
        stored = _listing(sandbox, request)
        if stored is None:
            return PlainTextResponse(say("sandbox_page_gone", lang), status_code=404)
        return HTMLResponse(detail_page(stored, lang), headers=PAGE_HEADERS)

    async def media(request: Request) -> Response:
        stored = _listing(sandbox, request)
        images = mirrored(stored) if stored else []
        place = request.path_params["place"]
        return RedirectResponse(images[place], 302) if place < len(images) else Response(status_code=404)

    return [
        Route("/", live),
        Route("/listings/{id}", detail),
        Route("/media/{id}/{place:int}", media),
        Route("/pictures/{name}", _picture),
    ]


async def _picture(request: Request) -> Response:
    named = _PICTURE.fullmatch(request.path_params["name"])
    if named is None:
        return Response(status_code=404)
    body, colour, view = named.groups()
    return Response(
        car_png(body, colour, int(view)), media_type="image/png", headers={"cache-control": "public, max-age=86400"}
    )


def _listing(sandbox: Sandbox, request: Request) -> Stored | None:
    return sandbox.store.by_id(request.path_params["id"])


def _language(request: Request) -> Lang:
    return language(request.query_params.get("lang"), request.headers.get("accept-language", ""))
