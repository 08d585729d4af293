"""Rooms: the meeting hall, the counter of public services, the clinic, the stage at night."""

import math

from PIL import ImageChops

from articles.desk.demo.figures import back_of_head, foliage, person, star
from articles.desk.demo.moods import Mood
from articles.desk.demo.paint import Canvas, Colour, lerp, mix, noise, scaled
from articles.desk.demo.scenes.town import lay

SUITS = [
    (44, 50, 64),
    (58, 62, 72),
    (226, 228, 230),
    (214, 220, 228),
    (70, 82, 104),
    (236, 234, 228),
    (96, 40, 48),
    (110, 124, 146),
    (40, 42, 48),
]


def room(
    c: Canvas,
    mood: Mood,
    wall: Colour,
    floor: Colour,
    ceiling: Colour,
    back: tuple[float, float, float, float],
) -> None:
    """A room in one-point perspective whose back wall is ``back`` (left, top, right, bottom)."""
    left, top, right, bottom = back
    panel = c.layer((0, 0, 1400, 500), 0.7)
    panel.rectangle(0, 0, 1400, 500, wall)
    for i in range(15):
        panel.rectangle(i * 100, 0, i * 100 + 4, 500, scaled(wall, 0.82))
        panel.rectangle(i * 100 + 4, 0, i * 100 + 7, 500, mix(wall, (255, 250, 236), 0.2))
    panel.rectangle(0, 390, 1400, 400, scaled(wall, 0.72))
    panel.rectangle(0, 400, 1400, 500, mix(wall, floor, 0.45))
    panel.roughen(0.16, 120)
    w, h = c.width, c.height
    lay(c, panel.image, [(0, -h * 0.10), (left, top), (left, bottom), (0, h * 1.02)])
    lay(c, panel.image, [(right, top), (w, -h * 0.10), (w, h * 1.02), (right, bottom)])
    tile = c.layer((0, 0, 1000, 1000), 0.6)
    tile.rectangle(0, 0, 1000, 1000, floor)
    for i in range(11):
        tile.rectangle(i * 100, 0, i * 100 + 3, 1000, scaled(floor, 0.84))
        tile.rectangle(0, i * 100, 1000, i * 100 + 3, scaled(floor, 0.84))
    lay(c, tile.image, [(left, bottom), (right, bottom), (w * 1.0, h * 1.02), (0, h * 1.02)])
    above = c.layer((0, 0, 1000, 1000), 0.6)
    above.rectangle(0, 0, 1000, 1000, ceiling)
    for row in range(8):
        for column in range(4):
            above.rectangle(
                90 + column * 240,
                30 + row * 124,
                190 + column * 240,
                80 + row * 124,
                (255, 250, 236),
            )
    lay(c, above.image, [(0, -h * 0.10), (w, -h * 0.10), (right, top), (left, top)], blur=2.5)
    c.cover(
        (left - 1, top, right + 1, bottom),
        [(0, mix(wall, mood.sun, 0.22)), (1, scaled(wall, 0.92))],
    )
    c.veil((0, h * 0.5, w, h), scaled(floor, 0.25), 0.0, 0.5)
    c.veil((0, 0, w, h * 0.4), scaled(ceiling, 0.3), 0.30, 0.0)


def drape(c: Canvas, box: tuple[float, float, float, float], tone: Colour, folds: int = 46) -> None:
    """A curtain with soft vertical folds."""
    x0, y0, x1, y1 = box
    sheet = c.layer(box, 0.8)
    phase = c.dice.random() * 6
    width = (x1 - x0) / 240
    for i in range(240):
        share = i / 240
        fold = math.sin(phase + share * folds) * 0.5 + math.sin(share * folds * 0.37) * 0.5
        sheet.rectangle(
            x0 + share * (x1 - x0),
            y0,
            x0 + share * (x1 - x0) + width + 1,
            y1,
            scaled(tone, 0.82 + 0.26 * fold),
        )
    sheet.roughen(0.2, 120, 0.4)
    c.put(sheet, blur=2.2)
    c.veil(box, (20, 4, 6), 0.30, 0.0)


def flowers(c: Canvas, x: float, y: float, size: float, dim: float) -> None:
    sheet = c.layer((x - size * 2, y - size * 2, x + size * 2, y + size), 1.3)
    foliage(
        sheet,
        x,
        y - size * 0.3,
        size,
        size * 0.6,
        scaled((40, 70, 40), dim),
        scaled((110, 150, 80), dim),
        c.dice,
        120,
        0.1,
    )
    for _ in range(70):
        tone = c.dice.choice([(238, 72, 86), (250, 204, 76), (252, 246, 240), (232, 120, 160)])
        sheet.ellipse(
            x + c.dice.gauss(0, 0.5) * size,
            y - size * 0.45 + c.dice.gauss(0, 0.28) * size,
            size * 0.085,
            size * 0.075,
            scaled(tone, dim * c.dice.uniform(0.8, 1.05)),
        )
    c.put(sheet, blur=1)


def audience(
    c: Canvas,
    mood: Mood,
    top: float,
    rows: int,
    seat: Colour,
    rim: Colour,
    dim: float,
    clothes: list[Colour],
    aisle: bool = True,
    first: float = 30,
    last: float = 190,
) -> None:
    """Rows of people from behind, from far and small to near, large and out of focus."""
    for row in range(rows):
        share = (row / (rows - 1)) ** 1.35
        y = lerp(top, c.height * 0.90, share)
        size = lerp(first, last, share)
        pitch = size * 1.95
        sheet = c.layer(
            (-size, y - size * 0.8, c.width + size, min(c.height + size, y + size * 2.2)),
            1.4 if size < 70 else 0.85,
        )
        x = -size + c.dice.random() * pitch
        dimmed = dim * lerp(1.0, 0.46, share)
        while x < c.width + size:
            x += pitch * c.dice.uniform(0.94, 1.08)
            if aisle and abs(x - c.width * 0.5) < lerp(24, 150, share):
                continue
            back = scaled(seat, dimmed * c.dice.uniform(0.9, 1.05))
            if c.dice.random() < 0.9:
                glow = mix(rim, (0, 0, 0), 0.25 + 0.4 * share)
                back_of_head(
                    sheet,
                    x + c.dice.uniform(-0.08, 0.08) * size,
                    y + c.dice.uniform(-0.1, 0.06) * size,
                    size * c.dice.uniform(0.92, 1.06),
                    scaled(c.dice.choice(clothes), dimmed),
                    c.dice,
                    glow,
                )
            sheet.pen.rounded_rectangle(
                [
                    sheet.at(x - pitch * 0.42, y + size * 0.98),
                    sheet.at(x + pitch * 0.42, y + size * 2.4),
                ],
                radius=size * 0.24 * sheet.factor,
                fill=back,
            )
            sheet.line(
                [(x - pitch * 0.36, y + size * 1.0), (x + pitch * 0.36, y + size * 1.0)],
                mix(back, rim, 0.35),
                size * 0.05,
            )
        c.put(sheet, blur=lerp(0.6, 6.5, share**1.6))


def draw_hall(c: Canvas, mood: Mood) -> None:
    """A meeting seen from the back rows: stage, red drapes, the presidium's table."""
    w, h = c.width, c.height
    cold = mood.warmth < 0
    wall = {True: (150, 170, 184), False: (176, 130, 84)}[cold]
    if mood.dim > 0.94 and not cold:
        wall = (206, 196, 178)
    shift = c.dice.uniform(-0.06, 0.06) * w
    back = (w * 0.20 + shift, h * 0.13, w * 0.80 + shift, h * 0.50)
    room(
        c,
        mood,
        scaled(wall, mood.dim),
        scaled((128, 92, 66), mood.dim),
        scaled((236, 226, 208), mood.dim * 0.82),
        back,
    )
    left, top, right, bottom = back
    red = (168, 26, 32)
    drape(c, (left, top, right, bottom - 6), scaled(red, mood.dim))
    middle = (left + right) / 2
    form = c.dice.random()
    board = c.layer((left, top, right, bottom), 1.3)
    if form < 0.6:
        star(board, left + (right - left) * 0.14, top + h * 0.10, h * 0.042, (250, 208, 74))
    else:
        board.rectangle(
            left + (right - left) * 0.30,
            top + h * 0.03,
            left + (right - left) * 0.86,
            top + h * 0.19,
            (204, 222, 232) if cold else (244, 232, 206),
        )
    gold = (250, 214, 96) if form < 0.6 else (150, 40, 40)
    for line, (start, end, thick) in enumerate(
        ((0.38, 0.74, 0.012), (0.34, 0.78, 0.022), (0.42, 0.70, 0.012))
    ):
        y = top + h * (0.055 + 0.045 * line)
        x = left + (right - left) * start
        while x < left + (right - left) * end:
            word = c.dice.uniform(0.02, 0.06) * (right - left)
            board.rectangle(x, y, x + word, y + h * thick, gold)
            x += word + (right - left) * 0.011
    c.put(board, blur=1.6)
    flags = c.layer((left, top, right, bottom), 1.3)
    for i in range(5):
        fx = left + (right - left) * (0.03 + 0.028 * i)
        flags.line([(fx, bottom - 10), (fx + 7, bottom - h * 0.20)], (206, 190, 150), 3)
        flags.polygon(
            [
                (fx + 7, bottom - h * 0.20),
                (fx + 40, bottom - h * 0.15),
                (fx + 30, bottom - h * 0.06),
                (fx + 10, bottom - h * 0.045),
            ],
            scaled((206, 24, 28), c.dice.uniform(0.7, 1.0)),
        )
    c.put(flags, blur=1.2)
    stage = c.layer((left - 80, bottom - 30, right + 80, bottom + 60), 1.0)
    stage.polygon(
        [
            (left, bottom - 16),
            (right, bottom - 16),
            (right + 60, bottom + 34),
            (left - 60, bottom + 34),
        ],
        scaled((132, 92, 62), mood.dim),
    )
    stage.rectangle(left - 60, bottom + 34, right + 60, bottom + 52, scaled((92, 58, 40), mood.dim))
    c.put(stage, blur=1)
    c.glow(middle, bottom - 40, w * 0.34, mood.sun, 0.50, 0.55)
    table_left, table_right = middle - (right - left) * 0.28, middle + (right - left) * 0.26
    people = c.layer((left, top, right, bottom + 20), 1.6)
    count = c.dice.randint(5, 8)
    for i in range(count):
        px = lerp(table_left + 26, table_right - 26, i / (count - 1))
        person(
            people,
            px,
            bottom + 62,
            h * 0.125,
            c.dice.choice([(40, 46, 60), (232, 232, 230), (58, 66, 84)]),
            (40, 40, 48),
            c.dice,
            "stand",
            c.dice.choice((-1, 1)),
            -1,
            dim=mood.dim,
        )
    c.put(people, blur=0.9)
    table = c.layer((left, bottom - 40, right, bottom + 60), 1.3)
    table.rectangle(
        table_left, bottom - 14, table_right, bottom + 36, scaled((176, 34, 38), mood.dim)
    )
    table.rectangle(
        table_left, bottom - 14, table_right, bottom - 6, scaled((244, 240, 232), mood.dim)
    )
    for i in range(count * 2):
        bx = lerp(table_left + 12, table_right - 12, i / (count * 2 - 1))
        table.rectangle(bx - 3, bottom - 26, bx + 3, bottom - 13, (210, 226, 234))
    table.roughen(0.2, 30)
    c.put(table, blur=0.9)
    for share in (0.2, 0.5, 0.8):
        flowers(c, lerp(table_left, table_right, share), bottom + 2, h * 0.018, mood.dim)
    stand_x = right - (right - left) * 0.13
    speaker = c.layer((stand_x - 90, bottom - h * 0.16, stand_x + 90, bottom + 50), 1.6)
    person(
        speaker,
        stand_x,
        bottom + 44,
        h * 0.150,
        (36, 42, 56),
        (36, 38, 46),
        c.dice,
        "stand",
        -1,
        -1,
        dim=mood.dim,
    )
    speaker.polygon(
        [
            (stand_x - 44, bottom - 20),
            (stand_x + 34, bottom - 20),
            (stand_x + 28, bottom + 48),
            (stand_x - 38, bottom + 48),
        ],
        scaled((112, 70, 42), mood.dim),
    )
    star(speaker, stand_x - 5, bottom + 10, 13, (240, 200, 90))
    c.put(speaker, blur=0.8)
    flowers(c, stand_x - 5, bottom - 20, h * 0.016, mood.dim)
    c.mist(bottom, h * 0.2, mood.sun, 0.10)
    rows = c.dice.randint(7, 9)
    audience(
        c,
        mood,
        bottom + h * 0.075,
        rows,
        (128, 34, 36) if not cold else (60, 80, 110),
        mood.sun,
        mood.dim,
        SUITS,
        True,
        h * 0.027,
        h * c.dice.uniform(0.15, 0.19),
    )
    c.veil((0, h * 0.78, w, h), (10, 8, 8), 0.0, 0.55)


def draw_office(c: Canvas, mood: Mood) -> None:
    """The counters of public services, citizens waiting in front of them."""
    w, h = c.width, c.height
    shift = c.dice.uniform(-0.08, 0.08) * w
    back = (w * 0.17 + shift, h * 0.17, w * 0.83 + shift, h * 0.54)
    wall = scaled((214, 218, 214) if mood.warmth < 0.2 else (222, 204, 170), mood.dim)
    room(
        c,
        mood,
        wall,
        scaled((176, 172, 166), mood.dim),
        scaled((244, 246, 244), mood.dim * 0.9),
        back,
    )
    left, top, right, bottom = back
    head = c.layer((left, top, right, bottom), 1.2)
    head.rectangle(
        left + 30, top + h * 0.02, right - 30, top + h * 0.085, scaled((164, 30, 36), mood.dim)
    )
    x = left + 120
    while x < right - 130:
        word = c.dice.uniform(24, 64)
        head.rectangle(x, top + h * 0.04, x + word, top + h * 0.064, (246, 214, 110))
        x += word + 12
    windows = 6
    for i in range(windows):
        px = lerp(left + 40, right - 40, (i + 0.5) / windows)
        head.rectangle(px - 50, top + h * 0.105, px + 50, top + h * 0.150, (22, 36, 52))
        for k in range(3):
            head.rectangle(
                px - 36 + k * 26,
                top + h * 0.118,
                px - 20 + k * 26,
                top + h * 0.138,
                (250, 96, 70) if c.dice.random() < 0.7 else (110, 230, 140),
            )
    c.put(head, blur=1.2)
    staff = c.layer((left, top, right, bottom + 20), 1.5)
    for i in range(windows):
        px = lerp(left + 40, right - 40, (i + 0.5) / windows)
        person(
            staff,
            px + c.dice.uniform(-10, 10),
            bottom + 50,
            h * 0.185,
            c.dice.choice([(228, 232, 236), (190, 210, 230), (240, 240, 236)]),
            (40, 50, 70),
            c.dice,
            c.dice.choice(["stand", "stand", "sit"]),
            c.dice.choice((-1, 1)),
            -1,
            dim=mood.dim,
        )
        staff.rectangle(px + 24, bottom - h * 0.075, px + 62, bottom - h * 0.03, (30, 34, 40))
        staff.rectangle(px + 26, bottom - h * 0.073, px + 60, bottom - h * 0.034, (148, 190, 216))
    c.put(staff, blur=1.0)
    desk = c.layer((left - 90, bottom - 60, right + 90, bottom + 110), 1.1)
    desk.polygon(
        [
            (left - 20, bottom - 30),
            (right + 20, bottom - 30),
            (right + 50, bottom),
            (left - 50, bottom),
        ],
        scaled((236, 230, 218), mood.dim),
    )
    desk.rectangle(left - 50, bottom, right + 50, bottom + 84, scaled((132, 96, 70), mood.dim))
    for i in range(windows * 2 + 1):
        px = lerp(left - 50, right + 50, i / (windows * 2))
        desk.rectangle(px - 2, bottom, px + 2, bottom + 84, scaled((96, 68, 50), mood.dim))
    desk.roughen(0.16, 60)
    c.put(desk, blur=1)
    glass = c.layer((left - 60, bottom - h * 0.14, right + 60, bottom - 10), 1.0)
    for i in range(windows + 1):
        px = lerp(left - 10, right + 10, i / windows)
        glass.polygon(
            [
                (px - 4, bottom - h * 0.13),
                (px + 5, bottom - h * 0.13),
                (px + 8, bottom - 12),
                (px - 7, bottom - 12),
            ],
            (220, 238, 244, 150),
        )
    c.put(glass, blur=1.4)
    c.glow(lerp(left, right, 0.5), bottom - 60, w * 0.36, mood.sun, 0.25, 0.5)
    for _ in range(4):
        px = c.dice.uniform(left - 60, right + 60)
        y = bottom + c.dice.uniform(104, 160)
        size = h * c.dice.uniform(0.215, 0.24)
        c.shadow(px, y, size * 0.3, size * 0.05, 0.4)
        guest = c.layer((px - size, y - size * 1.05, px + size, y + 6), 1.3)
        person(
            guest,
            px,
            y,
            size,
            c.dice.choice([*SUITS, (180, 70, 60), (90, 130, 110)]),
            (50, 56, 70),
            c.dice,
            c.dice.choice(["stand", "walk", "stand"]),
            c.dice.choice((-1, 1)),
            -1,
            dim=mood.dim,
        )
        c.put(guest, blur=0.9)
    for px in (w * 0.055, w * 0.945):
        plant = c.layer((px - 190, h * 0.36, px + 190, h * 0.86), 1.0)
        plant.polygon(
            [(px - 56, h * 0.72), (px + 56, h * 0.72), (px + 40, h * 0.84), (px - 40, h * 0.84)],
            scaled((206, 200, 190), mood.dim),
        )
        foliage(
            plant,
            px,
            h * 0.58,
            130,
            170,
            scaled((34, 66, 42), mood.dim),
            scaled((116, 168, 92), mood.dim),
            c.dice,
            420,
            0.08,
        )
        c.put(plant, blur=2.4)
    audience(
        c,
        mood,
        bottom + h * 0.17,
        4,
        (70, 104, 140),
        mood.sun,
        mood.dim,
        [*SUITS, (180, 80, 70), (110, 140, 100), (206, 170, 110)],
        True,
        h * 0.055,
        h * 0.17,
    )


def draw_clinic(c: Canvas, mood: Mood) -> None:
    """A ward room: daylight from the windows, nurses, patients, curtains."""
    w, h = c.width, c.height
    back = (w * 0.26, h * 0.18, w * 0.80, h * 0.58)
    room(
        c,
        mood,
        scaled((206, 224, 220), mood.dim),
        scaled((170, 186, 186), mood.dim),
        scaled((246, 248, 246), mood.dim * 0.92),
        back,
    )
    left, top, right, bottom = back
    for i in range(3):
        x0 = lerp(left + 40, right - 40, i / 3) + 14
        x1 = x0 + (right - left - 120) / 3
        c.cover(
            (x0, top + h * 0.04, x1, top + h * 0.24),
            [(0, mood.sky[0][1]), (0.6, mood.sky[-1][1]), (1, mix(mood.leaf_lit, mood.haze, 0.5))],
        )
        c.mottle((x0, top + h * 0.16, x1, top + h * 0.24), mood.leaf, 0.8, 40)
        frame = c.layer((x0 - 10, top, x1 + 10, top + h * 0.27), 1.2)
        for fx in (x0, (x0 + x1) / 2, x1):
            frame.rectangle(fx - 4, top + h * 0.035, fx + 4, top + h * 0.245, (250, 250, 246))
        frame.rectangle(x0 - 4, top + h * 0.035, x1 + 4, top + h * 0.045, (250, 250, 246))
        frame.rectangle(x0 - 8, top + h * 0.238, x1 + 8, top + h * 0.254, (236, 236, 230))
        c.put(frame, blur=1)
        c.glow((x0 + x1) / 2, top + h * 0.14, w * 0.17, mood.sun, 0.5)
    drape(
        c,
        (left - 10, top + h * 0.02, left + 80, bottom - 20),
        scaled((110, 172, 168), mood.dim),
        14,
    )
    drape(
        c,
        (right - 70, top + h * 0.02, right + 20, bottom - 20),
        scaled((110, 172, 168), mood.dim),
        14,
    )
    c.glow(w * 0.52, h * 0.80, w * 0.36, mood.sun, 0.30, 0.4)
    cabinet = c.layer((left, bottom - h * 0.20, right, bottom + 40), 1.2)
    for k in range(4):
        x0 = lerp(left + 110, right - 250, k / 4)
        cabinet.rectangle(
            x0, bottom - h * 0.10, x0 + 120, bottom + 8, scaled((232, 236, 232), mood.dim)
        )
        cabinet.rectangle(
            x0 + 58, bottom - h * 0.10, x0 + 61, bottom + 8, scaled((190, 200, 198), mood.dim)
        )
        for _ in range(7):
            jar = x0 + c.dice.uniform(4, 104)
            cabinet.rectangle(
                jar,
                bottom - h * 0.10 - c.dice.uniform(12, 38),
                jar + 11,
                bottom - h * 0.10,
                c.dice.choice([(110, 150, 190), (222, 222, 214), (200, 110, 80), (120, 170, 140)]),
            )
    c.put(cabinet, blur=1.3)
    beds = [(0.34, 0.66, 0.95), (0.70, 0.67, 1.0), (0.14, 0.86, 1.5), (0.90, 0.88, 1.5)]
    for across, down, grow in beds:
        x, y, long = across * w + c.dice.uniform(-30, 30), down * h, 400 * grow
        c.shadow(x, y + long * 0.24, long * 0.66, long * 0.13, 0.55)
        bed = c.layer((x - long * 0.7, y - long * 0.75, x + long * 0.7, y + long * 0.4), 1.1)
        steel = scaled((188, 198, 202), mood.dim)
        for side in (-0.52, 0.52):
            tall = 0.32 if side < 0 else 0.20
            for k in (0, 0.05):
                bed.rectangle(
                    x + (side + k) * long - 5,
                    y - long * tall,
                    x + (side + k) * long + 5,
                    y + long * 0.27,
                    steel,
                )
            bed.rectangle(
                x + side * long - 5,
                y - long * tall,
                x + (side + 0.05) * long + 5,
                y - long * (tall - 0.03),
                steel,
            )
        bed.polygon(
            [
                (x - long * 0.5, y - long * 0.09),
                (x + long * 0.54, y - long * 0.09),
                (x + long * 0.55, y + long * 0.14),
                (x - long * 0.52, y + long * 0.14),
            ],
            scaled((238, 242, 242), mood.dim),
        )
        quilt = scaled(c.dice.choice([(96, 158, 176), (128, 168, 140), (170, 190, 214)]), mood.dim)
        bed.polygon(
            [
                (x - long * 0.16, y - long * 0.14),
                (x + long * 0.2, y - long * 0.17),
                (x + long * 0.54, y - long * 0.11),
                (x + long * 0.55, y + long * 0.17),
                (x - long * 0.14, y + long * 0.16),
            ],
            quilt,
        )
        for k in range(6):
            fx = x - long * 0.1 + k * long * 0.11
            bed.line(
                [(fx, y - long * 0.12), (fx + long * 0.03, y + long * 0.15)],
                scaled(quilt, 0.84),
                long * 0.012,
            )
        bed.ellipse(
            x - long * 0.37,
            y - long * 0.12,
            long * 0.13,
            long * 0.055,
            scaled((250, 250, 248), mood.dim),
        )
        if c.dice.random() < 0.8:
            person(
                bed,
                x - long * 0.22,
                y + long * 0.06,
                long * 0.56,
                scaled((170, 196, 206), 1.0),
                quilt,
                c.dice,
                "sit",
                1,
                -1,
                dim=mood.dim,
            )
        if grow < 1.2:
            bed.line(
                [(x - long * 0.6, y + long * 0.25), (x - long * 0.6, y - long * 0.62)],
                steel,
                long * 0.014,
            )
            bed.rectangle(
                x - long * 0.65,
                y - long * 0.62,
                x - long * 0.58,
                y - long * 0.46,
                scaled((226, 240, 244), mood.dim),
            )
        bed.roughen(0.2, 60)
        c.put(bed, blur=1.0 if grow < 1.2 else 5)
    crew = [
        (0.49, 0.70, 330, "stand", -1),
        (0.545, 0.71, 350, "stand", 1),
        (0.82, 0.75, 390, "walk", -1),
        (0.24, 0.76, 370, "stand", -1),
        (0.44, 0.83, 470, "walk", 1),
    ]
    for across, down, size, pose, facing in crew:
        x, y = (across + c.dice.uniform(-0.02, 0.02)) * w, down * h + 60
        c.shadow(x, y, size * 0.28, size * 0.05, 0.5)
        nurse = c.layer((x - size * 0.7, y - size * 1.05, x + size * 0.7, y + 6), 1.2)
        white = c.dice.random() < 0.8
        coat = (240, 243, 244) if white else c.dice.choice([(180, 120, 90), (90, 120, 160)])
        person(nurse, x, y, size, coat, (86, 116, 134), c.dice, pose, facing, -1, dim=mood.dim)
        if white:
            nurse.polygon(
                [
                    (x - size * 0.10, y - size * 0.52),
                    (x + size * 0.10, y - size * 0.52),
                    (x + size * 0.12, y - size * 0.27),
                    (x - size * 0.12, y - size * 0.27),
                ],
                scaled((232, 236, 238), mood.dim),
            )
            nurse.polygon(
                [
                    (x, y - size * 0.52),
                    (x + size * 0.10, y - size * 0.52),
                    (x + size * 0.12, y - size * 0.27),
                    (x + size * 0.01, y - size * 0.27),
                ],
                scaled((190, 198, 204), mood.dim),
            )
        nurse.roughen(0.16, 50)
        c.put(nurse, blur=1.1)
    c.veil((0, h * 0.7, w, h), (20, 34, 38), 0.0, 0.4)
    leaf = c.layer((0, h * 0.4, w, h), 0.6)
    foliage(leaf, w * 0.98, h * 0.92, 150, 220, (30, 60, 42), (110, 160, 100), c.dice, 300, 0.09)
    c.put(leaf, blur=9)


def draw_stage(c: Canvas, mood: Mood) -> None:
    """A stage at night: dancers in a row, beams of light, heads of the crowd."""
    w, h = c.width, c.height
    floor = h * 0.60
    schemes = [
        ((22, 14, 60), (120, 40, 130), (255, 150, 90)),
        ((8, 26, 60), (24, 96, 150), (150, 230, 240)),
        ((50, 8, 20), (150, 30, 40), (255, 190, 90)),
        ((10, 34, 36), (30, 110, 90), (240, 220, 130)),
    ]
    low, mid, high = c.dice.choice(schemes)
    c.cover(
        (0, 0, w, floor), [(0, scaled(low, 0.4)), (0.45, low), (0.8, mid), (1, mix(mid, high, 0.6))]
    )
    screen = (w * 0.16, h * 0.12, w * 0.84, floor - 20)
    c.cover(screen, [(0, low), (0.5, mid), (1, high)])
    moon_x = w * c.dice.uniform(0.3, 0.7)
    c.glow(moon_x, h * 0.27, 260, high, 0.9)
    disc = c.layer((moon_x - 90, h * 0.27 - 90, moon_x + 90, h * 0.27 + 90), 1.2)
    disc.ellipse(moon_x, h * 0.27, 66, 66, mix(high, (255, 255, 240), 0.6))
    c.put(disc, 2)
    hills = c.layer(screen, 0.9)
    for number in range(3):
        base = floor - 20
        tone = mix(mid, low, 0.3 + 0.3 * number)
        for k in range(9):
            x = screen[0] + (screen[2] - screen[0]) * (k + c.dice.random()) / 9
            tall = h * c.dice.uniform(0.08, 0.24) * (1 - 0.22 * number)
            hills.polygon(
                [
                    (x - tall * 0.9, base),
                    (x - tall * 0.16, base - tall),
                    (x + tall * 0.12, base - tall * 0.94),
                    (x + tall, base),
                ],
                tone,
            )
    c.put(hills, blur=4)
    lotus = c.layer((0, 0, w, floor), 1.0)
    for i in range(30):
        x = w * i / 29
        lotus.ellipse(x, h * 0.055 + math.sin(i) * 4, 9, 9, (255, 236, 190))
    c.put(lotus, blur=3)
    for i in range(10):
        c.glow(w * (i + 0.5) / 10, h * 0.055, 90, mix(high, (255, 240, 200), 0.5), 0.6)
    c.cover(
        (0, floor - 20, w, h),
        [(0, mix(mid, high, 0.30)), (0.25, scaled(mid, 0.6)), (1, scaled(low, 0.3))],
    )
    c.reflect(floor - 20, h * 0.86, scaled(mid, 0.4), 0.55, 6, 0.9)
    beams = c.layer((0, 0, w, h * 0.9), 0.5)
    for i in range(7):
        x = w * (0.06 + 0.88 * i / 6)
        aim = w * c.dice.uniform(0.2, 0.8)
        tone = c.dice.choice([high, (255, 250, 232), mix(mid, high, 0.5)])
        beams.polygon(
            [(x - 6, -10), (x + 6, -10), (aim + 120, h * 0.84), (aim - 120, h * 0.84)], (*tone, 34)
        )
    c.put(beams, blur=16)
    dancers = c.dice.choice([9, 11, 13])
    dress = c.dice.choice(
        [
            [(246, 240, 236), (240, 120, 140)],
            [(214, 40, 50), (250, 206, 90)],
            [(60, 150, 130), (250, 230, 160)],
            [(250, 200, 90), (220, 70, 60)],
        ]
    )
    places = [(i, c.dice.uniform(-10, 10)) for i in range(dancers)]
    for row in (0, 1):
        for i, jitter in places:
            if (i % 2) != row:
                continue
            x = w * (0.16 + 0.68 * i / (dancers - 1)) + jitter
            foot = floor + 26 + row * 62
            size = 236 + row * 34
            sheet = c.layer((x - size, foot - size * 1.1, x + size, foot + 6), 1.2)
            tone = dress[i % 2]
            person(
                sheet,
                x,
                foot,
                size,
                tone,
                mix(tone, (255, 255, 255), 0.5),
                c.dice,
                c.dice.choice(["arms_up", "wave", "arms_up"]),
                1 if i < dancers / 2 else -1,
                1 if i < dancers / 2 else -1,
            )
            sheet.polygon(
                [
                    (x - size * 0.08, foot - size * 0.56),
                    (x + size * 0.08, foot - size * 0.56),
                    (x + size * 0.17, foot - size * 0.04),
                    (x - size * 0.17, foot - size * 0.04),
                ],
                scaled(tone, 0.9),
            )
            sheet.polygon(
                [
                    (x - size * 0.02, foot - size * 0.56),
                    (x + size * 0.08, foot - size * 0.56),
                    (x + size * 0.17, foot - size * 0.04),
                    (x + size * 0.03, foot - size * 0.04),
                ],
                scaled(tone, 0.66),
            )
            fan = (x + (0.18 if i < dancers / 2 else -0.18) * size, foot - size * 1.0)
            sheet.pen.pieslice(
                [
                    sheet.at(fan[0] - size * 0.13, fan[1] - size * 0.11),
                    sheet.at(fan[0] + size * 0.13, fan[1] + size * 0.15),
                ],
                190,
                350,
                fill=dress[(i + 1) % 2],
            )
            sheet.roughen(0.2, 60, 0.5)
            c.put_mirrored(sheet, foot, 0.35, 3)
            c.put(sheet, blur=0.8)
    c.glow(w / 2, floor - 20, w * 0.5, high, 0.30, 0.6)
    smoke = noise((c.image.width, c.pixels(h * 0.22)), c.dice, 90 * c.scale, 4, 2.6)
    smoke = ImageChops.multiply(smoke, smoke).point([v * 2 // 5 for v in range(256)])
    c.image.paste(mix(high, (255, 255, 255), 0.4), (0, c.pixels(floor)), smoke)
    c.veil((0, h * 0.74, w, h), (4, 4, 10), 0.0, 0.8)
    crowd = [(14, 14, 22), (20, 18, 26), (26, 22, 30), (12, 16, 22)]
    audience(
        c,
        mood,
        h * 0.80,
        4,
        (10, 10, 14),
        mix(high, mid, 0.4),
        1.4,
        crowd,
        False,
        h * 0.04,
        h * 0.115,
    )
    for _ in range(5):
        x, y = w * c.dice.uniform(0.08, 0.92), h * c.dice.uniform(0.80, 0.90)
        phone = c.layer((x - 26, y - 40, x + 26, y + 40), 1.3)
        phone.rectangle(x - 12, y - 21, x + 12, y + 21, mix(high, (255, 255, 255), 0.5))
        c.put(phone, blur=1.6)
        c.glow(x, y, 60, high, 0.3)
