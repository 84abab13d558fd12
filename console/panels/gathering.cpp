#include "console/panels/gathering.hpp"

#include <algorithm>
#include <cmath>

#include "console/panels/cache.hpp"
#include "console/panels/closing.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr float kDragThreshold = 4;
constexpr std::size_t kMostRings =
    3000;  // more would only cover the map; the ring and the count say the rest

void take_ring(PanelContext& ctx, std::vector<MapXY> ring) {
  remember_view(ctx);
  ctx.view.set = {std::move(ring), {}, {}};
  ctx.view.left_panel = true;
  ctx.state.tools.gathering = {};
}

Pixel clamped(const Box& map, ImVec2 p) {
  return {std::clamp(p.x, map.x0, map.x1), std::clamp(p.y, map.y0, map.y1)};
}

void finish_box(PanelContext& ctx, const Box& map) {
  Gathering& g = ctx.state.tools.gathering;
  const Pixel to = clamped(map, ImGui::GetIO().MousePos), from = g.from;
  g.pressed = false;
  const bool by_shift = g.tool == MapTool::None;
  const float least = kDragThreshold * ctx.view.ui_scale;
  if (std::abs(to.x - from.x) < least || std::abs(to.y - from.y) < least) {
    if (by_shift) g = {};
    return;  // no box yet: the tool stays armed
  }
  const auto at = [&](float x, float y) { return ctx.camera.to_map({x, y}); };
  take_ring(ctx, {at(from.x, from.y), at(to.x, from.y), at(to.x, to.y), at(from.x, to.y)});
}

void path_of(const Kit& k, std::span<const MapXY> ring) {
  for (const MapXY p : ring) {
    const Pixel at = k.ctx.camera.to_screen(p);
    k.draw->PathLineTo({at.x, at.y});
  }
}

void draw_polygon_so_far(const Kit& k, const Box& map) {
  const Gathering& g = k.ctx.state.tools.gathering;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  path_of(k, g.corners);
  if (!g.corners.empty() && map.has(mouse)) k.draw->PathLineTo(mouse);
  k.draw->PathStroke(k.c.text, g.corners.size() > 2 ? ImDrawFlags_Closed : 0, k.px(1.6F));
  for (const MapXY p : g.corners) {
    const Pixel at = k.ctx.camera.to_screen(p);
    k.fill({at.x - k.px(3), at.y - k.px(3), at.x + k.px(3), at.y + k.px(3)}, k.c.text);
  }
  const bool closing = g.tool == MapTool::ClosedArea;
  tool_hint(k, map, tr_with(k.lang, closing ? "closing.polygon" : "gather.polygon", g.corners.size()));
}

void ring_members(const Frame& frame, const Kit& k, const Box& map) {
  const Registry& r = *frame.world.registry;
  const RiskTable* risk = frame.world.risk.get();
  const ScaleBand band = band_of(k.ctx.camera);
  std::size_t drawn = 0;
  for (const Index i : frame.set->projects) {
    const Pixel p = k.ctx.camera.to_screen(r.xy[i]);
    if (!map.has({p.x, p.y})) continue;
    if (++drawn > kMostRings) return;
    const Grade grade = risk != nullptr && i < risk->grade.size() ? risk->grade[i] : Grade::Unknown;
    k.draw->AddCircle({p.x, p.y}, k.px(symbol_radius(band, grade) + 3), k.c.text, 12, k.px(1.4F));
  }
}

}  // namespace

void tool_hint(const Kit& k, const Box& map, std::string_view text) {
  const float w = std::min(k.width(Type::Meta, text) + k.px(24), map.w() - k.px(24));
  const Box b = box_at(std::round(map.cx() - w / 2), std::round(map.y0 + k.px(60)), std::round(w), k.px(28));
  k.fill(b, k.c.panel, 3);
  k.frame(b, k.c.text, 1, 3);
  k.text_in(Type::Meta, b.cx(), b.cy(), b.w() - k.px(12), k.c.text, text, Align::Centre);
}

bool gather_pointer(PanelContext& ctx, const Box& map, bool activated, bool held) {
  Gathering& g = ctx.state.tools.gathering;
  const ImGuiIO& io = ImGui::GetIO();
  const bool pressed = activated && io.MouseDown[0];
  if (g.swallow) {
    g.swallow = io.MouseDown[0];
    return true;
  }
  if (draws_polygon(g.tool)) {
    if (pressed && io.MouseDoubleClicked[0]) {  // its first click was the last corner
      close_polygon(ctx);
      g.swallow = true;
    } else if (pressed) {
      g.corners.push_back(ctx.camera.to_map(clamped(map, io.MousePos)));
    }
    return pressed || (held && !io.MouseDown[2]) || io.MouseReleased[0];
  }
  if (!g.pressed) {
    const bool by_shift = io.KeyShift && !io.MouseDoubleClicked[0];
    if (!pressed || (g.tool != MapTool::Box && !by_shift)) return false;
    g.pressed = true;
    g.from = clamped(map, io.MousePos);
    return true;
  }
  if (!io.MouseDown[0]) finish_box(ctx, map);
  return true;
}

void arm_tool(PanelContext& ctx, MapTool tool) {
  const bool again = ctx.state.tools.gathering.tool == tool;
  ctx.state.tools.gathering = {};
  if (!again) ctx.state.tools.gathering.tool = tool;
  ctx.state.stack_list.clear();
  ctx.state.tools.menu = {};
}

void close_polygon(PanelContext& ctx) {
  Gathering& g = ctx.state.tools.gathering;
  if (!draws_polygon(g.tool) || g.corners.size() < 3) return;
  std::vector<MapXY> ring = std::move(g.corners);
  if (g.tool == MapTool::Polygon) return take_ring(ctx, std::move(ring));
  g = {};
  close_area(ctx, std::move(ring));
}

bool drop_corner(PanelContext& ctx) {
  Gathering& g = ctx.state.tools.gathering;
  if (!draws_polygon(g.tool)) return false;
  if (!g.corners.empty()) g.corners.pop_back();
  return true;
}

void toggle_in_set(const Frame& frame, PanelContext& ctx, Index project) {
  const Registry& r = *frame.world.registry;
  const std::string id(r.id[project]);
  const SetWish& wish = ctx.view.set;
  const bool out = std::ranges::count(wish.removed, id) > 0, in = std::ranges::count(wish.added, id) > 0;
  const bool ringed = wish.ring.size() >= 3 && ring_holds(wish.ring, r.xy[project]) && frame.summary &&
                      project < frame.summary->mask.size() && frame.summary->mask[project] != 0;
  remember_view(ctx);
  toggle_member(ctx.view.set, id, !out && (in || ringed));
  if (ctx.view.set.empty()) ctx.view.set = {};
  ctx.view.left_panel = true;
}

void clear_set(PanelContext& ctx) {
  remember_view(ctx);
  ctx.view.set = {};
  ctx.state.tools.gathering = {};
}

void draw_gathering(const Frame& frame, const Kit& k, const Box& map) {
  const Gathering& g = k.ctx.state.tools.gathering;
  if (k.ctx.view.set.ring.size() >= 3) {
    path_of(k, k.ctx.view.set.ring);
    k.draw->PathStroke(k.c.text2, ImDrawFlags_Closed, k.px(1.2F));
  }
  const bool there =
      frame.set && frame.world.registry && frame.set->is_in.size() == frame.world.registry->projects();
  if (there && !k.ctx.view.set.empty()) ring_members(frame, k, map);
  if (draws_polygon(g.tool)) draw_polygon_so_far(k, map);
  draw_closing_marks(frame, k, map);
  if (g.tool == MapTool::Box && !g.pressed) tool_hint(k, map, k.tr("gather.box"));
  if (!g.pressed) return;
  const Pixel to = clamped(map, ImGui::GetIO().MousePos);
  const Box box{std::min(g.from.x, to.x), std::min(g.from.y, to.y), std::max(g.from.x, to.x),
                std::max(g.from.y, to.y)};
  k.frame(box, k.c.text, 1.4F);
}

std::span<const Index> walked_list(const Frame& frame, PanelContext& ctx) {
  if (ctx.view.set.empty()) return priority_list(frame, ctx);
  const bool there =
      frame.set && frame.world.registry && frame.set->is_in.size() == frame.world.registry->projects();
  if (!there || (frame.set->projects.size() > kAskBeyond && !ctx.state.tools.gathering.opened)) return {};
  return frame.set->projects;
}

}  // namespace anxin
