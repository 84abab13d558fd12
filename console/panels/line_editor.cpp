#include "console/panels/line_editor.hpp"

#include <imgui_internal.h>

#include <cmath>

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

bool type_into(LineEditor& line) {
  constexpr int kBackspace = 259, kDelete = 261, kRight = 262, kLeft = 263, kHome = 268, kEnd = 269;
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](int key) { return ImGui::IsKeyPressed(key, true); };
  const std::string before = line.text;
  if (pressed(kBackspace)) line.erase_before();
  if (pressed(kDelete)) line.erase_after();
  if (pressed(kLeft)) line.left();
  if (pressed(kRight)) line.right();
  if (pressed(kHome)) line.caret = 0;
  if (pressed(kEnd)) line.caret = line.text.size();
  if (io.KeyCtrl && pressed('U')) line.set({});
  if (io.KeyCtrl && pressed('C')) ImGui::SetClipboardText(line.text.c_str());
  if (io.KeyCtrl && pressed('V')) {
    if (const char* text = ImGui::GetClipboardText()) line.insert(text);
  }
  for (const ImWchar c : io.InputQueueCharacters) {
    char utf8[5];
    line.insert(ImTextCharToUtf8(utf8, c));
  }
  return line.text != before;
}

void draw_line(const Kit& k, const Box& well, const LineEditor& line, std::string_view hint) {
  const float left = well.x0 + k.px(9), y = well.cy();
  k.fill(well, k.c.map, 3);
  const float caret = k.width(Type::Body, std::string_view(line.text).substr(0, line.caret));
  const float shift = std::max(0.0F, caret - (well.w() - k.px(24)));
  k.draw->PushClipRect({left - 1, well.y0}, {well.x1 - k.px(4), well.y1}, true);
  if (line.text.empty()) {
    k.text(Type::Body, left, y, k.c.text3, hint);
  } else {
    k.text(Type::Body, left - shift, y, k.c.text, line.text);
  }
  k.draw->PopClipRect();
  const float x = std::round(left + caret - shift);
  k.fill({x, y - k.px(9), x + std::max(1.0F, k.px(1.5F)), y + k.px(9)}, k.c.text);
}

}  // namespace anxin
