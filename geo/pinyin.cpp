#include "geo/pinyin.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "embedded/geo.hpp"

namespace anxin {
namespace {

constexpr char32_t kBroken = 0xFFFD, kBmp = 0x10000;

// Which row of the file a character stands in; row 0 has no letters.
struct Table {
  std::vector<std::string_view> rows{std::string_view()};  // letters, the usual one first
  std::vector<std::uint16_t> row_of = std::vector<std::uint16_t>(kBmp);
  std::unordered_map<char32_t, std::uint16_t> row_beyond;  // outside the BMP
};

Table read_table() {
  Table t;
  const std::string_view file = embedded::geo("pinyin_initials.txt");
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size()), tab = file.find('\t', at);
    const auto row = static_cast<std::uint16_t>(t.rows.size());
    t.rows.push_back(file.substr(at, tab - at));
    for (std::size_t i = tab + 1; i < end;) {
      const char32_t c = next_code_point(file, i);
      if (c < kBmp) {
        t.row_of[c] = row;
      } else {
        t.row_beyond.emplace(c, row);
      }
    }
    at = end + 1;
  }
  return t;
}

std::string_view letters_of(char32_t c) {
  static const Table table = read_table();
  if (c < kBmp) return table.rows[table.row_of[c]];
  const auto it = table.row_beyond.find(c);
  return it == table.row_beyond.end() ? std::string_view() : table.rows[it->second];
}

}  // namespace

int letter_bit(char32_t c) {
  if (c >= 'a' && c <= 'z') return static_cast<int>(c - 'a');
  if (c >= 'A' && c <= 'Z') return static_cast<int>(c - 'A');
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0') + 26;
  return -1;
}

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned char lead = byte(at++);
  if (lead < 0x80) return lead;
  const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (more == 0 || at + more > utf8.size()) return kBroken;
  char32_t c = lead & (0x3FU >> more);
  for (std::size_t k = 0; k < more; ++k) {
    if ((byte(at + k) & 0xC0U) != 0x80U) return kBroken;
    c = c << 6 | (byte(at + k) & 0x3FU);
  }
  at += more;
  return c;
}

LetterSet initial_letters(char32_t c) {
  if (const int own = letter_bit(c); own >= 0) return LetterSet{1} << own;
  LetterSet set = 0;
  for (const char letter : letters_of(c)) set |= LetterSet{1} << letter_bit(static_cast<char32_t>(letter));
  return set;
}

std::vector<std::string> initials(std::string_view utf8) {
  struct Reading {
    std::string letters;
    std::size_t unusual = 0;  // how far from the usual reading, summed over the characters
  };
  std::vector<Reading> best{{}}, next;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    const int own = letter_bit(c);
    const char self = own < 0 ? 0 : static_cast<char>(own < 26 ? 'a' + own : '0' + own - 26);
    const std::string_view letters = own < 0 ? letters_of(c) : std::string_view(&self, 1);
    if (letters.empty()) continue;
    next.clear();
    for (const Reading& r : best) {
      for (std::size_t k = 0; k < letters.size(); ++k)
        next.push_back({r.letters + letters[k], r.unusual + k});
    }
    // A beginning that is less usual never has more usual endings: cutting here loses none of the best.
    std::ranges::stable_sort(next, {}, &Reading::unusual);
    if (next.size() > kMostReadings) next.resize(kMostReadings);
    best.swap(next);
  }
  std::vector<std::string> out;
  for (Reading& r : best) out.push_back(std::move(r.letters));
  return out;
}

}  // namespace anxin
