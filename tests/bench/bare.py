"""A bare Flask answer of a given size: what any page costs at the least."""

import os

from flask import Flask
from flask_compress import Compress

app = Flask(__name__)
app.config["COMPRESS_BR_LEVEL"] = 4
if os.environ.get("BARE_COMPRESS") == "1":
    Compress(app)
with open(os.environ["BARE_FILE"], encoding="utf-8") as file:
    PAGE = file.read()


@app.get("/")
def page() -> str:
    """The page, always the same."""
    return PAGE
