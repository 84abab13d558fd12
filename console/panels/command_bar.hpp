// The command bar (UX 9): its field in the top bar, and while it is open the line, its candidates and the
// reason for a refusal. UI thread.
#pragma once
#include "console/panels/desk.hpp"

namespace anxin {

// Opens the bar with a line already in it.
void open_command_bar(PanelContext&, std::string_view line = {});
// While it is open all keys are its own; called before the shortcuts are looked at. True when it took them.
bool command_keys(const Frame&, PanelContext&);
// The closed field; a click opens the bar. Nothing where there is no room.
void draw_command_field(const Kit&, const Box& room);
void draw_command_bar(const Frame&, PanelContext&, const Layout&);

}  // namespace anxin
