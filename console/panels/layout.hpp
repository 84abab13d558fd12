// Where the regions of the desk screen lie for a window size (UX 3.1, 3.3), in pixels of the window. Pure.
#pragma once
#include "console/desk/frame.hpp"
#include "console/panels/widgets.hpp"

namespace anxin {

struct Layout {
  Box top, left, map, right;  // left, right: zero width while hidden
  Box scrubber;         // in the dispatch view the timeline of the incident; no height on a laptop, but in
                        // a replay
  Box ticker;           // no height but in the dispatch view
  Box exercise;         // stripe and banner under the top bar; no height in real use
  bool laptop = false;  // narrower columns below 1600 pixels of UX
  bool narrow = false;  // below 1280 the left column is a drawer over the map (F9)
};

// The plates over the map, 12 px from its edge: the row that the header may take, tools, legend (open, or its
// head alone), scale bar (above the legend where both do not fit side by side). Without the inset, which the
// whole city hides.
struct Plates {
  Box header, tools, legend, scale;
};
[[nodiscard]] Plates plates_of(const Layout&, float ui_scale, bool legend_open);

[[nodiscard]] Layout layout_of(const ViewState&, float window_w, float window_h, bool exercise = false);

}  // namespace anxin
