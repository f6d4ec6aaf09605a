"""Pictures to start from, and masks, drawn by formula."""

import numpy
from PIL import Image


def source(width: int, height: int) -> Image.Image:
    """Smooth colours with a disc."""
    y, x = numpy.mgrid[0:height, 0:width] / numpy.array([height, width]).reshape(2, 1, 1)
    disc = (x - 0.6) ** 2 + (y - 0.4) ** 2 < 0.06
    planes = [x, y * (1 - x), numpy.where(disc, 0.9, 0.3 + 0.4 * y)]
    return Image.fromarray((255 * numpy.stack(planes, axis=-1)).round().astype("uint8"))


def mask(width: int, height: int) -> Image.Image:
    """Light where the picture is painted anew: a slanted half, with greys along its edge."""
    y, x = numpy.mgrid[0:height, 0:width] / numpy.array([height, width]).reshape(2, 1, 1)
    return Image.fromarray((255 * numpy.clip(4 * (x + 0.3 * y - 0.6) + 0.5, 0, 1)).round().astype("uint8"))
