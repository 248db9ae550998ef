"""What may stand in an address."""

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from forum.core.errors import Absent

LARGEST_ID = 2_147_483_647


class IdConverter(BaseConverter):
    """The number of a row: nothing that a database could not hold."""

    regex = r"[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        """The number; an address with a larger one leads nowhere."""
        number = int(value)
        if number > LARGEST_ID:
            raise ValidationError()
        return number


def id_of(text: str | None) -> int:
    """The number of a row, as a form or a query string gives it. Raises Absent for what is none."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 10 or not 0 < int(text) <= LARGEST_ID:
        raise Absent()
    return int(text)


def init_converters(app: Flask) -> None:
    """Let addresses say `<id:thread_id>`."""
    app.url_map.converters["id"] = IdConverter
