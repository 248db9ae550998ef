"""Words that no member may bear as a handle: they belong to the site, to its staff, or to public bodies at large."""

STAFF = frozenset({"admin", "admins", "administrator", "administrators", "moderator", "moderators"})

# Words that speak for the site as well, in a name that has none but these and those below.
STAFF_TITLES = frozenset({"staff", "team", "support", "official", "helpdesk"})

# What may stand beside a word of the two without making it a person's name.
STAFF_COMPANY = frozenset(
    {"the", "a", "of", "and", "your", "site", "forum", "board", "chief", "head", "help", "desk", "working", "together"}
)

PUBLIC_BODIES = frozenset(
    {"cabinet-office", "civil-service", "council", "fire", "gov", "gov-uk", "government", "hmrc", "home-office",
     "ministry", "nhs", "nhs-england", "nhs-scotland", "nhs-wales", "parliament", "police", "senedd", "treasury"}
)  # fmt: skip

SITE = frozenset(
    {"about", "abuse", "accessibility", "account", "accounts", "all", "anonymous", "answers", "api", "archive",
     "attachments", "board", "boards", "bot", "confirm", "contact", "cookies", "delete", "deleted", "edit", "everyone",
     "feedback", "forum", "guest", "health", "help", "here", "home", "info", "latest", "legal", "mail", "me",
     "members", "message", "messages", "moderation", "new", "nobody", "noreply", "notifications", "null", "official",
     "operator", "organisation", "organisations", "owner", "post", "posts", "postmaster", "privacy", "profile",
     "report", "reports", "root", "rules", "search", "section", "security", "settings", "sign-in", "sign-out",
     "sign-up", "signin", "signout", "signup", "staff", "static", "support", "system", "team", "terms", "thread",
     "threads", "unanswered", "undefined", "unread", "user", "users", "verification", "verified", "verify",
     "webmaster", "working-together"}
)  # fmt: skip

RESERVED = STAFF | PUBLIC_BODIES | SITE
