"""The queue of letters, from the command line. Whom a letter is to is shown only to those who ask for it."""

from collections.abc import Callable, Sequence

import click

from forum.core import letters
from forum.core.commands import Commands
from forum.core.delivery import deliver_letters
from forum.core.letters import NOT_SENT, LetterState, QueuedLetter
from forum.operations import queries

MOST_SHOWN = 100

cli = Commands("mail", help="Letters on their way, and those that were not sent.")

_ids = click.argument("ids", metavar="[NUMBER]...", type=int, nargs=-1)
_unsent = click.Choice([str(state) for state in NOT_SENT])
_state = click.option("--state", type=_unsent, help="All that stand there, instead of numbers.")


@cli.command("list")
def show_troubled() -> None:
    """Show how many letters stand where, and of those that have not left, why."""
    counts = queries.letters_by_state()
    click.echo(", ".join(f"{counts[state]} {state}" for state in LetterState if state in counts) or "No letters.")
    troubled = queries.troubled_letters(MOST_SHOWN)
    for letter in troubled:
        click.echo(f"{letter.id}  {letter.kind}  {letter.key}  {_standing(letter)}")
        click.echo(f"    {letter.last_error}")
    if len(troubled) == MOST_SHOWN:
        click.echo("… and perhaps more.")
    if any(state in counts for state in NOT_SENT):
        click.echo("`mail retry` tries what was not sent again, `mail forget` ends it. See --help of each.")


@cli.command("show")
@click.argument("number", type=int)
@click.option("--facts", is_flag=True, help="Also what it is written from: ids, and sometimes an address.")
def show(number: int, facts: bool) -> None:
    """Show one letter."""
    letter = queries.letter_numbered(number)
    click.echo(f"{letter.id}  {letter.kind}  {letter.key}  {_standing(letter)}")
    click.echo(f"    queued {letter.created_at:%Y-%m-%d %H:%M}, due {letter.due_at:%Y-%m-%d %H:%M} UTC")
    if letter.last_error:
        click.echo(f"    {letter.last_error}")
    if facts:
        click.echo(f"    {'erased' if letter.facts is None else letter.facts}")


@cli.command("retry")
@_ids
@_state
def retry(ids: tuple[int, ...], state: str | None) -> None:
    """Let letters that were not sent be tried again. An unsure one may have been sent: its reader may get it twice."""
    _change(letters.retry_letters, ids, state, "will be tried again")


@cli.command("forget")
@_ids
@_state
def forget(ids: tuple[int, ...], state: str | None) -> None:
    """End letters that wait or were not sent, and erase whom they were to."""
    _change(letters.forget_letters, ids, state, "will not be sent")


@cli.command("send")
def send() -> None:
    """Send what is due now, as the worker does."""
    click.echo(f"Sent: {deliver_letters()}.")


def _change(change: Callable[[Sequence[int]], int], ids: Sequence[int], state: str | None, done: str) -> None:
    if not ids and state is None:
        raise click.UsageError("Which ones? Name their numbers, or --state. `mail list` shows them.")
    chosen = [*ids, *(queries.letters_in(LetterState(state)) if state else ())]
    click.echo(f"{change(chosen)} of {len(chosen)} {done}.")


def _standing(letter: QueuedLetter) -> str:
    moment = letter.ended_at or letter.due_at
    word = "tried next" if letter.state == LetterState.WAITING else "ended"
    return f"{letter.state}, tries: {letter.tries}, {word} {moment:%Y-%m-%d %H:%M} UTC"
