// The forms at the foot of an incident's column: what they ask, whether they can be sent and why not, and the
// command they make. Free text is scrubbed by the desk, not here. UI thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "console/panels/desk.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/form_fields.hpp"

namespace anxin {

// Opens it for the selected incident, and `about` an assignment or another incident; does nothing where the
// deed cannot be done (the reason stands on the screen).
void open_form(const Frame&, PanelContext&, DispatchForm, std::string about = {});
void close_form(PanelContext&);

struct FormSpec {
  std::string title, send;  // the word on its button
  std::vector<FormEntry> entries;
  std::vector<std::string> notes{};  // sentences under the title
};
[[nodiscard]] FormSpec spec_of(const Frame&, PanelContext&, Lang);
// Why it cannot be sent as it stands; empty: it can.
[[nodiscard]] std::string fault_of(const Frame&, PanelContext&, Lang);
// The commands of the form as it stands: one, or one for each incident merged.
[[nodiscard]] std::vector<OperationCommand> commands_of(const Frame&, PanelContext&);

// The keys of an open form; true when it has them all. Enter sends.
bool dispatch_form_keys(const Frame&, PanelContext&);
// Draws the form; `height` of it for a column of this width.
void draw_form(const Kit&, const Frame&, float x0, float x1, float y);
[[nodiscard]] float form_height(const Kit&, const Frame&, float width);

// Money typed in 万元 (million CNY in English), with at most two decimals; empty: none; -1: not an amount.
[[nodiscard]] Fen fen_of(Lang, std::string_view typed);

}  // namespace anxin
