#include "tests/scenarios/words.hpp"

#include <charconv>

namespace anxin::test {
namespace {

const std::string kNothing;

template <class T>
T parsed(const std::string& word) {
  T value{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size()) throw Misread("not a number: " + word);
  return value;
}

}  // namespace

Words::Words(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size()) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
      continue;
    }
    if (line[i] == '"') {
      const auto end = line.find('"', i + 1);
      if (end == std::string_view::npos) throw Misread("a quote is not closed");
      words_.push_back({std::string(line.substr(i + 1, end - i - 1)), true});
      i = end + 1;
      continue;
    }
    const auto end = std::min(line.find_first_of(" \t\"", i), line.size());
    std::string word(line.substr(i, end - i));
    i = end;
    const bool mark = word.size() > 1 && (word.back() == ',' || word.back() == ':');
    const std::string last(1, word.back());
    if (mark) word.pop_back();
    words_.push_back({word, false});
    if (mark) words_.push_back({last, false});
  }
}

const std::string& Words::peek() const { return done() ? kNothing : words_[next_].text; }

bool Words::accept(std::string_view word) {
  if (done() || words_[next_].quoted || words_[next_].text != word) return false;
  ++next_;
  return true;
}

void Words::expect(std::string_view word) {
  if (!accept(word)) throw Misread("expected '" + std::string(word) + "', found '" + peek() + "'");
}

std::string Words::take() {
  if (done()) throw Misread("the line ends too soon");
  return words_[next_++].text;
}

std::string Words::text() {
  if (!at_text()) throw Misread("a text in quotes is missing");
  return take();
}

std::int64_t Words::number() { return parsed<std::int64_t>(take()); }
double Words::degrees() { return parsed<double>(take()); }

LonLat Words::position() {
  const double lon = degrees();
  return LonLat::of_degrees(lon, degrees());
}

Fen Words::yuan() {
  constexpr Fen kFenAYuan = 100;
  const Fen amount = number() * kFenAYuan;
  accept("yuan");
  return amount;
}

std::string Words::rest() {
  std::string all;
  while (!done()) {
    const std::string word = take();
    const bool mark = word == "," || word == ":";
    all += (all.empty() || mark ? "" : " ") + word;
  }
  return all;
}

FunctionCounts Words::counts() {
  FunctionCounts counts{};
  do {
    const auto function = value<Function>();
    counts[static_cast<std::size_t>(function)] = static_cast<std::uint8_t>(number());
  } while (accept(","));
  return counts;
}

std::string Words::because() { return accept("because") ? text() : ""; }

}  // namespace anxin::test
