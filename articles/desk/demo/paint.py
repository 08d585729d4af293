"""Paint with light: canvases, layers, gradients, noise, water and glow, on Pillow alone.

Everything is measured in the picture's own units (a native picture is, say, 1800 by 1200 units);
the canvas turns them into pixels, so that a scene draws the same at any size. Nothing here draws
from the clock or the system's randomness: equal seeds give equal pictures.
"""

import itertools
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Stops = list[tuple[float, Colour]]
Box = tuple[float, float, float, float]


def rgb(text: str) -> Colour:
    """Read a colour written as "b3151c"."""
    return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; a share of 0 is the first, of 1 the second."""
    share = min(1.0, max(0.0, share))
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def scaled(colour: Colour, factor: float) -> Colour:
    """Make a colour darker (factor below 1) or lighter."""
    return tuple(max(0, min(255, round(part * factor))) for part in colour)


def along(stops: Stops, position: float) -> Colour:
    """The colour of a gradient at a position between 0 and 1."""
    before = stops[0]
    for stop in stops:
        if position <= stop[0]:
            span = stop[0] - before[0]
            return mix(before[1], stop[1], (position - before[0]) / span if span else 1.0)
        before = stop
    return before[1]


def gradient(size: tuple[int, int], stops: Stops) -> Image.Image:
    """A vertical gradient."""
    column = Image.new("RGB", (1, size[1]))
    last = max(1, size[1] - 1)
    column.putdata([along(stops, y / last) for y in range(size[1])])
    return column.resize(size)


def noise(
    size: tuple[int, int],
    dice: random.Random,
    cell: float,
    octaves: int = 4,
    stretch: float = 1.0,
    detail: int = 480,
) -> Image.Image:
    """Cloudy grey noise, stretched to full contrast.

    ``cell`` is the height of the largest spots in pixels, ``stretch`` how much wider than high
    they are, ``detail`` the width it is worked at before it is enlarged.
    """
    small = (max(8, min(size[0], detail)), max(8, min(size[1], detail * 2 // 3)))
    cell = max(2.0, cell * small[0] / size[0])
    squeeze = (small[1] / size[1]) / (small[0] / size[0])
    total = None
    for octave in range(octaves):
        step = cell / 2**octave
        if step < 1:
            break
        cells = (
            max(2, math.ceil(small[0] / (step * stretch))),
            max(2, math.ceil(small[1] / (step * squeeze))),
        )
        spots = Image.frombytes("L", cells, dice.randbytes(cells[0] * cells[1]))
        spots = spots.resize(small, Image.Resampling.BICUBIC)
        total = spots if total is None else Image.blend(total, spots, 0.36)
    low, high = total.getextrema()
    span = max(1, high - low)
    total = total.point([max(0, min(255, (v - low) * 255 // span)) for v in range(256)])
    return total.resize(size, Image.Resampling.BICUBIC)


def curve(*points: tuple[float, float]) -> list[int]:
    """A table for ``Image.point``: straight lines between (in, out) points of 0 to 1."""
    table = []
    for value in range(256):
        x = value / 255
        y = points[-1][1]
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if x <= x1:
                share = (x - x0) / (x1 - x0) if x1 > x0 else 1.0
                y = y0 + (y1 - y0) * max(0.0, share)
                break
        table.append(max(0, min(255, round(y * 255))))
    return table


class Layer:
    """A transparent sheet over a part of a canvas, drawn in the canvas's units."""

    def __init__(self, canvas: "Canvas", box: Box, density: float) -> None:
        self.canvas = canvas
        self.box = box
        self.factor = canvas.scale * density
        size = (
            max(1, round((box[2] - box[0]) * self.factor)),
            max(1, round((box[3] - box[1]) * self.factor)),
        )
        self.image = Image.new("RGBA", size, (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self.image)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return ((x - self.box[0]) * self.factor, (y - self.box[1]) * self.factor)

    def polygon(self, points: list[tuple[float, float]], fill: tuple) -> None:
        self.pen.polygon([self.at(*point) for point in points], fill=fill)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, fill: tuple) -> None:
        self.pen.rectangle(
            [self.at(min(x0, x1), min(y0, y1)), self.at(max(x0, x1), max(y0, y1))], fill=fill
        )

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: tuple) -> None:
        self.pen.ellipse([self.at(x - rx, y - ry), self.at(x + rx, y + ry)], fill=fill)

    def line(self, points: list[tuple[float, float]], fill: tuple, width: float) -> None:
        pixels = max(1, round(width * self.factor))
        self.pen.line([self.at(*point) for point in points], fill, pixels, joint="curve")

    def limb(self, x0: float, y0: float, x1: float, y1: float, width: float, fill: tuple) -> None:
        """A thick line with round ends."""
        self.line([(x0, y0), (x1, y1)], fill, width)
        if width * self.factor > 2:
            self.ellipse(x0, y0, width / 2, width / 2, fill)
            self.ellipse(x1, y1, width / 2, width / 2, fill)

    def shade(self, stops: Stops) -> None:
        """Repaint everything drawn so far with a vertical gradient, shape kept."""
        alpha = self.image.getchannel("A")
        self.image = gradient(self.image.size, stops).convert("RGBA")
        self.image.putalpha(alpha)
        self.pen = ImageDraw.Draw(self.image)

    def roughen(self, amount: float, cell: float = 60, stretch: float = 1.0) -> None:
        """Vary the brightness by noise, as surfaces do; ``amount`` between 0 and 1."""
        alpha = self.image.getchannel("A")
        spots = noise(self.image.size, self.canvas.dice, cell * self.factor, 5, stretch)
        spots = spots.point(curve((0, 1 - amount), (1, 1)))
        shaded = ImageChops.multiply(self.image.convert("RGB"), spots.convert("RGB"))
        self.image = shaded.convert("RGBA")
        self.image.putalpha(alpha)
        self.pen = ImageDraw.Draw(self.image)

    def relief(self, amount: float, cell: float = 120, light: int = -1) -> None:
        """Shade as hillsides are shaded: slopes towards the light brighter, others darker."""
        size = self.image.size
        bumps = noise(size, self.canvas.dice, cell * self.factor, 6, 0.6)
        step = max(1, round(cell * self.factor / 7))
        moved = ImageChops.offset(bumps, light * step, step)
        slope = ImageChops.subtract(moved, bumps, 1, 128)
        gain = amount * 0.62
        slope = slope.point([max(0, min(255, round(208 + (v - 128) * gain))) for v in range(256)])
        alpha = self.image.getchannel("A")
        shaded = ImageChops.multiply(self.image.convert("RGB"), slope.convert("RGB"))
        shaded = ImageChops.add(shaded, shaded.point([v // 5 for v in range(256)] * 3))
        self.image = shaded.convert("RGBA")
        self.image.putalpha(alpha)
        self.pen = ImageDraw.Draw(self.image)

    def light_from(self, side: float, amount: float = 0.35) -> None:
        """Brighten towards one side: -1 is left, 1 is right; the other side falls into shade."""
        ramp = Image.linear_gradient("L").rotate(90 if side > 0 else -90)
        ramp = ramp.resize(self.image.size).point(curve((0, 1 - amount), (1, 1)))
        alpha = self.image.getchannel("A")
        self.image = ImageChops.multiply(self.image.convert("RGB"), ramp.convert("RGB"))
        self.image = self.image.convert("RGBA")
        self.image.putalpha(alpha)
        self.pen = ImageDraw.Draw(self.image)


class Canvas:
    """A picture being painted, ``width`` by ``height`` units."""

    def __init__(self, width: int, height: int, scale: float, seed: str) -> None:
        self.width = width
        self.height = height
        self.scale = scale
        self.dice = random.Random(seed)  # noqa: S311 (a picture, no secret)
        self.image = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))))

    def pixels(self, length: float) -> int:
        return round(length * self.scale)

    def layer(self, box: Box | None = None, density: float = 1.0) -> Layer:
        """A sheet to draw on; ``density`` above 1 draws finer and is averaged when put down."""
        return Layer(self, box or (0, 0, self.width, self.height), density)

    def put(self, layer: Layer, blur: float = 0.0, opacity: float = 1.0) -> None:
        """Lay a sheet onto the picture, out of focus by ``blur`` units."""
        sheet = layer.image.convert("RGBa")
        if blur * layer.factor > 0.3:
            sheet = sheet.filter(ImageFilter.GaussianBlur(blur * layer.factor))
        x0, y0 = self.pixels(layer.box[0]), self.pixels(layer.box[1])
        size = (
            max(1, self.pixels(layer.box[2]) - x0),
            max(1, self.pixels(layer.box[3]) - y0),
        )
        if sheet.size != size:
            down = sheet.size[0] > size[0]
            how = Image.Resampling.BOX if down else Image.Resampling.BILINEAR
            sheet = sheet.resize(size, how)
        sheet = sheet.convert("RGBA")
        mask = sheet.getchannel("A")
        if opacity < 1:
            mask = mask.point(curve((0, 0), (1, opacity)))
        self.image.paste(sheet.convert("RGB"), (x0, y0), mask)

    def cover(self, box: Box, stops: Stops) -> None:
        """Fill a rectangle with a vertical gradient."""
        x0, y0, x1, y1 = (self.pixels(value) for value in box)
        if x1 > x0 and y1 > y0:
            self.image.paste(gradient((x1 - x0, y1 - y0), stops), (x0, y0))

    def veil(
        self,
        box: Box,
        colour: Colour,
        top: float,
        bottom: float,
        cell: float = 0,
        stretch: float = 3.0,
    ) -> None:
        """Lay haze or shade of a colour over a rectangle, its strength going from top to bottom.

        With a ``cell`` the haze is patchy, in spots of about that many units.
        """
        x0, y0, x1, y1 = (self.pixels(value) for value in box)
        x0, y0 = max(0, x0), max(0, y0)
        x1, y1 = min(self.image.width, x1), min(self.image.height, y1)
        if x1 <= x0 or y1 <= y0:
            return
        size = (x1 - x0, y1 - y0)
        ramp = Image.linear_gradient("L").resize(size).point(curve((0, top), (1, bottom)))
        if cell:
            spots = noise(size, self.dice, cell * self.scale, 4, stretch)
            ramp = ImageChops.multiply(ramp, spots.point(curve((0, 0.1), (0.75, 1), (1, 1))))
        self.image.paste(colour, (x0, y0, x1, y1), ramp)

    def mist(self, y: float, half: float, colour: Colour, strength: float) -> None:
        """A patchy band of mist around a height, fading above and below."""
        y0, y1 = max(0, self.pixels(y - half)), min(self.image.height, self.pixels(y + half))
        if y1 - y0 < 4:
            return
        size = (self.image.width, y1 - y0)
        ramp = Image.new("L", (1, size[1]))
        middle = (self.pixels(y) - y0) / size[1]
        ramp.putdata(
            [
                round(255 * strength * max(0.0, 1 - abs(i / size[1] - middle) * 2) ** 1.2)
                for i in range(size[1])
            ]
        )
        spots = noise(size, self.dice, half * 1.3 * self.scale, 3, 5.0)
        spots = spots.point(curve((0, 0.55), (0.8, 1), (1, 1)))
        self.image.paste(
            colour, (0, y0, size[0], y1), ImageChops.multiply(ramp.resize(size), spots)
        )

    def put_mirrored(
        self, layer: Layer, line: float, strength: float = 0.4, blur: float = 2.0
    ) -> None:
        """Lay the reflection of what a sheet shows, in water whose surface is at ``line``."""
        x0, y0, x1, _ = layer.box
        depth = (line - y0) * 0.8
        mirror = self.layer((x0, line, x1, line + depth), 1.0)
        above = layer.image.crop(
            (0, 0, layer.image.width, max(1, round((line - y0) * layer.factor)))
        )
        above = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(mirror.image.size)
        dice, phase = self.dice, self.dice.random() * 6
        for row in range(above.height):
            wave = math.sin(phase + row / max(1.0, 5 * self.scale)) * 3 + dice.uniform(-2, 2)
            shift = round(wave * self.scale * (0.4 + row / above.height))
            mirror.image.paste(above.crop((0, row, above.width, row + 1)), (shift, row))
        self.put(mirror, blur=blur, opacity=strength)

    def mottle(
        self, box: Box, colour: Colour, strength: float, cell: float, stretch: float = 1.0
    ) -> None:
        """Lay patches of a colour over a rectangle: worn ground, leaves, clouds' shadows."""
        x0, y0, x1, y1 = (self.pixels(value) for value in box)
        x0, y0 = max(0, x0), max(0, y0)
        x1, y1 = min(self.image.width, x1), min(self.image.height, y1)
        if x1 <= x0 or y1 <= y0:
            return
        spots = noise((x1 - x0, y1 - y0), self.dice, cell * self.scale, 5, stretch)
        self.image.paste(
            colour, (x0, y0, x1, y1), spots.point(curve((0, 0), (0.4, 0), (1, strength)))
        )

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        strength: float = 1.0,
        flat: float = 1.0,
    ) -> None:
        """Add light around a point; ``flat`` below 1 squashes it, as on water or a floor."""
        rx, ry = max(1, self.pixels(radius)), max(1, self.pixels(radius * flat))
        cx, cy = self.pixels(x), self.pixels(y)
        box = (cx - rx, cy - ry, cx + rx, cy + ry)
        seen = (
            max(0, box[0]),
            max(0, box[1]),
            min(self.image.width, box[2]),
            min(self.image.height, box[3]),
        )
        if seen[2] <= seen[0] or seen[3] <= seen[1]:
            return
        falloff = [
            round(255 * strength * max(0.0, 1 - v / 180) ** 2.2) if v < 180 else 0
            for v in range(256)
        ]
        mask = Image.radial_gradient("L").point(falloff).resize((2 * rx, 2 * ry))
        mask = mask.crop((seen[0] - box[0], seen[1] - box[1], seen[2] - box[0], seen[3] - box[1]))
        light = ImageChops.multiply(
            Image.new("RGB", mask.size, colour), Image.merge("RGB", (mask, mask, mask))
        )
        self.image.paste(ImageChops.screen(self.image.crop(seen), light), seen[:2])

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: float = 0.5) -> None:
        """A soft dark patch, as under a thing that stands on the ground."""
        size = (max(2, self.pixels(rx * 2)), max(2, self.pixels(ry * 2)))
        mask = Image.radial_gradient("L").point(
            [round(255 * strength * max(0.0, 1 - v / 180) ** 1.3) for v in range(256)]
        )
        where = (self.pixels(x - rx), self.pixels(y - ry))
        self.image.paste((8, 10, 14), where, mask.resize(size))

    def reflect(
        self,
        line: float,
        bottom: float,
        tint: Colour,
        clearness: float = 0.6,
        ripple: float = 14,
        reach: float = 1.0,
    ) -> None:
        """Mirror what stands above ``line`` in water down to ``bottom``, rippled and tinted.

        ``reach`` above 1 mirrors a taller part of the picture, squeezed.
        """
        y0, y1 = self.pixels(line), min(self.image.height, self.pixels(bottom))
        height = y1 - y0
        if height < 2:
            return
        width = self.image.width
        source = min(y0, max(1, round(height * reach)))
        mirror = self.image.crop((0, y0 - source, width, y0))
        mirror = mirror.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        mirror = mirror.resize((width, max(2, height // 5)), Image.Resampling.BOX)
        mirror = mirror.resize((width, height), Image.Resampling.BILINEAR)
        broken = Image.new("RGB", (width, height))
        dice = self.dice
        phase, drift = dice.random() * 6, 0.0
        for row in range(height):
            depth = row / height
            drift = drift * 0.75 + dice.uniform(-1, 1)
            wave = math.sin(phase + 60 * math.sqrt(depth + 0.002))
            shift = (wave * 0.6 + drift * 0.35) * ripple * self.scale * (0.15 + depth)
            strip = mirror.crop((0, row, width, row + 1))
            broken.paste(strip, (round(shift), row))
            if shift > 0:
                broken.paste(strip.crop((0, 0, round(shift), 1)), (0, row))
            elif shift < 0:
                broken.paste(
                    strip.crop((width + round(shift), 0, width, 1)), (width + round(shift), row)
                )
        water = Image.new("RGB", (width, height), tint)
        self.image.paste(Image.blend(water, broken, clearness), (0, y0))

    def sparkle(
        self,
        box: Box,
        colour: Colour,
        count: int,
        length: float = 46,
        centre: float | None = None,
        opacity: float = 0.6,
    ) -> None:
        """Short flat strokes of light on water, finer towards the top of the box."""
        layer = self.layer(box, 1.0)
        dice = self.dice
        for _ in range(count):
            depth = dice.random() ** 1.7
            y = box[1] + depth * (box[3] - box[1])
            if centre is None:
                x = dice.uniform(box[0], box[2])
            else:
                x = dice.gauss(centre, (0.05 + 0.13 * depth) * (box[2] - box[0]))
            half = length * (0.12 + depth) * dice.uniform(0.3, 1.0) / 2
            thick = max(0.5, 3.4 * depth * dice.uniform(0.4, 1))
            alpha = round(255 * opacity * dice.uniform(0.25, 1))
            layer.ellipse(x, y, half, thick, (*colour, alpha))
        self.put(layer, blur=0.7)

    def rain(self, strength: float = 0.3, colour: Colour = (205, 215, 225)) -> None:
        """Slanting streaks of rain over the whole picture."""
        layer = self.layer(density=0.75)
        dice = self.dice
        for _ in range(620):
            x, y = dice.uniform(-50, self.width), dice.uniform(-60, self.height)
            long = dice.uniform(18, 70)
            alpha = round(255 * strength * dice.uniform(0.15, 0.8))
            layer.line([(x, y), (x - long * 0.14, y + long)], (*colour, alpha), 1.2)
        self.put(layer, blur=0.8)

    def develop(
        self,
        bloom: float = 0.35,
        vignette: float = 0.35,
        grain: float = 0.05,
        warmth: float = 0.0,
        contrast: float = 0.12,
    ) -> Image.Image:
        """Finish as a photograph is finished: bloom, vignette, grain, a tone curve.

        ``warmth`` between -1 (cold) and 1 (warm). Returns the picture.
        """
        image = self.image
        if bloom:
            small = image.resize(
                (max(8, image.width // 8), max(8, image.height // 8)), Image.Resampling.BOX
            )
            small = small.point(curve((0, 0), (0.58, 0), (1, bloom)) * 3)
            small = small.filter(ImageFilter.GaussianBlur(max(1.0, small.width / 40)))
            image = ImageChops.screen(image, small.resize(image.size, Image.Resampling.BILINEAR))
        if vignette:
            table = [
                round(255 * (1 - vignette * max(0.0, (v - 90) / 165) ** 1.8)) for v in range(256)
            ]
            dark = Image.radial_gradient("L").point(table).resize(image.size)
            image = ImageChops.multiply(image, dark.convert("RGB"))
        bend = contrast / 2
        tone = [(0, 0.012), (0.25, 0.25 - bend * 0.7), (0.75, 0.75 + bend * 0.6), (1, 0.985)]
        tables = [
            curve(*[(x, y * (1 + shift)) for x, y in tone])
            for shift in (0.05 * warmth, 0.012 * warmth, -0.06 * warmth)
        ]
        image = image.point(tables[0] + tables[1] + tables[2])
        if grain:
            size = image.size
            half = (max(1, round(size[0] / 1.4)), max(1, round(size[1] / 1.4)))
            fine = Image.frombytes("L", half, self.dice.randbytes(half[0] * half[1]))
            fine = fine.filter(ImageFilter.BoxBlur(0.6)).resize(size, Image.Resampling.BILINEAR)
            swing = round(255 * grain)
            fine = fine.point([128 + round((v - 128) / 128 * swing) for v in range(256)])
            rough = Image.merge("RGB", (fine, fine, fine))
            image = ImageChops.add(image, rough, 1, -128)
        self.image = image
        return image


def warp(
    sheet: Image.Image, size: tuple[int, int], corners: list[tuple[float, float]]
) -> Image.Image:
    """Fit a flat drawing into four corners (left top, right top, right bottom, left bottom).

    Returns a transparent picture of ``size`` pixels: how a wall or a floor is seen at an angle.
    """
    w, h = sheet.size
    rows = []
    for (x, y), (u, v) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)], strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for i in range(8):
        pivot = max(range(i, 8), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(8):
            if r != i and rows[r][i]:
                factor = rows[r][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    values = [row[8] for row in rows]
    return sheet.convert("RGBA").transform(
        size, Image.Transform.PERSPECTIVE, values, Image.Resampling.BILINEAR
    )


def ridge(
    dice: random.Random,
    width: float,
    base: float,
    height: float,
    rough: float = 0.55,
    steps: int = 7,
) -> list[tuple[float, float]]:
    """A jagged line from left to right by midpoint displacement; y grows downwards."""
    heights = [dice.uniform(-0.4, 0.6), dice.uniform(-0.4, 0.6)]
    swing = 1.0
    for _ in range(steps):
        finer = []
        for left, right in itertools.pairwise(heights):
            finer += [left, (left + right) / 2 + dice.uniform(-swing, swing) * 0.5]
        heights = [*finer, heights[-1]]
        swing *= rough
    last = len(heights) - 1
    return [(width * i / last, base - height * value) for i, value in enumerate(heights)]


def lerp(first: float, second: float, share: float) -> float:
    return first + (second - first) * share
