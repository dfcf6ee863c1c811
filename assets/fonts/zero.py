"""Makes Eclaire Sans from Atkinson Hyperlegible Next: the zero loses its slash.

    python zero.py REGULAR.ttf BOLD.ttf

What is made lies beside this program. README.md says where the two files come
from, and with which version of fontTools the result is the same to the byte.
"""

import hashlib
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

# The upstream files, version 2.001, by their SHA-256.
UPSTREAM = {
    "Regular": "60f8c1a1b2e7da47ff7af95c3e5b5b1232ca5b3771e93eb587784f08fb1e6650",
    "Bold": "4ba7415b7095e546720446b6d47daa95d6f482d9fd40c729793e21d67cc9f366",
}

# What users, programs and PDF files know a font by, in its table of names.
NAMES = {
    1: "Eclaire Sans",
    3: "2.001;NONE;EclaireSans-{weight}",
    4: "Eclaire Sans {weight}",
    5: "Version 2.001; zero without a slash",
    6: "EclaireSans-{weight}",
    10: "Atkinson Hyperlegible Next 2.001, modified: the zero has no slash. Nothing else was changed but the name.",
    25: "EclaireSans",
}


def take_slash(zero):
    """Gives the zero one whole counter in the place of the two halves beside the slash.

    The quarter of the counter that the slash leaves alone, at the left below, is
    mirrored into the other three. The outer contour stays as it is.
    """
    points = list(zero.coordinates)
    if len(zero.endPtsOfContours) != 3:
        raise ValueError("the zero is not an outer contour and two halves of a counter")
    outer, half, _ = zero.endPtsOfContours
    lower = points[outer + 1 : half + 1]
    ends = [p for p, flag in list(zip(points, zero.flags))[outer + 1 :] if flag & 1]  # on the curve
    left, right = min(ends), max(ends)
    bottom, top = min(ends, key=lambda p: p[1]), max(ends, key=lambda p: p[1])
    quarter = lower[lower.index(left) + 1 :]  # off the curve, on the way from left to bottom
    x, y = bottom[0], left[1]
    if x != top[0] or y != right[1]:
        raise ValueError("the halves of the counter have no middle in common")
    # How far it is from the middle to the right and to the top, measured by the quarter.
    wide, high = (right[0] - x) / (x - left[0]), (top[1] - y) / (y - bottom[1])
    mirror = lambda p, across, up: (
        round(x + (x - p[0]) * wide) if across else p[0],
        round(y + (y - p[1]) * high) if up else p[1],
    )
    counter = [bottom]
    counter += [mirror(p, True, False) for p in reversed(quarter)] + [right]
    counter += [mirror(p, True, True) for p in quarter] + [top]
    counter += [mirror(p, False, True) for p in reversed(quarter)] + [left]
    counter += quarter
    on = {0, *(i * (len(quarter) + 1) for i in range(4))}
    zero.coordinates = GlyphCoordinates(points[: outer + 1] + counter)
    zero.flags = zero.flags[: outer + 1] + bytearray(i in on for i in range(len(counter)))
    zero.endPtsOfContours = [outer, outer + len(counter)]
    zero.numberOfContours = 2


def main(files):
    here = Path(__file__).parent
    for (weight, wanted), file in zip(UPSTREAM.items(), files, strict=True):
        if hashlib.sha256(Path(file).read_bytes()).hexdigest() != wanted:
            sys.exit(f"{file} is not the {weight} that this program was written for")
        # Nothing is computed anew: the outer contour is the same, so are all measures.
        font = TTFont(file, recalcTimestamp=False, recalcBBoxes=False)
        take_slash(font["glyf"]["zero"])
        for number, name in NAMES.items():
            font["name"].setName(name.format(weight=weight), number, 3, 1, 0x409)
        font.save(here / f"EclaireSans-{weight}.ttf", reorderTables=None)


if __name__ == "__main__":
    main(sys.argv[1:])
