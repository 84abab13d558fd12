#include "console/panels/wall.hpp"

#include <algorithm>
#include <cmath>

#include "console/panels/city_fit.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr float kWide = 3840, kHigh = 2160, kTop = 128, kTicker = 84, kColumn = 1144, kSide = 1134;
constexpr float kThreeColumns = 1.25F;  // beyond this size of type the third column is dropped (UX 2)
constexpr float kMostOfWidth = 0.56F;   // of the coverage column then

// What must be read from where (UX 2): minutes of arc, metres, and the size that the role has on the wall.
struct Reading {
  float minutes, distance_m, em;
};
constexpr std::array<Reading, 3> kReadings{{{20, 10, 120}, {15, 6, 50}, {12, 4, 34}}};
constexpr float kMinutesOfRadian = 3438, kStillGood = 1.06F;

// Any pan locks the view; unlocked, the whole city is fitted.
void move_map(PanelContext& ctx, const WallLayout& l) {
  if (!ctx.view.view_locked) ctx.view.metres_per_px = 0;
  ctx.camera.view = {l.map.x0, l.map.y0, l.map.w(), l.map.h()};
  ctx.camera.ui_scale = ctx.view.ui_scale * 2 / kWallScale;  // symbols are twice the desk's, type 2.8 times
  const float u = ctx.view.ui_scale / kWallScale;
  if (!(ctx.view.metres_per_px > 0)) {
    if (ctx.base.lower == ctx.base.upper) return;
    const std::array<Box, 3> plates{l.head, l.legend, l.scale};
    ctx.camera = fit_beside(ctx.camera, ctx.base, plates, 40 * u);
    view_from_camera(ctx);
  } else {
    ctx.camera.centre = MapXY::of_metres(ctx.view.camera_x, ctx.view.camera_y);
    ctx.camera.metres_per_px = ctx.view.metres_per_px / ctx.view.ui_scale;
  }
  begin_map(l.map);
  ImGui::SetCursorScreenPos({l.map.x0, l.map.y0});
  ImGui::InvisibleButton("ground", {l.map.w(), l.map.h()});
  const ImGuiIO& io = ImGui::GetIO();
  const bool pan = ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0);
  const bool zoom = ImGui::IsItemHovered() && io.MouseWheel != 0;
  if (pan) ctx.camera.pan_px(io.MouseDelta.x, io.MouseDelta.y);
  if (zoom) ctx.camera.zoom_at({io.MousePos.x, io.MousePos.y}, std::pow(1.25, io.MouseWheel));
  if (pan || zoom) {
    ctx.view.view_locked = true;
    view_from_camera(ctx);
  }
  ImGui::End();
}

// The verbs that a wall has; the others belong to a seat.
bool for_wall(Verb verb) {
  switch (verb) {
    case Verb::Colour1:
    case Verb::Colour2:
    case Verb::Colour3:
    case Verb::Colour4:
    case Verb::Colour5:
    case Verb::Colour6:
    case Verb::Colour7:
    case Verb::Play:
    case Verb::DayBack:
    case Verb::DayOn:
    case Verb::WeekBack:
    case Verb::WeekOn:
    case Verb::Start:
    case Verb::Live:
    case Verb::Theme:
    case Verb::Language:
    case Verb::ColourAid:
    case Verb::Lock:
      return true;
    default:
      return false;
  }
}

void wall_keys(const Frame& frame, PanelContext& ctx) {
  const ImGuiIO& io = ImGui::GetIO();
  for (const Shortcut& s : shortcuts()) {
    const bool held = io.KeyCtrl == s.ctrl && io.KeyShift == s.shift && !io.KeyAlt;
    if (for_wall(s.verb) && held && ImGui::IsKeyPressed(s.key, false)) act(frame, ctx, s.verb);
  }
}

}  // namespace

float wall_ui_scale(float window_w, float window_h, float pitch_mm) {
  const float unit = std::min(window_w / kWide, window_h / kHigh);
  float needed = 1;
  for (const Reading& r : kReadings) {
    if (!(pitch_mm > 0)) break;
    const float px = r.minutes * r.distance_m * 1000 / (kMinutesOfRadian * pitch_mm);
    const float by = px / (r.em * unit);
    if (by > kStillGood) needed = std::max(needed, std::ceil(by * 10) / 10);
  }
  // Two columns still have to fit.
  return unit * std::min(needed, 1.7F) * kWallScale;
}

WallLayout wall_layout(float window_w, float window_h, float ui_scale) {
  const float u = ui_scale / kWallScale, unit = std::min(window_w / kWide, window_h / kHigh);
  const bool three = u <= unit * kThreeColumns;
  const float top = std::round(kTop * u), low = std::round(window_h - kTicker * u);
  const float left = std::round(std::min(kColumn * u, window_w * kMostOfWidth));
  const float right = three ? std::round(window_w - kSide * u) : window_w;
  WallLayout l;
  l.top = {0, 0, window_w, top};
  l.coverage = {0, top, left, low};
  l.map = {left, top, right, low};
  l.side = {right, top, window_w, low};
  l.ticker = {0, low, window_w, window_h};
  const float edge = 36 * u;
  l.head = box_at(left + edge, top + 20 * u, std::min(760 * u, l.map.w() - 2 * edge), 136 * u);
  l.legend = {left + edge, low - 36 * u - 216 * u, right - edge, low - 36 * u};
  l.scale = {l.legend.x1 - 620 * u, l.legend.y0 - 104 * u, l.legend.x1, l.legend.y0};
  return l;
}

bool wall_ready(const Frame& frame) {
  const World& w = frame.world;
  return frame.load.state == LoadState::Ready && w.registry && w.risk && w.coverage && frame.summary &&
         frame.pack && w.coverage->counted.size() == w.registry->projects() &&
         frame.summary->units.size() == w.registry->unit_code.size();
}

void wall_head(const WallKit& k, float x0, float x1, float y, std::string_view title, std::string_view fact) {
  k.text(Type::Tab, x0, y, k.c.text, title);
  k.text(Type::Meta, x1, y, k.c.text3, fact, Align::Right);
}

void as_wall(ViewState& view, int window_w, int window_h, double pitch_mm) {
  view.wall = true;
  view.wall_pitch_mm = static_cast<float>(pitch_mm);
  view.ui_scale =
      wall_ui_scale(static_cast<float>(window_w), static_cast<float>(window_h), view.wall_pitch_mm);
}

void draw_wall(const Frame& frame, PanelContext& ctx) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  ctx.state.next_frame_s = 0;
  if (ctx.view.tab != ViewTab::Coverage || ctx.view.coloured_by != ctx.view.safeguard) {
    ctx.view.tab = ViewTab::Coverage;  // the wall shows coverage, one safeguard on the map
    ctx.view.coloured_by = ctx.view.safeguard;
  }
  wall_keys(frame, ctx);
  advance_play(frame, ctx);
  const WallLayout l = wall_layout(window.x, window.y, ctx.view.ui_scale);
  move_map(ctx, l);
  draw_wall_map(frame, ctx, l);
  draw_wall_top(frame, ctx, l);
  draw_wall_coverage(frame, ctx, l);
  if (l.side.w() > 0) draw_wall_side(frame, ctx, l);
  draw_wall_ticker(frame, ctx, l);
  Layout over;  // loading, failed and empty are said over the map, as at a desk
  over.map = l.map;
  draw_states(frame, ctx, over);
}

}  // namespace anxin
