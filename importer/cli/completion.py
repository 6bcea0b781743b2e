"""`importer completion`: the script that lets a shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from importer.errors import ExitCode


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> int:
    """Texts stand in the messages."""
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(ctx.find_root().command, {}, "importer", "_IMPORTER_COMPLETE").source())
    return ExitCode.DONE
