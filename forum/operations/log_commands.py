"""What an operator asks of the log: whether anybody has changed it."""

import click

from forum.core.chain import follow_chain
from forum.core.commands import Commands

cli = Commands("log", help="The log of what was done.")


@cli.command()
@click.option("--known", default="", metavar="DIGEST", help="One that was printed before: it has to be there still.")
def verify(known: str) -> None:
    """Check that no entry was changed, taken out or slipped in.

    Note the digest that it prints somewhere else: with it, the next check finds out if the end was cut off.
    """
    chain = follow_chain(known)
    if chain.broken_at is not None:
        raise click.ClickException(
            f"Entry {chain.broken_at} does not fit the one before: it, or one before it, was changed, taken out or "
            f"slipped in. {chain.many} before it are as they were written."
        )
    if not chain.known_is_there:
        raise click.ClickException("The digest that was noted is not there: the log was cut off or written anew.")
    click.echo(f"{chain.many} entries, each as it was written. The last digest: {chain.digest or 'none'}")
