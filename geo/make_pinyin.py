#!/usr/bin/python3
"""Writes pinyin_initials.txt: for every character that Unihan reads in Mandarin, the first letters of all its readings.

    make_pinyin.py [OUT]     (default: pinyin_initials.txt beside this script)

Input: Unihan_Readings.txt.bz2 of Debian's package unicode-data (Unicode 15.0.0): kHanyuPinlu, kMandarin, kTGHZ2013, kXHC1983
and kHanyuPinyin.
Output: one line a row of letters, ascending: the letters, the usual reading's first; a tab; the characters in the order of their
code points. A letter is the first of the toneless syllable: zh, ch and sh count as z, c and s, as people type them.
"""
import bz2
import pathlib
import sys
import unicodedata

SOURCE = "/usr/share/unicode/Unihan_Readings.txt.bz2"
# The first is by falling frequency, so it says what is usual. The dictionary of simplified characters is needed beside kHanyuPinyin,
# which gives the readings of 单 under 單 alone.
FIELDS = ["kHanyuPinlu", "kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinyin"]


def syllables(field, value):
    """The readings in one field's value, as Unihan writes each field."""
    for part in value.split():
        if field == "kHanyuPinlu":  # cháng(1234)
            yield part.split("(")[0]
        elif field == "kMandarin":
            yield part
        else:  # 74057.080:cháng,zhǎng
            yield from part.split(":")[1].split(",")


def initial(syllable):
    first = unicodedata.normalize("NFD", syllable)[0].lower()
    return first if "a" <= first <= "z" else None


def read():
    fields = {}
    for line in bz2.open(SOURCE, "rt", encoding="utf-8"):
        if not line.startswith("U+"):
            continue
        code, field, value = line.rstrip("\n").split("\t")
        if field in FIELDS:
            fields.setdefault(int(code[2:], 16), {})[field] = value
    letters = {}
    for code, values in fields.items():
        found = [initial(s) for field in FIELDS if field in values for s in syllables(field, values[field])]
        letters[code] = "".join(dict.fromkeys(letter for letter in found if letter))
    return letters


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("pinyin_initials.txt")
    rows = {}
    for code, letters in sorted(read().items()):
        if letters:
            rows.setdefault(letters, []).append(chr(code))
    out.write_text("".join(f"{letters}\t{''.join(chars)}\n" for letters, chars in sorted(rows.items())), encoding="utf-8")


if __name__ == "__main__":
    main()
