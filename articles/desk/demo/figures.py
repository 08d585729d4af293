"""What stands in a landscape: people, trees, boats, lorries, houses; drawn on a layer.

Every function takes the layer, the place of the foot (or keel) and a size in units. Shapes are
laid twice, in shade and then narrower in light on the side the light comes from, so that they
have a body.
"""

import itertools
import math
import random

from articles.desk.demo.paint import Colour, Layer, mix, scaled

SKIN = [(196, 150, 116), (178, 130, 98), (160, 116, 86), (205, 164, 130)]
HAIR = [(24, 20, 20), (34, 27, 24), (18, 17, 20), (60, 56, 54)]


def person(
    layer: Layer,
    x: float,
    foot: float,
    height: float,
    shirt: Colour,
    trousers: Colour,
    dice: random.Random,
    pose: str = "stand",
    facing: int = 1,
    light: int = -1,
    hat: Colour | None = None,
    scarf: Colour | None = None,
    dim: float = 1.0,
) -> None:
    """A person in full figure, without a face.

    ``pose``: stand, walk, run, kick, pull, bend, sit, arms_up, wave. ``facing`` and ``light`` are
    -1 (left) or 1 (right); ``dim`` darkens the whole figure.
    """
    skin = scaled(dice.choice(SKIN), dim)
    hair = scaled(dice.choice(HAIR), dim)
    shirt, trousers = scaled(shirt, dim), scaled(trousers, dim)
    head = height * 0.066
    hip = foot - height * 0.5
    neck = foot - height * 0.83
    lean = {"run": 0.10, "kick": -0.06, "pull": -0.30, "bend": 0.30, "walk": 0.02}.get(pose, 0.0)
    lean *= facing * height
    if pose == "sit":
        hip, neck = foot - height * 0.30, foot - height * 0.63
    if pose == "bend":
        neck = foot - height * 0.66
    shoulder_x = x + lean
    wide = height * 0.105

    legs = {
        "stand": [(-0.045, 0, 0), (0.05, 0, 0)],
        "wave": [(-0.05, 0, 0), (0.06, 0, 0)],
        "arms_up": [(-0.06, 0, 0), (0.06, 0, 0)],
        "walk": [(-0.14, 0, 0.03), (0.12, 0, 0.05)],
        "run": [(-0.30, 0.16, 0.04), (0.17, 0.02, 0.16)],
        "kick": [(-0.05, 0, 0.02), (0.34, 0.12, 0.12)],
        "pull": [(0.22, 0, 0.06), (0.38, 0, 0.10)],
        "bend": [(-0.05, 0, -0.03), (0.07, 0, -0.03)],
        "sit": [(0.20, 0, 0.22), (0.24, 0, 0.24)],
    }[pose]
    for number, (reach, lift, knee) in enumerate(legs):
        fx, fy = x + reach * facing * height, foot - lift * height
        kx = (x + fx) / 2 + knee * facing * height
        ky = (hip + fy) / 2 if pose != "sit" else hip + height * 0.02
        tone = scaled(trousers, 0.72 if number == 0 else 1.0)
        bare = pose in ("kick",) or trousers == shirt
        thick = height * 0.072
        layer.limb(x, hip, kx, ky, thick * 1.15, tone)
        shin = mix(tone, skin, 0.75) if bare else tone
        layer.limb(kx, ky, fx, fy, thick * 0.85, shin)
        layer.limb(fx, fy, fx + 0.05 * facing * height, fy, thick * 0.6, scaled((52, 46, 44), dim))

    arms = {
        "stand": [(-0.10, 0.36), (0.10, 0.36)],
        "walk": [(0.15, 0.33), (-0.13, 0.34)],
        "run": [(0.22, 0.16), (-0.20, 0.22)],
        "kick": [(-0.26, 0.16), (0.20, 0.20)],
        "pull": [(0.36, 0.20), (0.42, 0.22)],
        "bend": [(0.02, 0.30), (0.06, 0.32)],
        "sit": [(0.16, 0.26), (0.20, 0.24)],
        "arms_up": [(-0.16, -0.22), (0.15, -0.24)],
        "wave": [(-0.10, 0.36), (0.17, -0.20)],
    }[pose]
    far, near = arms
    shoulder = neck + height * 0.05
    _arm(
        layer,
        shoulder_x - wide * 0.8 * facing,
        shoulder,
        far,
        height,
        facing,
        scaled(shirt, 0.62),
        skin,
    )
    shade, lit = scaled(shirt, 0.66), mix(scaled(shirt, 1.06), (255, 244, 225), 0.10)
    torso = [
        (shoulder_x - wide, shoulder),
        (shoulder_x - wide * 0.45, neck),
        (shoulder_x + wide * 0.45, neck),
        (shoulder_x + wide, shoulder),
        (x + wide * 0.78, hip + height * 0.05),
        (x - wide * 0.78, hip + height * 0.05),
    ]
    layer.polygon(torso, shade)
    edge = wide * light
    layer.polygon(
        [
            (shoulder_x + edge, shoulder),
            (shoulder_x + edge * 0.4, neck),
            (shoulder_x - edge * 0.15, neck),
            (x - edge * 0.10, hip + height * 0.05),
            (x + edge * 0.78, hip + height * 0.05),
        ],
        lit,
    )
    _arm(
        layer,
        shoulder_x + wide * 0.8 * facing,
        shoulder,
        near,
        height,
        facing,
        mix(shade, lit, 0.6),
        skin,
    )

    hx, hy = shoulder_x + lean * 0.25, neck - head * 1.25
    layer.limb(shoulder_x, neck + head * 0.2, hx, hy, head * 0.9, scaled(skin, 0.8))
    layer.ellipse(hx, hy, head * 0.86, head * 1.12, scaled(skin, 0.82))
    layer.ellipse(hx + light * head * 0.2, hy, head * 0.62, head * 0.95, skin)
    if hat:
        layer.polygon(
            [
                (hx - head * 2.0, hy - head * 0.1),
                (hx, hy - head * 1.75),
                (hx + head * 2.0, hy - head * 0.1),
            ],
            scaled(hat, dim * 0.86),
        )
        layer.polygon(
            [
                (hx + light * head * 2.0, hy - head * 0.1),
                (hx, hy - head * 1.75),
                (hx + light * head * 0.2, hy - head * 0.1),
            ],
            scaled(hat, dim * 1.05),
        )
    else:
        back = -facing * head * 0.22
        layer.ellipse(hx + back, hy - head * 0.38, head * 0.92, head * 0.86, hair)
        if dice.random() < 0.35:
            layer.ellipse(hx + back * 2.6, hy + head * 0.3, head * 0.5, head * 1.0, hair)
    if scarf:
        scarf = scaled(scarf, dim)
        layer.limb(shoulder_x - wide * 0.5, neck, shoulder_x + wide * 0.5, neck, head * 0.6, scarf)
        layer.polygon(
            [
                (shoulder_x - head * 0.4, neck),
                (shoulder_x + head * 0.5, neck),
                (shoulder_x + head * 0.1 * facing, neck + height * 0.12),
            ],
            scaled(scarf, 0.9),
        )


def _arm(
    layer: Layer,
    x: float,
    y: float,
    reach: tuple[float, float],
    height: float,
    facing: int,
    sleeve: Colour,
    skin: Colour,
) -> None:
    hand = (x + reach[0] * facing * height, y + reach[1] * height)
    elbow = ((x + hand[0]) / 2 - 0.03 * facing * height, (y + hand[1]) / 2 + 0.02 * height)
    thick = height * 0.05
    layer.limb(x, y, *elbow, thick * 1.15, sleeve)
    layer.limb(*elbow, *hand, thick * 0.85, mix(sleeve, skin, 0.65))
    layer.ellipse(*hand, thick * 0.55, thick * 0.55, skin)


def back_of_head(
    layer: Layer, x: float, y: float, size: float, shirt: Colour, dice: random.Random, rim: Colour
) -> None:
    """Head and shoulders seen from behind; ``size`` is the head's height, ``rim`` the far light."""
    hair = dice.choice(HAIR)
    skin = dice.choice(SKIN)
    half = size * 0.40
    wide = size * dice.uniform(0.98, 1.18)
    top = y + size * 0.62
    shoulders = [
        (x - wide, y + size * 2.2),
        (x - wide * 0.98, top + size * 0.36),
        (x - wide * 0.72, top + size * 0.10),
        (x - half * 0.55, top - size * 0.06),
        (x + half * 0.55, top - size * 0.06),
        (x + wide * 0.72, top + size * 0.10),
        (x + wide * 0.98, top + size * 0.36),
        (x + wide, y + size * 2.2),
    ]
    layer.polygon([(px, py - size * 0.035) for px, py in shoulders], mix(shirt, rim, 0.55))
    layer.polygon(shoulders, shirt)
    layer.polygon(
        [
            (x - wide * 0.1, top + size * 0.05),
            (x + wide * 0.72, top + size * 0.14),
            (x + wide, top + size * 0.42),
            (x + wide, y + size * 2.2),
            (x + wide * 0.15, y + size * 2.2),
        ],
        scaled(shirt, 0.86),
    )
    layer.rectangle(
        x - half * 0.5, y + size * 0.3, x + half * 0.5, top + size * 0.06, scaled(skin, 0.62)
    )
    layer.polygon(
        [
            (x - half * 0.72, top + size * 0.06),
            (x - half * 0.5, top - size * 0.08),
            (x + half * 0.5, top - size * 0.08),
            (x + half * 0.72, top + size * 0.06),
            (x, top + size * 0.13),
        ],
        mix(shirt, rim, 0.22),
    )
    for side in (-1, 1):
        layer.ellipse(
            x + side * half * 0.98, y + size * 0.10, size * 0.06, size * 0.11, scaled(skin, 0.7)
        )
    layer.ellipse(x, y - size * 0.02, half * 1.03, size * 0.50, mix(hair, rim, 0.62))
    layer.ellipse(x, y + size * 0.02, half * 0.99, size * 0.48, hair)
    style = dice.random()
    if style < 0.3:
        layer.ellipse(x, y + size * 0.30, half * 1.02, size * 0.48, hair)
    elif style < 0.4:
        layer.limb(x, y + size * 0.3, x + dice.uniform(-3, 3), y + size * 0.95, half * 0.7, hair)
    elif style < 0.75:
        layer.ellipse(x, y + size * 0.34, half * 0.62, size * 0.14, scaled(skin, 0.55))


def foliage(
    layer: Layer,
    x: float,
    y: float,
    rx: float,
    ry: float,
    dark: Colour,
    bright: Colour,
    dice: random.Random,
    count: int = 300,
    leaf: float = 0.07,
    light: int = -1,
) -> None:
    """A crown of leaves: dark clumps inside, each with its own lit upper side."""
    for _ in range(9):
        angle, radius = dice.uniform(0, 2 * math.pi), math.sqrt(dice.random()) * 0.62
        layer.ellipse(
            x + math.cos(angle) * radius * rx, y + math.sin(angle) * radius * ry,
            rx * dice.uniform(0.25, 0.42), ry * dice.uniform(0.25, 0.42), scaled(dark, 0.86),
        )  # fmt: skip
    clumps = []
    for _ in range(max(4, count // 28)):
        angle, radius = dice.uniform(0, 2 * math.pi), math.sqrt(dice.random()) * 0.80
        clumps.append(
            (math.cos(angle) * radius, math.sin(angle) * radius, dice.uniform(0.22, 0.40))
        )
    clumps.sort(key=lambda clump: light * clump[0] * 0.5 - clump[1])
    for cx, cy, reach in clumps:
        height = (light * cx * 0.5 - cy * 0.8 + 1) / 2
        for _ in range(28):
            angle, radius = dice.uniform(0, 2 * math.pi), math.sqrt(dice.random()) * reach
            ox, oy = math.cos(angle) * radius, math.sin(angle) * radius
            lit = 0.55 * height + 0.7 * (light * ox * 0.6 - oy) / reach * 0.5
            tone = mix(dark, bright, lit + dice.uniform(-0.14, 0.10))
            size = leaf * min(rx, ry) * dice.uniform(0.5, 1.2)
            layer.ellipse(
                x + (cx + ox) * rx, y + (cy + oy) * ry, size * dice.uniform(0.8, 1.7), size, tone
            )


def casuarina(
    layer: Layer,
    x: float,
    foot: float,
    height: float,
    dark: Colour,
    bright: Colour,
    dice: random.Random,
    wind: float = 0.1,
) -> None:
    """The feathery she-oak of the beaches, bent by the wind."""

    def trunk(share: float) -> tuple[float, float]:
        return (x + wind * height * share**1.7, foot - height * share)

    points = [trunk(i / 12) for i in range(13)]
    for i, (start, end) in enumerate(itertools.pairwise(points)):
        layer.line([start, end], scaled(dark, 0.8), max(1.2, height * 0.022 * (1 - i / 14)))
    plumes = []
    for _ in range(64):
        share = dice.uniform(0.26, 1.0)
        plumes.append((share, dice.choice((-1, 1)) * dice.uniform(0.15, 1)))
    for share, reach in sorted(plumes, key=lambda plume: abs(plume[1]), reverse=True):
        bx, by = trunk(share)
        spread = height * 0.24 * (1.10 - share) ** 0.6
        ex, ey = bx + reach * spread + wind * height * 0.08, by - 0.09 * height * abs(reach) ** 0.5
        layer.line([(bx, by), (ex, ey)], scaled(dark, 0.85), max(0.8, height * 0.004))
        size = height * dice.uniform(0.035, 0.07)
        for _ in range(46):
            ox, oy = ex + dice.gauss(0, 0.75) * size, ey + dice.gauss(0.1, 0.42) * size
            lit = (ey - oy) / size * 0.5 + dice.random() * 0.5
            tone = mix(dark, bright, lit)
            droop = size * dice.uniform(0.2, 0.7)
            layer.line(
                [(ox, oy), (ox + wind * droop * 2 + dice.gauss(0, 0.1) * droop, oy + droop)],
                tone, max(0.8, height * 0.0026),
            )  # fmt: skip


def tree(
    layer: Layer,
    x: float,
    foot: float,
    height: float,
    dark: Colour,
    bright: Colour,
    dice: random.Random,
    light: int = -1,
    count: int = 260,
) -> None:
    """A broad-leaved street tree."""
    bark = mix(dark, (58, 44, 36), 0.6)
    top = foot - height * 0.55
    layer.polygon(
        [
            (x - height * 0.03, foot),
            (x - height * 0.014, top),
            (x + height * 0.014, top),
            (x + height * 0.034, foot),
        ],
        bark,
    )
    for _ in range(5):
        layer.line(
            [
                (x, top + height * 0.06),
                (x + dice.uniform(-0.24, 0.24) * height, top - dice.uniform(0.05, 0.28) * height),
            ],
            bark,
            height * 0.014,
        )
    crowns = [(dice.uniform(-0.24, 0.24), dice.uniform(0.56, 0.84)) for _ in range(6)]
    for across, up in sorted(crowns, key=lambda crown: -crown[1]):
        foliage(
            layer,
            x + across * height,
            foot - height * up,
            height * dice.uniform(0.16, 0.26),
            height * dice.uniform(0.10, 0.16),
            dark,
            bright,
            dice,
            count,
            0.085,
            light,
        )


def areca(
    layer: Layer,
    x: float,
    foot: float,
    height: float,
    dark: Colour,
    bright: Colour,
    dice: random.Random,
) -> None:
    """A slender areca palm."""
    top = (x + dice.uniform(-0.03, 0.03) * height, foot - height)
    layer.line([(x, foot), top], mix(dark, (120, 110, 95), 0.5), height * 0.022)
    for i in range(11):
        angle = math.pi * (0.04 + 0.92 * i / 10) + dice.uniform(-0.08, 0.08)
        long = height * dice.uniform(0.22, 0.30)
        tone = mix(dark, bright, dice.uniform(0.1, 0.9))
        rib = []
        for j in range(15):
            share = j / 14
            px = top[0] + math.cos(angle) * long * share
            py = top[1] - math.sin(angle) * long * share * 0.75 + long * 0.55 * share**2.2
            rib.append((px, py))
        layer.line(rib, tone, height * 0.006)
        for j, (px, py) in enumerate(rib[2:]):
            leaf = long * (0.26 - 0.011 * j)
            for tilt in (-0.5, 0.5):
                end = (px + math.cos(angle) * leaf * 0.5 + tilt * leaf * 0.5, py + leaf * 0.75)
                layer.line([(px, py), end], mix(tone, dark, dice.random() * 0.5), height * 0.005)


def boat(
    layer: Layer,
    x: float,
    water: float,
    length: float,
    hull: Colour,
    dice: random.Random,
    light: int = -1,
    cabin: bool = True,
    mast: bool = True,
) -> None:
    """A wooden fishing boat in profile."""
    rise = length * 0.16
    bow = dice.choice((-1, 1))
    deck = [
        (x - bow * length * 0.50, water - rise * 0.85),
        (x - bow * length * 0.20, water - rise * 0.55),
        (x + bow * length * 0.25, water - rise * 0.70),
        (x + bow * length * 0.56, water - rise * 1.35),
    ]
    body = [*deck, (x + bow * length * 0.42, water), (x - bow * length * 0.44, water)]
    layer.polygon(body, scaled(hull, 0.72 if light != bow else 0.95))
    stripe = [(px, py + rise * 0.24) for px, py in deck]
    layer.polygon([*deck, *reversed(stripe)], mix(hull, (225, 216, 196), 0.42))
    layer.polygon(
        [
            (x - bow * length * 0.46, water - rise * 0.2),
            (x + bow * length * 0.45, water - rise * 0.22),
            (x + bow * length * 0.42, water),
            (x - bow * length * 0.44, water),
        ],
        scaled(hull, 0.45),
    )
    if cabin:
        wall = dice.choice([(208, 204, 190), (92, 132, 148), (176, 150, 106), (110, 148, 120)])
        wall = mix(wall, hull, 0.25)
        cx = x - bow * length * 0.18
        layer.rectangle(
            cx - length * 0.13,
            water - rise * 1.75,
            cx + length * 0.12,
            water - rise * 0.6,
            scaled(wall, 0.66),
        )
        layer.rectangle(
            cx - length * 0.13,
            water - rise * 1.75,
            cx + light * length * 0.02,
            water - rise * 0.6,
            scaled(wall, 0.9),
        )
        layer.rectangle(
            cx - length * 0.16,
            water - rise * 1.92,
            cx + length * 0.15,
            water - rise * 1.72,
            scaled(hull, 0.62),
        )
        for i in range(3):
            wx = cx - length * 0.09 + i * length * 0.075
            layer.rectangle(
                wx, water - rise * 1.55, wx + length * 0.045, water - rise * 1.15, (32, 40, 48)
            )
    if mast:
        mx = x + bow * length * 0.14
        layer.line(
            [(mx, water - rise * 0.6), (mx, water - length * 0.52)],
            scaled(hull, 0.4),
            length * 0.011,
        )
        layer.line(
            [(mx, water - length * 0.48), (x + bow * length * 0.54, water - rise * 1.3)],
            (40, 40, 40),
            length * 0.004,
        )
        layer.line(
            [(mx, water - length * 0.48), (x - bow * length * 0.46, water - rise)],
            (40, 40, 40),
            length * 0.004,
        )
        flag_y = water - length * 0.52
        layer.polygon(
            [
                (mx, flag_y),
                (mx - bow * length * 0.07, flag_y + length * 0.008),
                (mx - bow * length * 0.07, flag_y + length * 0.05),
                (mx, flag_y + length * 0.045),
            ],
            (196, 40, 36),
        )
    for i in range(3):
        tx = x + bow * length * (0.02 + 0.13 * i)
        layer.ellipse(tx, water - rise * 0.32, length * 0.018, length * 0.018, (24, 24, 26))


def lorry(
    layer: Layer,
    x: float,
    ground: float,
    length: float,
    cab: Colour,
    box: Colour,
    facing: int = 1,
    light: int = -1,
) -> None:
    """A container lorry in profile; ``x`` is its middle."""
    tall = length * 0.29
    front = x + facing * length * 0.5
    back = x - facing * length * 0.5
    split = x + facing * length * 0.27
    floor = ground - tall * 0.22
    layer.rectangle(min(back, split), floor - tall, max(back, split) - 2, floor, scaled(box, 0.84))
    layer.rectangle(
        min(back, split),
        floor - tall,
        max(back, split) - 2,
        floor - tall * 0.94,
        mix(box, (255, 250, 235), 0.45),
    )
    ribs = 22
    for i in range(1, ribs):
        rx = back + (split - back) * i / ribs
        layer.line(
            [(rx, floor - tall * 0.93), (rx, floor - tall * 0.03)],
            scaled(box, 0.70 if i % 2 else 0.92),
            length * 0.004,
        )
    nose = front
    layer.polygon(
        [
            (split + facing * 3, floor),
            (split + facing * 3, floor - tall * 0.96),
            (split + facing * length * 0.13, floor - tall * 0.96),
            (nose - facing * length * 0.02, floor - tall * 0.45),
            (nose, floor - tall * 0.40),
            (nose, floor),
        ],
        scaled(cab, 0.95 if light == facing else 0.74),
    )
    layer.polygon(
        [
            (split + facing * length * 0.06, floor - tall * 0.48),
            (split + facing * length * 0.06, floor - tall * 0.86),
            (split + facing * length * 0.125, floor - tall * 0.86),
            (nose - facing * length * 0.04, floor - tall * 0.48),
        ],
        (58, 74, 88),
    )
    layer.rectangle(back, floor, nose, floor + tall * 0.08, (34, 34, 36))
    for share in (-0.44, -0.35, -0.26, 0.20, 0.38):
        wx = x + facing * length * share
        layer.ellipse(wx, ground - tall * 0.12, tall * 0.135, tall * 0.135, (20, 20, 22))
        layer.ellipse(wx, ground - tall * 0.12, tall * 0.06, tall * 0.06, (104, 104, 106))


def house(
    layer: Layer,
    x: float,
    ground: float,
    width: float,
    height: float,
    wall: Colour,
    dice: random.Random,
    lit: float = 0.0,
    light: int = -1,
    shop: Colour | None = None,
) -> None:
    """A narrow town house with balconies; ``lit`` is the share of windows with a lamp behind."""
    layer.rectangle(x, ground - height, x + width, ground, scaled(wall, 0.80))
    layer.rectangle(
        x if light < 0 else x + width * 0.8,
        ground - height,
        x + width * (0.2 if light < 0 else 1),
        ground,
        scaled(wall, 1.0),
    )
    layer.rectangle(
        x - width * 0.03,
        ground - height,
        x + width * 1.03,
        ground - height * 0.975,
        mix(wall, (255, 255, 245), 0.3),
    )
    roof = dice.random()
    if roof < 0.4:
        layer.rectangle(
            x + width * 0.2,
            ground - height * 1.10,
            x + width * 0.7,
            ground - height,
            scaled(wall, 0.7),
        )
    elif roof < 0.7:
        layer.polygon(
            [
                (x, ground - height),
                (x + width / 2, ground - height * 1.12),
                (x + width, ground - height),
            ],
            (132, 62, 48),
        )
    floors = max(2, round(height / (width * 0.62)))
    step = height / floors
    for floor in range(floors):
        top = ground - height + floor * step
        if floor == floors - 1:
            sign = shop or dice.choice(
                [(150, 44, 40), (34, 92, 120), (196, 150, 60), (60, 110, 80)]
            )
            layer.rectangle(
                x + width * 0.04, top + step * 0.06, x + width * 0.96, top + step * 0.30, sign
            )
            inside = (250, 214, 150) if dice.random() < lit else (44, 46, 52)
            layer.rectangle(x + width * 0.08, top + step * 0.36, x + width * 0.92, ground, inside)
            layer.rectangle(
                x + width * 0.08, top + step * 0.70, x + width * 0.5, ground, scaled(inside, 0.6)
            )
            continue
        layer.rectangle(
            x - width * 0.02,
            top + step * 0.88,
            x + width * 1.02,
            top + step * 0.93,
            mix(wall, (255, 255, 245), 0.2),
        )
        for column in range(2):
            wx = x + width * (0.14 + 0.42 * column)
            glass = (252, 214, 142) if dice.random() < lit else mix((66, 82, 96), wall, 0.12)
            layer.rectangle(
                wx, top + step * 0.22, wx + width * 0.28, top + step * 0.82, scaled(wall, 0.62)
            )
            layer.rectangle(
                wx + width * 0.02, top + step * 0.25, wx + width * 0.26, top + step * 0.80, glass
            )
            layer.line(
                [(wx + width * 0.14, top + step * 0.25), (wx + width * 0.14, top + step * 0.80)],
                scaled(wall, 0.7),
                width * 0.014,
            )


def star(layer: Layer, x: float, y: float, radius: float, fill: Colour) -> None:
    """A five-pointed star."""
    points = []
    for i in range(10):
        angle = -math.pi / 2 + math.pi * i / 5
        r = radius if i % 2 == 0 else radius * 0.39
        points.append((x + math.cos(angle) * r, y + math.sin(angle) * r))
    layer.polygon(points, fill)


def flag(
    layer: Layer, x: float, top: float, width: float, dice: random.Random, sway: float = 0.1
) -> None:
    """A red flag with a yellow star, its staff at ``x``."""
    height = width * 2 / 3
    waves = []
    phase = dice.random() * 6
    steps = 16
    for i in range(steps + 1):
        waves.append(
            (i / steps, math.sin(phase + 5 * i / steps) * sway * height * (0.2 + i / steps))
        )
    for (a, wa), (b, wb) in itertools.pairwise(waves):
        slope = (wb - wa) / (height * sway + 0.01)
        tone = mix(
            (196, 24, 28), (112, 10, 16) if slope < 0 else (236, 56, 48), min(0.7, abs(slope) * 2.2)
        )
        layer.polygon(
            [
                (x + a * width, top + wa),
                (x + b * width + 0.6, top + wb),
                (x + b * width + 0.6, top + wb + height),
                (x + a * width, top + wa + height),
            ],
            tone,
        )
    star(layer, x + width / 2, top + height / 2 + waves[8][1], height * 0.27, (246, 206, 60))
