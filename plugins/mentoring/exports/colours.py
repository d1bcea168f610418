"""The school's colour, and what can be read on it. Source: WCAG 2.2, relative luminance and 1.4.3."""

READABLE = 4.5
"""The least contrast of text."""


def on_white(colour: str) -> float:
    """The contrast of a colour with white."""
    return 1.05 / (_luminance(colour) + 0.05)


def text_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour."""
    return "#fff" if on_white(colour) >= (_luminance(colour) + 0.05) / 0.05 else "#000"


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
