#include "console/panels/form_fields.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#include "console/panels/line_editor.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr int kEnter = 257, kKeypadEnter = 335, kEscape = 256, kTab = 258, kDown = 264, kUp = 265,
              kRight = 262, kLeft = 263, kSpace = 32;
constexpr float kLine = 30, kGap = 6, kChip = 26;

bool is_line(const FormEntry& e) { return e.kind == EntryKind::Line || e.kind == EntryKind::Number; }

void choose(FormState& form, std::size_t entry, EntryKind kind, std::size_t item) {
  const std::uint32_t bit = 1U << item;
  form.bits[entry] = kind == EntryKind::One ? bit : form.bits[entry] ^ bit;
}

// The keys of a row of choices.
void choice_keys(FormState& form, const FormEntry& e) {
  const std::size_t n = e.items.size();
  for (std::size_t i = 0; i < std::min<std::size_t>(n, 9); ++i)
    if (ImGui::IsKeyPressed(static_cast<int>('1' + i), false)) choose(form, form.focus, e.kind, i);
  if (n == 0) return;
  if (e.kind == EntryKind::Many) {
    form.mark = std::min(form.mark, n - 1);
    if (ImGui::IsKeyPressed(kSpace, false)) choose(form, form.focus, e.kind, form.mark);
    if (ImGui::IsKeyPressed(kRight, true)) form.mark = (form.mark + 1) % n;
    if (ImGui::IsKeyPressed(kLeft, true)) form.mark = (form.mark + n - 1) % n;
    return;
  }
  const std::size_t at = chosen_of(form, form.focus);
  if (ImGui::IsKeyPressed(kRight, true) || ImGui::IsKeyPressed(kSpace, true))
    choose(form, form.focus, e.kind, (at + 1) % n);
  if (ImGui::IsKeyPressed(kLeft, true)) choose(form, form.focus, e.kind, (at + n - 1) % n);
}

float label_width(const Kit& k, const std::vector<FormEntry>& entries) {
  float w = 0;
  for (const FormEntry& e : entries) w = std::max(w, k.width(Type::Meta, e.label));
  return std::min(w + k.px(12), k.px(130));
}

// Chips in a line that wraps; draws when `form` is given, and gives the height either way.
float chips_of(const Kit& k, FormState* form, const FormEntry& e, std::size_t entry, float x0, float x1,
               float y) {
  float x = x0, top = y;
  for (std::size_t i = 0; i < e.items.size(); ++i) {
    const std::string text = i < 9 ? fmt::format("{} {}", i + 1, e.items[i]) : e.items[i];
    const float w = std::min(chip_width(k, text), x1 - x0);
    if (x + w > x1 && x > x0) x = x0, top += k.px(kChip);
    if (form != nullptr) {
      const bool on = (form->bits[entry] >> i & 1U) != 0;
      const Brief id("choice{}/{}", entry, i);
      if (toggle_chip(k, id, x, top + k.px(kLine) / 2, w, text, on).clicked) {
        choose(*form, entry, e.kind, i);
        form->focus = entry;
        form->mark = i;
      }
      const Box chip = box_at(x, top + k.px(kLine) / 2 - k.px(11), w, k.px(22));
      if (on) k.frame(chip, k.c.text, 1.2F, 3);
      const bool marked = e.kind == EntryKind::Many && form->focus == entry && form->mark == i;
      if (marked) k.fill({chip.x0, chip.y1 + k.px(1), chip.x1, chip.y1 + k.px(2.5F)}, k.c.text);
    }
    x += w + k.px(4);
  }
  return top - y + k.px(kLine);
}

}  // namespace

void begin_fields(FormState& form, const std::vector<FormEntry>& entries, std::size_t focus) {
  form.lines.assign(entries.size(), {});
  form.bits.assign(entries.size(), 0);
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].kind == EntryKind::One) form.bits[i] = 1;
  form.focus = focus;
  form.mark = 0;
}

FormKey form_keys(FormState& form, const std::vector<FormEntry>& entries) {
  const ImGuiIO& io = ImGui::GetIO();
  if (entries.empty() || form.lines.size() != entries.size()) return FormKey::None;
  const std::size_t n = entries.size();
  form.focus = std::min(form.focus, n - 1);
  const FormEntry& e = entries[form.focus];
  if (io.KeyCtrl || io.KeyAlt) {
    if (is_line(e)) (void)type_into(form.lines[form.focus]);
    return FormKey::None;
  }
  if (ImGui::IsKeyPressed(kEscape, false)) return FormKey::Leave;
  if (ImGui::IsKeyPressed(kEnter, false) || ImGui::IsKeyPressed(kKeypadEnter, false)) return FormKey::Send;
  const bool back = ImGui::IsKeyPressed(kUp, true) || (io.KeyShift && ImGui::IsKeyPressed(kTab, true));
  const bool on = ImGui::IsKeyPressed(kDown, true) || (!io.KeyShift && ImGui::IsKeyPressed(kTab, true));
  if (back || on) {
    form.focus = (form.focus + (back ? n - 1 : 1)) % n;
    form.mark = 0;
  } else if (is_line(e)) {
    (void)type_into(form.lines[form.focus]);
  } else {
    choice_keys(form, e);
  }
  return FormKey::None;
}

float fields_height(const Kit& k, const std::vector<FormEntry>& entries, float width) {
  const float left = label_width(k, entries);
  float h = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const FormEntry& e = entries[i];
    h += is_line(e) ? k.px(kLine) : chips_of(k, nullptr, e, i, 0, width - left, 0);
    h += k.px(kGap);
  }
  return h;
}

float draw_fields(const Kit& k, FormState& form, const std::vector<FormEntry>& entries, float x0, float x1,
                  float y) {
  if (form.lines.size() != entries.size()) return 0;
  const float left = x0 + label_width(k, entries), top = y;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const FormEntry& e = entries[i];
    const bool here = form.focus == i;
    const Colour32 ink = here ? k.c.text : k.c.text2;
    k.text_in(Type::Meta, x0, y + k.px(kLine) / 2, left - x0 - k.px(8), ink, e.label);
    if (here) k.fill({x0 - k.px(8), y + k.px(6), x0 - k.px(6), y + k.px(kLine) - k.px(6)}, k.c.text);
    if (is_line(e)) {
      const Box well{left, y, x1, y + k.px(kLine)};
      if (k.hit(Brief("field{}", i), well).clicked) form.focus = i;
      if (here) {
        draw_line(k, well, form.lines[i], e.hint);
      } else {
        k.fill(well, k.c.map, 3);
        const bool empty = form.lines[i].text.empty();
        k.text_in(Type::Body, well.x0 + k.px(9), well.cy(), well.w() - k.px(18), empty ? k.c.text3 : k.c.text,
                  empty ? e.hint : form.lines[i].text);
      }
      k.frame(well, here ? k.c.text2 : k.c.line2, 1, 3);
      y += k.px(kLine);
    } else {
      y += chips_of(k, &form, e, i, left, x1, y);
    }
    y += k.px(kGap);
  }
  return y - top;
}

std::size_t chosen_of(const FormState& form, std::size_t entry) {
  const std::uint32_t bits = entry < form.bits.size() ? form.bits[entry] : 0;
  return bits == 0 ? 0 : static_cast<std::size_t>(std::countr_zero(bits));
}

std::string_view line_of(const FormState& form, std::size_t entry) {
  if (entry >= form.lines.size()) return {};
  std::string_view text = form.lines[entry].text;
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::int64_t number_of(const FormState& form, std::size_t entry, std::int64_t most) {
  const std::string text = fold_width(line_of(form, entry));
  if (text.empty()) return 0;
  std::int64_t n = -1;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), n);
  return end.ec == std::errc() && end.ptr == text.data() + text.size() && n >= 0 && n <= most ? n : -1;
}

}  // namespace anxin
