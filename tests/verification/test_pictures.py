"""A picture that is shown as evidence is made anew; what cannot be decoded, or is too large, is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin
from sqlalchemy import func, select

from forum.core.db import session
from forum.core.errors import Invalid
from forum.verification.models import Evidence, VerificationRequest
from forum.verification.pictures import LONGEST_SIDE, MOST_BYTES, harmless
from tests.factories import make_member
from tests.pages import sign_in

SECRET = b"CANARY-in-the-file"


def picture(kind="PNG", size=(60, 40), colour=(200, 30, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def with_exif(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # description
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"  # place
    return picture(kind, exif=exif.tobytes())


def bomb(side: int = 60_000) -> bytes:
    """A small PNG that says it has 3,600 million pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 10_000)), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_hides_in_a_picture_is_gone_and_the_picture_stands_upright(kind):
    before = with_exif(kind)

    after = harmless(io.BytesIO(before))

    assert SECRET in before
    assert SECRET not in after
    with Image.open(io.BytesIO(after)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (40, 60), {})
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_comments_and_text_of_a_picture_are_gone():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET.decode())
    texts.add_itxt("More", SECRET.decode(), zip=False)

    for one in (picture("PNG", pnginfo=texts), picture("JPEG", comment=SECRET)):
        assert SECRET in one
        assert SECRET not in harmless(io.BytesIO(one))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_unpacked_whole_has_fewer_pixels(kind):
    large = (3_500, 3_500)

    with pytest.raises(Invalid, match="too large"):
        harmless(io.BytesIO(picture(kind, large)))
    with Image.open(io.BytesIO(harmless(io.BytesIO(picture("JPEG", large))))) as kept:
        assert kept.size == (LONGEST_SIDE, LONGEST_SIDE)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("tail", [b"<script>1</script>" + SECRET, b"PK\x03\x04" + SECRET * 50, b"%PDF-1.7 " + SECRET])
def test_a_picture_that_is_something_else_too_is_only_a_picture_afterwards(kind, tail):
    after = harmless(io.BytesIO(picture(kind) + tail))

    assert after.startswith(b"\xff\xd8\xff")
    assert SECRET not in after
    assert b"<script" not in after


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<html><script>1</script></html>",
        b"%PDF-1.7",
        b"GIF89a" + b"\0" * 100,
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        picture("PNG")[:40],
        picture("JPEG")[:60],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 500,
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    ],
)
def test_what_is_no_picture_of_the_three_kinds_is_refused(content):
    with pytest.raises(Invalid, match="not a picture"):
        harmless(io.BytesIO(content))


@pytest.mark.parametrize(
    "make",
    [bomb, lambda: bomb(7_000), lambda: picture("PNG", (8_000, 5_001)), lambda: b"\0" * (MOST_BYTES + 1)],
    ids=["a bomb", "a small bomb", "a large picture", "a large file"],
)
def test_what_would_unpack_to_too_much_is_refused(make):
    with pytest.raises(Invalid, match="too large"):
        harmless(io.BytesIO(make()))


def test_a_large_picture_is_made_smaller():
    with Image.open(io.BytesIO(harmless(io.BytesIO(picture("JPEG", (5_000, 2_500)))))) as kept:
        assert kept.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_is_seen_through_is_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    with Image.open(io.BytesIO(harmless(io.BytesIO(out.getvalue())))) as kept:
        assert kept.getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_is_sent_with_the_form_and_kept_harmless(client, council):
    sign_in(client, make_member())

    asked = client.send(path(council), {"words": "My card", "picture": (io.BytesIO(with_exif("JPEG")), "card.jpg")})

    kept = session.scalar(select(Evidence.picture))
    assert asked.status_code == 303
    assert kept.startswith(b"\xff\xd8\xff")
    assert SECRET not in kept


def test_what_is_wrong_with_the_evidence_is_said_and_the_words_stay(client, council):
    sign_in(client, make_member())

    empty = client.send(path(council), {"words": " ", "link": ""})
    fake = client.send(path(council), {"words": "My card", "picture": (io.BytesIO(b"<html>"), "card.jpg")})
    large = client.send(path(council), {"picture": (io.BytesIO(b"\0" * (MOST_BYTES + 1)), "card.jpg")})
    larger = client.send(path(council), {"picture": (io.BytesIO(b"\0" * (MOST_BYTES + 200_000)), "card.jpg")})
    script = client.send(path(council), {"link": "javascript:alert(1)"})

    assert [one.status_code for one in (empty, fake, large, larger, script)] == [422, 422, 422, 413, 422]
    assert "Show something" in empty.text
    assert "My card" in fake.text
    assert session.scalar(select(func.count(VerificationRequest.id))) == 0


def test_after_an_error_one_is_told_to_choose_the_picture_again(client, council):
    sign_in(client, make_member())
    card = (io.BytesIO(with_exif("JPEG")), "card.jpg")

    with_picture = client.send(path(council), {"link": "nowhere", "picture": card})
    without = client.send(path(council), {"link": "nowhere"})

    assert "Choose the picture again" in with_picture.text
    assert "Choose the picture again" not in without.text
    assert (with_picture.status_code, without.status_code) == (422, 422)


def test_an_address_that_begins_with_www_is_made_whole(client, council):
    sign_in(client, make_member())

    asked = client.send(path(council), {"link": " www.lennox.gov.uk/team "})

    assert asked.status_code == 303
    assert session.scalar(select(Evidence.link)) == "https://www.lennox.gov.uk/team"


def test_who_has_not_signed_in_sends_no_more_than_to_other_pages(client, council):
    heavy, light = (io.BytesIO(b"\0" * 2_000_000), "card.jpg"), (io.BytesIO(b"\0" * 2_000), "card.jpg")

    answers = [client.send(path(council), {"picture": one}).status_code for one in (heavy, light)]

    assert answers == [413, 403]


def path(council):
    return f"/settings/verification/ask/{council.slug}/evidence"
