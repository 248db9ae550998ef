"""What a web server and `flask --app wsgi` start."""

from forum import create_app

app = create_app()
