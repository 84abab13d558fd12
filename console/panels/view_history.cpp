#include "console/panels/view_history.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels/city_fit.hpp"
#include "console/panels/layout.hpp"

namespace anxin {
namespace {

constexpr std::size_t kSteps = 50;
constexpr double kEase_s = 0.2;

void restore(PanelContext& ctx, const ViewState& to) {
  ctx.view.tab = to.tab;
  ctx.view.coloured_by = to.coloured_by;
  ctx.view.safeguard = to.safeguard;
  ctx.view.filters = to.filters;
  ctx.view.selected = to.selected;
  ctx.view.selected_incident = to.selected_incident;
  ctx.view.chosen = to.chosen;
  ctx.view.selected_unit = to.selected_unit;
  ctx.view.set = to.set;
  ctx.state.select_clicks = 0;
  ctx.state.stack_list.clear();
  move_camera(ctx, MapXY::of_metres(to.camera_x, to.camera_y), to.metres_per_px / ctx.view.ui_scale);
}

// The whole city beside the plates.
Camera city_camera(const PanelContext& ctx) {
  constexpr float kMargin = 24, kAir = 8;  // from the map's edge; round a plate
  const float s = ctx.view.ui_scale;
  const PixelRect& v = ctx.camera.view;
  Layout l;
  l.map = box_at(v.x, v.y, v.w, v.h);
  const Plates p = plates_of(l, s, ctx.view.legend_open);
  const std::array<Box, 4> plates{p.header.grown(kAir * s), p.tools.grown(kAir * s), p.legend.grown(kAir * s),
                                  p.scale.grown(kAir * s)};
  return fit_beside(ctx.camera, ctx.base, plates, kMargin * s);
}

}  // namespace

void fit_city(PanelContext& ctx) {
  const Camera there = city_camera(ctx);
  move_camera(ctx, there.centre, there.metres_per_px);
}

void camera_from_view(PanelContext& ctx) {
  ctx.camera.ui_scale = ctx.view.ui_scale;
  if (!(ctx.view.metres_per_px > 0)) {
    if (ctx.base.lower == ctx.base.upper) return;  // no map yet: fit later
    ctx.camera = city_camera(ctx);
    view_from_camera(ctx);
    return;
  }
  ctx.camera.centre = MapXY::of_metres(ctx.view.camera_x, ctx.view.camera_y);
  ctx.camera.metres_per_px = ctx.view.metres_per_px / ctx.view.ui_scale;
}

void view_from_camera(PanelContext& ctx) {
  ctx.view.camera_x = ctx.camera.centre.x();
  ctx.view.camera_y = ctx.camera.centre.y();
  ctx.view.metres_per_px = ctx.camera.metres_per_px * ctx.view.ui_scale;
}

void remember_view(PanelContext& ctx) {
  auto& steps = ctx.state.undo;
  steps.push_back(ctx.view);
  if (ctx.state.camera_anim_start_s >= 0) {  // a step taken on the way starts where the way leads
    steps.back().camera_x = ctx.state.anim_to.camera_x;
    steps.back().camera_y = ctx.state.anim_to.camera_y;
    steps.back().metres_per_px = ctx.state.anim_to.metres_per_px;
  }
  if (steps.size() > kSteps) steps.erase(steps.begin());
  ctx.state.redo.clear();
}

void undo_view(PanelContext& ctx) {
  if (ctx.state.undo.empty()) return;
  const ViewState to = std::move(ctx.state.undo.back());
  ctx.state.undo.pop_back();
  ctx.state.redo.push_back(ctx.view);
  restore(ctx, to);
}

void redo_view(PanelContext& ctx) {
  if (ctx.state.redo.empty()) return;
  const ViewState to = std::move(ctx.state.redo.back());
  ctx.state.redo.pop_back();
  ctx.state.undo.push_back(ctx.view);
  restore(ctx, to);
}

void move_camera(PanelContext& ctx, MapXY centre, double metres_per_px) {
  PanelState& st = ctx.state;
  const double across =
      std::max(ctx.camera.metres_per_px, metres_per_px) * std::max(ctx.camera.view.w, ctx.camera.view.h);
  const double way = std::hypot(centre.x() - ctx.camera.centre.x(), centre.y() - ctx.camera.centre.y());
  st.camera_anim_start_s = -1;
  if (ctx.seconds > 0 && way <= 2 * across) {
    view_from_camera(ctx);
    st.anim_from = ctx.view;
    st.anim_to.camera_x = centre.x();
    st.anim_to.camera_y = centre.y();
    st.anim_to.metres_per_px = metres_per_px * ctx.view.ui_scale;
    st.camera_anim_start_s = ctx.seconds;
    return;
  }
  ctx.camera.centre = centre;
  ctx.camera.metres_per_px = metres_per_px;
  view_from_camera(ctx);
}

void step_camera(PanelContext& ctx) {
  PanelState& st = ctx.state;
  if (st.camera_anim_start_s < 0) return;
  const double t = std::clamp((ctx.seconds - st.camera_anim_start_s) / kEase_s, 0.0, 1.0);
  if (t >= 1) {
    st.camera_anim_start_s = -1;
    ctx.view.camera_x = st.anim_to.camera_x;
    ctx.view.camera_y = st.anim_to.camera_y;
    ctx.view.metres_per_px = st.anim_to.metres_per_px;
  } else {
    const double u = 1 - (1 - t) * (1 - t) * (1 - t);
    ctx.view.camera_x = std::lerp(st.anim_from.camera_x, st.anim_to.camera_x, u);
    ctx.view.camera_y = std::lerp(st.anim_from.camera_y, st.anim_to.camera_y, u);
    ctx.view.metres_per_px =
        st.anim_from.metres_per_px * std::pow(st.anim_to.metres_per_px / st.anim_from.metres_per_px, u);
    st.next_frame_s = ctx.seconds;
  }
  camera_from_view(ctx);
}

void fit_box(PanelContext& ctx, MapXY lower, MapXY upper, float margin) {
  Camera there = ctx.camera;
  there.fit(lower, upper, margin * ctx.view.ui_scale);
  move_camera(ctx, there.centre, there.metres_per_px);
}

void select_project(PanelContext& ctx, std::string_view id) {
  if (ctx.view.selected == id) return;
  remember_view(ctx);
  ctx.view.selected = std::string(id);
  ctx.state.select_clicks = id.empty() ? 0 : 1;
}

}  // namespace anxin
