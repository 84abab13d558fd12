// How the words of the command line and what a window remembers become the view that a screen begins with.
// Pure.
#pragma once
#include "console/desk/frame.hpp"
#include "console/window/window.hpp"

namespace anxin {

[[nodiscard]] ViewState view_from(const ScreenOptions& options, const ViewState& remembered);
// Selects the project asked for and, when a scale was given, centres on it. NotFound when the store has no
// such project.
[[nodiscard]] Status place_selection(const Frame& frame, const ScreenOptions& options, ViewState& view);

}  // namespace anxin
