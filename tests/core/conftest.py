"""What the tests of the core share."""

from tests.core.events import kettles

__all__ = ["kettles"]
