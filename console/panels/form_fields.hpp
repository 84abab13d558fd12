// A form filled in from the keyboard: entries one below the other, each a line of text or a row of choices.
// Tab and the arrows move between entries, digits and ← → choose (of many: ← → mark and Space ticks), Enter
// sends, Esc leaves it. Knows nothing of what it is for: its user makes the entries anew each frame from the
// same words. UI thread.
#pragma once
#include <string>
#include <vector>

#include "console/panels/dispatch_panel.hpp"
#include "console/panels/widgets.hpp"

namespace anxin {

enum class EntryKind : std::uint8_t { Line, Number, One, Many };
struct FormEntry {
  EntryKind kind = EntryKind::Line;
  std::string label, hint;
  std::vector<std::string> items{};  // One, Many
};

// As many lines and bits as entries; the first of each One chosen; the keys with `focus`.
void begin_fields(FormState&, const std::vector<FormEntry>&, std::size_t focus);
enum class FormKey : std::uint8_t { None, Send, Leave };
// The keys of this frame. With Ctrl held nothing but text editing is taken.
[[nodiscard]] FormKey form_keys(FormState&, const std::vector<FormEntry>&);
// Draws from y, the label beside or above each entry; returns the height used. A click gives the keys to what
// was clicked.
float draw_fields(const Kit&, FormState&, const std::vector<FormEntry>&, float x0, float x1, float y);
[[nodiscard]] float fields_height(const Kit&, const std::vector<FormEntry>&, float width);

[[nodiscard]] std::size_t chosen_of(const FormState&, std::size_t entry);  // One: position
[[nodiscard]] std::string_view line_of(const FormState&, std::size_t entry);
// Digits alone; empty: none. Out of range or not a number: -1.
[[nodiscard]] std::int64_t number_of(const FormState&, std::size_t entry, std::int64_t most);

}  // namespace anxin
