// The wall's screen (UX 3.2): coverage against targets, one safeguard on the map, what to check first. It
// shows and changes nothing: keys choose the safeguard, the day, theme and language, and lock the view.
// Lengths of UX here are pixels of a screen 3840 wide. Not used outside this folder but for wall_ui_scale.
#pragma once
#include "console/panels/coverage_words.hpp"
#include "console/panels/desk.hpp"

namespace anxin {

// ViewState::ui_scale for a wall of so many pixels: that of the window, and larger where pixels of that pitch
// (mm; 0: not known) would not be read at the distances of UX 2.
[[nodiscard]] float wall_ui_scale(float window_w, float window_h, float pitch_mm);

struct WallLayout {
  Box top, coverage, map, side, ticker;  // side: zero width where type is too large for three columns
  Box head, legend, scale;               // over the map
};
[[nodiscard]] WallLayout wall_layout(float window_w, float window_h, float ui_scale);

// A Kit that counts in the wall's pixels.
struct WallKit : Kit {
  using Kit::Kit;
  [[nodiscard]] float at(float wall_px) const { return wall_px * s / kWallScale; }
};

void draw_wall(const Frame&, PanelContext&);

// Its parts.
void draw_wall_top(const Frame&, PanelContext&, const WallLayout&);
void draw_wall_ticker(const Frame&, PanelContext&, const WallLayout&);
void draw_wall_coverage(const Frame&, PanelContext&, const WallLayout&);
void draw_wall_map(const Frame&, PanelContext&, const WallLayout&);
void draw_wall_side(const Frame&, PanelContext&, const WallLayout&);

// A title of a column with a fact at the right; y is the centre.
void wall_head(const WallKit&, float x0, float x1, float y, std::string_view title, std::string_view fact);
// Everything that the parts read is there.
[[nodiscard]] bool wall_ready(const Frame&);

}  // namespace anxin
