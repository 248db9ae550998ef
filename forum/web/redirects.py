"""Where to go next, and only inside the site."""

from urllib.parse import unquote, urlsplit

NOWHERE = "/"


def inside(address: str | None) -> str:
    """The address when it is a path of this site, else the front page.

    Browsers read a backslash as a slash and drop tabs and line ends, so an address with any of these is refused.
    """
    if (
        not address
        or len(address) > 2000
        or any(ord(sign) < 33 or sign == "\\" or ord(sign) == 127 for sign in address)
    ):
        return NOWHERE
    try:
        parts = urlsplit(address)
    except ValueError:
        return NOWHERE
    if parts.scheme or parts.netloc or not address.startswith("/") or unquote(address[:12]).startswith(("//", "/\\")):
        return NOWHERE
    return address
