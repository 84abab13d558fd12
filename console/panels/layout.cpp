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
  l.narrow = window_w / s < 1280;
  const float top = std::round(44 * s), bar = top + (exercise ? std::round(kExercise * s) : 0);
  const float left = view.left_panel ? std::round((l.laptop ? 308.0F : 344.0F) * s) : 0;
  const float right = view.inspector ? std::round((l.laptop ? 428.0F : dispatch ? 480.0F : 432.0F) * s) : 0;
  const float map_left = l.narrow ? 0 : left;
  const float map_right = std::max(map_left + 1, window_w - right);
  const float foot = dispatch ? std::max(bar + 1, window_h - std::round(kTicker * s)) : window_h;
  const bool strip = !l.laptop || (dispatch && view.replay);
  const float low = !strip ? foot : std::max(bar + 1, foot - std::round(kScrubber * s));
  l.top = {0, 0, window_w, top};
  l.exercise = {0, top, window_w, bar};
  l.left = {0, bar, left, low};
  l.map = {map_left, bar, map_right, std::max(bar + 1, low)};
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
  const bool beside = l.map.w() >= (270 + 220 + 3 * 12) * s;
  const float scale_low = beside ? bottom : bottom - legend_h - edge;
  const float scale_right = beside ? right : left + 220 * s;
  return {{left, top, std::max(left, right - cell - edge), top + cell},
          {right - cell, top, right, top + 3 * cell},
          {left, bottom - legend_h, left + 270 * s, bottom},
          {scale_right - 220 * s, scale_low - 32 * s, scale_right, scale_low}};
}

float fitting_scale(float wanted, float window_w, float window_h) {
  constexpr float kLeastW = 800, kLeastH = 500;
  const float most = std::min(window_w / kLeastW, window_h / kLeastH);
  if (wanted <= most) return wanted;
  float fitting = kUiScales.front();
  for (const float step : kUiScales)
    if (step <= most) fitting = step;
  return std::min(wanted, fitting);
}

PixelRect map_rect(const ViewState& view, float window_w, float window_h) {
  const Box map = layout_of(view, window_w, window_h).map;
  return {map.x0, map.y0, map.w(), map.h()};
}

}  // namespace anxin
