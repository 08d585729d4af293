"""Hours of the day: the light that a scene is painted in."""

from dataclasses import dataclass

from articles.desk.demo.paint import Colour, Stops, rgb


@dataclass(frozen=True)
class Mood:
    """Colours of one light: the sky, the air before far things, near things, the sun."""

    sky: Stops
    haze: Colour
    far: Colour
    near: Colour
    sun: Colour
    water: Colour
    leaf: Colour
    leaf_lit: Colour
    sun_height: float  # above the horizon, as a share of the sky; below 0 no disc is drawn
    power: float  # strength of the sun's glow
    cloud: Colour
    clouds: float
    warmth: float = 0.0
    dim: float = 1.0  # brightness of what stands in the scene


def _sky(*colours: str) -> Stops:
    return [(i / (len(colours) - 1), rgb(colour)) for i, colour in enumerate(colours)]


MOODS = {
    "dawn": Mood(
        _sky("46618c", "7d88a8", "c79fa2", "f0bd94", "fbdcae"),
        rgb("edc9ae"),
        rgb("8f93ad"),
        rgb("2b3444"),
        rgb("ffd9a0"),
        rgb("63708a"),
        rgb("26332f"),
        rgb("8d8a5a"),
        0.16,
        0.9,
        rgb("ffd2b4"),
        0.55,
        0.35,
        0.80,
    ),
    "morning": Mood(
        _sky("5b94c4", "8db8d8", "bcd6e2", "e6e6d6"),
        rgb("d5dfdf"),
        rgb("8ba7bb"),
        rgb("34473f"),
        rgb("fff2d0"),
        rgb("5f8597"),
        rgb("2c4a30"),
        rgb("a3b65f"),
        0.62,
        0.55,
        rgb("fffaf0"),
        0.6,
        0.15,
        1.0,
    ),
    "day": Mood(
        _sky("3a7ab8", "6fa5d2", "a9cce2", "d8e6e8"),
        rgb("cbdce2"),
        rgb("7b9cb4"),
        rgb("33483c"),
        rgb("fffbe6"),
        rgb("4f8196"),
        rgb("2a4d2e"),
        rgb("9ab855"),
        -1,
        0.0,
        rgb("ffffff"),
        0.8,
        0.05,
        1.05,
    ),
    "afternoon": Mood(
        _sky("5f90ba", "9ab6c6", "d8cdb0", "f3d9a4"),
        rgb("e6d4b0"),
        rgb("97a2a4"),
        rgb("3d3f33"),
        rgb("ffe2a2"),
        rgb("7b8a86"),
        rgb("39482a"),
        rgb("b9ac50"),
        0.42,
        0.75,
        rgb("fff0d2"),
        0.5,
        0.35,
        0.96,
    ),
    "dusk": Mood(
        _sky("2b3458", "59507e", "a8617e", "e2805f", "f8b66a"),
        rgb("d9906e"),
        rgb("6b5678"),
        rgb("1d1c2a"),
        rgb("ffba6a"),
        rgb("4b4260"),
        rgb("1c2022"),
        rgb("6d5636"),
        0.10,
        1.0,
        rgb("f09070"),
        0.75,
        0.40,
        0.62,
    ),
    "mist": Mood(
        _sky("a9b5bb", "bcc7c9", "d2d8d4", "e0e2da"),
        rgb("dadfda"),
        rgb("a6b5b5"),
        rgb("37463f"),
        rgb("fbf3dd"),
        rgb("8b9c9e"),
        rgb("33483a"),
        rgb("8fa070"),
        0.55,
        0.35,
        rgb("eef0ec"),
        0.3,
        0.0,
        0.92,
    ),
    "storm": Mood(
        _sky("39434e", "54606a", "77838a", "a3aaa6"),
        rgb("9aa4a4"),
        rgb("5d6a72"),
        rgb("20282a"),
        rgb("dfe4dc"),
        rgb("4a585d"),
        rgb("1f2f29"),
        rgb("5d7050"),
        -1,
        0.0,
        rgb("2d343c"),
        0.9,
        -0.25,
        0.72,
    ),
    "rain": Mood(
        _sky("5c666e", "7c868c", "9aa2a4", "b4b9b6"),
        rgb("a9b0b0"),
        rgb("737f84"),
        rgb("2a3133"),
        rgb("e8e8dc"),
        rgb("606c70"),
        rgb("29392f"),
        rgb("6b7d57"),
        -1,
        0.0,
        rgb("4d565c"),
        0.7,
        -0.2,
        0.78,
    ),
    "night": Mood(
        _sky("070d1c", "101a33", "1e2b4a", "3a3f58"),
        rgb("2a3350"),
        rgb("1d2740"),
        rgb("0a0e16"),
        rgb("ffd58a"),
        rgb("131d30"),
        rgb("0d1512"),
        rgb("2c3a2c"),
        -1,
        0.0,
        rgb("27324c"),
        0.4,
        0.1,
        0.45,
    ),
    "evening": Mood(
        _sky("16223e", "2c3a5e", "5a5a7e", "a47a7c"),
        rgb("6d6480"),
        rgb("39415f"),
        rgb("11141f"),
        rgb("ffc47a"),
        rgb("2a3350"),
        rgb("141c1a"),
        rgb("3f4630"),
        -1,
        0.0,
        rgb("8a6a80"),
        0.5,
        0.2,
        0.55,
    ),
    "warm": Mood(
        _sky("3d2c22", "6b4c34", "8f6a48"),
        rgb("8f6a48"),
        rgb("5c4130"),
        rgb("1c1512"),
        rgb("ffe0b0"),
        rgb("5c4130"),
        rgb("2a2a1c"),
        rgb("6a6636"),
        -1,
        0.0,
        rgb("ffe0b0"),
        0.0,
        0.30,
        0.9,
    ),
    "blue": Mood(
        _sky("24384e", "3c5a76", "6f90a6"),
        rgb("7f9db0"),
        rgb("40586c"),
        rgb("131a22"),
        rgb("e6f1ff"),
        rgb("40586c"),
        rgb("1f2c2a"),
        rgb("5a7058"),
        -1,
        0.0,
        rgb("e6f1ff"),
        0.0,
        -0.15,
        0.95,
    ),
}
