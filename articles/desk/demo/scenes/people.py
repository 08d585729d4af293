"""People out of doors: football, the schoolyard, runners, folk games, new bicycles."""

import math

from articles.desk.demo.figures import back_of_head, flag, foliage, person, tree
from articles.desk.demo.moods import Mood
from articles.desk.demo.paint import Canvas, Colour, lerp, mix, scaled
from articles.desk.demo.scenes.land import mountains, sky

BRIGHT = [
    (222, 220, 212),
    (206, 62, 54),
    (60, 104, 160),
    (228, 186, 76),
    (104, 146, 96),
    (190, 116, 146),
    (236, 132, 60),
    (80, 84, 100),
]


def crowd(
    c: Canvas,
    mood: Mood,
    base: float,
    rows: int,
    size: float,
    rise: float,
    poses: list[str],
    tones: list[Colour] | None = None,
    blur: float = 1.2,
) -> None:
    """Rows of onlookers across the picture, the hindmost highest."""
    top = base - rise * rows - size * 1.2
    sheet = c.layer((0, top, c.width, base + 6), 1.2)
    for row in range(rows):
        y = base - rise * (rows - 1 - row)
        x = -size * c.dice.random()
        while x < c.width + size:
            person(
                sheet,
                x,
                y,
                size * c.dice.uniform(0.86, 1.08),
                mix(c.dice.choice(tones or BRIGHT), mood.haze, 0.18),
                (56, 58, 68),
                c.dice,
                c.dice.choice(poses),
                c.dice.choice((-1, 1)),
                -1,
                hat=(216, 198, 156) if c.dice.random() < 0.06 else None,
                dim=mood.dim * lerp(0.8, 1, row / max(1, rows - 1)),
            )
            x += size * c.dice.uniform(0.24, 0.40)
    c.put(sheet, blur=blur)


def wood_line(c: Canvas, mood: Mood, base: float, height: float, haze: float = 0.25) -> None:
    """A belt of trees behind a field."""
    sheet = c.layer((0, base - height * 1.7, c.width, base + 10), 0.9)
    for i in range(17):
        foliage(
            sheet,
            c.width * i / 16 + c.dice.uniform(-50, 50),
            base - height * c.dice.uniform(0.3, 0.8),
            height * 0.9,
            height * 0.6,
            mix(mood.leaf, mood.haze, haze),
            mix(mood.leaf_lit, mood.haze, haze),
            c.dice,
            220,
            0.08,
        )
    c.put(sheet, blur=2)


def draw_football(c: Canvas, mood: Mood) -> None:
    """A match on a mown pitch, the crowd behind the far line."""
    dark = mood.dim < 0.6
    line = c.height * 0.36
    sun_x = sky(c, mood, line)
    mountains(c, mood, line - 40, 4, c.height * 0.22, 0.7)
    wood_line(c, mood, line - 20, c.height * 0.10)
    stand = c.layer((0, line - 190, c.width, line + 60), 1.0)
    stand.polygon(
        [(0, line - 96), (c.width, line - 96), (c.width, line + 40), (0, line + 40)],
        scaled(mix((150, 144, 136), mood.haze, 0.2), mood.dim * 0.8),
    )
    c.put(stand, blur=1)
    crowd(c, mood, line + 18, 6, 52, 17, ["stand", "stand", "arms_up", "wave", "stand"], None, 1.7)
    board = c.layer((0, line, c.width, line + 60), 1.0)
    x = 0.0
    while x < c.width:
        wide = c.dice.uniform(150, 260)
        tone = scaled(
            mix(
                c.dice.choice(
                    [(190, 40, 40), (30, 84, 150), (240, 240, 234), (236, 190, 60), (40, 120, 80)]
                ),
                mood.haze,
                0.12,
            ),
            mood.dim,
        )
        board.rectangle(x, line + 12, x + wide - 4, line + 52, tone)
        board.rectangle(
            x + wide * 0.2,
            line + 26,
            x + wide * 0.76,
            line + 38,
            mix(tone, (255, 255, 255), 0.55) if sum(tone) < 480 else scaled(tone, 0.55),
        )
        x += wide
    c.put(board, blur=1.3)
    turf = mix((86, 136, 60), mood.leaf_lit, 0.25)
    turf = scaled(turf, 0.9 if dark else mood.dim)
    c.cover(
        (0, line + 50, c.width, c.height),
        [(0, mix(turf, mood.haze, 0.28)), (0.4, turf), (1, scaled(turf, 0.66))],
    )
    mown = c.layer((0, line + 50, c.width, c.height), 0.8)
    vx = c.width * c.dice.uniform(0.3, 0.7)
    for i in range(-16, 17, 2):
        mown.polygon(
            [
                (vx + i * 74, line + 50),
                (vx + (i + 1) * 74, line + 50),
                (vx + (i + 1) * 260, c.height),
                (vx + i * 260, c.height),
            ],
            (*scaled(turf, 1.22), 105),
        )
    chalk = (236, 240, 230, 190)
    mown.line([(0, line + 66), (c.width, line + 66)], chalk, 3)
    mown.line([(vx, line + 66), (vx + (vx - c.width / 2) * 1.2, c.height)], chalk, 6)
    ring = [
        (
            vx + (vx - c.width / 2) * 0.45 + math.cos(a / 30 * math.pi) * 420,
            c.height * 0.66 + math.sin(a / 30 * math.pi) * 122,
        )
        for a in range(61)
    ]
    mown.line(ring, chalk, 5)
    mown.roughen(0.15, 40, 3)
    c.put(mown, blur=1.2)
    c.mottle((0, line + 60, c.width, c.height), scaled(turf, 0.7), 0.35, 70, 3.5)
    goal_x = c.width * (0.06 if vx > c.width / 2 else 0.80)
    goal = c.layer((goal_x - 20, line - 40, goal_x + 300, line + 130), 1.2)
    for px, py in ((goal_x, line + 96), (goal_x + 230, line + 96)):
        goal.line([(px, py), (px, py - 104)], (240, 240, 238), 6)
    goal.line([(goal_x, line - 8), (goal_x + 230, line - 8)], (240, 240, 238), 6)
    for i in range(24):
        goal.line(
            [(goal_x + i * 10, line - 8), (goal_x + 14 + i * 9.6, line + 74)],
            (236, 236, 236, 70),
            1,
        )
    for i in range(9):
        goal.line(
            [(goal_x, line - 4 + i * 10), (goal_x + 230, line - 4 + i * 10)], (236, 236, 236, 60), 1
        )
    c.put(goal, blur=0.8)
    light = -1 if sun_x < c.width / 2 else 1
    teams = (
        [(206, 40, 44), (238, 238, 234)]
        if c.dice.random() < 0.5
        else [(44, 92, 176), (240, 200, 66)]
    )
    ball_x, ball_y = c.width * c.dice.uniform(0.40, 0.60), c.height * c.dice.uniform(0.72, 0.80)
    players = [(c.dice.uniform(0.06, 0.5), c.dice.uniform(0.04, 0.96), "run") for _ in range(11)]
    near = (ball_y - line - 50) / (c.height - line - 50)
    players += [
        (near - 0.01, ball_x / c.width - 0.075, "kick"),
        (near - 0.06, ball_x / c.width + 0.12, "run"),
        (near + 0.06, ball_x / c.width - 0.21, "run"),
    ]
    for number, (depth, across, pose) in enumerate(sorted(players)):
        y = lerp(line + 60, c.height, depth)
        size = lerp(96, 430, depth)
        x = across * c.width
        kit = teams[number % 2]
        kit = (40, 40, 44) if number == 2 else kit
        if dark:
            for reach in (-1, 1):
                c.shadow(x + reach * size * 0.3, y, size * 0.42, size * 0.045, 0.32)
        else:
            c.shadow(x - light * size * 0.34, y, size * 0.52, size * 0.055, 0.5)
        facing = 1 if x < ball_x else -1
        sheet = c.layer((x - size * 0.8, y - size * 1.1, x + size * 0.8, y + size * 0.06), 1.5)
        person(
            sheet,
            x,
            y,
            size,
            kit,
            kit if number % 2 else (36, 40, 54),
            c.dice,
            pose if c.dice.random() < 0.9 else "walk",
            facing,
            light,
            dim=0.95 if dark else mood.dim,
        )
        sheet.roughen(0.2, 40)
        c.put(sheet, blur=0.7)
    c.shadow(ball_x - light * 16, ball_y + 4, 34, 9, 0.55)
    ball = c.layer((ball_x - 30, ball_y - 50, ball_x + 30, ball_y + 10), 2)
    ball.ellipse(ball_x, ball_y - 13, 17, 17, (206, 208, 208))
    ball.ellipse(ball_x + light * 4, ball_y - 17, 12, 12, (246, 246, 244))
    ball.ellipse(ball_x + 3, ball_y - 12, 5, 5, (40, 40, 44))
    c.put(ball, blur=0.6)
    if dark:
        for px in (0.10, 0.34, 0.66, 0.90):
            mast = c.layer((c.width * px - 60, 0, c.width * px + 60, line), 1.0)
            mast.line([(c.width * px, line - 60), (c.width * px, c.height * 0.07)], (70, 74, 84), 7)
            c.put(mast, blur=1)
            c.glow(c.width * px, c.height * 0.07, 430, (216, 230, 255), 0.85)
            c.glow(c.width * px, c.height * 0.07, 80, (255, 255, 250), 1.0)
            c.glow(c.width * px, c.height * 0.62, 620, (220, 240, 214), 0.16, 0.5)
    edge = c.layer((0, c.height * 0.9, c.width, c.height), 0.6)
    for _ in range(700):
        x = c.dice.uniform(0, c.width)
        edge.line(
            [(x, c.height + 8), (x + c.dice.gauss(0, 10), c.height - c.dice.uniform(8, 52))],
            scaled(turf, c.dice.uniform(0.5, 1.1)),
            3,
        )
    c.put(edge, blur=4)


def school_house(
    c: Canvas, mood: Mood, base: float, tall: float, left: float, right: float, light: int
) -> None:
    """A two-storey school with galleries and a tiled roof."""
    sheet = c.layer((left - 60, base - tall * 1.35, right + 60, base + 8), 1.2)
    wall = scaled(mix((232, 204, 138), mood.haze, 0.12), mood.dim)
    sheet.rectangle(left, base - tall, right, base, scaled(wall, 0.62))
    roof = scaled((160, 72, 54), mood.dim)
    sheet.polygon(
        [
            (left - 40, base - tall * 0.98),
            (left + 40, base - tall * 1.26),
            (right - 40, base - tall * 1.26),
            (right + 40, base - tall * 0.98),
        ],
        roof,
    )
    for i in range(7):
        y = base - tall * (0.99 + 0.038 * i)
        sheet.line([(left - 36 + i * 11, y), (right + 36 - i * 11, y)], scaled(roof, 0.82), 2)
    bays = max(6, round((right - left) / 120))
    step = (right - left) / bays
    for floor in range(2):
        y0 = base - tall * (1.0 - 0.5 * floor)
        for i in range(bays):
            x = left + i * step
            sheet.rectangle(
                x + step * 0.20,
                y0 + tall * 0.13,
                x + step * 0.44,
                y0 + tall * 0.46,
                scaled((62, 96, 92), mood.dim),
            )
            sheet.rectangle(
                x + step * 0.56,
                y0 + tall * 0.15,
                x + step * 0.86,
                y0 + tall * 0.36,
                scaled((132, 160, 170), mood.dim),
            )
            sheet.line(
                [(x + step * 0.71, y0 + tall * 0.15), (x + step * 0.71, y0 + tall * 0.36)],
                scaled(wall, 0.8),
                3,
            )
        sheet.rectangle(left - 8, y0, right + 8, y0 + tall * 0.05, wall)
        if floor == 0:
            sheet.rectangle(left - 8, y0 + tall * 0.36, right + 8, y0 + tall * 0.40, wall)
            for i in range(bays * 8):
                x = left + (right - left) * i / (bays * 8)
                sheet.rectangle(x, y0 + tall * 0.36, x + 3, y0 + tall * 0.49, scaled(wall, 0.9))
        for i in range(bays + 1):
            x = left + i * step
            sheet.rectangle(
                x - 9, y0, x + 9, y0 + tall * 0.5, scaled(wall, 0.98 if light < 0 else 0.86)
            )
            sheet.rectangle(
                x + (2 if light < 0 else -9),
                y0,
                x + (9 if light < 0 else -2),
                y0 + tall * 0.5,
                scaled(wall, 0.74),
            )
    sheet.roughen(0.22, 90)
    c.put(sheet, blur=1)


def draw_school(c: Canvas, mood: Mood) -> None:
    """Pupils in white shirts and red scarves before the flag, seen from behind."""
    w, h = c.width, c.height
    ground = h * 0.50
    sun_x = sky(c, mood, ground)
    light = -1 if sun_x < w / 2 else 1
    mountains(c, mood, ground - 60, 3, h * 0.20, 0.8)
    wood_line(c, mood, ground - 30, h * 0.13, 0.2)
    school_house(
        c,
        mood,
        ground,
        h * 0.25,
        w * c.dice.uniform(-0.04, 0.16),
        w * c.dice.uniform(0.80, 1.04),
        light,
    )
    for share in (0.05, 0.24, 0.80, 0.96):
        tall = h * c.dice.uniform(0.38, 0.50)
        wood = c.layer(
            (w * share - tall * 0.6, ground + 20 - tall, w * share + tall * 0.6, ground + 34), 1.0
        )
        tree(wood, w * share, ground + 30, tall, mood.leaf, mood.leaf_lit, c.dice, light, 210)
        if c.dice.random() < 0.6:
            for _ in range(170):
                wood.ellipse(
                    w * share + c.dice.gauss(0, 0.16) * tall,
                    ground + 30 - tall * c.dice.uniform(0.56, 0.92),
                    5,
                    4,
                    scaled((224, 62, 40), mood.dim * c.dice.uniform(0.7, 1.05)),
                )
        c.put(wood, blur=1.2)
    yard = scaled(mix((204, 186, 160), mood.haze, 0.2), mood.dim)
    c.cover(
        (0, ground, w, h), [(0, mix(yard, mood.haze, 0.3)), (0.3, yard), (1, scaled(yard, 0.66))]
    )
    tiles = c.layer((0, ground, w, h), 0.9)
    for i in range(26):
        y = lerp(ground, h, (i / 26) ** 1.7)
        tiles.line([(0, y), (w, y)], (*scaled(yard, 0.8), 120), 1.6)
        x = lerp(-w * 1.2, w * 2.2, i / 25)
        tiles.line([(lerp(w / 2, x, 0.25), ground), (x, h)], (*scaled(yard, 0.8), 120), 1.6)
    c.put(tiles, blur=1)
    c.mottle((0, ground + 10, w, h), scaled(yard, 0.5), 0.5, 90, 2.6)
    pole_x = w * c.dice.uniform(0.42, 0.58)
    pole = c.layer((pole_x - 60, 0, pole_x + 300, ground + 60), 1.1)
    pole.line([(pole_x, ground + 46), (pole_x, h * 0.08)], (206, 206, 202), 8)
    pole.polygon(
        [
            (pole_x - 56, ground + 56),
            (pole_x - 40, ground + 36),
            (pole_x + 40, ground + 36),
            (pole_x + 56, ground + 56),
        ],
        scaled((190, 60, 50), mood.dim),
    )
    flag(pole, pole_x + 4, h * 0.085, 210, c.dice, 0.13)
    c.put(pole, blur=0.8)
    platform = c.layer((pole_x - 420, ground - 130, pole_x + 420, ground + 70), 1.3)
    for i in range(9):
        person(
            platform,
            pole_x - 340 + i * 76 + c.dice.uniform(-8, 8),
            ground + 44,
            122,
            c.dice.choice([(240, 170, 190), (236, 236, 232), (150, 190, 220), (232, 200, 120)]),
            (70, 76, 96),
            c.dice,
            "stand",
            c.dice.choice((-1, 1)),
            light,
            dim=mood.dim,
        )
    c.put(platform, blur=1)
    rows = 9
    for row in range(rows):
        share = (row / (rows - 1)) ** 1.45
        size = lerp(26, h * 0.135, share)
        y = lerp(ground + 70, h * 0.90, share)
        pitch = size * 1.75
        sheet = c.layer(
            (-size * 2, y - size, w + size * 2, min(h + size, y + size * 3.0)),
            1.2 if size < 90 else 0.8,
        )
        x = -pitch * c.dice.random()
        while x < w + pitch:
            px = x + c.dice.uniform(-0.1, 0.1) * size
            dim = mood.dim * lerp(1.0, 0.82, share)
            back_of_head(
                sheet,
                px,
                y + c.dice.uniform(-0.12, 0.12) * size,
                size,
                scaled((238, 240, 240), dim),
                c.dice,
                mix(mood.sun, mood.haze, 0.3),
            )
            collar = scaled((206, 36, 38), dim)
            sheet.limb(
                px - size * 0.34,
                y + size * 0.66,
                px + size * 0.34,
                y + size * 0.66,
                size * 0.13,
                collar,
            )
            sheet.polygon(
                [
                    (px - size * 0.40, y + size * 0.66),
                    (px + size * 0.40, y + size * 0.66),
                    (px, y + size * 1.02),
                ],
                scaled(collar, 0.88),
            )
            x += pitch * c.dice.uniform(0.95, 1.06)
        c.put(sheet, blur=lerp(0.6, 5.5, share**1.7))
    c.veil((0, h * 0.8, w, h), scaled(mood.near, 0.5), 0.0, 0.35)


def draw_run(c: Canvas, mood: Mood) -> None:
    """Runners coming up a wide street under the trees."""
    w, h = c.width, c.height
    vy = h * 0.40
    vx = w * c.dice.uniform(0.38, 0.62)
    sun_x = sky(c, mood, vy + 20, vx + c.dice.uniform(-160, 160))
    mountains(c, mood, vy, 3, h * 0.14, 0.8)
    c.cover((0, vy, w, h), [(0, mix(mood.leaf_lit, mood.haze, 0.5)), (1, scaled(mood.leaf, 0.8))])
    road = c.layer((0, vy, w, h), 0.8)
    tar = scaled(mix((120, 118, 118), mood.haze, 0.25), mood.dim)
    road.polygon(
        [(vx - 60, vy + 6), (vx + 60, vy + 6), (w * 1.12, h), (-w * 0.12, h)], (255, 255, 255)
    )
    road.shade([(0, mix(tar, mood.sun, 0.6)), (0.3, tar), (1, scaled(tar, 0.6))])
    road.roughen(0.25, 40, 3)
    c.put(road, blur=1)
    for depth in (0.04, 0.09, 0.17, 0.30, 0.52):
        for side in (-1, 1):
            y = lerp(vy + 8, h, depth)
            x = vx + side * lerp(96, w * 0.66, depth)
            tall = lerp(130, 1100, depth)
            wood = c.layer(
                (x - tall * 0.55, y - tall * 1.05, x + tall * 0.55, y + 4),
                1.0 if tall < 420 else 0.55,
            )
            tree(
                wood,
                x,
                y,
                tall,
                mix(mood.leaf, mood.haze, 0.4 - depth * 0.7),
                mix(mood.leaf_lit, mood.haze, 0.4 - depth * 0.7),
                c.dice,
                -side,
                170,
            )
            c.put(wood, blur=1 + depth * 5)
    gate_y, span = vy + 66, 240
    gate = c.layer((vx - span - 40, gate_y - 250, vx + span + 40, gate_y + 10), 1.3)
    for side in (-1, 1):
        gate.limb(
            vx + side * span,
            gate_y,
            vx + side * span,
            gate_y - 170,
            44,
            scaled((196, 36, 40), mood.dim),
        )
    gate.limb(vx - span, gate_y - 180, vx + span, gate_y - 180, 56, scaled((206, 40, 44), mood.dim))
    gate.limb(vx - span, gate_y - 192, vx + span, gate_y - 192, 20, scaled((238, 96, 84), mood.dim))
    x = vx - span * 0.75
    while x < vx + span * 0.72:
        word = c.dice.uniform(16, 40)
        gate.rectangle(x, gate_y - 190, x + word, gate_y - 170, (250, 236, 200))
        x += word + 9
    c.put(gate, blur=1.2)
    c.glow(sun_x, vy - 30, w * 0.4, mood.sun, 0.5)
    runners = sorted(
        (c.dice.random() ** 2.0 * 0.80, (number % 9 - 4) / 4.2 + c.dice.uniform(-0.1, 0.1))
        for number in range(60)
    )
    shirts = [
        (236, 236, 232),
        (206, 52, 52),
        (236, 236, 232),
        (52, 104, 176),
        (240, 196, 70),
        (90, 160, 110),
        (236, 130, 60),
    ]
    for depth, lane in runners:
        y = lerp(vy + 60, h * 1.0, depth)
        half = lerp(120, w * 0.52, depth)
        x = vx + lane * half
        size = lerp(70, 470, depth)
        c.shadow(x + (x - sun_x) * 0.03, y + size * 0.03, size * 0.28, size * 0.05, 0.5)
        sheet = c.layer(
            (x - size * 0.6, y - size * 1.1, x + size * 0.6, y + 6), 1.4 if size < 260 else 1.0
        )
        person(
            sheet,
            x,
            y,
            size,
            c.dice.choice(shirts),
            c.dice.choice([(40, 46, 62), (70, 74, 88), (30, 60, 100)]),
            c.dice,
            c.dice.choice(["run", "run", "walk"]),
            c.dice.choice((-1, 1)),
            -1 if sun_x < x else 1,
            dim=mood.dim * lerp(1.05, 0.86, depth),
        )
        sheet.roughen(0.16, 40)
        c.put(sheet, blur=0.8 if depth < 0.55 else 1.6 + (depth - 0.55) * 10)
    c.mist(vy + 30, 100, mix(mood.haze, mood.sun, 0.4), 0.35)


def draw_games(c: Canvas, mood: Mood) -> None:
    """A tug of war in a yard, neighbours cheering on both sides."""
    w, h = c.width, c.height
    ground = h * 0.46
    sun_x = sky(c, mood, ground)
    light = -1 if sun_x < w / 2 else 1
    mountains(c, mood, ground - 60, 3, h * 0.18, 0.8)
    wood_line(c, mood, ground - 40, h * 0.15, 0.2)
    bunting = c.layer((0, 0, w, ground), 1.0)
    for _string in range(3):
        y0, y1, sag = h * c.dice.uniform(0.04, 0.2), h * c.dice.uniform(0.04, 0.2), h * 0.07
        for i in range(42):
            s = i / 41
            x, y = w * s, lerp(y0, y1, s) + math.sin(math.pi * s) * sag
            tone = c.dice.choice([(210, 44, 44), (240, 200, 70), (60, 120, 180), (90, 160, 100)])
            bunting.polygon([(x, y), (x + 26, y + 2), (x + 12, y + 34)], scaled(tone, mood.dim))
        bunting.line(
            [
                (w * i / 20, lerp(y0, y1, i / 20) + math.sin(math.pi * i / 20) * sag)
                for i in range(21)
            ],
            (90, 86, 80),
            2,
        )
    c.put(bunting, blur=2)
    earth = scaled(mix((196, 164, 122), mood.haze, 0.15), mood.dim)
    c.cover(
        (0, ground, w, h),
        [(0, mix(earth, mood.haze, 0.3)), (0.35, earth), (1, scaled(earth, 0.62))],
    )
    c.mottle((0, ground, w, h), scaled(earth, 0.62), 0.5, 60, 3.5)
    crowd(c, mood, ground + 84, 4, 170, 26, ["stand", "arms_up", "wave", "stand"], None, 1.8)
    c.shadow(w / 2, ground + 90, w * 0.56, 40, 0.4)
    rope_y, foot = h * 0.70, h * 0.80
    middle = w * c.dice.uniform(0.46, 0.54)
    dust = c.layer((0, foot - 60, w, foot + 60), 0.6)
    for side in (-1, 1):
        team = (208, 46, 46) if side < 0 else (242, 190, 64)
        for i in range(7):
            x = middle + side * (150 + i * 118) + c.dice.uniform(-10, 10)
            y = foot + c.dice.uniform(-14, 16)
            size = h * 0.255
            c.shadow(x + side * size * 0.10 - light * 30, y, size * 0.5, size * 0.06, 0.5)
            sheet = c.layer((x - size, y - size * 1.05, x + size, y + 10), 1.2)
            person(
                sheet,
                x + side * size * 0.12,
                y,
                size,
                scaled(team, c.dice.uniform(0.86, 1.04)),
                c.dice.choice([(44, 46, 58), (60, 66, 84)]),
                c.dice,
                "pull",
                -side,
                light,
                dim=mood.dim,
            )
            sheet.roughen(0.2, 50)
            c.put(sheet, blur=0.8)
            for _ in range(5):
                dust.ellipse(
                    x + c.dice.gauss(0, 50),
                    y + c.dice.gauss(0, 9),
                    c.dice.uniform(16, 52),
                    c.dice.uniform(5, 13),
                    (*mix(earth, (255, 245, 225), 0.4), 50),
                )
    c.put(dust, blur=8)
    rope = c.layer((0, rope_y - 60, w, rope_y + 70), 1.2)
    cord = [(w * i / 40, rope_y + 14 + math.sin(math.pi * i / 40) * 6) for i in range(41)]
    rope.line(cord, scaled((122, 92, 58), mood.dim), 13)
    rope.line([(x, y - 3) for x, y in cord], scaled((196, 160, 108), mood.dim), 5)
    rope.polygon(
        [
            (middle - 10, rope_y + 16),
            (middle + 12, rope_y + 16),
            (middle + 22, rope_y + 66),
            (middle - 6, rope_y + 60),
        ],
        (214, 34, 38),
    )
    c.put(rope, blur=0.7)
    near = [(0.07, 1), (0.22, -1), (0.83, 1), (0.95, -1)]
    for share, facing in near:
        size = h * 0.52
        x = w * share
        sheet = c.layer((x - size * 0.5, h * 0.58, x + size * 0.5, h * 1.02), 0.7)
        back_of_head(
            sheet,
            x,
            h * c.dice.uniform(0.80, 0.88),
            size * 0.20,
            scaled(c.dice.choice(BRIGHT), mood.dim * 0.5),
            c.dice,
            mood.sun,
        )
        if facing > 0:
            sheet.limb(
                x + size * 0.17,
                h * 0.96,
                x + size * 0.24,
                h * 0.74,
                size * 0.055,
                scaled((178, 130, 98), mood.dim * 0.6),
            )
        c.put(sheet, blur=8)


def _bicycle(
    layer, x: float, ground: float, size: float, frame: Colour, dim: float, light: int
) -> None:
    wheel = size * 0.27
    rear, front = (x - size * 0.40, ground - wheel), (x + size * 0.40, ground - wheel)
    for cx, cy in (rear, front):
        for radius, tone, thick in (
            (wheel, (26, 26, 28), size * 0.030),
            (wheel * 0.88, (172, 176, 180), size * 0.012),
        ):
            layer.line(
                [
                    (
                        cx + math.cos(a / 20 * math.pi) * radius,
                        cy + math.sin(a / 20 * math.pi) * radius,
                    )
                    for a in range(41)
                ],
                scaled(tone, dim),
                thick,
            )
        for a in range(14):
            angle = a / 14 * math.pi * 2
            layer.line(
                [
                    (cx, cy),
                    (cx + math.cos(angle) * wheel * 0.86, cy + math.sin(angle) * wheel * 0.86),
                ],
                scaled((168, 172, 176), dim),
                size * 0.004,
            )
    crank, saddle, head = (
        (x - size * 0.03, ground - wheel * 0.92),
        (x - size * 0.14, ground - size * 0.66),
        (x + size * 0.27, ground - size * 0.66),
    )
    paint, shine = scaled(frame, dim), mix(scaled(frame, dim), (255, 255, 255), 0.4)
    for start, end in (
        (rear, crank),
        (crank, saddle),
        (rear, saddle),
        (crank, head),
        (saddle, head),
        (head, front),
    ):
        layer.line([start, end], scaled(paint, 0.7), size * 0.032)
        layer.line(
            [
                (start[0] + light * size * 0.005, start[1] - size * 0.006),
                (end[0] + light * size * 0.005, end[1] - size * 0.006),
            ],
            shine,
            size * 0.010,
        )
    layer.limb(
        saddle[0] - size * 0.08,
        saddle[1] - size * 0.06,
        saddle[0] + size * 0.06,
        saddle[1] - size * 0.06,
        size * 0.045,
        (30, 28, 28),
    )
    layer.line([saddle, (saddle[0], saddle[1] - size * 0.06)], (120, 120, 124), size * 0.02)
    layer.line(
        [
            head,
            (head[0] - size * 0.02, head[1] - size * 0.13),
            (head[0] + size * 0.06, head[1] - size * 0.16),
        ],
        (140, 142, 146),
        size * 0.022,
    )
    basket = [
        (head[0] + size * 0.02, head[1] - size * 0.06),
        (head[0] + size * 0.24, head[1] - size * 0.07),
        (head[0] + size * 0.21, head[1] + size * 0.11),
        (head[0] + size * 0.05, head[1] + size * 0.11),
    ]
    layer.polygon(basket, (*scaled((186, 180, 168), dim), 150))
    for i in range(6):
        bx = lerp(basket[0][0], basket[1][0], i / 5)
        layer.line(
            [(bx, basket[0][1]), (lerp(basket[3][0], basket[2][0], i / 5), basket[2][1])],
            scaled((110, 106, 100), dim),
            size * 0.006,
        )


def draw_bicycles(c: Canvas, mood: Mood) -> None:
    """Rows of new bicycles in a schoolyard, pupils behind them."""
    w, h = c.width, c.height
    ground = h * 0.46
    sun_x = sky(c, mood, ground)
    light = -1 if sun_x < w / 2 else 1
    wood_line(c, mood, ground - 40, h * 0.16, 0.2)
    school_house(c, mood, ground, h * 0.27, w * 0.04, w * 0.98, light)
    yard = scaled(mix((200, 182, 156), mood.haze, 0.2), mood.dim)
    c.cover(
        (0, ground, w, h), [(0, mix(yard, mood.haze, 0.3)), (0.3, yard), (1, scaled(yard, 0.6))]
    )
    c.mottle((0, ground, w, h), scaled(yard, 0.6), 0.5, 90, 3)
    crowd(
        c,
        mood,
        ground + 110,
        3,
        176,
        20,
        ["stand", "stand", "wave"],
        [(238, 240, 240), (238, 240, 240), (232, 236, 238), (60, 104, 160)],
        1.5,
    )
    frames = [(52, 112, 182), (206, 52, 56), (52, 112, 182), (70, 150, 130), (236, 180, 70)]
    for row, (y, size, step, blur) in enumerate(
        ((h * 0.645, 210, 128, 0.9), (h * 0.765, 300, 186, 0.8), (h * 0.94, 450, 280, 1.4))
    ):
        x = -60 - row * 40.0
        while x < w + 120:
            c.shadow(x - light * size * 0.06, y, size * 0.56, size * 0.06, 0.5)
            sheet = c.layer(
                (x - size * 0.75, y - size * 0.95, x + size * 0.75, y + 12),
                1.4 if size < 350 else 1.1,
            )
            _bicycle(sheet, x, y, size, frames[c.dice.randrange(len(frames))], mood.dim, light)
            c.put(sheet, blur=blur)
            x += step * c.dice.uniform(0.97, 1.03)
    bow = c.layer((0, h * 0.4, w, h), 1.0)
    for _ in range(15):
        bx, by = c.dice.uniform(0.05, 0.95) * w, h * c.dice.choice((0.585, 0.70, 0.80))
        for side in (-1, 1):
            bow.polygon(
                [(bx, by), (bx + side * 26, by - 16), (bx + side * 24, by + 13)],
                scaled((214, 40, 44), mood.dim),
            )
    c.put(bow, blur=1)
    c.veil((0, h * 0.82, w, h), scaled(mood.near, 0.5), 0.0, 0.4)
