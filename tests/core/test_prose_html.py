"""No text makes HTML that a post may not have: known attacks, and what bleach thinks of what we write."""

import pytest

from forum.core.markup import render
from forum.core.prose_html import is_clean, source_html
from tests.core.prose_trees import Tree, faults

pytestmark = pytest.mark.apart

ATTACKS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//e.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>", '<img src="x" onerror="alert(1)"', "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//", "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>", "<object data=javascript:alert(1)>", "<embed src=data:text/html,x>",
    "<link rel=stylesheet href=//e.example>", "<meta http-equiv=refresh content=0>", "<base href=//e.example>",
    "<form action=//e.example><input name=password>", "<style>*{background:url(x)}</style>",
    "<a href=javascript:alert(1)>x</a>", "<p style=position:fixed>x</p>", "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>", "<template><script>alert(1)</script></template>", "<plaintext>", "<xmp>",
    "<!--", "<!-- --!><img src=x onerror=alert(1)> -->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?>", "<!DOCTYPE html>", "</p></div><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>", "<p/onclick=x>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;", "&amp;lt;script&amp;gt;", "\x00<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</script>", "\ud800<script>", "＜script＞alert(1)＜/script＞", "[x](javascript:alert(1))",
    "![x](javascript:alert(1))", "[x](data:text/html;base64,PHN2Zz4=)", "<javascript:alert(1)>",
    '[x](https://e.example "onmouseover=alert(1)")', "[x](https://e.example '\" onclick=alert(1) x=\"')",
    '[x](https://e.example/"onclick=alert(1)//)', "[x](<https://e.example/\" onclick=\"alert(1)>)",
    '![" onerror="alert(1)](https://e.example/a.png)', '![x](https://e.example/a.png "\\" onerror=\\"alert(1)")',
    "[<img src=x onerror=alert(1)>](https://e.example)", "[x]\n\n[x]: javascript:alert(1)",
    '[x]\n\n[x]: https://e.example "\\"><script>alert(1)</script>"', "[x](java\nscript:alert(1))",
    "[x](&#x6A;avascript:x)",
    '```"><script>alert(1)</script>\nx\n```', "```x\" onclick=\"alert(1)\n```", "~~~<b>\n~~~",
    "``` `<img src=x onerror=y>",
    '"><b> | y\n--|--\n<img src=x onerror=alert(1)> | z', "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>", "https://e.example/\"onmouseover=alert(1)", "https://e.example/<script>",
    "www.e.example/'onclick='x", "<https://e.example/\"onclick=alert(1)>", "a@b.cc\"onclick=alert(1)",
    "<a@b.cc\" onclick=x>", "@asha\"><script>", "# <script>alert(1)</script>", "> <script>\n> alert(1)\n> </script>",
    "- <style>\n- x", "1. <b>\n2. </b>", "*<b*>", "[a<b](https://e.example)*>*", "<a title=\"*\">*", "<scr\nipt>",
    "<b\n\nonclick=x>", "\\<script\\>", "<\\script>",
    "<a href=\"https://e.example\">`</a><img src=x onerror=alert(1)>`", "{{ 7 * 7 }}{% raw %}", "{{config}}",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_text(attack):
    assert faults(render(attack)) == []


@pytest.mark.parametrize(
    "frame",
    ["> {}", "- {}", "# {}", "a | b\n--|--\n{} | c", "**{}**", "[{}](https://e.example)", "x\n{}\nx"],
)  # fmt: skip
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_text_wherever_it_stands(frame, attack):
    assert faults(render(frame.format(attack))) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_a_text_too_long_to_be_read_is_text(attack):
    html = source_html(attack + "\n\n" + attack)

    assert {tag for tag, _ in Tree(html).tags} <= {"div", "p", "br"}
    assert faults(html) == []


def test_raw_html_is_shown_as_it_was_typed():
    html = render('<b onclick="x">bold</b> & <br>')

    assert html == "<p>&lt;b onclick=&quot;x&quot;&gt;bold&lt;/b&gt; &amp; &lt;br&gt;</p>\n"


@pytest.mark.parametrize(
    "prose",
    ["<script>x</script>", "<p onclick='x'>x</p>", '<a href="javascript:x">x</a>', '<a href="//e.example">x</a>',
     "<p>x",
     '<a target="_blank" href="/">x</a>', '<code class="x y">x</code>', '<div class="app-header">x</div>', "<h1>x</h1>",
     '<img src="/x">', '<div role="alert">x</div>', '<p style="color:red">x</p>', "<!-- x -->",
     '<td colspan="2">x</td>',
     '<a href="/" rel="me">x</a>', '<li value="x">x</li>', '<a class="button" href="/">x</a>', "<p>a < b</p>"],
)  # fmt: skip
def test_what_no_post_may_have_is_not_clean(prose):
    assert not is_clean(prose)


def test_typed_text_keeps_its_paragraphs_and_line_ends():
    assert source_html("a\nb\n\n\n<c>\n") == ('<div class="app-prose__source"><p>a<br>b</p><p>&lt;c&gt;</p></div>\n')
