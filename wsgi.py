"""The door a WSGI server knocks on."""

from webapp import create_app

app = create_app()
