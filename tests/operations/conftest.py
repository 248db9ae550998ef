"""What the tests of operations share: a mail server, and letters about kettles."""

from tests.core.desks import desk, kettle_mail

__all__ = ["desk", "kettle_mail"]
