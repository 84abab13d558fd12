// Gathering projects on the map (UX 8): box, polygon and Ctrl click, the list in the left column with its
// totals and actions, the marks, and the menu of a project. UI thread.
#pragma once
#include "console/panels/desk.hpp"

namespace anxin {

// The pointer over the map while a tool is armed or Shift is held. True when it was meant for the tool.
// `activated`: a button went down on the map in this frame.
bool gather_pointer(PanelContext&, const Box& map, bool activated, bool held);
void arm_tool(PanelContext&, MapTool);
void tool_hint(const Kit&, const Box& map, std::string_view);  // what a tool waits for, over the map
void close_polygon(PanelContext&);  // Enter; with fewer than three corners nothing happens
bool drop_corner(PanelContext&);    // Backspace; false without a polygon under way
void toggle_in_set(const Frame&, PanelContext&, Index project);  // Ctrl and click
void clear_set(PanelContext&);

// What the tool has drawn so far, the ring of the set and a ring round each of its symbols: on the map.
void draw_gathering(const Frame&, const Kit&, const Box& map);
// The set in place of the table and the filters; returns the y below it.
float draw_set(const Kit&, const Frame&, float x0, float x1, float y);

// The list that J and K walk along: the set's, else what to check first.
[[nodiscard]] std::span<const Index> walked_list(const Frame&, PanelContext&);

void open_project_menu(PanelContext&, Index project, Pixel at);
void draw_project_menu(const Frame&, PanelContext&, const Layout&);

}  // namespace anxin
