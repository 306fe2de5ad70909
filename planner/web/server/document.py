"""The one HTML document of the app, in each language, and the content security policy that fits it."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from planner.catalogue.base import Language

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
# Pages have addresses of their own, such as /plan. Told where the server is, the browser does not search
# for it under that address first, which would cost two refused requests.
BASE_SCRIPT = "<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin}</script>"
AGENT_LINK = re.compile(r'<link rel="service-desc"[^>]*>')
WORDS = {
    "da": ("Planlæggeren", "Planlæggeren bruger JavaScript. Slå det til, og genindlæs siden."),
    "en": ("The planner", "The planner uses JavaScript. Turn it on and reload the page."),
}


def original_document() -> str:
    """Read the document that Streamlit ships."""
    return files("streamlit").joinpath("static/index.html").read_text(encoding="utf-8")


@cache
def document(language: Language) -> bytes:
    """Return the document with its language, title and fallback text."""
    title, fallback = WORDS[language]
    html = original_document().replace('<html lang="en">', f'<html lang="{language}">')
    html = html.replace("<title>Streamlit</title>", f"<title>{title}</title>")
    html = AGENT_LINK.sub("", html).replace("<head>", f"<head>{BASE_SCRIPT}", 1)
    return NOSCRIPT.sub(f"<noscript><p>{fallback}</p></noscript>", html).encode()


def _script_hashes() -> str:
    scripts = INLINE_SCRIPT.findall(document("da").decode())
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


@cache
def content_security_policy() -> str:
    """Return the policy: own files only, and the inline scripts by their hashes."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: {_script_hashes()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
