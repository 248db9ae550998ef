"""Where threads and posts stand on the site."""

from forum.threads.models import POSTS_PER_PAGE


def thread_path(thread_id: int, slug: str = "", page: int = 1) -> str:
    """The address of a page of a thread; without a slug the one that its deeds stand behind."""
    return f"/threads/{thread_id}" + (f"/{slug}" if slug else "") + (f"?page={page}" if page > 1 else "")


def post_path(thread_id: int, slug: str, number: int) -> str:
    """The address of a post in its place: the page of its thread, and its number there."""
    return f"{thread_path(thread_id, slug, page_of(number))}#post-{number}"


def waiting_path(thread_id: int, slug: str, post_id: int, last_number: int) -> str:
    """The address of a post that waits and has no number: after the last post of its thread."""
    return f"{thread_path(thread_id, slug, page_of(last_number or 1))}#{anchor_of(post_id, None)}"


def anchor_of(post_id: int, number: int | None) -> str:
    """The mark of a post on its page; one that has no number yet is marked with its own."""
    return f"waiting-{post_id}" if number is None else f"post-{number}"


def permalink(post_id: int) -> str:
    """The address that leads to a post, wherever it stands."""
    return f"/posts/{post_id}"


def page_of(number: int) -> int:
    """The page that the post of this number stands on."""
    return (number - 1) // POSTS_PER_PAGE + 1
