"""Which language a page is in, and the words it takes from there."""

from flask import g, request
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.web.cookies import read_key, set_key

DEFAULT = "de"
_COOKIE = "language"
_REMEMBERED_S = 365 * 24 * 3600


def language() -> str:
    """The page's: the reader's choice, else the person's or programme's, else the browser's, else German."""
    if "language" not in g:
        g.language = _chosen() or g.get("preferred_language") or _of_browser() or DEFAULT
    return str(g.language)


def prefer(code: str | None) -> None:
    """Say which language the person, or else the programme, reads; a code without wordings is ignored."""
    g.preferred_language = code if code in wording.languages() else None
    g.pop("language", None)


def choose(response: Response, code: str) -> None:
    """Remember the reader's choice in this browser; a code without wordings is ignored."""
    if code in wording.languages():
        set_key(response, _COOKIE, code, max_age_s=_REMEMBERED_S)


def say(key: str, /, n: int | None = None, **facts: object) -> str:
    """The wording `key` in this request's language."""
    return wording.say(key, language(), n, **facts)


def same_site_path(path: str) -> str:
    r"""`path` when it leads to a page of this site, else "/".

    Browsers read `//host`, `/\host` and paths with tabs or line breaks in them as addresses of other sites.
    """
    stays = path.startswith("/") and not path.startswith("//")
    return path if stays and "\\" not in path and path.isprintable() else "/"


def _chosen() -> str | None:
    code = read_key(request, _COOKIE)
    return code if code in wording.languages() else None


def _of_browser() -> str | None:
    return request.accept_languages.best_match(wording.languages())
