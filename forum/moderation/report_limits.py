"""How often somebody reports: worries about someone's safety have limits of their own, and wide ones."""

from datetime import timedelta

from forum.core.errors import TooMany
from forum.core.throttle import Limit, throttle
from forum.core.words import lazy, ngettext
from forum.web.viewer import client_address, viewer

HOUR = timedelta(hours=1)
OF_MEMBER = Limit("reports, member", 20, HOUR)
OF_CLIENT = Limit("reports, client", 10, HOUR)  # of guests
URGENT_OF_MEMBER = Limit("urgent reports, member", 100, HOUR)
URGENT_OF_CLIENT = Limit("urgent reports, client", 300, HOUR)  # a whole office may share one address
TOO_MANY = lazy(
    "Your report was not sent: too many came from you, or from where you are, in the last hour. Your words stay here. "
    "If you worry about someone’s safety, choose that reason: it is taken at once."
)
TOO_MANY_URGENT = lazy(
    "Your report was not sent: too many like it came from you, or from where you are, in the last hour. If somebody is "
    "in danger, do not wait for us: get help now, as this page says. Your words stay here."
)


def spend_report(is_urgent: bool) -> None:
    """One more report by this member, or from this place. Raises TooMany, which says what to do."""
    guest = viewer().is_guest
    limits = (URGENT_OF_CLIENT, URGENT_OF_MEMBER) if is_urgent else (OF_CLIENT, OF_MEMBER)
    try:
        throttle.spend(limits[0] if guest else limits[1], client_address() if guest else viewer().id)
    except TooMany as fault:
        again = ngettext(
            "Send it again in %(num)d minute.", "Send it again in %(num)d minutes.", -(-fault.retry_after // 60)
        )
        sentence = TOO_MANY_URGENT if is_urgent else TOO_MANY
        raise TooMany(" ".join((str(sentence), again)), fault.retry_after) from fault
