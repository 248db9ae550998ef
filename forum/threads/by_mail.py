"""Which posts were messages of a mailing list: their original ids say so. And whose authors were never here."""

from forum.core.words import _

MAIL_SCHEME = "mid:"  # RFC 2392


def came_by_mail(original_id: str | None) -> bool:
    """Whether the post with this original id was a message of a mailing list."""
    return original_id is not None and original_id.startswith(MAIL_SCHEME)


def origin_of(is_placeholder: bool, original_id: str | None) -> str:
    """What stands beside the name of an author who has no account here; empty beside a member's.

    `original_id` is that of the post, or of the thread that the author began.
    """
    if not is_placeholder:
        return ""
    return _("From a mailing list") if came_by_mail(original_id) else _("From an archive")
