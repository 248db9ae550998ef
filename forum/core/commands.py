"""Commands: what goes wrong is told in a sentence, with exit status 1, never as a stack trace."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

from forum.core.errors import ForumError


class Commands(AppGroup):
    """A group of commands of one feature."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises ClickException for what the forum refuses, and for a database that is not ready."""
        try:
            return super().invoke(ctx)
        except ForumError as fault:
            raise click.ClickException(str(fault)) from fault
        except (OperationalError, ProgrammingError) as fault:
            advice = "Is the database there, and is it up to date? flask --app wsgi db upgrade"
            raise click.ClickException(f"{fault.orig}. {advice}") from fault
