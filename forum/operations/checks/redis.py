"""Redis, where FORUM_REDIS_URL names one: limits and jobs are kept there."""

from typing import Any

from flask import current_app
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from forum.operations.findings import Findings, fault, ok, warning

WHERE = "Is it running, and is FORUM_REDIS_URL right?"


def client(url: str, seconds: float) -> Redis:
    """A client that waits so long for each answer, and asks once."""
    limits = {"socket_connect_timeout": seconds, "socket_timeout": seconds, "retry": Retry(NoBackoff(), 0)}
    return Redis.from_url(url, decode_responses=True, **limits)


def look_at_redis() -> Findings:
    """Whether it answers, takes what is written, and keeps it."""
    url = current_app.config["FORUM_REDIS_URL"]
    if not url:
        yield ok("None is set: limits are kept in the database, jobs in FORUM_DATA_DIR, so all runs on one machine.")
        return
    try:
        with client(url, 3) as redis:
            redis.ping()
            yield from _takes_writing(redis)
            yield from _version(redis)
    except RedisError as said:
        without = "Limits are counted in the database, and mail leaves up to a minute later"
        yield fault(f"{without}, because it does not answer: {said}", WHERE)


def _takes_writing(redis: Redis) -> Findings:
    try:
        redis.set("forum-doctor", "here", ex=5)
    except RedisError as said:
        yield fault(f"It cannot be written to: {said}", "Name the first server, not a copy; is its memory full?")
    else:
        yield ok("It can be written to.")


def _version(redis: Redis) -> Findings:
    try:
        told: Any = redis.info()
    except RedisError as said:  # a server may keep this from its users
        yield warning(f"It does not tell its version: {said}", "Let the user of FORUM_REDIS_URL run INFO")
        return
    yield ok(f"Redis {told['redis_version']}.")
    if told.get("maxmemory_policy", "noeviction").startswith("allkeys"):
        yield warning("When its memory is full, it throws jobs away.", "In redis.conf: maxmemory-policy noeviction")
