"""Make the typeface of the site: `python scripts/fonts.py FOLDER`, where FOLDER is `package/files` of `npm pack @fontsource-variable/golos-text`.

Needs `pip install fonttools brotli`; run it when Golos Text has a new version. A reader's browser takes only the files whose
letters stand on a page, so the letters of every Russian page are apart from the rest.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "plugins" / "mentoring" / "assets" / "fonts"
RUSSIAN = "U+0301,U+0401,U+0410-044F,U+0451,U+2116"
SIGNS = "U+0020-0040,U+005B-0060,U+007B-007E,U+00A0,U+00A7,U+00A9,U+00AB,U+00AD,U+00B0-00B1,U+00B7,U+00BB,U+00D7,U+2000-206F,U+20AC,U+2190-2193,U+2212"
LATIN = "U+0041-005A,U+0061-007A"
ACCENTED = "U+00A1-00A6,U+00A8,U+00AA,U+00AC,U+00AE-00AF,U+00B2-00B6,U+00B8-00BA,U+00BC-00D6,U+00D8-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0300,U+0302-0304,U+0308,U+2122"
CYRILLIC = "U+0400,U+0402-040F,U+0450,U+0452-045F,U+0490-0491,U+04B0-04B1"
PEOPLES = "U+0460-0482,U+048A-048F,U+0492-04AF,U+04B2-052F"
"""Tatar, Bashkir, Chuvash, Udmurt and others: a school of a republic has a second name."""
PARTS = {
    "russian": ("cyrillic", RUSSIAN),
    "signs": ("latin", SIGNS),
    "latin": ("latin", LATIN),
    "accented": ("latin", ACCENTED),
    "cyrillic": ("cyrillic", CYRILLIC),
    "peoples": ("cyrillic-ext", PEOPLES),
}
"""Our file → the file of the package and its letters, as in `unicode-range` of mentoring.css."""
FEATURES = ["kern", "mark", "ccmp", "tnum"]


def main(folder: Path) -> None:
    for name, (source, letters) in PARTS.items():
        font = TTFont(folder / f"golos-text-{source}-wght-normal.woff2", recalcTimestamp=False)
        whole = io.BytesIO()
        instancer.instantiateVariableFont(font, {"wght": (400, 700)}).save(whole)
        font = TTFont(whole, recalcTimestamp=False)
        options = subset.Options(flavor="woff2", layout_features=FEATURES, notdef_outline=True)
        cut = subset.Subsetter(options)
        cut.populate(unicodes=subset.parse_unicodes(letters))
        cut.subset(font)
        subset.save_font(font, str(FONTS / f"golos-text-{name}.woff2"), options)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
