"""Water: the river harbour, the beach, boats at sea, dragon boats, the bay with its bridge."""

import math

from articles.desk.demo.figures import boat, casuarina, flag, foliage, house, lorry, person
from articles.desk.demo.moods import Mood
from articles.desk.demo.paint import Canvas, lerp, mix, ridge, scaled
from articles.desk.demo.scenes.land import mountains, sky

HULLS = [(58, 92, 122), (122, 60, 44), (44, 84, 74), (88, 74, 62), (150, 96, 50), (40, 52, 70)]
WALLS = [
    (226, 214, 186),
    (206, 186, 150),
    (214, 222, 214),
    (196, 160, 126),
    (178, 196, 200),
    (232, 226, 210),
]


def far_town(
    c: Canvas, mood: Mood, base: float, height: float, lit: float, thick: float = 0.35
) -> None:
    """The other bank: houses and trees in the haze, with lamps when it is dark."""
    bank = c.layer((0, base - height * 1.5, c.width, base + 6), 1.3)
    x = -40.0
    while x < c.width:
        wide = height * c.dice.uniform(0.26, 0.46)
        if c.dice.random() < 0.74:
            wall = scaled(mix(c.dice.choice(WALLS), mood.haze, thick), mood.dim)
            house(bank, x, base, wide, height * c.dice.uniform(0.35, 1.0), wall, c.dice, lit)
        else:
            foliage(
                bank,
                x + wide / 2,
                base - height * 0.2,
                wide * 0.8,
                height * 0.26,
                mix(mood.leaf, mood.haze, thick),
                mix(mood.leaf_lit, mood.haze, thick),
                c.dice,
                110,
                0.11,
            )
        x += wide * c.dice.uniform(0.96, 1.25)
    for _ in range(26):
        foliage(
            bank,
            c.dice.uniform(0, c.width),
            base - height * 0.07,
            height * 0.28,
            height * 0.13,
            mix(mood.leaf, mood.haze, thick),
            mix(mood.leaf_lit, mood.haze, thick),
            c.dice,
            60,
            0.16,
        )
    c.put(bank, blur=1.4)
    c.mist(base, height * 0.7, mood.haze, 0.28)
    if lit:
        for _ in range(30):
            lamp = c.dice.choice([(255, 200, 120), (255, 226, 170), (180, 220, 255)])
            x, y = c.dice.uniform(0, c.width), base - height * c.dice.uniform(0.06, 0.4)
            c.glow(x, y, height * 0.34, lamp, 0.9 * lit)
            c.glow(x, y, height * 0.07, (255, 246, 220), 1.0)


def afloat(
    c: Canvas, mood: Mood, x: float, water: float, length: float, light: int, mast: bool = True
) -> None:
    """A fishing boat with its reflection."""
    box = (x - length * 0.66, water - length * 0.62, x + length * 0.66, water + length * 0.02)
    sheet = c.layer(box, 1.5 if length < 500 else 1.0)
    hull = scaled(c.dice.choice(HULLS), mood.dim)
    boat(sheet, x, water, length, hull, c.dice, light, cabin=length > 90, mast=mast)
    for _ in range(c.dice.randint(0, 2)):
        person(
            sheet,
            x + c.dice.uniform(-0.2, 0.3) * length,
            water - length * 0.10,
            length * 0.22,
            scaled(c.dice.choice([(200, 196, 188), (64, 86, 112), (150, 62, 50)]), mood.dim),
            (40, 42, 50),
            c.dice,
            c.dice.choice(["stand", "bend", "stand"]),
            c.dice.choice((-1, 1)),
            light,
            hat=(206, 186, 140) if c.dice.random() < 0.5 else None,
            dim=mood.dim,
        )
    sheet.roughen(0.28, 40, 2)
    c.put_mirrored(sheet, water, 0.55, blur=2.4)
    c.shadow(x, water + length * 0.02, length * 0.5, length * 0.035, 0.5)
    c.put(sheet, blur=0.5 if length < 420 else 1.2)


def lamps_on_boat(c: Canvas, x: float, y: float, size: float) -> None:
    c.glow(x, y, size * 1.6, (255, 190, 100), 0.8)
    c.glow(x, y, size * 0.3, (255, 244, 214), 1.0)


def draw_harbour(c: Canvas, mood: Mood) -> None:
    """The river harbour: the far bank, moored boats and the quay in front."""
    dark = mood.dim < 0.6
    horizon = c.height * c.dice.uniform(0.40, 0.47)
    sun_x = sky(c, mood, horizon)
    mountains(c, mood, horizon, 4, c.height * 0.20, 0.7)
    far_town(c, mood, horizon + 4, c.height * 0.13, 0.65 if dark else 0.06)
    c.reflect(horizon + 4, c.height, mood.water, 0.66, 16, 0.9)
    c.veil((0, c.height * 0.66, c.width, c.height), scaled(mood.water, 0.35), 0.0, 0.62)
    c.sparkle(
        (0, horizon + 8, c.width, c.height),
        mix(mood.sky[-1][1], (255, 255, 255), 0.3),
        520,
        60,
        None,
        0.22,
    )
    if mood.power:
        c.glow(sun_x, horizon + 120, 420, mood.sun, 0.45 * mood.power, 0.8)
        c.sparkle((0, horizon + 6, c.width, c.height), mood.sun, 620, 70, sun_x, 0.75)
    light = -1 if sun_x < c.width / 2 else 1
    cluster = c.dice.choice((0.30, 0.68))
    fleet = sorted(
        (c.dice.uniform(0.03, 0.62) ** 1.3, c.dice.gauss(cluster, 0.25)) for _ in range(13)
    )
    for depth, across in fleet:
        water = lerp(horizon + 18, c.height * 0.94, depth)
        length = lerp(84, 660, depth)
        x = across * c.width
        afloat(c, mood, x, water, length, light)
        if dark and c.dice.random() < 0.7:
            lamps_on_boat(c, x - length * 0.1, water - length * 0.2, length * 0.16)
    c.mist(horizon + 30, 90, mood.haze, 0.30 if not dark else 0.12)
    quay = c.layer((0, c.height * 0.80, c.width, c.height), 0.8)
    left = c.dice.random() < 0.5
    edge = [(0, c.height * 0.90), (c.width * 0.5, c.height * 0.97), (c.width, c.height * 1.01)]
    edge = edge if left else [(c.width - x, y) for x, y in reversed(edge)]
    quay.polygon([*edge, (c.width, c.height), (0, c.height)], (255, 255, 255))
    stone = scaled(mix((136, 126, 114), mood.haze, 0.2), mood.dim)
    quay.shade([(0, stone), (1, scaled(stone, 0.45))])
    quay.roughen(0.5, 50, 2)
    for i in range(4):
        bx = c.width * (0.05 + 0.12 * i) if left else c.width * (0.95 - 0.12 * i)
        by = c.height * (0.925 + 0.017 * i)
        quay.limb(bx, by, bx, by - 44, 24, scaled(mood.near, 0.55))
        quay.ellipse(bx, by - 50, 18, 8, scaled(mood.near, 0.9))
    c.put(quay, blur=3)


def draw_fishing(c: Canvas, mood: Mood) -> None:
    """Fishing boats at sea with islands behind."""
    horizon = c.height * c.dice.uniform(0.36, 0.52)
    sun_x = sky(c, mood, horizon)
    isles = c.layer((0, horizon - 120, c.width, horizon + 2), 0.8)
    for _ in range(4):
        x, wide = c.dice.uniform(0, c.width), c.dice.uniform(180, 520)
        line = [(x + px, py) for px, py in ridge(c.dice, wide, horizon - 26, 46, 0.5, 5)]
        tone = mix(mood.far, mood.haze, c.dice.uniform(0.1, 0.6))
        isles.polygon([(x - 60, horizon), *line, (x + wide + 60, horizon)], tone)
    isles.relief(0.4, 60)
    c.put(isles, blur=1.8)
    c.mist(horizon - 10, 50, mood.haze, 0.5)
    c.reflect(horizon, c.height, mood.water, 0.58, 22, 1.0)
    c.veil((0, c.height * 0.55, c.width, c.height), scaled(mood.water, 0.4), 0.0, 0.75)
    swell = c.layer((0, horizon, c.width, c.height), 0.8)
    for i in range(300):
        depth = (i / 300) ** 1.5
        y = lerp(horizon + 4, c.height, depth)
        x, long = c.dice.uniform(-100, c.width), lerp(20, 360, depth) * c.dice.uniform(0.4, 1.2)
        bright = c.dice.random() < 0.45
        tone = mix(mood.sky[-1][1], (255, 255, 255), 0.2) if bright else scaled(mood.water, 0.42)
        swell.ellipse(x, y, long / 2, lerp(0.8, 7, depth), (*tone, 60 if bright else 105))
    c.put(swell, blur=2)
    if mood.power:
        c.glow(sun_x, horizon + 140, 520, mood.sun, 0.45 * mood.power, 0.7)
        c.sparkle((0, horizon + 4, c.width, c.height), mood.sun, 900, 80, sun_x, 0.85)
    light = -1 if sun_x < c.width / 2 else 1
    places = [
        (0.03, 0.16),
        (0.05, 0.78),
        (0.10, 0.42),
        (0.14, 0.90),
        (0.30, c.dice.choice((0.30, 0.68))),
    ]
    for depth, across in places:
        water = lerp(horizon + 8, c.height * 0.95, depth)
        afloat(
            c,
            mood,
            (across + c.dice.uniform(-0.08, 0.08)) * c.width,
            water,
            lerp(70, 1150, depth) * c.dice.uniform(0.85, 1.1),
            light,
        )
    birds = c.layer((0, 0, c.width, horizon), 1.0)
    for _ in range(16):
        x, y, wing = (
            c.dice.gauss(sun_x, 260),
            c.dice.uniform(0.35, 0.85) * horizon,
            c.dice.uniform(6, 15),
        )
        birds.line(
            [(x - wing, y - wing * 0.5), (x, y), (x + wing, y - wing * 0.6)],
            scaled(mood.near, 0.8),
            2,
        )
    c.put(birds, blur=0.8)


def draw_beach(c: Canvas, mood: Mood) -> None:
    """The long flat beach with waves, wet sand, walkers and she-oaks."""
    horizon = c.height * 0.42
    sun_x = sky(c, mood, horizon)
    far = c.layer((0, horizon - 70, c.width, horizon + 2), 0.7)
    line = ridge(c.dice, c.width * 0.62, horizon - 16, 34, 0.5, 6)
    line = [
        (x, horizon - (horizon - y) * math.sin(math.pi * x / (c.width * 0.62)) ** 0.6)
        for x, y in line
    ]
    shift = c.dice.choice((-40, c.width * 0.42))
    far.polygon(
        [
            (shift, horizon + 2),
            *[(x + shift, y) for x, y in line],
            (c.width * 0.62 + shift, horizon + 2),
        ],
        mix(mood.far, mood.haze, 0.35),
    )
    c.put(far, blur=2)
    shore = c.height * 0.70
    c.reflect(horizon, shore + 40, mood.water, 0.5, 18, 1.0)
    c.sparkle(
        (0, horizon + 2, c.width, shore),
        mood.sun,
        520,
        60,
        sun_x if mood.power else None,
        0.7 if mood.power else 0.3,
    )
    sand = scaled(mix((206, 182, 146), mood.haze, 0.25), mood.dim)
    wet = mix(sand, mood.sky[-1][1], 0.50)
    c.cover(
        (0, shore, c.width, c.height),
        [
            (0, mix(wet, mood.sky[-1][1], 0.35)),
            (0.28, mix(wet, sand, 0.4)),
            (0.55, sand),
            (1, scaled(sand, 0.66)),
        ],
    )
    c.reflect(shore, shore + 150, sand, 0.42, 10, 2.0)
    c.veil((0, shore + 40, c.width, shore + 200), sand, 0.0, 0.9, 160, 4)
    waves = c.layer((0, horizon, c.width, shore + 140), 1.0)
    for number in range(11):
        depth = ((number + 1) / 11) ** 1.6
        base = lerp(horizon + 10, shore + 78, depth)
        phase, bend = c.dice.uniform(0, 6), lerp(2, 34, depth)
        crest = []
        for i in range(81):
            x = c.width * i / 80
            crest.append(
                (
                    x,
                    base
                    + math.sin(phase + i * 0.11) * bend
                    + math.sin(phase * 2 + i * 0.37) * bend * 0.35,
                )
            )
        thick = lerp(2, 24, depth)
        start = c.dice.uniform(-0.1, 0.25) if number < 9 else 0
        part = [
            p for p in crest if start <= p[0] / c.width <= start + c.dice.uniform(0.6, 1.1)
        ] or crest
        shade = scaled(mood.water, 0.55)
        waves.polygon(part + [(x, y + thick * 1.5) for x, y in reversed(part)], (*shade, 120))
        for x, y in part:
            for _ in range(7 if depth > 0.2 else 2):
                foam = mix((255, 255, 255), mood.sky[-1][1], 0.30)
                waves.ellipse(
                    x + c.dice.gauss(0, 14),
                    y + abs(c.dice.gauss(0, thick * 0.5)),
                    lerp(3, 20, depth) * c.dice.uniform(0.5, 1.4),
                    max(0.8, thick * 0.15 * c.dice.uniform(0.3, 1.2)),
                    (*foam, c.dice.randint(90, 225)),
                )
    c.put(waves, blur=1.3)
    c.mottle((0, shore + 100, c.width, c.height), scaled(sand, 0.62), 0.5, 50, 4)
    c.mottle((0, shore + 100, c.width, c.height), mix(sand, mood.sun, 0.4), 0.4, 22, 5)
    light = -1 if sun_x < c.width / 2 else 1
    for _ in range(c.dice.randint(7, 12)):
        depth = c.dice.random() ** 1.6
        y = lerp(shore + 30, c.height * 0.88, depth)
        size = lerp(54, 160, depth)
        x = c.dice.uniform(0.05, 0.95) * c.width
        c.shadow(x - light * size * 0.4, y, size * 0.5, size * 0.05, 0.35)
        body = c.layer((x - size, y - size * 1.1, x + size, y + 8), 1.6)
        person(
            body,
            x,
            y,
            size,
            c.dice.choice([(210, 80, 66), (238, 236, 228), (60, 110, 150), (230, 180, 80)]),
            (54, 60, 80),
            c.dice,
            c.dice.choice(["walk", "walk", "stand", "run"]),
            c.dice.choice((-1, 1)),
            light,
            dim=mood.dim,
        )
        c.put_mirrored(body, y, 0.22, 3)
        c.put(body, blur=0.7)
    side = c.dice.choice((0, 1))
    trees = c.layer((0, 0, c.width, c.height), 1.0)
    for number in range(4):
        x = c.width * (0.015 + 0.085 * number) if side == 0 else c.width * (0.985 - 0.085 * number)
        casuarina(
            trees,
            x,
            c.height * (0.99 - 0.055 * number),
            c.height * (0.92 - 0.17 * number),
            scaled(mood.leaf, 0.62),
            mix(mood.leaf, mood.leaf_lit, 0.55),
            c.dice,
            (0.07 if side == 0 else -0.07) * c.dice.uniform(0.5, 1.5),
        )
    ground = scaled(mix(sand, mood.leaf, 0.5), 0.55)
    for _ in range(160):
        x = c.dice.triangular(0, c.width * 0.5, 0)
        x = x if side == 0 else c.width - x
        long = c.dice.uniform(14, 60)
        y = c.height - c.dice.random() * 40 * (1 - abs(x / c.width - side) * 2)
        trees.line(
            [(x, y + 20), (x + c.dice.gauss(0, 18), y - long)],
            mix(ground, mood.leaf_lit, c.dice.random() * 0.4),
            2.2,
        )
    c.put(trees, blur=1.0)


def draw_dragonboats(c: Canvas, mood: Mood) -> None:
    """Dragon boats racing past a bank full of people and flags."""
    horizon = c.height * 0.40
    sun_x = sky(c, mood, horizon)
    mountains(c, mood, horizon, 3, c.height * 0.18, 0.6)
    bank = c.layer((0, horizon - 190, c.width, horizon + 70), 1.2)
    for i in range(9):
        x = c.width * (i + c.dice.random()) / 9
        foliage(
            bank,
            x,
            horizon - 60,
            c.dice.uniform(90, 170),
            c.dice.uniform(60, 96),
            mood.leaf,
            mood.leaf_lit,
            c.dice,
            420,
            0.08,
        )
    bank.rectangle(
        0,
        horizon + 20,
        c.width,
        horizon + 70,
        scaled(mix((150, 138, 118), mood.haze, 0.2), mood.dim),
    )
    for row in range(3):
        for i in range(int(c.width / 19)):
            size = 46 + row * 10
            person(
                bank,
                i * 19 + c.dice.uniform(-6, 6),
                horizon + 22 + row * 15,
                size * c.dice.uniform(0.86, 1.1),
                c.dice.choice(
                    [
                        (222, 220, 212),
                        (200, 60, 52),
                        (60, 100, 150),
                        (226, 190, 84),
                        (110, 140, 96),
                        (190, 120, 140),
                    ]
                ),
                (56, 56, 66),
                c.dice,
                c.dice.choice(["stand", "stand", "stand", "arms_up", "wave"]),
                c.dice.choice((-1, 1)),
                -1,
                dim=mood.dim,
            )
    for i in range(14):
        x = c.width * (i + 0.5) / 14 + c.dice.uniform(-20, 20)
        bank.line([(x, horizon + 20), (x, horizon - 104)], (200, 196, 186), 3)
        flag(bank, x, horizon - 104, 62, c.dice, 0.16)
    c.put(bank, blur=1.3)
    line = horizon + 70
    c.reflect(line, c.height, mood.water, 0.52, 20, 1.0)
    c.veil((0, c.height * 0.6, c.width, c.height), scaled(mood.water, 0.45), 0.0, 0.6)
    c.sparkle((0, line, c.width, c.height), mix(mood.sun, (255, 255, 255), 0.3), 900, 66, None, 0.4)
    light = -1 if sun_x < c.width / 2 else 1
    teams = [(196, 44, 44), (238, 196, 60), (44, 104, 170), (60, 140, 84)]
    c.dice.shuffle(teams)
    for lane in range(3):
        depth = (0.10, 0.32, 0.64)[lane]
        water = lerp(line, c.height, depth)
        length = lerp(520, 1500, depth)
        x = c.width * (0.46 + c.dice.uniform(-0.12, 0.12))
        _dragon_boat(c, mood, x, water, length, teams[lane], light, 0.5 + depth)
    spray = c.layer((0, c.height * 0.86, c.width, c.height), 0.6)
    for _ in range(130):
        spray.ellipse(
            c.dice.uniform(0, c.width),
            c.height - c.dice.triangular(0, 90, 0),
            c.dice.uniform(2, 12),
            c.dice.uniform(1, 5),
            (255, 255, 255, 110),
        )
    c.put(spray, blur=7)


def _dragon_boat(
    c: Canvas,
    mood: Mood,
    x: float,
    water: float,
    length: float,
    team: tuple,
    light: int,
    blur: float,
) -> None:
    high = length * 0.035
    box = (x - length * 0.60, water - length * 0.16, x + length * 0.60, water + high * 1.2)
    sheet = c.layer(box, 1.3)
    wood = scaled(mix(team, (90, 60, 40), 0.35), mood.dim)
    crew = 13
    for i in range(crew):
        px = x - length * 0.40 + length * 0.74 * i / (crew - 1)
        stroke = c.dice.uniform(-0.006, 0.006) * length
        size = length * 0.105
        person(
            sheet,
            px,
            water + size * 0.16,
            size,
            scaled(team, c.dice.uniform(0.85, 1.05)),
            scaled(team, 0.6),
            c.dice,
            "sit",
            1,
            light,
            dim=mood.dim,
        )
        sheet.line(
            [
                (px + size * 0.1, water - size * 0.38),
                (px + size * 0.42 + stroke, water + high * 0.6),
            ],
            (196, 168, 120),
            length * 0.0035,
        )
        for _ in range(12):
            sheet.ellipse(
                px + size * 0.42 + c.dice.gauss(0, 9),
                water + high * 0.5 - abs(c.dice.gauss(0, 8)),
                c.dice.uniform(1, 4.5),
                c.dice.uniform(0.8, 2.4),
                (250, 252, 252, 200),
            )
    person(
        sheet,
        x - length * 0.46,
        water - high * 0.2,
        length * 0.10,
        (240, 238, 230),
        (60, 60, 70),
        c.dice,
        "stand",
        1,
        light,
        dim=mood.dim,
    )
    keel = [
        (x - length * 0.52, water - high * 1.5),
        (x - length * 0.44, water - high * 0.55),
        (x + length * 0.42, water - high * 0.55),
        (x + length * 0.50, water - high * 1.9),
        (x + length * 0.46, water + high * 0.1),
        (x + length * 0.38, water + high * 0.55),
        (x - length * 0.42, water + high * 0.55),
    ]
    sheet.polygon(keel, wood)
    sheet.line([keel[0], keel[1], keel[2], keel[3]], (240, 206, 110), length * 0.006)
    for i in range(60):
        sx = x - length * 0.43 + length * 0.86 * i / 60
        sheet.ellipse(
            sx,
            water - high * 0.08,
            length * 0.007,
            high * 0.26,
            mix(wood, (255, 226, 140), 0.32 if i % 2 else 0.12),
        )
    hx, hy = x + length * 0.515, water - high * 2.3
    sheet.limb(x + length * 0.48, water - high * 1.1, hx, hy, high * 0.85, wood)
    sheet.ellipse(
        hx + high * 0.4, hy - high * 0.05, high * 1.0, high * 0.55, scaled((206, 52, 40), mood.dim)
    )
    sheet.polygon(
        [
            (hx, hy - high * 0.4),
            (hx - high * 0.9, hy - high * 1.4),
            (hx + high * 0.3, hy - high * 0.5),
        ],
        (236, 196, 84),
    )
    sheet.ellipse(hx + high * 0.5, hy - high * 0.22, high * 0.14, high * 0.14, (250, 246, 230))
    sheet.polygon(
        [
            (hx - high * 0.7, hy),
            (hx - high * 1.5, hy + high * 0.2),
            (hx - high * 0.6, hy + high * 0.7),
        ],
        (236, 170, 60),
    )
    c.put_mirrored(sheet, water + high * 0.5, 0.42, 3)
    c.put(sheet, blur=blur)
    wake = c.layer((x - length * 0.6, water, x + length * 0.6, water + length * 0.06), 1.0)
    for _ in range(150):
        wake.ellipse(
            c.dice.uniform(x - length * 0.55, x + length * 0.52),
            water + high * 0.4 + abs(c.dice.gauss(0, 0.35)) * high,
            c.dice.uniform(6, 34),
            c.dice.uniform(0.8, 2.6),
            (248, 250, 250, c.dice.randint(40, 150)),
        )
    c.put(wake, blur=1.2)


def bridge(
    c: Canvas,
    mood: Mood,
    deck: float,
    water: float,
    lit: float,
    traffic: int,
    light: int,
    left: float = 0.0,
    right: float = 1.0,
) -> None:
    """The border bridge in profile, with lorries on it."""
    x0, x1 = c.width * left - 10, c.width * right + 10
    sheet = c.layer((0, deck - 190, c.width, water + 4), 1.3)
    stone = scaled(mix((196, 190, 178), mood.haze, 0.24), mood.dim)
    span = (water - deck) * 2.1
    count = max(3, round((x1 - x0) / span))
    span = (x1 - x0) / count
    thick = (water - deck) * 0.17
    for i in range(count + 1):
        px = x0 + span * i
        wide = span * 0.055
        sheet.rectangle(px - wide, deck, px + wide, water + 4, scaled(stone, 0.72))
        sheet.rectangle(
            px - wide if light < 0 else px + wide * 0.3,
            deck,
            px - wide * 0.3 if light < 0 else px + wide,
            water + 4,
            scaled(stone, 0.96),
        )
    for i in range(count):
        arch = [
            (
                x0 + span * (i + s / 24),
                deck + thick + (water - deck) * 0.42 * (1 - math.sin(math.pi * s / 24)) ** 1.4,
            )
            for s in range(25)
        ]
        sheet.polygon(
            [(x0 + span * i, deck), *arch, (x0 + span * (i + 1), deck)], scaled(stone, 0.80)
        )
        sheet.line(arch, scaled(stone, 0.55), 4)
    sheet.rectangle(x0, deck - thick * 0.3, x1, deck + thick * 0.4, stone)
    sheet.rectangle(x0, deck + thick * 0.4, x1, deck + thick * 0.62, scaled(stone, 0.6))
    if traffic:
        at = x0 + 60.0
        tones = [
            (150, 60, 48),
            (52, 92, 128),
            (206, 206, 198),
            (60, 112, 90),
            (196, 132, 52),
            (92, 100, 110),
        ]
        for _ in range(traffic):
            long = (water - deck) * 0.92
            at += long * c.dice.uniform(1.05, 1.9)
            if at > x1 - long:
                break
            box = scaled(mix(c.dice.choice(tones), mood.haze, 0.16), mood.dim)
            lorry(
                sheet,
                at,
                deck - thick * 0.30,
                long,
                scaled(
                    mix(
                        c.dice.choice([(220, 220, 214), (180, 50, 44), (60, 90, 140)]),
                        mood.haze,
                        0.15,
                    ),
                    mood.dim,
                ),
                box,
                1,
                light,
            )
    for i in range(count * 9):
        rx = x0 + (x1 - x0) * i / (count * 9)
        sheet.line([(rx, deck - thick * 0.3), (rx, deck - thick * 0.72)], scaled(stone, 0.86), 2.4)
    sheet.line([(x0, deck - thick * 0.74), (x1, deck - thick * 0.74)], scaled(stone, 1.04), 4)
    sheet.roughen(0.24, 60, 1.5)
    lamps = []
    for i in range(count * 2):
        lx = x0 + (x1 - x0) * (i + 0.5) / (count * 2)
        top = deck - (water - deck) * 0.55
        sheet.line([(lx, deck), (lx, top), (lx + 24, top - 4)], scaled(stone, 0.6), 3)
        lamps.append((lx + 24, top))
    c.put(sheet, blur=0.8)
    if lit:
        for lx, ly in lamps:
            c.glow(lx, ly, 120, (255, 204, 130), 0.75 * lit)
            c.glow(lx, ly, 20, (255, 246, 220), 1.0)


def draw_border(c: Canvas, mood: Mood) -> None:
    """The border river with its bridge, lorries crossing, the gate beyond."""
    dark = mood.dim < 0.7
    water = c.height * c.dice.uniform(0.60, 0.66)
    sun_x = sky(c, mood, water)
    mountains(c, mood, water - 60, 5, c.height * 0.30, 0.75)
    far_town(c, mood, water - 10, c.height * 0.15, 0.6 if dark else 0.03, 0.5)
    light = -1 if sun_x < c.width / 2 else 1
    gate_x = c.width * c.dice.choice((0.16, 0.84))
    deck = water - c.height * 0.15
    gate = c.layer((gate_x - 270, deck - 280, gate_x + 270, water), 1.2)
    wall = scaled(mix((226, 216, 196), mood.haze, 0.2), mood.dim)
    for side in (-1, 1):
        gate.rectangle(
            gate_x + side * 170 - 46,
            deck - 170,
            gate_x + side * 170 + 46,
            water,
            scaled(wall, 0.8 if side != light else 1),
        )
    gate.rectangle(gate_x - 216, deck - 220, gate_x + 216, deck - 150, wall)
    gate.polygon(
        [
            (gate_x - 256, deck - 216),
            (gate_x - 190, deck - 262),
            (gate_x + 190, deck - 262),
            (gate_x + 256, deck - 216),
        ],
        scaled((156, 64, 50), mood.dim),
    )
    gate.rectangle(
        gate_x - 120, deck - 208, gate_x + 120, deck - 164, scaled((168, 34, 34), mood.dim)
    )
    for i in range(9):
        gate.rectangle(
            gate_x - 100 + i * 23,
            deck - 196,
            gate_x - 86 + i * 23,
            deck - 176,
            scaled((240, 206, 96), mood.dim),
        )
    gate.line([(gate_x, deck - 262), (gate_x, deck - 278)], (220, 220, 214), 3)
    gate.roughen(0.25, 60)
    c.put(gate, blur=1.2)
    bridge(c, mood, deck, water, 1.0 if dark else 0.0, 8, light)
    c.reflect(water, c.height, mood.water, 0.64, 18, 0.95)
    c.veil((0, c.height * 0.76, c.width, c.height), scaled(mood.water, 0.35), 0.0, 0.6)
    c.sparkle(
        (0, water, c.width, c.height),
        mix(mood.sky[-1][1], (255, 255, 255), 0.35),
        420,
        60,
        None,
        0.25,
    )
    if mood.power:
        c.sparkle((0, water, c.width, c.height), mood.sun, 420, 60, sun_x, 0.7)
    for depth in (0.14, 0.38):
        afloat(
            c,
            mood,
            c.width * c.dice.uniform(0.1, 0.9),
            lerp(water + 14, c.height, depth),
            lerp(90, 520, depth),
            light,
            mast=False,
        )
    bush = c.layer((0, c.height * 0.55, c.width, c.height), 0.7)
    corner = 0 if gate_x > c.width / 2 else c.width
    for _ in range(7):
        foliage(
            bush,
            corner + c.dice.uniform(-120, 120),
            c.height - c.dice.uniform(-60, 150),
            150,
            96,
            scaled(mood.leaf, 0.55),
            mix(mood.leaf, mood.leaf_lit, 0.5),
            c.dice,
            330,
            0.08,
        )
    c.put(bush, blur=5)
    if mood.warmth < -0.15:
        c.rain(0.32)


def draw_bay(c: Canvas, mood: Mood) -> None:
    """The wide bay with the border bridge: the site's banner."""
    water = c.height * 0.66
    sun_x = sky(c, mood, water, c.width * 0.70)
    mountains(c, mood, water - 14, 5, c.height * 0.40, 0.9)
    c.glow(sun_x, water - 90, c.width * 0.30, mood.sun, 0.75, 0.45)
    far_town(c, mood, water - 4, c.height * 0.17, 0.10, 0.5)
    bridge(c, mood, water - c.height * 0.17, water, 0.25, 9, 1, 0.30, 1.0)
    c.reflect(water, c.height, mood.water, 0.66, 12, 1.3)
    c.glow(sun_x, water + 60, c.width * 0.16, mood.sun, 0.6, 0.5)
    c.sparkle((0, water, c.width, c.height), mood.sun, 620, 60, sun_x, 0.9)
    for depth, across in ((0.10, 0.10), (0.16, 0.20), (0.14, 0.93), (0.42, 0.055), (0.34, 0.27)):
        afloat(c, mood, across * c.width, lerp(water + 4, c.height, depth), lerp(60, 300, depth), 1)
    side = c.layer((c.width * 0.78, 0, c.width, c.height), 1.2)
    for i in range(4):
        casuarina(
            side,
            c.width * (0.995 - 0.032 * i),
            c.height * 1.05,
            c.height * (0.98 - 0.14 * i),
            scaled(mood.leaf, 0.6),
            mix(mood.leaf, mood.leaf_lit, 0.5),
            c.dice,
            -0.08,
        )
    c.put(side, blur=0.9)
