"""Which posts were messages of a mailing list: their original ids say so."""

MAIL_SCHEME = "mid:"  # RFC 2392


def came_by_mail(original_id: str | None) -> bool:
    """Whether the post with this original id was a message of a mailing list."""
    return original_id is not None and original_id.startswith(MAIL_SCHEME)
