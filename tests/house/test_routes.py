"""Addresses: each is written down, none vanishes unnoticed, each that is not for everybody asks for a sign-in."""

from pathlib import Path

from flask import Flask

STORED = Path(__file__).with_name("routes.txt")
PUBLIC = {  # what guests may open; everything else leads them to the sign-in page
    "accounts.confirm",
    "accounts.new_password",
    "accounts.reset",
    "accounts.reset_sent",
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.sign_up",
    "accounts.sign_up_sent",
    "imports.archived",
    "organisations.directory",
    "organisations.organisation",
    "moderation.report_post",
    "moderation.report_sent",
    "notifications.unsubscribe",
    "pages.board",
    "pages.front",
    "pages.latest",
    "pages.text",
    "pages.unanswered",
    "pages.who_may_do_what",
    "search.results",
    "search.suggestions",
    "search_feeds.description",
    "search_feeds.feed",
    "static",
    "threads.post",
    "threads.thread",
    "verification.about",
}


def listed(app: Flask) -> list[str]:
    """One line for each address: its methods, itself, and the view that answers it."""
    rules = app.url_map.iter_rules()
    return sorted(
        f"{rule.rule}  {','.join(sorted((rule.methods or set()) - {'OPTIONS', 'HEAD'}))}  {rule.endpoint}"
        for rule in rules
    )


def test_the_addresses_are_those_that_are_written_down(app):
    assert listed(app) == STORED.read_text().splitlines()


def test_what_is_not_public_leads_a_guest_to_the_sign_in_page(app, client):
    open_doors = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<{name}>", "x").replace(f"<id:{name}>", "1").replace(f"<int:{name}>", "1")
        answer = client.get(path) if "GET" in (rule.methods or set()) else client.send(path)
        to_sign_in = answer.status_code == 302 and answer.location.startswith("/sign-in")
        if not to_sign_in and answer.status_code not in (403, 404):
            open_doors.append((rule.rule, answer.status_code))

    assert open_doors == []


def test_the_public_list_names_no_view_that_has_gone(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= PUBLIC
