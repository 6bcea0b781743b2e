"""`importer sandbox` and `importer demo`: the practice API, and everything shown once."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from importer.cli.options import FILE, json_option, settings, settings_of
from importer.errors import ExitCode, SettingsError
from importer.wording import say


@click.command("sandbox")
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="option_port")
@click.option("--store", type=FILE, help="option_store")
@click.option("--rate-limit", default="120", show_default=True, metavar="N|none", help="option_rate_limit")
@click.option("--burst", default="5", show_default=True, metavar="N|none", help="option_burst")
@click.option("--latency", type=click.FloatRange(min=0), default=0.0, show_default=True, help="option_latency")
@click.option("--faults", default="", metavar="NAME=SHARE,…", help="option_faults")
@click.option("--seed", type=int, help="option_seed")
@settings("lang")
def sandbox_command(**values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer.sandbox.api import Sandbox  # noqa: PLC0415 — the server is imported when it is needed
    from importer.sandbox.faults import FaultRates  # noqa: PLC0415 — the same
    from importer.sandbox.options import API_PREFIX, DEFAULT_SECRET, SandboxOptions  # noqa: PLC0415 — the same
    from importer.sandbox.server import listen, serve  # noqa: PLC0415 — the same

    lang = settings_of(values).lang
    options = SandboxOptions(
        rate_limit=_count("--rate-limit", values["rate_limit"]),
        burst=_count("--burst", values["burst"]),
        latency_s=values["latency"],
        faults=FaultRates.parse(values["faults"]),
        seed=values["seed"],
        store=values["store"],
    )
    try:
        plug = listen(port=values["port"])
    except OSError as error:
        raise SettingsError("port_taken", port=values["port"]) from error
    url = f"http://127.0.0.1:{plug.getsockname()[1]}"
    click.echo(say("sandbox_serving", lang, url=url + "/", api=url + API_PREFIX, secret=DEFAULT_SECRET), err=True)
    with suppress(KeyboardInterrupt):
        serve(Sandbox(options), plug)
    return ExitCode.DONE


@click.command("demo")
@click.option("--folder", type=FILE, default=Path("demo"), show_default=True, help="option_folder")
@click.option("--keep-serving", is_flag=True, help="option_keep_serving")
@settings("lang")
@json_option
def demo_command(**values: Any) -> int:  # noqa: ANN401 — click passes the options by name
    """Texts stand in the messages."""
    from importer.cli.demo import run_demo  # noqa: PLC0415 — pandas is imported when it is needed

    summary = run_demo(values["folder"], settings_of(values).lang, keep_serving=values["keep_serving"])
    if values["as_json"]:
        click.echo(json.dumps(summary, ensure_ascii=False))
    return ExitCode.DONE


def _count(option: str, text: str) -> int | None:
    if text.lower() == "none":
        return None
    if not text.isdigit() or int(text) == 0:
        raise SettingsError("setting_not_accepted", name=option, found=text, accepted="1 …, none")
    return int(text)
