"""The audit of pages finds what it looks for."""

import pytest
from markupsafe import Markup

from tests.audit import audit

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><title>Drawers – Working Together</title><script type="module" src="/static/js/forum.js"></script></head>
<body><a href="#main">Skip to main content</a>
<main id="main"><h1>Drawers</h1>
<p id="hint">Asked <time datetime="2026-11-24T10:00:00Z">today</time></p>
<form method="post" action="/drawers"><input type="hidden" name="csrf_token" value="a token">
<label for="count">How many?</label><input id="count" name="count" aria-describedby="hint">
<fieldset><legend>Which?</legend><label><input type="radio" name="which"> Upper</label></fieldset>
<button type="submit">Count</button></form>
<h2>More</h2><p><a href="/lower"><img src="/lower.png" alt="The lower drawers"></a></p>
</main></body></html>
"""

FAULTS = [
    ('<html lang="en">', "<html>", "does not say its language"),
    ("<title>Drawers –", "<title> –", "has no title"),
    ('<main id="main">', '<main id="main"></main><main>', "no main part, or several"),
    ("<h1>Drawers</h1>", "", "0 first headings"),
    ("<h2>More</h2>", "<h1>More</h1>", "2 first headings"),
    ("<h2>More</h2>", "<h3>More</h3>", "'More' skips a level after h1"),
    ("<h2>More</h2>", "<h2> </h2>", "an empty heading"),
    ('<p id="hint">', '<p id="hint"></p><p id="hint">', "'hint' stands there 2 times"),
    ('id="hint"', "", "names 'hint', which is not there"),
    ('href="#main"', 'href="#middle"', "leads to #middle, which is not there"),
    ('<label for="count">How many?</label>', "", "has no label"),
    ('<label for="count">How many?</label>', '<label for="count"> </label>', "has no label"),
    ("<fieldset><legend>Which?</legend>", "<div>", "stands in no fieldset"),
    ("<legend>Which?</legend>", "", "has no legend"),
    ('value="a token"', 'value=""', "carries no token"),
    ('method="post"', 'method="get"', "puts its token into the address"),
    ("<button", "</form><form method='post'><button", "carries no token"),
    ("<fieldset>", "<form></form><fieldset>", "stands inside another form"),
    ("Count</button>", "</button>", "has no name"),
    ('alt="The lower drawers"', 'alt=""', "has no name"),
    ('alt="The lower drawers"', "", "has no alt"),
    ("Count</button>", "<a href='/count'>Count</a></button>", "inside something else that is pressed"),
    ('href="/lower"', 'href="javascript:open()"', "runs a script"),
    ("More</h2>", "More <svg></svg></h2>", "is for eyes only"),
    ('src="/static/js/forum.js">', ">open()", "stands in the page"),
    ("</head>", "<style>p { color: red }</style></head>", "stands in the page"),
    ('<p id="hint">', '<p id="hint" style="color: red">', "has style"),
    ("<button", '<button onclick="open()"', "has onclick"),
    ("<button", '<button tabindex="3"', "jumps the queue"),
    ("<button", "<button autofocus", "takes the focus"),
    (' datetime="2026-11-24T10:00:00Z"', "", "has no datetime"),
    ("</fieldset>", "</div>", "</div> in line 9 ends <fieldset>"),
    ("</html>", "", '<html lang="en"> in line 2 never ends'),
    ("<button", '<button type="button"', "has an attribute twice"),
]


def test_a_sound_page_passes():
    audit(PAGE, "/drawers")


@pytest.mark.parametrize(("sound", "faulty", "found"), FAULTS)
def test_a_fault_is_found(sound, faulty, found):
    page = PAGE.replace(sound, faulty, 1)

    with pytest.raises(AssertionError) as fault:
        audit(page, "/drawers")

    assert found in str(fault.value)


def test_a_page_that_a_test_opens_is_audited(client, monkeypatch):
    monkeypatch.setitem(client.application.jinja_env.globals, "asset", lambda _name: Markup('" style="color: red'))

    with pytest.raises(AssertionError, match="The page at /contact"):
        client.get("/contact")
