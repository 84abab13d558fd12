#include "console/panels/closing.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_words.hpp"
#include "console/panels/form_fields.hpp"
#include "console/panels/gathering.hpp"
#include "console/panels/keys.hpp"
#include "console/scene/closed_roads.hpp"
#include "data/model/format.hpp"
#include "geo/crs.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

enum Entry : std::size_t { kReason, kUntil };
constexpr std::chrono::hours kUsually{2};
constexpr float kPickWithin = 12;      // px at 1x
constexpr double kStretchGrid_m = 50;  // the pointer moves so far before the stretches are worked out anew

std::vector<FormEntry> entries_of(Lang lang) {
  const auto line = [&](std::string_view key) {
    return FormEntry{EntryKind::Line, std::string(tr(lang, key)),
                     std::string(tr(lang, fmt::format("{}.hint", key)))};
  };
  return {line("field.reason"), line("field.until")};
}

void begin(PanelContext& ctx) {
  ClosingPanel& closing = ctx.state.tools.closing;
  closing.open = true;
  closing.fields = {};  // the first values follow with the next frame's clock
  ctx.state.tools.ground = {};
  ctx.state.tools.menu = {};
  ctx.state.tools.dispatch.told.reset();
}

void first_values(const Frame& frame, PanelContext& ctx) {
  ClosingPanel& closing = ctx.state.tools.closing;
  if (!closing.open || !closing.fields.lines.empty()) return;
  begin_fields(closing.fields, entries_of(lang_of(ctx.view.language)), kReason);
  closing.fields.lines[kUntil].set(clock_time(frame.now + kUsually, day_of(frame.now)));
}

std::string fault_of_closing(const Frame& frame, PanelContext& ctx, Lang lang) {
  const ClosingPanel& closing = ctx.state.tools.closing;
  if (std::string off = why_not(frame, ctx, Deed::New, lang); !off.empty()) return off;
  if (line_of(closing.fields, kReason).empty()) return std::string(tr(lang, "fault.reason"));
  return until_of(line_of(closing.fields, kUntil), frame.now) ? std::string()
                                                              : std::string(tr(lang, "fault.until"));
}

void send_closing(const Frame& frame, PanelContext& ctx) {
  const ClosingPanel& closing = ctx.state.tools.closing;
  if (!fault_of_closing(frame, ctx, lang_of(ctx.view.language)).empty()) return;
  DrawClosure wish;
  wish.reason = line_of(closing.fields, kReason);
  wish.until = *until_of(line_of(closing.fields, kUntil), frame.now);
  if (closing.at) {
    wish.road = closing.road;
    wish.road_at = from_map(*closing.at);
  } else {
    Ring ring;
    for (const MapXY at : closing.ring) ring.push_back(from_map(at));
    ring.push_back(ring.front());
    wish.area = {{std::move(ring), {}}};
  }
  send(frame, ctx, std::move(wish), SentFrom::Closing);
}

// The stretches of a road near a point, kept while the point stays in one square of the grid.
void keep_stretches(const Frame& frame, ClosingPanel& closing, const std::string& name, MapXY at) {
  const std::string key =
      fmt::format("{} {} {}", name, std::floor(at.x() / kStretchGrid_m), std::floor(at.y() / kStretchGrid_m));
  if (key == closing.stretches_of || !frame.roads) return;
  closing.stretches_of = key;
  closing.stretches = stretches_near(*frame.roads, name, at);
}

double square_km(const std::vector<MapXY>& ring) {
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
    twice += (ring[j].x() - ring[0].x()) * (ring[i].y() - ring[0].y()) -
             (ring[i].x() - ring[0].x()) * (ring[j].y() - ring[0].y());
  return std::abs(twice) / 2e6;
}

std::string what_text(const Kit& k, const ClosingPanel& closing) {
  if (closing.at)
    return tr_with(k.lang, "closing.road", closing.road, closing.stretches.size(),
                   static_cast<int>(kRoadClosedWithinM / 1000));
  return tr_with(k.lang, "closing.area", fmt::format("{:.2f}", square_km(closing.ring)));
}

void stroke(const Kit& k, std::span<const MapXY> line, Colour32 colour, ImDrawFlags flags, float width) {
  for (const MapXY p : line) {
    const Pixel at = k.ctx.camera.to_screen(p);
    k.draw->PathLineTo({at.x, at.y});
  }
  k.draw->PathStroke(colour, flags, width);
}

}  // namespace

std::string why_not_close(const Frame& frame, PanelContext& ctx, MapTool tool, Lang lang) {
  std::string off = why_not(frame, ctx, Deed::New, lang);
  if (off.empty() && tool == MapTool::ClosedRoad && !frame.roads) off = tr(lang, "why.no_roads");
  return off;
}

void arm_closing(const Frame& frame, PanelContext& ctx, MapTool tool) {
  if (!why_not_close(frame, ctx, tool, lang_of(ctx.view.language)).empty()) return;
  show_tab(ctx, ViewTab::Dispatch);
  ctx.state.tools.closing = {};
  ctx.state.tools.ground = {};
  arm_tool(ctx, tool);
}

void close_area(PanelContext& ctx, std::vector<MapXY> ring) {
  ctx.state.tools.closing = {};
  ctx.state.tools.closing.ring = std::move(ring);
  begin(ctx);
}

void close_road(const Frame& frame, PanelContext& ctx, const std::string& name, MapXY at) {
  ClosingPanel& closing = ctx.state.tools.closing = {};
  closing.road = name;
  closing.at = at;
  keep_stretches(frame, closing, name, at);
  begin(ctx);
}

void lift_closure(const Frame& frame, PanelContext& ctx, const std::string& id) {
  if (!why_not(frame, ctx, Deed::New).empty()) return;
  ctx.state.tools.ground = {};
  send(frame, ctx, LiftClosure{id, {}}, SentFrom::Closures);
}

bool closing_pointer(const Frame& frame, PanelContext& ctx, const Box& map, bool activated) {
  Gathering& g = ctx.state.tools.gathering;
  ClosingPanel& closing = ctx.state.tools.closing;
  if (g.tool != MapTool::ClosedRoad) return false;
  const ImGuiIO& io = ImGui::GetIO();
  closing.pointed.clear();
  if (!frame.roads || ctx.dispatch == nullptr || !ctx.dispatch->roads || !map.has(io.MousePos)) return false;
  const MapXY at = ctx.camera.to_map({io.MousePos.x, io.MousePos.y});
  const auto road = road_near(*ctx.dispatch->roads, *frame.roads, ctx.scene.origin, band_of(ctx.camera), at,
                              kPickWithin * ctx.view.ui_scale * ctx.camera.metres_per_px);
  if (road) {
    closing.pointed = road->name;
    closing.pointed_at = road->at;
    keep_stretches(frame, closing, road->name, road->at);
  }
  if (!activated || !io.MouseDown[0] || !road) return false;
  g = {};
  g.swallow = true;
  close_road(frame, ctx, road->name, road->at);
  return true;
}

bool closing_keys(const Frame& frame, PanelContext& ctx) {
  ClosingPanel& closing = ctx.state.tools.closing;
  if (!closing.open || ctx.view.tab != ViewTab::Dispatch) return false;
  first_values(frame, ctx);
  const FormKey key = form_keys(closing.fields, entries_of(lang_of(ctx.view.language)));
  if (key == FormKey::Leave) closing = {};
  if (key == FormKey::Send) send_closing(frame, ctx);
  return !ImGui::GetIO().KeyCtrl;
}

void draw_closing(const Frame& frame, PanelContext& ctx, const Layout& l) {
  ClosingPanel& closing = ctx.state.tools.closing;
  if (!closing.open || ctx.view.tab != ViewTab::Dispatch) return;
  first_values(frame, ctx);
  const Kit m(ctx);
  const auto entries = entries_of(m.lang);
  const float w = std::min(m.px(440), l.map.w() - m.px(16)), inner = w - m.px(40);
  const std::string what = what_text(m, closing);
  const std::string_view effect = m.tr(frame.roads ? "closing.effect" : "closing.no_effect");
  const float h = m.px(44) + m.wrapped_height(Type::BodyBold, inner, what) +
                  m.wrapped_height(Type::Meta, inner, effect) + m.px(14) + fields_height(m, entries, inner) +
                  m.px(44 + 30) + outcome_height(m, SentFrom::Closing, inner);
  const Box b =
      box_at(std::round(l.map.cx() - w / 2), std::round(l.map.y0 + m.px(56)), std::round(w), std::round(h));
  begin_plate(m, "##closing", b);
  ImGui::SetWindowFocus();
  const Kit k(ctx);
  const float x0 = b.x0 + k.px(20), x1 = b.x1 - k.px(20);
  section_head(k, x0, x1 - close_width(k) - k.px(12), b.y0 + k.px(22), "closing");
  const bool leave = close_mark(k, "close_closing", x1, b.y0 + k.px(22)).clicked;
  float y = b.y0 + k.px(44);
  y += k.wrapped(Type::BodyBold, x0, y + k.line_height(Type::BodyBold) / 2, inner, k.c.text, what) + k.px(2);
  y += k.wrapped(Type::Meta, x0, y + k.line_height(Type::Meta) / 2, inner, k.c.text2, effect) + k.px(12);
  y += draw_fields(k, closing.fields, entries, x0, x1, y);
  const std::string fault = fault_of_closing(frame, ctx, k.lang);
  const Box main = box_at(x0, y, x1 - x0, k.px(36));
  if (!fault.empty()) {
    button_off(k, main, k.tr("closing.send"), cap_of(Verb::Primary));
  } else if (keyed_button(k, "send_closing", main, k.tr("closing.send"), cap_of(Verb::Primary), true)
                 .clicked) {
    send_closing(frame, ctx);
  }
  y += k.px(44);
  k.text_in(Type::Note, x0, y + k.px(10), x1 - x0, k.c.text3,
            fault.empty() ? k.tr("form.keys") : std::string_view(fault));
  draw_outcome(k, SentFrom::Closing, x0, x1, y + k.px(24));
  ImGui::End();
  if (leave) closing = {};
}

void draw_closing_marks(const Frame& frame, const Kit& k, const Box& map) {
  const ClosingPanel& closing = k.ctx.state.tools.closing;
  const bool picking = k.ctx.state.tools.gathering.tool == MapTool::ClosedRoad;
  if (k.ctx.view.tab != ViewTab::Dispatch || (!closing.open && !picking)) return;
  if (!closing.ring.empty()) stroke(k, closing.ring, k.c.text, ImDrawFlags_Closed, k.px(2));
  if (closing.at || !closing.pointed.empty()) {
    for (const auto& line : closing.stretches) stroke(k, line, k.c.text, 0, k.px(4));
    const Pixel p = k.ctx.camera.to_screen(closing.at ? *closing.at : closing.pointed_at);
    k.draw->AddCircleFilled({p.x, p.y}, k.px(5), k.c.map);
    k.draw->AddCircle({p.x, p.y}, k.px(5), k.c.text, 0, k.px(2));
  }
  if (!picking) return;
  const bool named = frame.roads && frame.roads->names.size() > 1;
  tool_hint(k, map,
            !closing.pointed.empty() ? tr_with(k.lang, "closing.pointed", closing.pointed)
                                     : std::string(k.tr(named ? "closing.pick" : "closing.nameless")));
}

std::vector<const Closure*> closures_in_force(const Frame& frame) {
  std::vector<const Closure*> out;
  if (frame.world.operations == nullptr) return out;
  for (const auto& [id, closure] : *frame.world.operations->closures)
    if (closure.holds(frame.now)) out.push_back(&closure);
  return out;
}

std::string closure_name(Lang lang, const Closure& closure) {
  return closure.area.empty() ? closure.road : std::string(tr(lang, "closures.area"));
}

std::string closure_until(const Frame& frame, Lang lang, const Closure& closure) {
  return tr_with(lang, "closures.until", clock_time(closure.until, day_of(frame.now)));
}

namespace {
constexpr float kClosureHead = 36, kClosureRow = 44;
}

float closures_height(const Kit& k, const Frame& frame, float width) {
  const std::size_t n = closures_in_force(frame).size();
  const float said = outcome_height(k, SentFrom::Closures, width);
  if (n == 0 && said <= 0) return 0;
  return k.px(kClosureHead + kClosureRow * static_cast<float>(n)) + said + k.px(6);
}

float draw_closures(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  if (closures_height(k, frame, x1 - x0) <= 0) return y;
  const auto all = closures_in_force(frame);
  section_head(k, x0, x1, y + k.px(14), "closures", tr_with(k.lang, "closures.count", all.size()));
  y += k.px(kClosureHead);
  const std::string off = why_not(frame, k.ctx, Deed::New);
  for (const Closure* closure : all) {
    float w = 0;
    const float line = y + k.px(10);
    if (off.empty()) {
      const Brief id("lift {}", closure->id);
      if (word_button(k, id, x1, line, k.tr("closures.lift"), w, Align::Right).clicked)
        lift_closure(frame, k.ctx, closure->id);
      w += k.px(10);
    }
    const float name = k.text_in(Type::Meta, x0, line, x1 - x0 - w, k.c.text, closure_name(k.lang, *closure));
    const float left = x0 + name + k.px(8);
    if (x1 - w - left > k.px(40)) k.text_in(Type::Note, left, line, x1 - w - left, k.c.text3, closure->id);
    const std::string until = closure_until(frame, k.lang, *closure);
    const float until_w = k.text(Type::Note, x1, y + k.px(29), k.c.text2, until, Align::Right);
    k.text_in(Type::Note, x0, y + k.px(29), x1 - x0 - until_w - k.px(10), k.c.text2, closure->reason);
    y += k.px(kClosureRow);
  }
  y += draw_outcome(k, SentFrom::Closures, x0, x1, y);
  return y + k.px(6);
}

std::optional<Instant> until_of(std::string_view typed, Instant now) {
  std::string text = fold_width(typed);
  const Day today = day_of(now);
  const bool clock_alone = text.size() <= 5 && text.find(':') != std::string::npos;
  if (clock_alone && text.size() == 4) text.insert(0, "0");
  const auto at_day = [&](Day day) { return parse_instant(fmt::format("{} {}", to_string(day), text)); };
  std::optional<Instant> at;
  if (clock_alone) {
    at = at_day(today);
    if (at && *at <= now) at = at_day(today + std::chrono::days(1));
  } else if (text.size() == 11) {  // 11-24 08:00
    at = parse_instant(fmt::format("{}-{}", to_string(today).substr(0, 4), text));
    if (at && *at <= now) {  // over the turn of the year
      const int year = int(std::chrono::year_month_day(today).year()) + 1;
      at = parse_instant(fmt::format("{}-{}", year, text));
    }
  } else if (text.size() >= 16) {
    at = parse_instant(text);
  }
  return at && *at > now ? at : std::nullopt;
}

}  // namespace anxin
