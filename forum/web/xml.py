"""XML that programs read: elements of one namespace, and texts as XML takes them."""

import re

from flask import Response
from lxml import etree
from lxml.builder import ElementMaker

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def elements_of(namespace: str) -> ElementMaker:
    """What makes elements of a namespace that needs no prefix."""
    return ElementMaker(namespace=namespace, nsmap={None: namespace})


def writable(text: str) -> str:
    """The text without the signs that XML 1.0 forbids."""
    return _NOT_IN_XML.sub("", text)


def xml_answer(root: etree._Element, mimetype: str) -> Response:
    """The answer that is this document."""
    body = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type=f"{mimetype}; charset=utf-8")
