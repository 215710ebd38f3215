"""What every answer tells the browser: take nothing from elsewhere, keep nothing, tell nobody."""

from flask import Flask, Response, request

from surveyapp.web.assets import MODULE, fingerprint

# Nothing inline, nothing foreign; `data:` is for the icons that lie inside the KERN style sheet.
DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
)

# `same-origin` and not `no-referrer`: the check against forged posts reads the referrer over https.
HEADERS = {
    "Content-Security-Policy": "; ".join(DIRECTIVES),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}

STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
PAGE_CACHE = "no-store"
NAMED_ASSET_CACHE = "public, max-age=31536000, immutable"
ASSET_CACHE = "public, max-age=3600"


def send_headers(app: Flask) -> None:
    """Add the headers to every answer, errors and files included; pages are never kept by any cache."""

    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Cache-Control"] = _cache(response)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        return response

    app.after_request(add)


def _cache(response: Response) -> str:
    if request.endpoint not in {"static", MODULE} or response.status_code not in {200, 206, 304}:
        return PAGE_CACHE
    if request.endpoint == MODULE:
        return NAMED_ASSET_CACHE
    name = (request.view_args or {})["filename"]
    return NAMED_ASSET_CACHE if request.args.get("v") == fingerprint(name) else ASSET_CACHE
