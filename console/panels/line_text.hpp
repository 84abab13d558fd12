// One line of text being typed. Pure; its keys and its field: line_editor.hpp.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace anxin {

// One line being typed: UTF-8, the caret between characters.
struct LineEditor {
  std::string text;
  std::size_t caret = 0;  // bytes before it
  void set(std::string_view line);
  void insert(std::string_view utf8);  // control characters are left out
  bool erase_before(), erase_after();  // one character; false at the end
  void left(), right();
};

}  // namespace anxin
