"""Pictures that people show as evidence, made anew: what is kept is what the eye sees, and nothing else of the file.

Decoding and encoding again leaves behind place, time, camera, comments and whatever hides behind or inside the file.
"""

from io import BytesIO
from threading import BoundedSemaphore
from typing import IO

from PIL import Image, ImageOps

from forum.core.errors import Invalid
from forum.core.words import lazy

MOST_BYTES = 8_000_000
MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 12_000_000, "WEBP": 12_000_000}  # looked at before anything is unpacked
LONGEST_SIDE = 2_400  # pixels; a page of A4 can be read
QUALITY = 85

NOT_A_PICTURE = lazy("This file is not a picture that we can read. Choose a PNG, JPEG or WebP file.")
TOO_LARGE = lazy(
    "This picture is too large. Choose one of at most 8 MB: a JPEG of at most 40 million pixels, "
    "or a PNG or WebP of at most 12 million."
)

_place = BoundedSemaphore(1)  # one at a time in each process


def harmless(file: IO[bytes]) -> bytes:
    """The picture of an uploaded file as a JPEG without metadata, at most 2,400 pixels wide or high. Raises Invalid."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Invalid(TOO_LARGE, "picture")
    with _place:
        try:
            return _encoded(_seen(content))
        except Invalid:
            raise
        except Image.DecompressionBombError as fault:
            raise Invalid(TOO_LARGE, "picture") from fault
        except Exception as fault:  # a damaged file makes the decoders raise almost anything
            raise Invalid(NOT_A_PICTURE, "picture") from fault


def _seen(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content), formats=list(MOST_PIXELS)) as picture:
        if picture.width * picture.height > MOST_PIXELS.get(picture.format or "", MOST_PIXELS["JPEG"]):
            raise Invalid(TOO_LARGE, "picture")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unpacked at a smaller size, others whole
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before anything is copied
        layers = ImageOps.exif_transpose(picture).convert("RGBA")
    plain = Image.new("RGB", layers.size, "white")
    plain.paste(layers, mask=layers.getchannel("A"))
    return plain


def _encoded(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
