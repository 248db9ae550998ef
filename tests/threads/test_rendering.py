"""Posts that an older renderer made are rendered anew, each as what it is."""

from forum.core.db import session, transaction
from tests.factories import make_member, make_post, make_thread


def test_who_is_mentioned_in_an_archive_is_nobody_here(app):
    make_member(handle="asha")
    here, archived = (make_post(make_thread(), body="Ask @asha about it.") for _post in range(2))
    with transaction():
        archived.original_id = "archive-7"
        for post in (here, archived):
            post.html, post.html_version = "<p>Of before</p>", 0

    done = app.test_cli_runner().invoke(args=["threads", "render"])

    session.expire_all()
    assert "2 posts" in done.output
    assert 'href="/members/asha"' in here.html
    assert archived.html.strip() == "<p>Ask @asha about it.</p>"
