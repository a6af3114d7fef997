"""The characters that every bundled face has, from the fonts' own tables.

Run after changing the fonts: ``python tests/documents/font_coverage.py`` writes ``fonts/coverage.txt``.
"""

from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "kvadmin" / "documents" / "fonts"


def coverage() -> str:
    """Hexadecimal code points and ranges, separated by blanks, a line break after every tenth."""
    codes = sorted(set.intersection(*(set(TTFont(path).getBestCmap()) for path in sorted(FONTS.glob("*.ttf")))))
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    words = [f"{first:04X}" if first == last else f"{first:04X}-{last:04X}" for first, last in ranges]
    return "\n".join(" ".join(words[i : i + 10]) for i in range(0, len(words), 10)) + "\n"


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(coverage(), encoding="ascii")
