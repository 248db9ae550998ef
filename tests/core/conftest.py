"""What the tests of the core share."""

from tests.core.desks import desk, kettle_mail
from tests.core.events import kettles

__all__ = ["desk", "kettle_mail", "kettles"]
