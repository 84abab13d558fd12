// A line being typed at the screen: its keys and its field. The line itself: LineEditor in tools_state.hpp.
// UI thread.
#pragma once
#include "console/panels/tools_state.hpp"
#include "console/panels/widgets.hpp"

namespace anxin {

// The keys and characters of this frame into the line: arrows, Home, End, deleting, Ctrl+U, C and V. True
// when its text changed.
bool type_into(LineEditor&);
// The field with its line and caret, shifted so that the caret is in sight; empty, it says `hint`.
void draw_line(const Kit&, const Box& well, const LineEditor&, std::string_view hint);

}  // namespace anxin
