"""The address of a saved search, from a day on."""

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from forum.searches.models import QUERY_LIMIT


def search_path(query: str) -> str:
    """The search as it was saved."""
    return f"/search?{urlencode({'q': query})}"


def new_posts_path(query: str, since: datetime, zone: str) -> str:
    """The search, the newest first, of posts since the day of this moment where the member lives."""
    narrowed = f"{query} after:{since.astimezone(ZoneInfo(zone)).date()}"
    asked = narrowed if len(narrowed) <= QUERY_LIMIT else query
    return f"/search?{urlencode({'q': asked, 'sort': 'newest'})}"
