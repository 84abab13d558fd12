#include "console/panels/tools_state.hpp"

namespace anxin {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

void LineEditor::set(std::string_view line) {
  text = line;
  caret = text.size();
}

void LineEditor::insert(std::string_view utf8) {
  constexpr std::size_t kLongest = 400;
  std::string clean;
  for (const char c : utf8) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) clean += c;
  }
  if (text.size() + clean.size() > kLongest) return;
  text.insert(caret, clean);
  caret += clean.size();
}

bool LineEditor::erase_before() {
  if (caret == 0) return false;
  const std::size_t end = caret;
  left();
  text.erase(caret, end - caret);
  return true;
}

bool LineEditor::erase_after() {
  if (caret == text.size()) return false;
  right();
  return erase_before();
}

void LineEditor::left() {
  if (caret > 0) --caret;
  while (caret > 0 && continues(text[caret])) --caret;
}

void LineEditor::right() {
  if (caret < text.size()) ++caret;
  while (caret < text.size() && continues(text[caret])) ++caret;
}

}  // namespace anxin
