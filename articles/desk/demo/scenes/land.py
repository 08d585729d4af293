"""Land and sky: border mountains, paddy fields, the planting of trees, a patrol."""

import math

from PIL import Image, ImageChops, ImageFilter

from articles.desk.demo.figures import areca, casuarina, foliage, person, tree
from articles.desk.demo.moods import Mood
from articles.desk.demo.paint import Canvas, Colour, curve, lerp, mix, noise, ridge, scaled


def sky(c: Canvas, mood: Mood, horizon: float, sun_x: float | None = None) -> float:
    """Sky with clouds and sun down to ``horizon``; returns where the sun stands from the left."""
    c.cover((0, 0, c.width, horizon + 2), mood.sky)
    sun_x = c.dice.uniform(0.22, 0.78) * c.width if sun_x is None else sun_x
    _clouds(c, mood, horizon)
    if mood.power:
        sun_y = horizon * (1 - mood.sun_height)
        c.glow(sun_x, sun_y, c.width * 0.62, mood.sun, 0.60 * mood.power)
        c.glow(sun_x, sun_y, c.width * 0.20, mood.sun, 0.75 * mood.power)
        if mood.sun_height < 0.3:
            disc = c.layer((sun_x - 60, sun_y - 60, sun_x + 60, sun_y + 60), 1.5)
            disc.ellipse(sun_x, sun_y, 30, 30, (255, 244, 214, 255))
            c.put(disc, 3)
    return sun_x


def _clouds(c: Canvas, mood: Mood, horizon: float) -> None:
    """Clouds that lie flatter and closer together towards the horizon."""
    size = (c.image.width, c.pixels(horizon))
    flat = noise((size[0], size[1] * 2), c.dice, 300 * c.scale, 5, 2.0, 1000)
    seen = Image.new("L", size)
    bands = 26
    for i in range(bands):
        top, bottom = (round(size[1] * (k / bands)) for k in (i, i + 1))
        near, far = (1 - (1 - k / bands) ** 0.45 for k in (i, i + 1))
        source = (
            0,
            round(near * flat.height),
            size[0],
            max(round(near * flat.height) + 2, round(far * flat.height)),
        )
        seen.paste(flat.crop(source).resize((size[0], bottom - top)), (0, top))
    seen = seen.filter(ImageFilter.GaussianBlur(4 * c.scale))
    thin = curve((0, 0), (0.46, 0), (0.78, mood.clouds * 0.75), (1, mood.clouds))
    thick = curve((0, 0), (0.62, 0), (1, mood.clouds))
    c.image.paste(mix(mood.cloud, mood.sky[-1][1], 0.2), (0, 0, *size), seen.point(thin))
    under = ImageChops.offset(seen, 0, -max(1, size[1] // 60))
    c.image.paste(
        mix(mood.cloud, mood.sky[0][1], 0.45),
        (0, 0, *size),
        under.point(thick).point(lambda v: v * 3 // 5),
    )


def mountains(
    c: Canvas, mood: Mood, horizon: float, layers: int = 4, height: float = 300, mist: float = 0.5
) -> None:
    """Ranges one behind the other, each nearer one darker and sharper."""
    for number in range(layers):
        depth = (number + 1) / layers
        base = horizon - height * 0.16 * (1 - depth) * layers * 0.4
        line = ridge(c.dice, c.width, base - height * 0.22, height * lerp(1.0, 0.55, depth), 0.50)
        top = min(y for _, y in line)
        box = (0, max(0, top - 4), c.width, horizon + 4)
        sheet = c.layer(box, 1.0 if depth > 0.7 else 0.6)
        sheet.polygon([(0, horizon + 4), *line, (c.width, horizon + 4)], (255, 255, 255))
        body = mix(mood.far, mix(mood.near, mood.leaf, 0.5), depth**1.7 * 0.85)
        sheet.shade(
            [
                (0, body),
                (0.5, mix(body, mood.haze, 0.24)),
                (1, mix(body, mood.haze, 0.85 * mist + 0.1)),
            ]
        )
        sheet.relief((0.22 + 0.6 * depth) * (1.2 - 0.7 * mist), 90 + 90 * depth)
        c.put(sheet, blur=1.6 * (1 - depth) + 0.5)
        if mist:
            c.mist(
                horizon - height * 0.10, height * 0.34, mood.haze, 0.85 * mist * (1 - depth * 0.45)
            )


def meadow(c: Canvas, mood: Mood, top: float, blades: int = 1500, front: float = 1.0) -> None:
    """A grassy slope from ``top`` to the bottom edge."""
    far, near = (
        mix(mood.leaf_lit, mood.haze, 0.45),
        scaled(mix(mood.leaf, mood.leaf_lit, 0.35), 0.9),
    )
    c.cover(
        (0, top, c.width, c.height), [(0, far), (0.3, mix(far, near, 0.6)), (1, scaled(near, 0.62))]
    )
    c.mottle((0, top, c.width, c.height), scaled(mood.leaf, 0.8), 0.6, 260, 3.5)
    c.mottle((0, top, c.width, c.height), mood.leaf_lit, 0.35, 120, 3.0)
    grass = c.layer((0, top - 20, c.width, c.height), 1.0)
    for i in range(blades):
        depth = (i / blades) ** 0.8
        y = lerp(top, c.height + 30, depth)
        x = c.dice.uniform(0, c.width)
        long = lerp(4, 42 * front, depth**1.6) * c.dice.uniform(0.5, 1.2)
        tone = mix(scaled(mood.leaf, 0.9), mood.leaf_lit, c.dice.random() ** 1.4)
        tone = scaled(mix(tone, mood.haze, 0.35 * (1 - depth)), lerp(1.0, 0.8, depth))
        grass.line(
            [(x, y), (x + c.dice.gauss(0, 0.3) * long, y - long)], tone, lerp(0.8, 2.6, depth)
        )
    c.put(grass, blur=0.6)


def draw_mountains(c: Canvas, mood: Mood) -> None:
    """Misty mountains of the border with a valley and a lone tree."""
    horizon = c.height * 0.74
    sun_x = sky(c, mood, horizon)
    mountains(c, mood, horizon, 6, c.height * 0.40, 0.95)
    c.glow(sun_x, horizon * 0.8, c.width * 0.5, mood.sun, 0.22 + 0.2 * mood.power)
    c.cover((0, horizon, c.width, c.height), [(0, mood.haze), (1, mood.leaf)])
    slope = ridge(c.dice, c.width, c.height * 0.80, 90, 0.45)
    near = c.layer((0, c.height * 0.62, c.width, c.height), 1.0)
    near.polygon([(0, c.height), *slope, (c.width, c.height)], (255, 255, 255))
    near.shade(
        [(0, mix(mood.leaf_lit, mood.leaf, 0.5)), (0.4, mood.leaf), (1, scaled(mood.near, 0.6))]
    )
    near.roughen(0.5, 120, 2.2)
    wood = c.dice.uniform(0, 0.5)
    for i in range(46):
        share = i / 46
        x = c.width * ((wood + share * 0.55) % 1.0) + c.dice.gauss(0, 26)
        y = slope[min(len(slope) - 1, max(0, int(x / c.width * (len(slope) - 1))))][1]
        size = c.dice.uniform(26, 74)
        foliage(
            near,
            x,
            y - size * 0.5,
            size * 0.55,
            size * 0.7,
            scaled(mood.leaf, 0.7),
            mix(mood.leaf, mood.leaf_lit, 0.7),
            c.dice,
            120,
            0.10,
        )
    c.put(near, blur=0.8)
    c.mist(c.height * 0.74, c.height * 0.10, mood.haze, 0.55)
    front = c.layer((0, c.height * 0.30, c.width, c.height), 1.0)
    side = c.dice.choice((0.10, 0.90))
    dark = scaled(mood.near, 0.62)
    casuarina(
        front,
        c.width * side,
        c.height * 1.02,
        c.height * 0.62,
        dark,
        mix(dark, mood.leaf_lit, 0.28),
        c.dice,
        0.10 if side < 0.5 else -0.10,
    )
    for _ in range(480):
        x = c.dice.uniform(0, c.width)
        far_from_tree = abs(x / c.width - side)
        y = c.height + 10 - max(0, 0.5 - far_from_tree) * 130
        long = c.dice.uniform(20, 80)
        front.line(
            [(x, y + 30), (x + c.dice.gauss(0, 18), y - long * 0.6)],
            mix(dark, mood.leaf_lit, c.dice.random() * 0.35),
            2.4,
        )
    c.put(front, blur=1.2)


def _parcels(c: Canvas, mood: Mood, horizon: float, ripe: Colour, green: Colour) -> None:
    """Parcels of rice in several tones between crooked banks, some of them under water."""
    fields = c.layer((0, horizon + 6, c.width, c.height), 1.0)
    rows = [0.0]
    while rows[-1] < 1.1:
        rows.append(rows[-1] + (0.02 + 0.30 * rows[-1]) * c.dice.uniform(0.7, 1.3))
    tilt = c.dice.uniform(-0.05, 0.05)

    def bank(share: float, x: float) -> float:
        sway = math.sin(x / c.width * 5 + share * 40) * 0.035 * share
        return lerp(horizon + 8, c.height, share + tilt * share * (x / c.width - 0.5) + sway)

    for near, far in zip(reversed(rows[1:]), reversed(rows[:-1]), strict=True):
        x, lean = -c.width * 0.2, c.dice.uniform(-0.3, 0.3)
        while x < c.width * 1.2:
            span = lerp(90, 1250, near) * c.dice.uniform(0.6, 1.4)
            wet = c.dice.random() < 0.18
            tone = mix(ripe, green, c.dice.random() ** 0.8)
            tone = mix(mood.sky[-1][1], mood.water, 0.45) if wet else tone
            tone = mix(scaled(tone, lerp(1.02, 0.72, near)), mood.haze, 0.45 * (1 - near) ** 2)
            shift = lean * lerp(40, 500, near)
            edge_far = [(x + i * span / 8, bank(far, x + i * span / 8)) for i in range(9)]
            edge_near = [(px + shift, bank(near, px)) for px, _ in edge_far]
            fields.polygon(edge_far + edge_near[::-1], tone)
            grass = mix(scaled(mood.leaf, 1.15), mood.haze, 0.5 * (1 - near))
            width = lerp(1.2, 13, near**1.3)
            fields.line(edge_near, grass, width)
            fields.line([edge_far[0], edge_near[0]], grass, width * 0.8)
            if not wet:
                fields.line(
                    [(px, py - width * 0.6) for px, py in edge_near],
                    mix(tone, mood.sun, 0.3),
                    width * 0.35,
                )
            x += span
    fields.roughen(0.26, 70, 4)
    c.put(fields, blur=1.0)


def draw_paddy(c: Canvas, mood: Mood) -> None:
    """Paddy fields in parcels, a dyke leading to a village under the mountains."""
    horizon = c.height * 0.44
    sun_x = sky(c, mood, horizon)
    mountains(c, mood, horizon, 4, c.height * 0.24, 0.7)
    village = c.layer((0, horizon - 90, c.width, horizon + 26), 1.2)
    for _ in range(34):
        x = c.dice.uniform(0, c.width)
        size = c.dice.uniform(22, 52)
        tone = mix(mood.leaf, mood.haze, 0.4)
        foliage(
            village,
            x,
            horizon - size * 0.3,
            size,
            size * 0.6,
            tone,
            mix(mood.leaf_lit, mood.haze, 0.35),
            c.dice,
            84,
            0.13,
        )
        if c.dice.random() < 0.28:
            village.rectangle(
                x, horizon - 26, x + 44, horizon + 6, mix((214, 202, 180), mood.haze, 0.3)
            )
            village.polygon(
                [(x - 6, horizon - 26), (x + 22, horizon - 44), (x + 50, horizon - 26)],
                mix((150, 76, 58), mood.haze, 0.35),
            )
    c.put(village, blur=1.0)
    gold = c.dice.random() < 0.55
    ripe = mix((206, 170, 62), mood.leaf_lit, 0.30 if gold else 0.85)
    green = mix(mood.leaf_lit, mood.leaf, 0.25)
    c.cover(
        (0, horizon + 8, c.width, c.height),
        [(0, mix(ripe, mood.haze, 0.45)), (0.35, mix(ripe, green, 0.4)), (1, scaled(ripe, 0.66))],
    )
    _parcels(c, mood, horizon, ripe, green)
    stalks = c.layer((0, horizon + 10, c.width, c.height), 1.0)
    for i in range(5200):
        depth = (i / 5200) ** 0.75
        y = lerp(horizon + 12, c.height + 26, depth)
        x = c.dice.uniform(0, c.width)
        long = lerp(2, 30, depth**1.6)
        tone = mix(scaled(mood.leaf, 0.85), mix(ripe, mood.sun, 0.25), c.dice.random() ** 0.8)
        tone = mix(tone, mood.haze, 0.4 * (1 - depth))
        stalks.line(
            [(x, y), (x + long * c.dice.uniform(-0.1, 0.45), y - long)], tone, lerp(0.7, 2.4, depth)
        )
    c.put(stalks, blur=0.7, opacity=0.85)
    people = c.layer((0, horizon, c.width, c.height), 1.3)
    for _ in range(c.dice.randint(3, 5)):
        depth = c.dice.uniform(0.12, 0.48)
        y = lerp(horizon, c.height, depth)
        size = lerp(26, 240, depth)
        person(
            people,
            c.width * c.dice.uniform(0.12, 0.88),
            y,
            size,
            c.dice.choice([(96, 70, 90), (64, 92, 110), (134, 66, 54)]),
            (44, 44, 50),
            c.dice,
            c.dice.choice(["bend", "stand", "bend", "walk"]),
            c.dice.choice((-1, 1)),
            -1 if sun_x < c.width / 2 else 1,
            hat=(214, 192, 146),
            dim=mood.dim,
        )
    c.put(people, blur=0.7)
    c.veil((0, horizon - 30, c.width, horizon + 120), mood.haze, 0.30, 0.0, 400, 6)
    palm = c.layer((0, 0, c.width, c.height), 0.8)
    side = 0.06 if c.dice.random() < 0.5 else 0.95
    for k in range(2):
        areca(
            palm,
            c.width * side + k * 74,
            c.height + 20,
            c.height * (0.86 - 0.2 * k),
            scaled(mood.leaf, 0.5),
            mix(mood.leaf, mood.leaf_lit, 0.5),
            c.dice,
        )
    c.put(palm, blur=2.2)


def draw_planting(c: Canvas, mood: Mood) -> None:
    """People planting young trees on a slope above the water."""
    horizon = c.height * 0.40
    sun_x = sky(c, mood, horizon)
    mountains(c, mood, horizon, 4, c.height * 0.22, 0.8)
    c.cover(
        (0, horizon, c.width, horizon + 70), [(0, mix(mood.water, mood.haze, 0.6)), (1, mood.water)]
    )
    c.sparkle((0, horizon, c.width, horizon + 70), mood.sun, 160, 30)
    meadow(c, mood, horizon + 58, 2600)
    light = -1 if sun_x < c.width / 2 else 1
    shirts = [
        (226, 228, 226),
        (44, 98, 168),
        (44, 98, 168),
        (206, 62, 52),
        (240, 240, 236),
        (92, 128, 84),
    ]
    spots = sorted(
        (c.dice.uniform(0.05, 0.86) ** 1.25, c.dice.uniform(0.03, 0.97)) for _ in range(34)
    )
    for depth, across in spots:
        y = lerp(horizon + 92, c.height * 0.985, depth)
        size = lerp(70, 330, depth)
        x = across * c.width
        c.shadow(x - light * size * 0.20, y, size * 0.36, size * 0.055, 0.55)
        sheet = c.layer(
            (x - size, y - size * 1.15, x + size, y + size * 0.15), 1.5 if size < 260 else 1.0
        )
        if c.dice.random() < 0.62:
            person(
                sheet,
                x,
                y,
                size,
                c.dice.choice(shirts),
                (48, 54, 70),
                c.dice,
                c.dice.choice(["bend", "bend", "stand", "walk"]),
                c.dice.choice((-1, 1)),
                light,
                hat=(220, 200, 156) if c.dice.random() < 0.4 else None,
                dim=mood.dim,
            )
        sx = x + size * c.dice.choice((-0.34, 0.36))
        sheet.ellipse(sx, y, size * 0.12, size * 0.03, mix((92, 64, 44), mood.near, 0.2))
        sheet.line([(sx, y), (sx + size * 0.01, y - size * 0.42)], (84, 66, 50), size * 0.016)
        foliage(
            sheet,
            sx,
            y - size * 0.44,
            size * 0.12,
            size * 0.17,
            mood.leaf,
            mood.leaf_lit,
            c.dice,
            130,
            0.11,
            light,
        )
        c.put(sheet, blur=0.5 if depth < 0.7 else 1.0)
    front = c.layer((0, c.height * 0.8, c.width, c.height), 0.7)
    for _ in range(900):
        x = c.dice.uniform(0, c.width)
        long = c.dice.uniform(20, 96) * (0.5 + abs(x / c.width - 0.5))
        front.line(
            [(x, c.height + 14), (x + c.dice.gauss(0, 20), c.height - long)],
            mix(scaled(mood.leaf, 0.6), mood.leaf_lit, c.dice.random() * 0.6),
            3.2,
        )
    c.put(front, blur=4)


def draw_patrol(c: Canvas, mood: Mood) -> None:
    """A patrol on a forest path passing a boundary stone."""
    horizon = c.height * 0.42
    sky(c, mood, horizon)
    mountains(c, mood, horizon, 4, c.height * 0.34, 0.9)
    meadow(c, mood, horizon, 2300)
    path = c.layer((0, horizon, c.width, c.height), 0.8)
    points_left, points_right = [], []
    for i in range(15):
        depth = i / 14
        centre = c.width * (0.60 - 0.16 * math.sin(depth * 2.4))
        half = lerp(8, 240, depth**1.3)
        y = lerp(horizon + 6, c.height, depth)
        points_left.append((centre - half, y))
        points_right.append((centre + half, y))
    path.polygon(points_left + points_right[::-1], (255, 255, 255))
    path.shade([(0, mix((168, 148, 118), mood.haze, 0.5)), (1, scaled((138, 112, 84), mood.dim))])
    path.roughen(0.35, 90, 2.5)
    c.put(path, blur=3)
    for depth, across in sorted(
        (
            c.dice.uniform(0.02, 0.34),
            c.dice.choice((c.dice.uniform(0, 0.42), c.dice.uniform(0.74, 1))),
        )
        for _ in range(13)
    ):
        foot = lerp(horizon + 8, c.height, depth)
        size = lerp(120, 620, depth)
        wood = c.layer(
            (
                across * c.width - size * 0.5,
                foot - size * 1.05,
                across * c.width + size * 0.5,
                foot + 6,
            ),
            1.0,
        )
        tree(
            wood,
            across * c.width,
            foot,
            size,
            mix(mood.leaf, mood.haze, 0.5 - depth),
            mix(mood.leaf_lit, mood.haze, 0.45 - depth),
            c.dice,
            -1,
        )
        c.put(wood, blur=1.2)
        c.mist(foot - 20, 70, mood.haze, 0.16)
    stone_x, stone_y, s = c.width * 0.24, c.height * 0.86, c.height * 0.34
    c.shadow(stone_x + s * 0.2, stone_y, s * 0.42, s * 0.07, 0.6)
    stone = c.layer((stone_x - s, stone_y - s * 1.1, stone_x + s, stone_y + s * 0.2), 1.2)
    stone.polygon(
        [
            (stone_x - s * 0.36, stone_y),
            (stone_x - s * 0.30, stone_y - s * 0.12),
            (stone_x + s * 0.30, stone_y - s * 0.12),
            (stone_x + s * 0.36, stone_y),
        ],
        (150, 148, 142),
    )
    stone.polygon(
        [
            (stone_x - s * 0.19, stone_y - s * 0.12),
            (stone_x - s * 0.14, stone_y - s * 0.94),
            (stone_x, stone_y - s * 1.02),
            (stone_x + s * 0.14, stone_y - s * 0.94),
            (stone_x + s * 0.19, stone_y - s * 0.12),
        ],
        (198, 196, 188),
    )
    stone.polygon(
        [
            (stone_x + s * 0.03, stone_y - s * 0.12),
            (stone_x + s * 0.02, stone_y - s * 1.0),
            (stone_x + s * 0.14, stone_y - s * 0.94),
            (stone_x + s * 0.19, stone_y - s * 0.12),
        ],
        (152, 150, 146),
    )
    stone.ellipse(stone_x - s * 0.05, stone_y - s * 0.74, s * 0.055, s * 0.065, (170, 52, 44))
    for i in range(4):
        stone.rectangle(
            stone_x - s * 0.12,
            stone_y - s * (0.58 - i * 0.08),
            stone_x + s * 0.03,
            stone_y - s * (0.555 - i * 0.08),
            (128, 60, 52),
        )
    stone.roughen(0.3, 50)
    c.put(stone, blur=0.9)
    for i in range(4):
        depth = 0.12 + 0.10 * i
        y = lerp(horizon, c.height, depth)
        size = lerp(96, 420, depth)
        x = c.width * (0.60 - 0.16 * math.sin(depth * 2.4)) + (18 if i % 2 else -24)
        c.shadow(x, y, size * 0.24, size * 0.045, 0.6)
        man = c.layer((x - size * 0.5, y - size * 1.05, x + size * 0.5, y + size * 0.1), 1.2)
        person(
            man,
            x,
            y,
            size,
            (74, 92, 58),
            (62, 76, 50),
            c.dice,
            "walk",
            -1 if i % 2 else 1,
            -1,
            dim=mood.dim,
        )
        man.rectangle(
            x - size * 0.07,
            y - size * 0.78,
            x + size * 0.08,
            y - size * 0.54,
            scaled((58, 66, 46), mood.dim),
        )
        man.ellipse(
            x + 0.02 * size,
            y - size * 0.95,
            size * 0.085,
            size * 0.04,
            scaled((52, 64, 44), mood.dim),
        )
        c.put(man, blur=0.6)
    leaves = c.layer((0, 0, c.width, c.height), 0.6)
    for corner in (0, 1):
        for _ in range(5):
            foliage(
                leaves,
                corner * c.width + c.dice.uniform(-90, 90),
                c.dice.uniform(-60, c.height * 0.34),
                190,
                110,
                scaled(mood.leaf, 0.45),
                mix(mood.leaf, mood.leaf_lit, 0.35),
                c.dice,
                260,
                0.09,
            )
    c.put(leaves, blur=7)
