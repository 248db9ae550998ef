"""What stands in the database instead of a code or a mailbox: digests that need the site's secret to be made.

The code of a link is made of a random salt and the secret each time the letter is written. So a letter can be sent
again with the same link, and who reads the database alone can neither use a link nor try out mailboxes.
"""

import base64
import hashlib
import secrets

from forum.core.keyed import keyed


def new_salt() -> str:
    """A random mark from which a code is made."""
    return secrets.token_hex(24)


def code_of(salt: str) -> str:
    """The code that stands in the link: 32 characters that are safe in an address."""
    return base64.urlsafe_b64encode(keyed("verification code", salt)[:24]).decode()


def digest_of(code: str) -> str:
    """What is looked for when a code comes back."""
    return hashlib.sha256(code.encode(errors="replace")).hexdigest()


def mailbox_digest(mailbox: str) -> str:
    """What is kept of a mailbox that verified somebody, so that it verifies nobody else."""
    return keyed("verification mailbox", mailbox).hex()
