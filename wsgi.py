"""What a web server and `flask --app wsgi` start."""

from forum import create_app
from forum.config import SettingsRefused

try:
    app = create_app()
except SettingsRefused as fault:
    raise SystemExit(f"The forum does not start: {fault}") from None
