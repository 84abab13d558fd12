// One line of a scenario as words. A quoted text is one word; a comma or a colon at the end of a word is a
// word of its own. What is not understood throws Misread, which the runner reports with file and line.
#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/operation_words.hpp"
#include "data/model/rows.hpp"

namespace anxin::test {

struct Misread : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Words {
 public:
  explicit Words(std::string_view line);
  [[nodiscard]] bool done() const { return next_ == words_.size(); }
  [[nodiscard]] bool at_text() const { return !done() && words_[next_].quoted; }
  [[nodiscard]] const std::string& peek() const;  // "" at the end
  bool accept(std::string_view word);             // takes it when it is next
  void expect(std::string_view word);
  std::string take();  // any word
  std::string text();  // a quoted one
  std::int64_t number();
  double degrees();
  LonLat position();  // two numbers, longitude first
  Fen yuan();         // 300000 yuan
  std::string rest();
  // The value of a closed vocabulary.
  template <class T>
  T value() {
    const std::string word = take();
    const auto found = parse_operation_word<T>(word);
    if (!found) throw Misread("not a word of that list: " + word);
    return *found;
  }
  FunctionCounts counts();  // lead 1, order 2
  std::string because();    // because "…", else ""

 private:
  struct Word {
    std::string text;
    bool quoted = false;
  };
  std::vector<Word> words_;
  std::size_t next_ = 0;
};

}  // namespace anxin::test
