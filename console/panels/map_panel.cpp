// The pointer over the map (UX 8): hover, click, stack list, wheel, drag, double click.
#include <algorithm>
#include <cmath>

#include "console/panels/closing.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/gathering.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/unit_panel.hpp"
#include "console/panels/view_history.hpp"
#include "console/scene/closed_roads.hpp"

namespace anxin {
namespace {

constexpr double kHover_s = 0.12, kWheelBurst_s = 0.4, kWheelFactor = 1.25;
constexpr double kCentreScale = 50'000;
constexpr float kDragThreshold = 4;
constexpr double kSamePlace_m = 5;  // closer than this no zoom tells them apart

float screen_distance(const PanelContext& ctx, const Registry& r, Index i, Pixel at) {
  const Pixel p = ctx.camera.to_screen(r.xy[i]);
  return std::hypot(p.x - at.x, p.y - at.y);
}

// What the person meant: the symbol whose disc is under the pointer, the worse one on top; else the first
// that pick() names.
Index best_of(const PanelContext& ctx, const Registry& r, const std::vector<Index>& picks, Pixel at) {
  const ScaleBand band = band_of(ctx.camera);
  for (const Index i : picks) {
    const float radius = symbol_radius(band, ctx.scene.symbols[i].grade) * ctx.view.ui_scale;
    if (screen_distance(ctx, r, i, at) <= radius + ctx.view.ui_scale) return i;
  }
  return picks.front();
}

// The projects that cannot be told from `best` on the screen: of its grade within 2 px, or at its very place.
std::vector<Index> stack_of(const PanelContext& ctx, const Registry& r, const std::vector<Index>& picks,
                            Index best) {
  std::vector<Index> stack{best};
  const Pixel at = ctx.camera.to_screen(r.xy[best]);
  for (const Index i : picks) {
    if (i == best) continue;
    const bool twin = ctx.scene.symbols[i].grade == ctx.scene.symbols[best].grade &&
                      screen_distance(ctx, r, i, at) <= 2 * ctx.view.ui_scale;
    const double apart = std::hypot(r.xy[i].x() - r.xy[best].x(), r.xy[i].y() - r.xy[best].y());
    if (twin || apart < kSamePlace_m) stack.push_back(i);
  }
  return stack;
}

std::vector<Index> picks_at(const PanelContext& ctx, const Registry* r, Pixel at) {
  if (r == nullptr || ctx.scene.symbols.size() != r->projects()) return {};
  return pick(*r, ctx.scene, ctx.camera, at);
}

// An incident under the pointer is selected; a unit stands for the incident that it is sent to.
bool click_dispatch(const Frame& frame, PanelContext& ctx, Pixel at) {
  if (ctx.dispatch == nullptr) return false;
  const DispatchPick hit = pick_dispatch(*ctx.dispatch, ctx.camera, ctx.scene.origin, at);
  std::string incident = hit.incidents.empty() ? std::string() : hit.incidents.front();
  if (incident.empty() && !hit.units.empty() && frame.world.operations) {
    if (const Assignment* held = frame.world.operations->engagement_of(hit.units.front()))
      incident = held->incident;
  }
  if (incident.empty()) return !hit.units.empty();
  show_incident(ctx, incident);
  return true;
}

// The closure drawn there, in the dispatch view; "" none.
std::string closure_at(const PanelContext& ctx, Pixel at) {
  if (ctx.dispatch == nullptr || ctx.view.tab != ViewTab::Dispatch) return {};
  return pick_closure(*ctx.dispatch, ctx.camera, ctx.scene.origin, at);
}

void click(const Frame& frame, PanelContext& ctx, Pixel at) {
  const Registry* r = frame.world.registry.get();
  PanelState& st = ctx.state;
  st.stack_list.clear();
  st.hovered = kNone;
  if (click_dispatch(frame, ctx, at)) return;
  const std::vector<Index> picks = picks_at(ctx, r, at);
  if (picks.empty()) return;
  if (ImGui::GetIO().KeyCtrl) return toggle_in_set(frame, ctx, best_of(ctx, *r, picks, at));
  std::vector<Index> stack = stack_of(ctx, *r, picks, best_of(ctx, *r, picks, at));
  if (stack.size() > 1) {
    st.stack_list = std::move(stack);
    st.stack_at = at;
    return;
  }
  click_project(ctx, *r, stack.front());
}

void hover(const Registry* r, PanelContext& ctx, Pixel at) {
  PanelState& st = ctx.state;
  const std::vector<Index> picks = picks_at(ctx, r, at);
  const Index pointed = picks.empty() ? kNone : best_of(ctx, *r, picks, at);
  if (pointed != st.pointed) {
    st.pointed = pointed;
    st.hover_since_s = ctx.seconds;
    st.hovered = kNone;
  }
  if (pointed == kNone || st.hovered == pointed) return;
  if (ctx.seconds - st.hover_since_s >= kHover_s) {
    st.hovered = pointed;
  } else {
    st.next_frame_s = st.hover_since_s + kHover_s;
  }
}

void wheel(PanelContext& ctx, Pixel at, float notches) {
  PanelState& st = ctx.state;
  const bool burst = st.last_wheel_s >= 0 && ctx.seconds - st.last_wheel_s < kWheelBurst_s;
  if (!burst) remember_view(ctx);
  st.last_wheel_s = ctx.seconds;
  st.camera_anim_start_s = -1;
  ctx.camera.zoom_at(at, std::pow(kWheelFactor, notches));
  view_from_camera(ctx);
}

// By where the pointer is, not by what it moved since the last frame: several moves, and the release, may
// come with one frame.
void drag(PanelContext& ctx, const ImGuiIO& io) {
  PanelState& st = ctx.state;
  const float dx = io.MousePos.x - st.press_at.x, dy = io.MousePos.y - st.press_at.y;
  if (dx == 0 && dy == 0) return;
  if (!st.drag_moved) {
    if (std::hypot(dx, dy) < kDragThreshold * ctx.view.ui_scale) return;
    st.drag_moved = true;
    remember_view(ctx);
    st.camera_anim_start_s = -1;
  }
  st.press_at = {io.MousePos.x, io.MousePos.y};
  ctx.camera.pan_px(dx, dy);
  view_from_camera(ctx);
}

// All of the pointer over the bare map; plates and panels are windows of their own above it.
void pointer(const Frame& frame, PanelContext& ctx, const Box& map) {
  const Registry* r = frame.world.registry.get();
  PanelState& st = ctx.state;
  const ImGuiIO& io = ImGui::GetIO();
  ImGui::SetCursorScreenPos({map.x0, map.y0});
  ImGui::InvisibleButton("ground", {map.w(), map.h()},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  const Pixel at{io.MousePos.x, io.MousePos.y};
  const bool over = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const bool activated = ImGui::IsItemActivated();
  if (closing_pointer(frame, ctx, map, activated) || gather_pointer(ctx, map, activated, held)) {
    st.hovered = st.pointed = kNone;
    if (over && io.MouseWheel != 0) wheel(ctx, at, io.MouseWheel);
    return;
  }
  if (over && io.MouseClicked[1]) {
    const std::vector<Index> picks = picks_at(ctx, r, at);
    st.tools.ground = {};
    if (place_intake(ctx, ctx.camera.to_map(at)) || place_unit(ctx, ctx.camera.to_map(at))) return;
    if (!picks.empty()) {
      open_project_menu(ctx, best_of(ctx, *r, picks, at), at);
    } else if (r != nullptr) {
      st.tools.menu = {};
      st.tools.ground = {true, at.x, at.y, ctx.camera.to_map(at), closure_at(ctx, at)};
    }
  }
  if (ImGui::IsItemActivated()) {
    st.press_on_map = true;
    st.press_at = at;
    st.drag_moved = false;
    st.double_click = false;
    if (io.MouseDoubleClicked[0] && picks_at(ctx, r, at).empty()) {
      st.double_click = true;
      remember_view(ctx);
      st.camera_anim_start_s = -1;
      ctx.camera.zoom_at(at, io.KeyShift ? 0.5 : 2.0);
      view_from_camera(ctx);
    }
  }
  st.dragging = held && (st.drag_moved || io.MouseDown[2]);
  if (held || st.press_on_map) drag(ctx, io);
  if (st.press_on_map && !held) {
    st.press_on_map = false;
    if (!st.drag_moved && !st.double_click && io.MouseReleased[0] && over) click(frame, ctx, at);
  }
  if (over && io.MouseWheel != 0 && !held) wheel(ctx, at, io.MouseWheel);
  if (over && !held) {
    hover(r, ctx, at);
  } else {
    st.hovered = st.pointed = kNone;
  }
}

}  // namespace

void click_project(PanelContext& ctx, const Registry& r, Index project) {
  PanelState& st = ctx.state;
  if (ctx.view.selected != r.id[project]) {
    select_project(ctx, r.id[project]);
    return;
  }
  remember_view(ctx);
  if (st.select_clicks == 2) {  // back to where the person was
    st.select_clicks = 1;
    move_camera(ctx, MapXY::of_metres(st.before_centre.camera_x, st.before_centre.camera_y),
                st.before_centre.metres_per_px / ctx.view.ui_scale);
    return;
  }
  st.before_centre = ctx.view;
  st.select_clicks = 2;
  const double at_scale = kCentreScale * ctx.camera.metres_per_px / ctx.camera.scale_denominator();
  move_camera(ctx, r.xy[project], std::min(ctx.camera.metres_per_px, at_scale));
}

void begin_map(const Box& map) {
  ImGui::SetNextWindowPos({map.x0, map.y0});
  ImGui::SetNextWindowSize({map.w(), map.h()});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin("##map", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
}

void draw_map(const Frame& frame, PanelContext& ctx, const Layout& l) {
  begin_map(l.map);
  pointer(frame, ctx, l.map);
  ImGui::End();
}

}  // namespace anxin
