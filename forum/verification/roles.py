"""Mailboxes that belong to a role and not to a person: several people read them, so they prove nobody."""

import re

# A mailbox is a role's when one of its words is one of these: `info.north`, `planning-enquiries`.
ALWAYS = frozenset(
    {"abuse", "accounts-payable", "admin", "administrator", "alerts", "all-staff", "allstaff", "appointments",
     "billing", "bookings", "bounce", "bounces", "businessrates", "callcentre", "careers", "comms",
     "communications", "complaints", "contact", "contactcentre", "contactus", "correspondence", "counciltax",
     "customercare", "customerservice", "customerservices", "customersupport", "datacontroller", "dataprotection",
     "donotreply", "dpo", "editor", "enquiries", "enquiry", "enrolments", "everybody", "everyone", "feedback",
     "foi", "frontdesk", "ftp", "generaloffice", "group", "hello", "helpdesk", "helpline", "hostmaster", "hotline",
     "housingbenefit", "humanresources", "ictsupport", "info", "information", "infosec", "inquiries", "inquiry",
     "itsupport", "jobs", "mailbox", "mailerdaemon", "marketing", "mediaoffice", "membership", "newsdesk",
     "newsletter", "newsletters", "nobody", "noreply", "notification", "notifications", "office", "payable",
     "payroll", "phishing", "planningenquiries", "postbox", "postmaster", "postroom", "pressoffice", "privacy",
     "procurement", "receptionist", "recruitment", "referrals", "registrars", "registry", "root", "safeguarding",
     "sales", "secretariat", "security", "servicedesk", "sharedmailbox", "spam", "staff", "subscribe", "support",
     "switchboard", "sysadmin", "system", "team", "test", "unsubscribe", "usenet", "uucp", "vacancies", "webadmin",
     "webeditor", "webmaster", "webteam", "www"}
)  # fmt: skip

# These stand for a role only when nothing but such words is there: `hr`, `press.desk`, but not `hr.patel`.
TOGETHER = frozenset(
    {"account", "accounts", "adult", "all", "and", "archive", "archives", "assessment", "audit", "benefit",
     "benefits", "board", "business", "call", "care", "centre", "chief", "childrens", "civil", "claims", "clerk",
     "clerks", "clinic", "committee", "community", "council", "councillors", "customer", "customers", "data",
     "democracy", "democratic", "department", "dept", "desk", "digital", "director", "directorate", "duty",
     "education", "elections", "electoral", "emergency", "environment", "estates", "events", "exec", "executive",
     "external", "facilities", "finance", "fire", "for", "fraud", "general", "governance", "gp", "grants", "head",
     "headteacher", "health", "help", "highways", "housing", "hr", "ict", "inbox", "innovation", "insurance",
     "internal", "invoices", "it", "learning", "legal", "leisure", "libraries", "library", "licensing", "local",
     "lost", "mail", "manager", "mayor", "media", "member", "members", "message", "messages", "news", "night",
     "no", "not", "of", "online", "operations", "orders", "out", "parish", "parking", "partnership", "pay",
     "payments", "pensions", "people", "permits", "personnel", "planning", "police", "policy", "post", "pr",
     "practice", "press", "private", "procure", "project", "property", "public", "purchase", "purchasing",
     "reception", "records", "reply", "report", "reports", "resources", "response", "revenue", "revenues", "roads",
     "school", "schools", "scrutiny", "secretary", "service", "services", "shared", "social", "students",
     "surgery", "tax", "the", "town", "training", "transport", "travel", "treasury", "unit", "vacancy", "visits",
     "volunteer", "volunteers", "waste", "web", "webmail", "website", "welfare", "wellbeing", "work", "works"}
)  # fmt: skip

_BETWEEN = re.compile(r"[._'-]+|\d+")


def is_role(local: str) -> bool:
    """Whether the part of an address before the @ (lower case) names a role, however it is written and numbered."""
    words = [word for word in _BETWEEN.split(local) if word]
    if "".join(words) in ALWAYS | TOGETHER or any(word in ALWAYS for word in words):
        return True
    return bool(words) and all(word in TOGETHER for word in words)
