"""
Pictures that look alike: the same photograph, compressed anew by a chat program.

Their bytes differ and so do their hashes of content; a difference hash of 128 bits tells them by
what they show (docs/decisions/difference-hash-for-likeness.md: why this one, and how near is near).
"""

import dhash

from images.models import Image

SIZE = 8  # steps across and down; 2 × 8 × 8 bits
NEAR = 10  # bits that may differ


def perceptual_hash(picture):
    """Return the difference hash of a Pillow image, 32 hexadecimal digits."""
    row, column = dhash.dhash_row_col(picture, size=SIZE)
    return dhash.format_hex(row, column, size=SIZE)


def look_alike(image):
    """
    Return the picture of the library that looks most like another one, or None.

    ``image`` is an `Image`; pictures that were replaced or erased do not count. One query reads
    every hash, and one more the picture found.
    """
    if not image.perceptual_hash:
        return None
    others = Image.objects.kept().filter(replaced_by=None).exclude(pk=image.pk)
    others = others.exclude(perceptual_hash="").order_by()
    wanted = int(image.perceptual_hash, 16)
    nearest = min(
        (
            ((int(each, 16) ^ wanted).bit_count(), -number)
            for number, each in others.values_list("pk", "perceptual_hash").iterator()
        ),
        default=None,
    )
    if nearest is None or nearest[0] > NEAR:
        return None
    return Image.objects.filter(pk=-nearest[1]).first()
