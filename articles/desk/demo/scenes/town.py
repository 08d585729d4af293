"""The town: streets in rain and at dawn, the market, the expressway site, a village lane."""

from PIL import Image

from articles.desk.demo.figures import areca, foliage, house, lorry, person, tree
from articles.desk.demo.moods import Mood
from articles.desk.demo.paint import Canvas, Colour, lerp, mix, noise, scaled, warp
from articles.desk.demo.scenes.land import meadow, mountains, sky
from articles.desk.demo.scenes.water import WALLS

CLOTHES = [
    (214, 212, 206),
    (60, 92, 134),
    (176, 62, 54),
    (92, 116, 84),
    (206, 168, 92),
    (96, 84, 110),
    (188, 122, 128),
    (52, 58, 70),
]


def facades(c: Canvas, mood: Mood, long: float, high: float, lit: float) -> Image.Image:
    """A row of town houses seen straight on, as a flat picture to be set in perspective."""
    sheet = c.layer((0, 0, long, high), 1.0)
    x = 0.0
    while x < long:
        wide = high * c.dice.uniform(0.26, 0.40)
        wall = scaled(c.dice.choice(WALLS), mood.dim * c.dice.uniform(0.85, 1.0))
        tall = high * c.dice.uniform(0.62, 0.90)
        house(sheet, x, high, wide, tall, mix(wall, mood.haze, 0.12), c.dice, lit)
        sheet.rectangle(
            x + wide * 0.04,
            high * 0.80,
            x + wide * 0.98,
            high * 0.83,
            scaled(
                c.dice.choice([(170, 60, 50), (60, 90, 120), (200, 190, 170), (80, 110, 84)]),
                mood.dim,
            ),
        )
        x += wide
    sheet.roughen(0.35, 50, 0.6)
    return sheet.image


def lay(
    c: Canvas, flat: Image.Image, corners: list[tuple[float, float]], blur: float = 0.8
) -> None:
    """Set a flat picture into four corners of the canvas."""
    sheet = c.layer()
    sheet.image = warp(flat, sheet.image.size, [(x * c.scale, y * c.scale) for x, y in corners])
    c.put(sheet, blur=blur)


def motorbike(
    c: Canvas,
    x: float,
    foot: float,
    size: float,
    tone: Colour,
    towards: bool,
    dim: float,
    lamps: bool,
) -> None:
    """A rider on a motorbike, from behind or from the front."""
    sheet = c.layer((x - size, foot - size * 1.2, x + size, foot + 4), 1.5)
    dark = scaled((26, 26, 30), 0.9)
    sheet.ellipse(x, foot - size * 0.16, size * 0.06, size * 0.17, dark)
    sheet.ellipse(
        x,
        foot - size * 0.40,
        size * 0.14,
        size * 0.16,
        scaled((120, 40, 40) if c.dice.random() < 0.4 else (60, 66, 76), dim),
    )
    sheet.line(
        [(x - size * 0.24, foot - size * 0.52), (x + size * 0.24, foot - size * 0.52)],
        dark,
        size * 0.035,
    )
    body = scaled(tone, dim)
    sheet.polygon(
        [
            (x - size * 0.22, foot - size * 0.40),
            (x - size * 0.19, foot - size * 0.78),
            (x - size * 0.07, foot - size * 0.86),
            (x + size * 0.07, foot - size * 0.86),
            (x + size * 0.19, foot - size * 0.78),
            (x + size * 0.22, foot - size * 0.40),
        ],
        body,
    )
    sheet.polygon(
        [
            (x + size * 0.04, foot - size * 0.40),
            (x + size * 0.03, foot - size * 0.86),
            (x + size * 0.19, foot - size * 0.78),
            (x + size * 0.22, foot - size * 0.40),
        ],
        scaled(body, 0.72),
    )
    for side in (-1, 1):
        sheet.limb(
            x + side * size * 0.18,
            foot - size * 0.74,
            x + side * size * 0.24,
            foot - size * 0.52,
            size * 0.08,
            scaled(body, 0.85),
        )
        sheet.limb(
            x + side * size * 0.13,
            foot - size * 0.38,
            x + side * size * 0.16,
            foot - size * 0.12,
            size * 0.09,
            scaled((44, 48, 60), dim),
        )
    helmet = scaled(
        c.dice.choice([(210, 210, 206), (60, 80, 120), (150, 44, 40), (40, 40, 44)]), dim
    )
    sheet.ellipse(x, foot - size * 0.97, size * 0.105, size * 0.12, scaled(helmet, 0.8))
    sheet.ellipse(x - size * 0.02, foot - size * 0.99, size * 0.07, size * 0.085, helmet)
    c.put_mirrored(sheet, foot, 0.30, 3)
    c.put(sheet, blur=0.8)
    if lamps:
        lamp = (255, 236, 196) if towards else (255, 52, 36)
        y = foot - size * (0.52 if towards else 0.40)
        c.glow(x, y, size * (1.1 if towards else 0.5), lamp, 0.9)
        c.glow(x, y, size * 0.12, (255, 250, 236) if towards else (255, 140, 110), 1.0)
        c.glow(x, foot + size * 0.4, size * 0.4, lamp, 0.4, 2.0)


def draw_street(c: Canvas, mood: Mood) -> None:
    """A town street in perspective: wet and lit at night or in rain, quiet at dawn."""
    wet = mood.warmth < -0.15 or mood.dim < 0.6
    dark = mood.dim < 0.8
    vx, vy = c.width * c.dice.uniform(0.40, 0.60), c.height * 0.47
    sky(c, mood, vy + 60)
    mountains(c, mood, vy + 10, 3, c.height * 0.13, 0.7)
    lit = 0.62 if dark else 0.08
    far = 46
    for side in (-1, 1):
        row = facades(c, mood, 2300, 480, lit)
        edge = c.width * (0.5 + side * 0.62)
        if side > 0:
            corners = [
                (vx + far, vy - far * 1.5),
                (edge, -c.height * 0.12),
                (edge, c.height * 0.95),
                (vx + far, vy + far * 0.45),
            ]
        else:
            corners = [
                (edge, -c.height * 0.12),
                (vx - far, vy - far * 1.5),
                (vx - far, vy + far * 0.45),
                (edge, c.height * 0.95),
            ]
        lay(c, row, corners)
    c.glow(vx, vy, c.width * 0.22, mood.haze, 0.6)
    c.mist(vy, 110, mood.haze, 0.5)
    road = c.layer((0, vy, c.width, c.height), 0.8)
    tar = scaled(mix((98, 98, 102), mood.haze, 0.2), mood.dim)
    road.polygon(
        [
            (vx - far * 1.6, vy + 14),
            (vx + far * 1.6, vy + 14),
            (c.width * 1.25, c.height),
            (-c.width * 0.25, c.height),
        ],
        (255, 255, 255),
    )
    road.shade([(0, mix(tar, mood.haze, 0.6)), (0.3, tar), (1, scaled(tar, 0.62))])
    road.roughen(0.3, 40, 3)
    c.put(road, blur=1)
    if wet:
        c.reflect(vy + 22, c.height, scaled(tar, 0.7), 0.50, 10, 0.9)
        c.veil((0, vy, c.width, c.height), scaled(tar, 0.45), 0.12, 0.5, 120, 4)
    marks = c.layer((0, vy, c.width, c.height), 1.0)
    for i in range(9):
        a, b = (i / 9) ** 2.2, ((i + 0.45) / 9) ** 2.2
        y0, y1 = lerp(vy + 18, c.height, a), lerp(vy + 18, c.height, b)
        x0, x1 = (
            lerp(vx, vx + (vx - c.width / 2) * 0.2, a),
            lerp(vx, vx + (vx - c.width / 2) * 0.2, b),
        )
        w0, w1 = lerp(1, 11, a), lerp(1, 11, b)
        marks.polygon(
            [(x0 - w0, y0), (x0 + w0, y0), (x1 + w1, y1), (x1 - w1, y1)],
            (*scaled((226, 222, 206), mood.dim), 150),
        )
    c.put(marks, blur=1.4)
    for depth in (0.05, 0.12, 0.24, 0.46, 0.80):
        for side in (-1, 1):
            y = lerp(vy + 14, c.height * 1.02, depth)
            x = vx + side * lerp(far * 1.7, c.width * 0.60, depth)
            tall = lerp(70, 760, depth)
            wood = c.layer(
                (x - tall * 0.5, y - tall * 1.05, x + tall * 0.5, y + 4), 1.0 if tall < 500 else 0.6
            )
            tree(
                wood,
                x,
                y,
                tall,
                scaled(mood.leaf, 0.8),
                scaled(mood.leaf_lit, 0.9),
                c.dice,
                -side,
                130,
            )
            c.put(wood, blur=0.8 + 5 * max(0, depth - 0.4))
            if dark:
                lamp = c.dice.choice([(255, 196, 112), (255, 214, 150), (196, 224, 255)])
                lx, ly = x - side * tall * 0.16, y - tall * 0.66
                c.glow(lx, ly, tall * 0.62, lamp, 0.75)
                c.glow(lx, ly, tall * 0.06, (255, 250, 232), 1.0)
                c.glow(lx, y + (y - ly) * 0.55, tall * 0.18, lamp, 0.5, 3.0)
    if dark:
        for _ in range(26):
            depth = c.dice.random() ** 2
            side = c.dice.choice((-1, 1))
            x = vx + side * lerp(far * 1.4, c.width * 0.52, depth)
            y = lerp(vy, vy + c.height * 0.12, depth) - lerp(0, 120, depth) * c.dice.random()
            tone = c.dice.choice(
                [(255, 90, 70), (255, 190, 90), (90, 190, 255), (120, 255, 190), (255, 120, 200)]
            )
            c.glow(x, y, lerp(22, 110, depth), tone, 0.6)
            c.glow(x, lerp(vy + 30, c.height * 0.86, depth), lerp(16, 90, depth), tone, 0.4, 2.6)
    traffic = sorted(
        (c.dice.uniform(0.05, 0.56) ** 1.2, c.dice.uniform(-0.8, 0.8)) for _ in range(9)
    )
    for depth, lane in traffic:
        y = lerp(vy + 18, c.height, depth)
        x = vx + lane * lerp(far * 1.3, c.width * 0.50, depth)
        motorbike(c, x, y, lerp(38, 330, depth), c.dice.choice(CLOTHES), lane < 0, mood.dim, dark)
    for depth, side in ((0.13, 1), (0.20, -1), (0.32, 1)):
        y = lerp(vy + 18, c.height, depth)
        x = vx + side * lerp(far * 1.9, c.width * 0.58, depth)
        size = lerp(64, 430, depth)
        walker = c.layer((x - size * 0.6, y - size * 1.3, x + size * 0.6, y + 4), 1.4)
        person(
            walker,
            x,
            y,
            size,
            c.dice.choice(CLOTHES),
            (50, 52, 62),
            c.dice,
            "walk",
            -side,
            -side,
            dim=mood.dim,
        )
        if wet:
            tone = scaled(
                c.dice.choice([(196, 54, 60), (60, 110, 160), (226, 186, 80), (90, 140, 110)]),
                mood.dim,
            )
            walker.pen.pieslice(
                [
                    walker.at(x - size * 0.36, y - size * 1.22),
                    walker.at(x + size * 0.36, y - size * 0.72),
                ],
                180,
                360,
                fill=tone,
            )
            walker.pen.pieslice(
                [
                    walker.at(x - size * 0.12, y - size * 1.22),
                    walker.at(x + size * 0.36, y - size * 0.72),
                ],
                180,
                360,
                fill=scaled(tone, 0.72),
            )
            walker.line(
                [(x, y - size * 0.97), (x + size * 0.03, y - size * 0.6)],
                (30, 30, 34),
                size * 0.016,
            )
        if wet:
            c.put_mirrored(walker, y, 0.34, 3)
        c.put(walker, blur=0.9)
    if wet:
        c.rain(0.34 if mood.dim > 0.6 else 0.26, mix(mood.sun, (210, 220, 235), 0.6))


def draw_market(c: Canvas, mood: Mood) -> None:
    """The aisle of a covered market: heaps of fruit and fish under lamps and awnings."""
    vx, vy = c.width * c.dice.uniform(0.42, 0.58), c.height * 0.44
    dark = mood.dim < 0.9
    c.cover(
        (0, 0, c.width, c.height),
        [
            (0, scaled((70, 62, 58), mood.dim)),
            (0.4, scaled((150, 136, 118), mood.dim)),
            (1, scaled((92, 82, 74), mood.dim)),
        ],
    )
    c.glow(vx, vy, c.width * 0.42, mix(mood.sky[-1][1], (255, 250, 236), 0.4), 1.0)
    c.glow(vx, vy, c.width * 0.14, (255, 252, 244), 1.0)
    for side in (0, 1):
        gloom = c.layer((0, 0, c.width, c.height), 0.4)
        x = side * c.width
        near = vx + (60 if side else -60)
        gloom.polygon([(x, -40), (near, vy - 30), (near, vy + 36), (x, c.height)], (255, 255, 255))
        gloom.shade(
            [
                (0, scaled((58, 46, 40), mood.dim)),
                (0.5, scaled((120, 96, 74), mood.dim)),
                (1, scaled((40, 32, 28), mood.dim)),
            ]
        )
        gloom.roughen(0.6, 160, 0.5)
        c.put(gloom, blur=5)
    c.glow(vx, vy, c.width * 0.30, mix(mood.sun, (255, 246, 226), 0.5), 0.75)
    cloths = [
        (190, 66, 54),
        (48, 100, 150),
        (214, 160, 70),
        (70, 126, 96),
        (214, 204, 186),
        (120, 84, 130),
    ]
    roof = c.layer((0, 0, c.width, vy), 0.7)
    for i in range(13):
        near = 1 - i / 13
        share = near**1.8
        nxt = (1 - (i + 1) / 13) ** 1.8
        tone = scaled(c.dice.choice(cloths), (0.45 + 0.55 * (1 - share)) * mood.dim)
        tone = mix(tone, (255, 240, 214), 0.42 * (1 - share))
        y0, y1 = lerp(vy - 26, -c.height * 0.30, share), lerp(vy - 26, -c.height * 0.30, nxt)
        sag = lerp(4, 80, share) * c.dice.uniform(0.4, 1.2)
        w0, w1 = lerp(56, c.width * 0.9, share), lerp(56, c.width * 0.9, nxt)
        middle = vx + c.dice.uniform(-0.1, 0.1) * w0
        roof.polygon(
            [(vx - w0, y0), (middle, y0 + sag), (vx + w0, y0), (vx + w1, y1), (vx - w1, y1)], tone
        )
    roof.roughen(0.3, 120)
    c.put(roof, blur=2.4)
    floor = c.layer((0, vy, c.width, c.height), 0.7)
    floor.polygon(
        [
            (vx - 44, vy + 30),
            (vx + 44, vy + 30),
            (c.width * 0.86, c.height),
            (c.width * 0.14, c.height),
        ],
        (255, 255, 255),
    )
    floor.shade(
        [(0, mix((206, 192, 168), (255, 246, 226), 0.5)), (1, scaled((96, 90, 84), mood.dim))]
    )
    floor.roughen(0.4, 40, 3)
    c.put(floor, blur=2)
    goods = [
        (206, 54, 42),
        (232, 150, 46),
        (236, 204, 74),
        (96, 150, 60),
        (150, 176, 86),
        (180, 60, 90),
        (196, 206, 214),
        (226, 128, 96),
        (110, 60, 110),
    ]
    for i in range(9):
        share = ((i + 1) / 9) ** 1.9
        far = 1 - share
        for side in (-1, 1):
            y = lerp(vy + 30, c.height * 0.90, share)
            inner = vx + side * lerp(58, c.width * 0.22, share)
            outer = vx + side * lerp(120, c.width * 0.72, share)
            size = lerp(34, 290, share)
            if c.dice.random() < 0.85:
                sx = inner + side * size * c.dice.uniform(0.7, 1.3)
                seller = c.layer((sx - size * 1.1, y - size * 1.75, sx + size * 1.1, y + 4), 1.2)
                person(
                    seller,
                    sx,
                    y,
                    size * 1.55,
                    c.dice.choice(CLOTHES),
                    (60, 60, 70),
                    c.dice,
                    c.dice.choice(["stand", "bend", "wave"]),
                    -side,
                    -side,
                    hat=(214, 192, 146) if c.dice.random() < 0.6 else None,
                    dim=mood.dim * lerp(1.05, 0.8, share),
                )
                c.put(seller, blur=0.6 + 2.4 * share)
            stall = c.layer(
                (min(inner, outer) - 20, y - size * 0.9, max(inner, outer) + 20, y + size * 0.75),
                1.0,
            )
            stall.polygon(
                [
                    (inner, y - size * 0.10),
                    (outer, y - size * 0.24),
                    (outer, y + size * 0.8),
                    (inner, y + size * 0.5),
                ],
                scaled(mix(c.dice.choice(cloths), (60, 44, 34), 0.5), mood.dim * 0.7),
            )
            tray = 0.0
            while tray < 1:
                tone = scaled(c.dice.choice(goods), mood.dim)
                width = c.dice.uniform(0.16, 0.26)
                for _ in range(64):
                    t = tray + c.dice.random() * width
                    px = lerp(inner, outer, t)
                    heap = max(0.0, 1 - abs((t - tray) / width - 0.5) * 2)
                    py = y - size * (0.08 + 0.14 * t) - heap * c.dice.random() * size * 0.34
                    bit = size * c.dice.uniform(0.035, 0.06)
                    stall.ellipse(px, py, bit, bit * 0.85, scaled(tone, c.dice.uniform(0.5, 0.85)))
                    stall.ellipse(
                        px - side * bit * 0.25,
                        py - bit * 0.3,
                        bit * 0.55,
                        bit * 0.42,
                        mix(tone, (255, 250, 232), c.dice.uniform(0.15, 0.45)),
                    )
                tray += width * 1.05
            c.put(stall, blur=0.6 + 4.5 * max(0, share - 0.45))
            if c.dice.random() < (0.9 if dark else 0.5):
                lx, ly = inner + side * size * 0.5, y - size * 1.75
                c.glow(lx, ly, size * 1.5, (255, 206, 130), 0.65)
                c.glow(lx, ly, size * 0.16, (255, 250, 230), 1.0)
                c.glow(lx, y - size * 0.1, size * 1.0, (255, 206, 140), 0.28, 0.5)
        if 0.02 < share < 0.62:
            px = vx + c.dice.uniform(-0.7, 0.7) * lerp(40, c.width * 0.17, share)
            y = lerp(vy + 34, c.height * 0.93, share)
            size = lerp(60, 500, share)
            c.shadow(px, y, size * 0.2, size * 0.03, 0.5)
            buyer = c.layer((px - size * 0.5, y - size * 1.05, px + size * 0.5, y + 4), 1.2)
            person(
                buyer,
                px,
                y,
                size,
                c.dice.choice(CLOTHES),
                (48, 50, 60),
                c.dice,
                "walk",
                c.dice.choice((-1, 1)),
                -1,
                hat=(220, 200, 156) if c.dice.random() < 0.5 else None,
                dim=mood.dim * lerp(1.0, 0.62, share),
            )
            c.put(buyer, blur=0.7 + far * 0.2)
    c.veil((0, c.height * 0.72, c.width, c.height), (18, 14, 12), 0.0, 0.5)


def _excavator(c: Canvas, x: float, ground: float, size: float, dim: float, facing: int) -> None:
    sheet = c.layer((x - size * 1.3, ground - size * 1.15, x + size * 1.3, ground + 6), 1.3)
    yellow = scaled((224, 166, 44), dim)
    sheet.limb(
        x - size * 0.36,
        ground - size * 0.08,
        x + size * 0.36,
        ground - size * 0.08,
        size * 0.17,
        (38, 36, 34),
    )
    for i in range(6):
        sheet.ellipse(
            x - size * 0.34 + i * size * 0.136,
            ground - size * 0.08,
            size * 0.05,
            size * 0.05,
            (96, 90, 82),
        )
    sheet.polygon(
        [
            (x - size * 0.42 * facing, ground - size * 0.18),
            (x - size * 0.44 * facing, ground - size * 0.46),
            (x + size * 0.06 * facing, ground - size * 0.46),
            (x + size * 0.30 * facing, ground - size * 0.30),
            (x + size * 0.30 * facing, ground - size * 0.18),
        ],
        yellow,
    )
    sheet.rectangle(
        x - size * 0.02 * facing,
        ground - size * 0.70,
        x + size * 0.26 * facing,
        ground - size * 0.30,
        scaled(yellow, 0.82),
    )
    sheet.rectangle(
        x + size * 0.02 * facing,
        ground - size * 0.66,
        x + size * 0.23 * facing,
        ground - size * 0.44,
        (70, 88, 98),
    )
    elbow = (x + size * 0.62 * facing, ground - size * 1.02)
    wrist = (x + size * 1.0 * facing, ground - size * 0.52)
    sheet.line(
        [(x + size * 0.22 * facing, ground - size * 0.40), elbow], scaled(yellow, 0.92), size * 0.10
    )
    sheet.line([elbow, wrist], scaled(yellow, 0.74), size * 0.075)
    sheet.polygon(
        [
            wrist,
            (wrist[0] + size * 0.12 * facing, wrist[1] + size * 0.14),
            (wrist[0] - size * 0.02 * facing, wrist[1] + size * 0.28),
            (wrist[0] - size * 0.20 * facing, wrist[1] + size * 0.12),
        ],
        (58, 54, 50),
    )
    sheet.roughen(0.35, 40)
    c.shadow(x, ground, size * 0.6, size * 0.08, 0.6)
    c.put(sheet, blur=0.8)


def draw_road(c: Canvas, mood: Mood) -> None:
    """The expressway under construction: cut earth, fresh asphalt, machines."""
    horizon = c.height * 0.40
    sun_x = sky(c, mood, horizon)
    mountains(c, mood, horizon, 5, c.height * 0.26, 0.8)
    meadow(c, mood, horizon, 1500)
    vx = c.width * c.dice.uniform(0.36, 0.64)
    bend = c.dice.choice((-1, 1)) * c.width * 0.16
    earth = scaled(mix((176, 122, 80), mood.haze, 0.12), mood.dim)

    def edge(depth: float, across: float) -> tuple[float, float]:
        y = lerp(horizon + 4, c.height * 1.02, depth**1.35)
        share = depth**1.35
        return (
            vx
            + bend * (1 - depth) ** 2 * 1.4
            - bend * 0.3 * share
            + across * lerp(10, c.width * 0.62, share),
            y,
        )

    def strip(
        left: float, right: float, tone: Colour, low: float, rough: float, cell: float
    ) -> None:
        sheet = c.layer((0, horizon, c.width, c.height), 0.9)
        steps = [i / 30 for i in range(31)]
        sheet.polygon(
            [edge(s, left) for s in steps] + [edge(s, right) for s in reversed(steps)],
            (255, 255, 255),
        )
        sheet.shade(
            [
                (0, mix(tone, mood.haze, 0.65)),
                (0.25, mix(tone, mood.haze, 0.2)),
                (1, scaled(tone, low)),
            ]
        )
        sheet.roughen(rough, cell, 2.5)
        c.put(sheet, blur=1.2)

    strip(-1.15, 1.15, earth, 0.66, 0.5, 70)
    strip(-0.98, -0.86, scaled(earth, 0.7), 0.6, 0.4, 30)
    strip(-0.70, 0.12, scaled((72, 72, 76), mood.dim * 1.1), 0.68, 0.22, 30)
    strip(0.24, 0.86, mix(earth, scaled((170, 160, 146), mood.dim), 0.6), 0.72, 0.4, 40)
    lines = c.layer((0, horizon, c.width, c.height), 1.0)
    for across in (-0.64, 0.06):
        lines.line(
            [edge(0.12 + 0.88 * i / 30, across) for i in range(31)],
            scaled((224, 220, 206), mood.dim),
            4,
        )
    for i in range(11):
        a, b = 0.2 + 0.8 * i / 11, 0.2 + 0.8 * (i + 0.4) / 11
        lines.polygon(
            [edge(a, -0.295), edge(a, -0.280), edge(b, -0.280), edge(b, -0.295)],
            scaled((224, 220, 206), mood.dim),
        )
    c.put(lines, blur=1)
    light = -1 if sun_x < c.width / 2 else 1
    for depth, across in ((0.20, 0.5), (0.34, 0.62), (0.58, 0.55)):
        x, y = edge(depth, across)
        _excavator(c, x, y, lerp(60, 420, depth**1.35), mood.dim, c.dice.choice((-1, 1)))
    for depth, across in ((0.16, -0.4), (0.26, -0.15), (0.44, -0.5)):
        x, y = edge(depth, across)
        long = lerp(60, 620, depth**1.35)
        c.shadow(x, y, long * 0.55, long * 0.05, 0.55)
        truck = c.layer((x - long * 0.6, y - long * 0.4, x + long * 0.6, y + 4), 1.3)
        lorry(
            truck,
            x,
            y,
            long,
            scaled((60, 110, 170), mood.dim),
            scaled((150, 120, 84), mood.dim),
            -1 if across < -0.3 else 1,
            light,
        )
        truck.roughen(0.3, 40)
        c.put(truck, blur=0.7)
    for _ in range(13):
        depth = c.dice.uniform(0.24, 0.66)
        x, y = edge(depth, c.dice.choice((0.2, -0.74, 0.9)) + c.dice.uniform(-0.05, 0.05))
        size = lerp(20, 270, depth**1.35)
        man = c.layer((x - size, y - size * 1.1, x + size, y + 4), 1.5)
        person(
            man,
            x,
            y,
            size,
            c.dice.choice([(236, 120, 40), (236, 120, 40), (200, 214, 70), (60, 90, 140)]),
            (54, 60, 78),
            c.dice,
            c.dice.choice(["stand", "walk", "bend", "wave"]),
            c.dice.choice((-1, 1)),
            light,
            dim=mood.dim,
        )
        man.pen.pieslice(
            [man.at(x - size * 0.085, y - size * 1.02), man.at(x + size * 0.085, y - size * 0.84)],
            180,
            360,
            fill=scaled((238, 206, 60), mood.dim),
        )
        c.shadow(x - light * size * 0.2, y, size * 0.3, size * 0.04, 0.5)
        c.put(man, blur=0.7)
    c.mist(horizon + 40, 90, mix(mood.haze, (214, 176, 130), 0.3), 0.42)
    grass = c.layer((0, c.height * 0.75, c.width, c.height), 0.7)
    for _ in range(500):
        x = c.dice.triangular(0, c.width * 0.34, 0)
        x = x if bend > 0 else c.width - x
        grass.line(
            [
                (x, c.height + 10),
                (
                    x + c.dice.gauss(0, 24),
                    c.height
                    - c.dice.uniform(30, 190)
                    * (1 - abs((0 if bend > 0 else c.width) - x) / (c.width * 0.36)),
                ),
            ],
            mix(mood.leaf, mood.leaf_lit, c.dice.random()),
            3.4,
        )
    c.put(grass, blur=3.5)


def draw_village(c: Canvas, mood: Mood) -> None:
    """A tiled house at a lane, people around a table in the yard."""
    ground = c.height * 0.62
    sun_x = sky(c, mood, ground)
    mountains(c, mood, ground - 60, 3, c.height * 0.22, 0.8)
    light = -1 if sun_x < c.width / 2 else 1
    back = c.layer((0, 0, c.width, ground + 30), 0.8)
    for i in range(13):
        foliage(
            back,
            c.width * i / 12 + c.dice.uniform(-40, 40),
            ground - c.dice.uniform(40, 150),
            190,
            150,
            mix(mood.leaf, mood.haze, 0.25),
            mix(mood.leaf_lit, mood.haze, 0.25),
            c.dice,
            330,
            0.07,
            light,
        )
    for _ in range(5):
        areca(
            back,
            c.width * c.dice.uniform(0.02, 0.98),
            ground,
            c.height * c.dice.uniform(0.40, 0.58),
            scaled(mood.leaf, 0.75),
            mood.leaf_lit,
            c.dice,
        )
    c.put(back, blur=2)
    earth = scaled(mix((190, 158, 120), mood.haze, 0.2), mood.dim)
    c.cover(
        (0, ground, c.width, c.height),
        [(0, mix(earth, mood.haze, 0.25)), (0.4, earth), (1, scaled(earth, 0.55))],
    )
    c.mottle((0, ground, c.width, c.height), scaled(earth, 0.6), 0.5, 70, 3.5)
    x0 = c.width * c.dice.uniform(0.14, 0.34)
    wide, tall = c.width * 0.46, c.height * 0.20
    home = c.layer((x0 - 120, ground - tall * 2.3, x0 + wide + 120, ground + 50), 1.2)
    wall = scaled((222, 194, 132), mood.dim)
    home.rectangle(x0, ground - tall, x0 + wide, ground + 20, scaled(wall, 0.92))
    tiles = scaled((158, 78, 56), mood.dim)
    home.polygon(
        [
            (x0 - 60, ground - tall * 0.92),
            (x0 + 60, ground - tall * 1.95),
            (x0 + wide - 60, ground - tall * 1.95),
            (x0 + wide + 60, ground - tall * 0.92),
        ],
        tiles,
    )
    for row in range(13):
        y = ground - tall * (0.92 + 1.03 * row / 13)
        inset = 120 * row / 13
        for k in range(70):
            px = lerp(x0 - 60 + inset, x0 + wide + 60 - inset, k / 70)
            home.ellipse(px, y, wide / 150, tall * 0.038, scaled(tiles, c.dice.uniform(0.68, 1.16)))
    for k in range(5):
        dx = x0 + wide * (0.06 + 0.19 * k)
        home.rectangle(
            dx,
            ground - tall * 0.66,
            dx + wide * 0.12,
            ground + (18 if k == 2 else -tall * 0.14),
            scaled((78, 100, 92), mood.dim * 0.75),
        )
        home.rectangle(
            dx + wide * 0.058,
            ground - tall * 0.66,
            dx + wide * 0.064,
            ground - tall * 0.14,
            scaled(wall, 0.6),
        )
        home.rectangle(
            dx - wide * 0.035,
            ground - tall * 0.92,
            dx - wide * 0.02,
            ground + 20,
            scaled((236, 222, 188), mood.dim),
        )
    home.rectangle(
        x0 - 20, ground + 8, x0 + wide + 20, ground + 34, scaled((150, 138, 124), mood.dim)
    )
    home.roughen(0.34, 80)
    c.put(home, blur=0.8)
    c.veil(
        (x0 - 20, ground - tall * 0.94, x0 + wide + 20, ground - tall * 0.5),
        (30, 22, 18),
        0.55,
        0.0,
    )
    c.shadow(x0 + wide / 2, ground + 34, wide * 0.62, 60, 0.45)
    tx, ty = c.width * (0.56 if x0 < c.width * 0.24 else 0.40), c.height * 0.80
    seats = [
        (-1.25, -0.25, 1),
        (-0.75, -0.42, 1),
        (-0.1, -0.5, 1),
        (0.62, -0.42, -1),
        (1.15, -0.26, -1),
        (1.5, 0.1, -1),
        (-1.6, 0.12, 1),
    ]
    for across, up, facing in sorted(seats, key=lambda seat: seat[1]):
        size = 250 + up * 60
        px, py = tx + across * 190, ty + up * 90
        c.shadow(px - light * 30, py, size * 0.34, size * 0.06, 0.5)
        seat = c.layer((px - size, py - size * 0.9, px + size, py + 10), 1.3)
        seat.rectangle(
            px - size * 0.14,
            py - size * 0.26,
            px + size * 0.12,
            py - size * 0.22,
            scaled((170, 50, 44), mood.dim),
        )
        seat.line(
            [(px - size * 0.12, py - size * 0.22), (px - size * 0.14, py)],
            scaled((150, 44, 40), mood.dim),
            6,
        )
        seat.line(
            [(px + size * 0.10, py - size * 0.22), (px + size * 0.12, py)],
            scaled((150, 44, 40), mood.dim),
            6,
        )
        person(
            seat,
            px,
            py,
            size,
            c.dice.choice(CLOTHES),
            (56, 58, 70),
            c.dice,
            "sit",
            facing,
            light,
            dim=mood.dim,
        )
        c.put(seat, blur=0.8)
    table = c.layer((tx - 260, ty - 140, tx + 260, ty + 60), 1.3)
    wood = scaled((122, 82, 54), mood.dim)
    for side in (-1, 1):
        table.line([(tx + side * 190, ty - 70), (tx + side * 200, ty + 34)], scaled(wood, 0.6), 12)
    table.polygon(
        [(tx - 190, ty - 104), (tx + 190, ty - 104), (tx + 236, ty - 62), (tx - 236, ty - 62)], wood
    )
    table.rectangle(tx - 236, ty - 62, tx + 236, ty - 48, scaled(wood, 0.62))
    for _ in range(9):
        px, py = tx + c.dice.uniform(-180, 180), ty - c.dice.uniform(70, 98)
        table.rectangle(
            px - 26,
            py - 3,
            px + 26,
            py + 7,
            (236, 234, 226) if c.dice.random() < 0.5 else (206, 198, 180),
        )
    table.ellipse(tx, ty - 96, 22, 20, (226, 224, 214))
    table.roughen(0.2, 40)
    c.put(table, blur=0.8)
    patch = noise((c.image.width, c.image.height - c.pixels(ground)), c.dice, 110 * c.scale, 4, 2.0)
    spots = patch.point([0 if v < 120 else min(120, v - 120) for v in range(256)])
    c.image.paste(scaled((24, 26, 20), 1.0), (0, c.pixels(ground)), spots)
    leaves = c.layer((0, 0, c.width, c.height * 0.5), 0.6)
    side = 0 if sun_x > c.width / 2 else c.width
    for _ in range(8):
        foliage(
            leaves,
            side + c.dice.uniform(-260, 260),
            c.dice.uniform(-60, 140),
            220,
            110,
            scaled(mood.leaf, 0.6),
            mood.leaf_lit,
            c.dice,
            330,
            0.07,
            light,
        )
    c.put(leaves, blur=5)
