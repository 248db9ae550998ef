"""Mailboxes that belong to a role and not to a person: several people read them, so they prove nobody."""

import re

# A mailbox is a role's when one of its words is one of these: `info.north`, `planning-enquiries`.
ALWAYS = frozenset(
    {"abuse", "accounts-payable", "admin", "administrator", "alerts", "all-staff", "allstaff", "appointments",
     "billing", "bookings", "bounce", "bounces", "businessrates", "caldicott", "callcentre", "careers", "comms",
     "communications", "complaints", "contact", "contactcentre", "contactus", "correspondence", "counciltax",
     "customercare", "customerservice", "customerservices", "customersupport", "datacontroller", "dataprotection",
     "donotreply", "dpo", "editor", "enquiries", "enquiry", "enrolments", "everybody", "everyone", "feedback", "foi",
     "frontdesk", "ftp", "generaloffice", "group", "hello", "helpdesk", "helpline", "hostmaster", "hotline",
     "housingbenefit", "humanresources", "ictsupport", "info", "information", "infosec", "inquiries", "inquiry",
     "itsupport", "jobs", "landcharges", "mailbox", "mailerdaemon", "marketing", "mediaoffice", "membership",
     "newsdesk", "newsletter", "newsletters", "nobody", "noreply", "notification", "notifications", "office",
     "opendata", "payable", "payroll", "phishing", "planningenquiries", "postbox", "postmaster", "postroom",
     "pressoffice", "privacy", "procurement", "receptionist", "recruitment", "referrals", "registrars", "registry",
     "reprographics", "root", "safeguarding", "sales", "secretariat", "security", "servicedesk", "servicenow",
     "sharedmailbox", "spam", "staff", "subscribe", "support", "switchboard", "sysadmin", "system", "team", "test",
     "unsubscribe", "usenet", "uucp", "vacancies", "webadmin", "webeditor", "webmaster", "webteam", "whistleblowing",
     "www"}
)  # fmt: skip

# These stand for a role only when nothing but such words is there: `hr`, `press.desk`, but not `hr.patel`.
TOGETHER = frozenset(
    {"account", "accounts", "admissions", "adoption", "adult", "adults", "advice", "all", "allotments", "and",
     "appeal", "appeals", "applications", "apprenticeships", "archaeology", "archive", "archives", "area", "asb",
     "assessment", "assets", "audit", "badge", "benefit", "benefits", "bereavement", "bins", "births", "blue",
     "board", "booking", "branch", "building", "burials", "business", "cafe", "call", "care", "catering", "cctv",
     "cemeteries", "centre", "ceo", "charges", "chief", "children", "childrens", "civic", "civil", "claims",
     "cleansing", "clerk", "clerks", "climate", "clinic", "cllr", "collections", "commissioning", "committee",
     "community", "compliance", "concessions", "conservation", "consultation", "consultations", "content", "contract",
     "contracts", "control", "coroner", "coroners", "corporate", "council", "councillor", "councillors",
     "crematorium", "crime", "custody", "customer", "customers", "data", "deaths", "democracy", "democratic",
     "department", "depot", "dept", "desk", "development", "digital", "director", "directorate", "district",
     "donations", "drainage", "duty", "ecology", "education", "elections", "electoral", "emergency", "enforcement",
     "engagement", "environment", "environmental", "equalities", "estates", "events", "exec", "executive",
     "executives", "external", "facilities", "families", "finance", "fire", "firearms", "first", "fleet", "flood",
     "flooding", "for", "fostering", "fraud", "gallery", "garage", "gdpr", "general", "governance", "governors", "gp",
     "grants", "gritting", "grounds", "head", "headteacher", "health", "help", "highways", "hire", "homelessness",
     "housing", "hr", "ict", "improvement", "inbox", "innovation", "insurance", "internal", "interpreters",
     "intranet", "investigations", "invoices", "it", "leader", "learning", "legal", "leisure", "lettings",
     "libraries", "library", "licence", "licences", "licensing", "lighting", "line", "lines", "local", "lost", "mail",
     "maintenance", "management", "manager", "market", "markets", "maternity", "mayor", "media", "member", "members",
     "message", "messages", "mobile", "monitoring", "museum", "museums", "neighbourhood", "neighbourhoods", "news",
     "night", "no", "not", "occupational", "of", "officer", "officers", "online", "operations", "ops", "options",
     "orders", "out", "outpatients", "parish", "parking", "parks", "partnership", "passenger", "pay", "payments",
     "penalties", "pensions", "people", "performance", "permit", "permits", "personnel", "pest", "pharmacy", "plan",
     "planning", "plans", "police", "policy", "post", "potholes", "pr", "practice", "press", "prevention", "private",
     "procure", "professional", "project", "projects", "property", "public", "purchase", "purchasing", "quality",
     "radiology", "reception", "records", "recycling", "regeneration", "registration", "regulatory", "relations",
     "rents", "repairs", "reply", "report", "reports", "request", "requests", "research", "resilience", "resources",
     "response", "revenue", "revenues", "rights", "risk", "roads", "room", "safety", "sar", "sars", "school",
     "schools", "screening", "scrutiny", "secretary", "service", "services", "shared", "shop", "sites", "skills",
     "social", "sport", "sports", "standards", "station", "stores", "strategic", "strategy", "street", "streetcare",
     "streets", "students", "surgery", "sustainability", "tax", "taxi", "taxis", "technical", "tenancies", "tenancy",
     "tenders", "the", "theatre", "theatres", "tourism", "town", "trade", "trading", "training", "transformation",
     "translation", "transparency", "transport", "travel", "treasury", "treatment", "trees", "union", "unit",
     "vacancy", "venue", "venues", "visitor", "visitors", "visits", "volunteer", "volunteering", "volunteers",
     "waste", "web", "webmail", "website", "welfare", "wellbeing", "work", "works", "youth"}
)  # fmt: skip

_BETWEEN = re.compile(r"[._'-]+|\d+")
_SHORT = frozenset({"dpo", "foi", "gp", "hr", "ict", "sar", "tax", "web"})
_IN_ONE = "|".join(sorted(_SHORT | {word for word in ALWAYS | TOGETHER if len(word) > 3 and word.isalpha()}))
_SEVERAL = re.compile(rf"(?:{_IN_ONE})(?:and)?(?:(?:{_IN_ONE})(?:and)?)*(?:{_IN_ONE})")


def is_role(local: str) -> bool:
    """Whether the part of an address before the @ (lower case) names a role, however it is written and numbered.

    Words may be written as one, `housingoptions`; short ones are not looked for in others, because names have them too.
    """
    words = [word for word in _BETWEEN.split(local) if word]
    if "".join(words) in ALWAYS | TOGETHER or any(word in ALWAYS for word in words):
        return True
    return bool(words) and all(word in TOGETHER or _SEVERAL.fullmatch(word) for word in words)
