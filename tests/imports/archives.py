"""Small archives of our own: posts as lines of JSON, in files."""

import gzip
import json
from pathlib import Path
from typing import Any


def line(post_id: str, thread_id: str = "t1", **facts: Any) -> dict[str, Any]:
    """One post; the first of its thread unless `reply_to` says otherwise."""
    defaults: dict[str, Any] = {
        "thread_title": "Where do the kettles go?",
        "board": "Kitchens",
        "reply_to": None,
        "author": "Asha Patel",
        "created_at": "2014-03-13T20:32:04Z",
        "body": "They are **nine**, and we have one drawer.",
    }
    return {"thread_id": thread_id, "post_id": post_id, **defaults, **facts}


def reply(post_id: str, thread_id: str = "t1", **facts: Any) -> dict[str, Any]:
    """One reply to the first post of its thread."""
    return line(post_id, thread_id, **{"reply_to": f"{thread_id}-0", "author": "Ben Brook", **facts})


def thread(number: int, replies: int = 0, **facts: Any) -> list[dict[str, Any]]:
    """A whole thread, its posts a minute apart."""
    name = f"t{number}"
    first = line(f"{name}-0", name, thread_title=f"Thread {number}", **facts)
    moments = [f"2014-03-14T08:{minute:02}:00Z" for minute in range(1, replies + 1)]
    rest = [reply(f"{name}-{place}", name, created_at=moment) for place, moment in enumerate(moments, 1)]
    return [first, *rest]


def write(path: Path, *posts: Any) -> Path:
    """A file with these posts; text and bytes are lines as they are. Packed when its name ends in .gz."""
    raw = b"".join(_raw(post) + b"\n" for post in posts)
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path


def _raw(post: Any) -> bytes:
    if isinstance(post, bytes):
        return post
    return (post if isinstance(post, str) else json.dumps(post)).encode()
