"""Whose words are whose in a mail: quotations, who is quoted, signatures, footers of lists."""

import pytest

from forum.core.markup import own_words
from forum.imports.quotations import words_of_mail

FOOTER = "_______________________________________________\nKettles mailing list\nhttps://example.org/listinfo/kettles"
GROUP = '-- \nYou received this message because you are subscribed to the Google Group "Kettles".'
TAIL = "From: Asha Patel\nSent: Thursday\nTo: Kettles\nSubject: Drawers\n\nWhere?"


@pytest.mark.parametrize(
    ("mail", "own"),
    [
        ("Nine.\n\nOn Thu, 13 Mar 2014, Asha wrote:\n> Where?\n> There?", "Nine."),
        ("On Thu, 13 Mar 2014 at 20:32, Asha Patel\n<a@example.org> wrote:\n\n> Where?\nNine.", "Nine."),
        ("> Where?\nNine.\n> And cups?\nTen.", "Nine. Ten."),
        ("Nine.\n\nAm 13.03.2014 um 20:32 schrieb Asha:\n> Wo?", "Nine."),
        ("Nine.\n\nLe 13 mars 2014, Asha a écrit :\n> Où ?", "Nine."),
        ("Nine.\n\nEl 13/3/2014, Asha escribió:\n> ¿Dónde?", "Nine."),
        ("Nine.\n\nOp 13 maart 2014 schreef Asha:\n> Waar?", "Nine."),
        ("Nine.\n\n2014-03-13 20:32 GMT+01:00 Asha <a@example.org> wrote:\n> Where?", "Nine."),
        ("Nine.\n\nAsha Patel wrote:\n> Where?", "Nine."),
        (f"Nine.\n\n-----Original Message-----\n{TAIL}", "Nine."),
        (f"Nine.\n\n---------- Forwarded message ----------\n{TAIL}", "Nine."),
        (f"Nine.\n\n{TAIL}", "Nine."),
        (f"Nine.\n\n{'_' * 32}\n*From:* Asha\n{TAIL[17:]}", "Nine."),
        ("Nine.\n\n**Von:** Asha\n**Gesendet:** Montag\n**An:** Ben\n**Betreff:** Wo\n\nWo?", "Nine."),
        ("Nine.\n> > > a\n> b\nTen.", "Nine. Ten."),
    ],
)
def test_what_is_quoted_is_a_quotation_with_the_line_that_says_whose(mail, own):
    assert own_words(words_of_mail(mail).text) == own


@pytest.mark.parametrize(
    "mail",
    [
        "I like what she wrote:\n\n> Nine.",
        "On this point Polya said:\n\n> Nine.",
        "In the section on cups Donoghue writes:\n\n> Nine.",
        "From: the kitchen\n\nNine cups.",
        "Send it to:\nTo: me\nFrom: you",
        "-- \n" + "A long text, and no signature.\n" * 30,
        "One\n-- \nTwo\n\n" + "More text\n\n" * 20,
        "_____________\nA drawing of a cup",
        "Sent from my desk are the cups.\n\nNine.",
    ],
)
def test_what_people_write_themselves_stays_theirs(mail):
    kept = words_of_mail(mail)

    assert [line for line in kept.text.split("\n") if not line.startswith(">")] == [
        line for line in mail.strip("\n").split("\n") if not line.startswith(">")
    ]
    assert kept.left_out == frozenset()


@pytest.mark.parametrize(
    ("mail", "left_out"),
    [
        ("Nine.\n\n-- \nAsha Patel\n020 7946 0000", {"signatures"}),
        ("Nine.\n\n--\nAsha Patel", {"signatures"}),
        ("Nine.\n\nSent from my iPhone", {"signatures"}),
        (f"Nine.\n\n{FOOTER}", {"list footers"}),
        (f"Nine.\n\n{GROUP}\nTo unsubscribe, write.", {"list footers"}),
        (f"Nine.\n\n-- \nAsha\n\n{FOOTER}", {"list footers", "signatures"}),
        (f"Nine.\n\n{FOOTER}\n\n{GROUP}", {"list footers"}),
    ],
)
def test_signatures_and_footers_are_left_out(mail, left_out):
    assert words_of_mail(mail) == type(words_of_mail(""))("Nine.", frozenset(left_out))


def test_a_signature_above_a_quotation_goes_and_the_quotation_stays():
    assert words_of_mail("Nine.\n-- \nAsha\n\n> Where?").text == "Nine.\n\n> Where?"


@pytest.mark.parametrize(
    "mail", ["", "\n\n", ">", "-- ", "> " * 5_000, "-- \n" * 500, "_" * 50_000, "On 1 " * 9_000 + "wrote:\n> a"]
)
def test_mails_of_strange_shapes_are_read_in_no_time(mail):
    assert words_of_mail(mail)
