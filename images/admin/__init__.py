"""The picture library at the desk."""

from images.admin.library import ImageAdmin

__all__ = ["ImageAdmin"]
