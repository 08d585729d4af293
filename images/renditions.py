"""
Renditions: each picture in a few widths, as WebP and JPEG, encoded away from the request.

django-pictures knows the widths and the names. The encoding is ours: the library's writes a file in
place, where a reader may fetch half of it and keep that for a year, and knows no quality. Each
width out of the next larger one also spares a fifth of the time.
"""

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task
from pictures.utils import reconstruct
from PIL import Image as Pillow

from images.likeness import perceptual_hash
from images.models import Image

# A full disk is mended sooner or later; a picture that cannot be encoded is not. So the waits grow,
# and end: 5 minutes, 25, about two hours, ten.
FIRST_WAIT = timedelta(minutes=5)
MOST_TRIES = 5

QUALITY = {"WEBP": {"quality": 75, "method": 4}, "JPEG": {"quality": 78, "progressive": True}}


def process_later(*, storage, file_name, sender, new=None, old=None):
    """
    Have the renditions made by the worker once the transaction has committed.

    The PROCESSOR of django-pictures; it names renditions as (class path, arguments, keywords).
    """

    def after_commit():
        for rendition in old or []:
            reconstruct(*rendition).delete()
        if new:
            make_renditions.enqueue(file_name)

    # Robust: by then the picture is kept, and `renditions --missing` makes up for a lost task.
    transaction.on_commit(after_commit, robust=True)


@task()
def make_renditions(file_name):
    """Make the renditions of the picture with that file name (the worker's task)."""
    try:
        process_now(file_name)
    except Exception:
        try_again_later(file_name)
        raise


def try_again_later(file_name):
    """Ask for another try after a failed one, each after a longer wait; return when, or None."""
    image = Image.objects.filter(picture=file_name).only("renditions_tries").first()
    backend = make_renditions.get_backend()
    if image is None or image.renditions_tries >= MOST_TRIES or not backend.supports_defer:
        return None
    at = timezone.now() + FIRST_WAIT * 5 ** (image.renditions_tries - 1)
    make_renditions.using(run_after=at).enqueue(file_name)
    return at


def process_now(file_name):
    """
    Make all renditions of a picture and mark it ready; return how many files were written.

    ``file_name`` is the picture's name in the storage. A picture that is no longer in the library
    gets none. A failure is written down at the picture, and raised again.
    """
    image = Image.objects.filter(picture=file_name).first()
    if image is None:
        return 0
    try:
        written = encode_all(image.picture)
    except Exception as error:
        Image.objects.filter(picture=file_name).update(
            renditions_ready=False,
            renditions_failed=f"{type(error).__name__}: {error}"[:500],
            renditions_tries=F("renditions_tries") + 1,
        )
        raise
    made = {"renditions_ready": True, "renditions_failed": "", "renditions_tries": 0}
    if not image.perceptual_hash:
        # Taken in before there were hashes; erasing empties it, and then nothing is updated.
        made["perceptual_hash"] = hash_of(image.picture)
    if not Image.objects.filter(picture=file_name).update(**made):
        delete_all(written)  # erased while it was encoded
        return 0
    return len(written)


def hash_of(picture):
    """Return the perceptual hash of a picture in the storage."""
    with picture.storage.open(picture.name) as file, Pillow.open(file) as master:
        return perceptual_hash(master.convert("RGB"))


def encode_all(picture):
    """Write every rendition of a ``PictureFieldFile``, each width out of the next larger one."""
    renditions = sorted(picture.get_picture_files_list(), key=lambda kept: -kept.width)
    with picture.storage.open(picture.name) as file, Pillow.open(file) as master:
        current = master.convert("RGB")
    for rendition in renditions:
        if rendition.width < current.width:
            height = max(1, round(rendition.width * picture.height / picture.width))
            current = current.resize((rendition.width, height), Pillow.Resampling.LANCZOS)
        encoded = BytesIO()
        current.save(encoded, rendition.file_type, **QUALITY[rendition.file_type])
        rendition.storage.save(rendition.name, ContentFile(encoded.getvalue()))
    return renditions


def delete_all(renditions):
    for rendition in renditions:
        rendition.delete()
