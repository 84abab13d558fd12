// What the pointer and the selection leave on the map: hover ring and plate, selection brackets and name
// plate, ring or edge tick of a hovered row, outline of a unit, and the list of a stack.
#pragma once
#include <optional>

#include "console/panels/desk.hpp"

namespace anxin {

void begin_map(const Box& map);                               // the map's window; again to draw on top of it
void draw_marks(const Frame&, PanelContext&, const Layout&);  // last: what rows are hovered is known by then
void draw_stack_list(const Frame&, PanelContext&, const Layout&);
// Where the brackets and the name plate of the selection lie; nothing without one.
[[nodiscard]] std::optional<Box> selection_marks(const Frame&, const PanelContext&);
// As a click on its symbol: selects; again centres; again returns.
void click_project(PanelContext&, const Registry&, Index project);

}  // namespace anxin
