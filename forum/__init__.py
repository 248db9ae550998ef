"""Working Together: a peer-support forum for public-sector professionals."""

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from forum import wiring
from forum.config import SettingsRefused, flask_settings, read_settings

ROOT = Path(__file__).resolve().parent.parent


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build the forum from its settings; `overrides` go before the environment.

    Raises SettingsRefused when it must not start with them.
    """
    settings = read_settings(overrides)
    logging.basicConfig(level=settings["FORUM_LOG_LEVEL"], format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = Flask(__name__, root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.config.from_mapping(flask_settings(settings))
    _make_folder(settings["FORUM_DATA_DIR"])
    wiring.wire(app)
    return app


def _make_folder(folder: Path) -> None:
    """Make the folder of the data, for our own account alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise SettingsRefused(f"FORUM_DATA_DIR: {folder} cannot be made: {fault.strerror}") from fault
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsRefused(f"FORUM_DATA_DIR: {folder} takes no files from this account")
