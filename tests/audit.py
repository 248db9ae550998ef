"""What every page owes its readers, whoever they are and however they read: checked on all that tests open."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from tests.elements import Element, read_page

Rule = Callable[[list[Element]], Iterator[str]]

FIELDS = ("input", "select", "textarea")
UNLABELLED_INPUTS = ("hidden", "submit", "button", "image", "reset")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TOKEN = re.compile(r'(?<= name="csrf_token" )((?:type="hidden" )?value=)"[^"]+"')
_faultless: set[int] = set()  # pages, that tests open over and over again, each reader with a token of their own


def audit(html: str, where: str) -> None:
    """Raises AssertionError with everything that is wrong with the page that was read at `where`."""
    page = hash(TOKEN.sub(r'\1"a token"', html))
    if page in _faultless:
        return
    elements, faults = read_page(html)
    for rule in RULES:
        faults.extend(rule(elements))
    assert not faults, f"The page at {where} is faulty:\n" + "\n".join(f"  - {fault}" for fault in faults)
    _faultless.add(page)


def _says_what_it_is(page: list[Element]) -> Iterator[str]:
    roots, titles = _tagged(page, "html"), [one for one in _tagged(page, "title") if not one.inside("svg")]
    if not (roots and roots[0].attributes.get("lang")):
        yield "it does not say its language"
    if len(titles) != 1 or not titles[0].text.split("–")[0].strip():
        yield "it has no title"
    if len(_tagged(page, "main")) != 1:
        yield "it has no main part, or several"


def _has_headings_in_order(page: list[Element]) -> Iterator[str]:
    headings = _tagged(page, *HEADINGS)
    if len([one for one in headings if one.tag == "h1"]) != 1:
        yield f"it has {len(_tagged(page, 'h1'))} first headings instead of one"
    levels = [int(one.tag[1]) for one in headings]
    for heading, before in zip(headings[1:], levels, strict=False):
        if int(heading.tag[1]) > before + 1:
            yield f"the heading {heading.text!r} skips a level after h{before}"
    yield from (f"an empty heading: {one}" for one in headings if not one.name)


def _names_each_id_once(page: list[Element]) -> Iterator[str]:
    counts = Counter(one.attributes["id"] for one in page if "id" in one.attributes)
    yield from (f"the id {name!r} stands there {times} times" for name, times in counts.items() if times > 1)


def _refers_to_what_is_there(page: list[Element]) -> Iterator[str]:
    ids = {one.attributes.get("id") for one in page}
    for one in page:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
            missing = set((one.attributes.get(attribute) or "").split()) - ids
            yield from (f"{attribute} of {one} names {name!r}, which is not there" for name in missing)
        target = one.attributes.get("href") or ""
        if one.tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield f"{one} leads to {target}, which is not there"


def _labels_its_fields(page: list[Element]) -> Iterator[str]:
    labelled = {one.attributes.get("for") for one in _tagged(page, "label") if one.name}
    for field in _tagged(page, *FIELDS):
        named = field.attributes.get("aria-label") or field.attributes.get("aria-labelledby")
        by_label = field.attributes.get("id") in labelled or field.inside("label")
        if field.attributes.get("type") not in UNLABELLED_INPUTS and not (named or by_label):
            yield f"{field} has no label"
        if field.attributes.get("type") == "radio" and not field.inside("fieldset"):
            yield f"{field} stands in no fieldset"
    legends = {one.parent for one in _tagged(page, "legend") if one.name}
    yield from (f"{one} has no legend" for one in _tagged(page, "fieldset") if one not in legends)


def _protects_its_forms(page: list[Element]) -> Iterator[str]:
    tokens = [one for one in _tagged(page, "input") if one.attributes.get("name") == "csrf_token"]
    protected = {one.closest("form") for one in tokens if one.attributes.get("value")}
    for form in _tagged(page, "form"):
        posts = (form.attributes.get("method") or "get").lower() == "post"
        if posts and form not in protected:
            yield f"{form} carries no token"
        if not posts and form in protected:
            yield f"{form} puts its token into the address"
        if form.inside("form"):
            yield f"{form} stands inside another form"


def _names_what_one_presses(page: list[Element]) -> Iterator[str]:
    for one in _tagged(page, "a", "button", "summary"):
        if not one.name and ("href" in one.attributes or one.tag != "a"):
            yield f"{one} has no name"
        if one.parent is not None and (one.inside("a") or one.inside("button")):
            yield f"{one} stands inside something else that is pressed"
        if (one.attributes.get("href") or "").lower().startswith("javascript:"):
            yield f"{one} runs a script"
    yield from (f"{one} has no alt" for one in _tagged(page, "img") if "alt" not in one.attributes)
    yield from (f"{one} is for eyes only" for one in _tagged(page, "svg") if not _is_named_or_hidden(one))


def _keeps_scripts_and_styles_outside(page: list[Element]) -> Iterator[str]:
    for one in page:
        if one.tag == "style" or (one.tag == "script" and "src" not in one.attributes):
            yield f"{one} stands in the page"
        yield from (f"{one} has {name}" for name in one.attributes if name == "style" or name.startswith("on"))


def _keeps_the_order_of_the_keyboard(page: list[Element]) -> Iterator[str]:
    for one in page:
        if int(one.attributes.get("tabindex") or 0) > 0:
            yield f"{one} jumps the queue of the tab key"
        if "autofocus" in one.attributes:
            yield f"{one} takes the focus"


def _tells_machines_when(page: list[Element]) -> Iterator[str]:
    yield from (f"{one} has no datetime" for one in _tagged(page, "time") if not one.attributes.get("datetime"))


def _is_named_or_hidden(svg: Element) -> bool:
    return "aria-label" in svg.attributes or svg.attributes.get("aria-hidden") == "true"


def _tagged(page: list[Element], *tags: str) -> list[Element]:
    return [one for one in page if one.tag in tags]


RULES: tuple[Rule, ...] = (
    _says_what_it_is,
    _has_headings_in_order,
    _names_each_id_once,
    _refers_to_what_is_there,
    _labels_its_fields,
    _protects_its_forms,
    _names_what_one_presses,
    _keeps_scripts_and_styles_outside,
    _keeps_the_order_of_the_keyboard,
    _tells_machines_when,
)
