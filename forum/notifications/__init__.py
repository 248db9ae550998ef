"""What happened that concerns a member: notices, the inbox, mail at once and digests, and who wants which."""
