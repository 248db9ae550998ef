"""The text of a mail as a post: its quotations as quotes of Markdown, without its signature and the list's footer.

Libraries that read replies cut out the newest words and drop or scramble the rest. Here each line stays what it was,
and the only question is whose it is; so what is taken for a quotation by mistake is folded, and can be read.
"""

import re
from dataclasses import dataclass

SIGNATURE_LINES, SIGNATURE_LENGTH = 12, 1_000
FOOTER_LINES, FOOTER_LENGTH = 14, 2_000
FOOTERS, SIGNATURES = "list footers", "signatures"
LONGEST_LINE = 400  # characters; a longer one is running text, never a line of a mail program
ATTRIBUTION_LINES = 3
DEEPEST = 9  # quotations in each other; Markdown has an end

_QUOTED = re.compile(r" {0,3}((?:> ?)*>)")
_WROTE = re.compile(
    r"(?i)(?:\b(?:wrote|writes|said|schrieb|écrit|ecrit|escribió|ha scritto|scrive|schreef|skrev|escreveu|kirjoitti|"
    r"napisał\(?a?\)?|написал\(?а?\)?|пишет)(?!\w).{0,200}:|のメール[:：])\s*$"
)
_BEGINS_ATTRIBUTION = re.compile(
    r"(?i)[ *_]*(?:On|Am|Le|El|Il|Op|Den|Em|W dniu|Dnia|At|Quoting|In (?:article|message))\b|\d{1,4}[-./]\d"
)
_MACHINE_MADE = re.compile(r"[0-9@<]")  # a date or an address: without either it may be somebody's sentence
_NAMES_ONLY = re.compile(
    r"[\"'*]*[^\W\d_a-z][\w.'-]*(?: [^\W\d_a-z][\w.'-]*){0,4}[\"'*]* (?:wrote|schrieb|skrev|schreef) ?:\s*$"
)
_TAIL = re.compile(
    r"(?i)[ *_]*-{2,}\s*(?:Original(?: Message| Appointment|-Nachricht| Mail| meddelelse)|"
    r"Message (?:d'origine|original)|Ursprüngliche Nachricht|Mensaje original|Mensagem original|Messaggio originale|"
    r"Oorspronkelijk bericht|"
    r"Forwarded message|Forwarded by\b.{0,80}|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado)"
    r"\s*-{2,}[ *_]*$|-{2,4} On .{1,200} wrote:\s*$"
)
_FROM = re.compile(r"(?i)[ *_>]*(?:From|Von|De|Da|Van|Från|Fra|Od)\s?:[ *_]*\s*\S")
_FURTHER = re.compile(
    r"(?i)[ *_>]*(?:Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto|Assunto|"
    r"Inviato|A|Oggetto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Sendt|Til|Emne)\s?:[ *_]*\s"
)
_RULE = re.compile(r"[ *\\]*[_=~-]{10,}[ *]*$|-- ?$|--~")
_FOOTER = re.compile(
    r"(?i)mailing list|\bunsubscribe|listinfo|list archives?\b|you are subscribed|you received this message because|"
    r"to (?:leave|post to) this (?:list|group)|mailto:\S+-(?:leave|unsubscribe)@|yahoo! groups"
)
_SENT_FROM = re.compile(
    r"(?i)(?:sent from (?:my|a|yahoo|outlook|mail)\b|get outlook for|von meinem .{1,30} gesendet).{0,80}$"
)


@dataclass(frozen=True)
class Words:
    """What a mail says, as Markdown, and which parts of it were left out."""

    text: str
    left_out: frozenset[str]


def words_of_mail(text: str) -> Words:
    """The text of a mail, ready to be a post."""
    lines, left_out = text.strip("\n").split("\n"), set[str]()
    while (start := _footer(lines)) is not None:
        del lines[start:]
        left_out.add(FOOTERS)
    lines = _with_tail_quoted(_with_attributions(lines))
    bounds = _signature(lines)
    if bounds:
        lines, left_out = [*lines[: bounds[0]], *lines[bounds[1] :]], left_out | {SIGNATURES}
    return Words("\n".join(_apart(lines)).strip("\n"), frozenset(left_out))


def depth_of(line: str) -> int:
    """How many times a line is quoted."""
    match = _QUOTED.match(line)
    return match[1].count(">") if match else 0


def _last_line(lines: list[str], end: int) -> int:
    """The number of lines before this one, without the empty ones at their end."""
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _footer(lines: list[str]) -> int | None:
    """Where the list's own lines begin, below a rule at the end; None when there are none."""
    end = _last_line(lines, len(lines))
    for start in range(end - 2, max(-1, end - FOOTER_LINES), -1):
        if _RULE.match(lines[start]) and not depth_of(lines[start]):
            below = "\n".join(lines[start + 1 : end])
            is_own = len(below) > FOOTER_LENGTH or any(map(depth_of, lines[start:end]))
            if not is_own and _FOOTER.search(below):
                return start
    return None


def _signature(lines: list[str]) -> tuple[int, int] | None:
    """Where a signature begins and ends: below "-- ", as far as the end or the quotation that stands under it."""
    end = _last_line(lines, len(lines))
    while end and depth_of(lines[end - 1]):
        end = _last_line(lines, end - 1)
    for start in range(end - 1, max(-1, end - SIGNATURE_LINES - 2), -1):
        if depth_of(lines[start]):
            return None
        if re.fullmatch(r"--[ \\]*", lines[start]):
            is_short = sum(map(len, lines[start:end])) <= SIGNATURE_LENGTH
            return (start, end) if is_short else None
    return (end - 1, end) if end and _SENT_FROM.match(lines[end - 1].strip()) else None


def _with_tail_quoted(lines: list[str]) -> list[str]:
    """The older mail that programs without quotation marks leave below a new one, as the quotation that it is."""
    for start, line in enumerate(lines):
        if depth_of(line) or len(line) > LONGEST_LINE:
            continue
        if _TAIL.match(line) or _is_head_of_mail(lines, start):
            return [*lines[:start], *(f"> {one}".rstrip() for one in lines[start : _last_line(lines, len(lines))])]
    return lines


def _is_head_of_mail(lines: list[str], start: int) -> bool:
    """Whether From: and at least two more headers stand here, below an empty line or a rule."""
    if not _FROM.match(lines[start]) or (start and lines[start - 1].strip() and not _RULE.match(lines[start - 1])):
        return False
    return sum(bool(_FURTHER.match(one)) for one in lines[start + 1 : start + 10]) >= 2


def _with_attributions(lines: list[str]) -> list[str]:
    """The lines that say who wrote what is quoted below them belong to the quotation."""
    marked = list(lines)
    for number, line in enumerate(lines):
        if not depth_of(line) or (number and depth_of(lines[number - 1])):
            continue
        last = _last_line(lines, number) - 1
        first = _first_of_attribution(lines, last) if number - last <= 2 else -1
        for place in range(first, number) if first >= 0 else ():
            marked[place] = f"> {lines[place]}".rstrip()
    return marked


def _first_of_attribution(lines: list[str], last: int) -> int:
    """Where the attribution begins that ends in this line; -1 when it is none."""
    if last < 0 or len(lines[last]) > LONGEST_LINE or not _WROTE.search(lines[last]):
        return -1
    for first in range(last, max(-1, last - ATTRIBUTION_LINES), -1):
        if not lines[first].strip() or depth_of(lines[first]):
            break
        if _BEGINS_ATTRIBUTION.match(lines[first]) and _MACHINE_MADE.search("".join(lines[first : last + 1])):
            return first
    is_alone = last == 0 or not lines[last - 1].strip()
    return last if is_alone and ("@" in lines[last] or _NAMES_ONLY.match(lines[last])) else -1


def _apart(lines: list[str]) -> list[str]:
    """An empty line where a quotation ends or is quoted less: Markdown would draw the next line into it."""
    apart, before = list[str](), 0
    for line in lines:
        depth = depth_of(line)
        if depth > DEEPEST:
            line, depth = "> " * DEEPEST + line.lstrip(" >"), DEEPEST
        if depth < before and line.strip(" >"):
            apart.append(">" * depth)
        apart.append(line)
        before = depth
    return apart
