#include "console/panels/layout.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

constexpr float kScrubber = 68, kTicker = 28;
constexpr float kExercise = 38;  // stripe 8, banner 30 (UX 7)

}  // namespace

Layout layout_of(const ViewState& view, float window_w, float window_h, bool exercise) {
  const float s = view.ui_scale;
  const bool dispatch = view.tab == ViewTab::Dispatch;
  Layout l;
  l.laptop = window_w / s < 1600;
  const float top = std::round(44 * s), bar = top + (exercise ? std::round(kExercise * s) : 0);
  const float left = view.left_panel ? std::round((l.laptop ? 308.0F : 344.0F) * s) : 0;
  const float right = view.inspector ? std::round((l.laptop ? 428.0F : dispatch ? 480.0F : 432.0F) * s) : 0;
  const float map_right = std::max(left + 1, window_w - right);
  const float foot = dispatch ? std::max(bar + 1, window_h - std::round(kTicker * s)) : window_h;
  const float low = l.laptop ? foot : std::max(bar + 1, foot - std::round(kScrubber * s));
  l.top = {0, 0, window_w, top};
  l.exercise = {0, top, window_w, bar};
  l.left = {0, bar, left, low};
  l.map = {left, bar, map_right, std::max(bar + 1, low)};
  l.right = {map_right, bar, window_w, low};
  l.scrubber = {0, low, window_w, foot};
  l.ticker = {0, foot, window_w, window_h};
  return l;
}

Plates plates_of(const Layout& l, float s, bool legend_open) {
  const float edge = 12 * s, cell = 36 * s;
  const float left = l.map.x0 + edge, top = l.map.y0 + edge, right = l.map.x1 - edge,
              bottom = l.map.y1 - edge;
  const float legend_h = (legend_open ? 236 : 36) * s;
  return {{left, top, std::max(left, right - cell - edge), top + cell},
          {right - cell, top, right, top + 3 * cell},
          {left, bottom - legend_h, left + 270 * s, bottom},
          {right - 220 * s, bottom - 32 * s, right, bottom}};
}

PixelRect map_rect(const ViewState& view, float window_w, float window_h) {
  const Box map = layout_of(view, window_w, window_h).map;
  return {map.x0, map.y0, map.w(), map.h()};
}

}  // namespace anxin
