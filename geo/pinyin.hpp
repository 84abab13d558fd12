// First letters of Mandarin readings, for searching names by pinyin initials (cyq for 朝阳区): every reading
// that Unihan gives (pinyin_initials.txt), not one guess. Not a transliteration: no syllables, no tones, no
// context. zh, ch and sh count as z, c and s. Immutable after first use; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace anxin {

// A set of the letters a-z and the digits 0-9: bit 0 is a, bit 26 is 0.
using LetterSet = std::uint64_t;
inline constexpr int kLetters = 36;
// The bit of an ASCII letter (either case) or digit; -1 for anything else.
[[nodiscard]] int letter_bit(char32_t c);

// The first letters of every reading of a character; an ASCII letter or digit is its own; 0 for what is not
// read.
[[nodiscard]] LetterSet initial_letters(char32_t c);

// The initials of a name in at most kMostReadings readings, the usual ones first; characters that are not
// read are left out. {"cyq", "zyq", ...} for 朝阳区. One empty string for a name in which nothing is read.
inline constexpr std::size_t kMostReadings = 8;
[[nodiscard]] std::vector<std::string> initials(std::string_view utf8);

// The next character of `utf8` from `at` on, which moves behind it; U+FFFD for a broken one. at < size().
[[nodiscard]] char32_t next_code_point(std::string_view utf8, std::size_t& at);

}  // namespace anxin
