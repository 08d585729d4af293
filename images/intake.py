"""
The door of the library: from an uploaded file to a clean picture.

Whatever comes in is decoded and encoded anew, upright, in sRGB, without metadata. What is no
picture, or too much of one, is refused in words. Sizes are known before anything is decoded.
"""

import hashlib
import logging
import math
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms

from images import heic
from images.addresses import name_of
from images.likeness import perceptual_hash
from images.memory import Store
from images.models import Image
from uploads.receiving import NotReceived

logger = logging.getLogger(__name__)

# Besides HEIC, which is decoded elsewhere; with JPEG comes MPO, the JPEG of some cameras.
FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
PUBLIC_SIDE = 1920  # pixels, the longer edge of what readers get
PUBLIC_QUALITY = 82
ORIGINAL_QUALITY = 90
FEW_COLOURS = 128  # a drawing or a screen; a grey photograph has up to 256
LONGEST_SIDE = 30_000  # pixels; JPEG ends at 65,535

# Bytes of memory that one picture may take while it is read, and all that are read at one moment
# together. Larger JPEGs are decoded at half or a quarter of their size; other pictures are shrunk
# while they are copied.
MEMORY = 215_000_000
memory = Store(MEMORY)
# A JPEG of many passes costs the time of as many pictures; encoders make about ten.
MOST_PASSES = 32
# Bytes per pixel that the decoder takes, measured; a WebP is held several times over.
WEBP_BYTES_PER_PIXEL = 16
BYTES_PER_PIXEL = {"1": 1, "L": 1, "P": 1, "LA": 4, "PA": 4, "I;16": 2}

STRIP = 256  # rows copied at a time

# EXIF 2.32, 4.6.4 A, tag 274 (orientation): what brings each value upright.
UPRIGHT = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
ORIENTATION = 274


class AlreadyKept(ValidationError):
    """The library has this picture, or had it before it was erased; `image` is its row."""

    def __init__(self, image):
        self.image = image
        message = (
            _("This picture was erased from the library by order and cannot come back.")
            if image.erasure
            else _("This picture is in the library already: “%(title)s”.") % {"title": image.title}
        )
        super().__init__(message, code="already_kept")


@dataclass(frozen=True)
class CleanPicture:
    """A picture fit to be kept: the public JPEG and the original, both as bytes."""

    public: bytes
    original: bytes
    original_suffix: str
    sha256: str
    perceptual_hash: str


def take_in(upload):
    """
    Return the `CleanPicture` made of an uploaded file.

    ``upload`` is a Django ``File``. Raises ``ValidationError`` (`AlreadyKept` for a picture the
    library has) with a message for the person who chose the file.
    """
    clean = cleaned(upload)
    if existing := Image.objects.filter(sha256=clean.sha256).first():
        raise AlreadyKept(existing)
    return clean


def take_aside(upload):
    """
    Return the `CleanPicture` of a file that is kept outside the library, which may have it too.

    Raises ``ValidationError`` as `take_in` does, and `AlreadyKept` only for what was erased.
    """
    clean = cleaned(upload)
    if erased := Image.objects.filter(sha256=clean.sha256).exclude(erasure=None).first():
        raise AlreadyKept(erased)
    return clean


def cleaned(upload):
    """Return the `CleanPicture` of an uploaded file, or refuse the file."""
    refuse_size(upload)
    try:
        with opened(upload) as image:
            factor = factor_within_limits(image, upload)
            with memory.lent(memory_for(image, factor)):
                return encode(read(image, factor))
    except ValidationError:
        raise
    except (
        *(Pillow.DecompressionBombError, Pillow.DecompressionBombWarning),
        heic.TooManyPixels,
    ):
        raise too_many_pixels() from None
    except heic.NotDecoded as error:
        logger.info("A HEIC picture was not decoded: %s", error)
        raise ValidationError(
            _(
                "This HEIC picture cannot be read. On the telephone choose Settings, Camera, "
                "Formats, “Most Compatible”, or send the picture as JPEG."
            ),
            code="unreadable",
        ) from error
    except Exception as error:
        # The decoders answer broken and hostile files with every kind of exception there is.
        raise ValidationError(
            _("This file is damaged or incomplete. Export the picture again, and upload that."),
            code="unreadable",
        ) from error


def put_files(image, clean):
    """Give an unsaved `Image` the files of a `CleanPicture`; saving it writes them."""
    name = name_of(clean.sha256)
    image.sha256 = clean.sha256
    image.perceptual_hash = clean.perceptual_hash
    image.original = ContentFile(
        clean.original, name=name.removesuffix(".jpg") + clean.original_suffix
    )
    image.picture = ContentFile(clean.public, name=name)


def keep(clean, **words):
    """
    Put a `CleanPicture` into the library and return its `Image`; renditions follow on commit.

    ``words`` are the fields title, alt_text, caption, credit, focal_x, focal_y, uploaded_by.
    Raises ``OSError`` when the disk refuses, and then keeps nothing.
    """
    image = Image(**words)
    put_files(image, clean)
    image.save()
    return image


def storage_refusal():
    """Return why a picture is not there, for a disk that is full or does not answer."""
    return _(
        "The picture could not be stored: the server's disk is full or does not answer. Nothing "
        "was kept. Tell the administrator, and try again later."
    )


def refuse_size(upload):
    if isinstance(upload, NotReceived):
        raise ValidationError(storage_refusal(), code="not_stored")
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose another one."), code="empty")
    if upload.size > settings.IMAGE_MAX_BYTES:
        raise ValidationError(
            _(
                "This file is too large (%(size)s). The limit is %(limit)s: make the picture "
                "smaller."
            )
            % {
                "size": filesizeformat(upload.size),
                "limit": filesizeformat(settings.IMAGE_MAX_BYTES),
            },
            code="too_large",
        )


def too_many_pixels():
    return ValidationError(
        _(
            "This picture has too many pixels. The limit is %(limit)s million: make the picture "
            "smaller, for instance 4000 pixels wide."
        )
        % {"limit": settings.IMAGE_MAX_PIXELS // 1_000_000},
        code="too_many_pixels",
    )


def no_picture(start):
    """Return the refusal of a file that is none of the formats, by its first bytes."""
    lowered = start.lower()
    if b"<svg" in lowered:
        message = _("SVG drawings are not accepted. Export the drawing as PNG, and upload that.")
    elif start.startswith((b"II*\0", b"MM\0*")):
        message = _("TIFF pictures are not accepted. Export the picture as JPEG or PNG.")
    else:
        message = _(
            "This file is not a picture that can be used, whatever its name says. Choose a JPEG, "
            "HEIC, PNG, WebP or GIF file."
        )
    return ValidationError(message, code="no_picture")


@contextmanager
def opened(upload):
    """Give the upload as a Pillow image that is not decoded yet, or the `Rows` of a HEIC."""
    upload.seek(0)
    start = upload.read(512)
    upload.seek(0)
    if heic.is_heic(start):
        with heic.decoding(upload, settings.IMAGE_MAX_PIXELS) as rows:
            yield rows
        return
    try:
        image = Pillow.open(upload, formats=FORMATS)
    except Pillow.UnidentifiedImageError:
        raise no_picture(start) from None
    with image:
        yield image


def read(image, factor):
    """Return an opened upload as a new upright image, RGB, or RGBA where it is see-through."""
    orientation = orientation_of(image)
    if image.format in {"JPEG", "MPO"} and factor > 1:
        width, height = image.size
        image.draft(None, (width // factor, height // factor))
        factor = 1
    copied = copy(image, factor)
    image.close()  # gives back the memory before the copy is turned
    if orientation in UPRIGHT:
        copied = copied.transpose(UPRIGHT[orientation])
    if copied.mode == "RGBA" and copied.getextrema()[3] == (255, 255):
        copied = copied.convert("RGB")
    return copied


def factor_within_limits(image, upload):
    """Return by how much (1, 2 or 4) the picture must be shrunk while it is read, or refuse it."""
    width, height = image.size
    pixels = width * height
    if pixels > settings.IMAGE_MAX_PIXELS or max(width, height) > LONGEST_SIDE:
        raise too_many_pixels()
    if image.format in {"JPEG", "MPO"} and passes_in(upload) > MOST_PASSES:
        raise ValidationError(
            _("This JPEG is built in an unusual way. Export the picture again, and upload that."),
            code="too_many_passes",
        )
    for factor in (1, 2, 4):
        if memory_for(image, factor) <= MEMORY:
            return factor
    raise ValidationError(
        _(
            "Reading this picture would take too much memory. Make it smaller, for instance 4000 "
            "pixels wide, or export it as a plain JPEG."
        ),
        code="too_much_memory",
    )


def memory_for(image, factor):
    """Return the bytes that reading the picture takes at its highest point."""
    pixels = math.prod(image.size)
    result = 4 * math.prod(math.ceil(side / factor) for side in image.size)
    if image.format in {"JPEG", "MPO"}:
        decoding = coefficients_of(image) + result
        copying = 2 * result
    elif image.format == "HEIC":
        decoding = copying = result  # the rest is the memory of another process
    else:
        decoded = pixels * BYTES_PER_PIXEL.get(image.mode, 4)
        decoding = pixels * WEBP_BYTES_PER_PIXEL if image.format == "WEBP" else decoded
        copying = decoded + result
    turning = 2 * result
    if image.has_transparency_data:
        turning += result // 4  # its PNG, which compresses less than a JPEG
    return max(decoding, copying, turning)


def coefficients_of(image):
    """Return the bytes in which libjpeg holds a whole JPEG of several passes; 0 for a plain one."""
    if not image.info.get("progressive"):
        return 0
    # Each layer is (id, horizontal sampling, vertical sampling, table).
    across = max(layer[1] for layer in image.layer)
    down = max(layer[2] for layer in image.layer)
    samples = sum(layer[1] * layer[2] for layer in image.layer) / (across * down)
    return int(2 * samples * image.width * image.height)


def passes_in(upload):
    """Count the start-of-scan markers in a JPEG file (ITU-T T.81, B.1.1.3)."""
    upload.seek(0)
    found, last = 0, b""
    while chunk := upload.read(65536):
        found += (last + chunk).count(b"\xff\xda")
        last = chunk[-1:]
    upload.seek(0)
    return found


def orientation_of(image):
    """Return the EXIF orientation; 1 (upright) when the EXIF data is broken, as it often is."""
    if image.format == "HEIC":
        return 1  # the format turns its pictures itself, and what EXIF says there does not count
    with suppress(Exception):
        return image.getexif().get(ORIENTATION, 1)
    return 1


def copy(image, factor):
    """Return an image without its metadata in sRGB, strip by strip to spare memory."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    result = Pillow.new(mode, tuple(math.ceil(side / factor) for side in image.size))
    transform, top = None, 0
    for raw in strips_of(image):
        strip = in_plain_mode(raw, mode)
        if top == 0:
            transform = transform_to_srgb(image.info.get("icc_profile"), strip.mode, mode)
        strip = ImageCms.applyTransform(strip, transform) if transform else strip.convert(mode)
        result.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
        top += raw.height
    return result


def strips_of(image):
    """Yield an opened upload from the top, `STRIP` rows at a time."""
    if image.format == "HEIC":
        yield from image.strips(STRIP)
        return
    image.load()
    width, height = image.size
    for top in range(0, height, STRIP):
        yield image.crop((0, top, width, min(top + STRIP, height)))


def in_plain_mode(strip, mode):
    """Return a strip as L, RGB, RGBA or CMYK, with 8 bits a channel."""
    if strip.mode.startswith("I"):
        # Pillow would cut 16 bits off at 255 and show a white picture.
        return strip.point(lambda value: value * (1 / 256)).convert("L")
    if strip.mode in {"L", "CMYK", mode} and not (strip.mode == "L" and mode == "RGBA"):
        return strip
    return strip.convert("L" if strip.mode == "1" else mode)


def transform_to_srgb(icc_profile, strip_mode, mode):
    """Return the colour transform for an embedded profile; None where none fits."""
    if not icc_profile:
        return None
    spaces = {"L": "GRAY", "RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK"}
    with suppress(ImageCms.PyCMSError, OSError, TypeError, ValueError):
        source = ImageCms.ImageCmsProfile(BytesIO(icc_profile))
        if source.profile.xcolor_space.strip() == spaces[strip_mode]:
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.buildTransform(source, srgb, strip_mode, mode)
    return None


def encode(picture):
    """Return the `CleanPicture` of an upright RGB or RGBA image, which is used up."""
    original = BytesIO()
    if picture.mode == "RGBA" or picture.getcolors(FEW_COLOURS):
        suffix = ".png"
        picture.save(original, "PNG", compress_level=1)
    else:
        suffix = ".jpg"
        picture.save(original, "JPEG", quality=ORIGINAL_QUALITY)
    # Halved or thirded first where it is that large: half the time, and no difference to be seen.
    picture.thumbnail((PUBLIC_SIDE, PUBLIC_SIDE), Pillow.Resampling.LANCZOS, reducing_gap=1.0)
    if picture.mode == "RGBA":
        on_white = Pillow.new("RGB", picture.size, "white")
        on_white.paste(picture, mask=picture)
        picture = on_white
    likeness = perceptual_hash(picture)
    public = BytesIO()
    picture.save(public, "JPEG", quality=PUBLIC_QUALITY, optimize=True, progressive=True)
    return CleanPicture(
        public=public.getvalue(),
        original=original.getvalue(),
        original_suffix=suffix,
        sha256=hashlib.sha256(public.getvalue()).hexdigest(),
        perceptual_hash=likeness,
    )
