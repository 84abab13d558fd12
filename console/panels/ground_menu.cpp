// The menu of bare ground (right click on the map): a new incident here, a road or an area to be closed, and,
// on something closed, why, until when, and lifting it.
#include <algorithm>
#include <cmath>
#include <optional>

#include "console/panels/closing.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

constexpr float kRow = 30, kPad = 12, kWidth = 280;

std::string degrees_text(MapXY at) {
  const LonLat p = from_map(at);
  return fmt::format("{:.5f} E  {:.5f} N", p.lon(), p.lat());
}

struct Row {
  std::string_view word;
  std::optional<Verb> verb;
  std::string why;  // it is off
};

std::vector<Row> rows_of(const Frame& frame, PanelContext& ctx, bool on_closure) {
  const Lang lang = lang_of(ctx.view.language);
  std::vector<Row> rows;
  if (on_closure) rows.push_back({"closures.lift", {}, why_not(frame, ctx, Deed::New)});
  rows.push_back({"board.new", Verb::NewIncident, why_not(frame, ctx, Deed::New)});
  if (ctx.view.tab != ViewTab::Dispatch) return rows;
  rows.push_back({"verb.close_area", Verb::CloseArea, why_not_close(frame, ctx, MapTool::ClosedArea, lang)});
  rows.push_back({"verb.close_road", Verb::CloseRoad, why_not_close(frame, ctx, MapTool::ClosedRoad, lang)});
  return rows;
}

// The reasons why rows are off, each once.
std::vector<std::string> reasons_of(const std::vector<Row>& rows) {
  std::vector<std::string> out;
  for (const Row& row : rows)
    if (!row.why.empty() && std::ranges::find(out, row.why) == out.end()) out.push_back(row.why);
  return out;
}

const Closure* closure_here(const Frame& frame, const GroundMenu& menu) {
  if (menu.closure.empty() || frame.world.operations == nullptr) return nullptr;
  const auto it = frame.world.operations->closures->find(menu.closure);
  return it == frame.world.operations->closures->end() || !it->second.holds(frame.now) ? nullptr
                                                                                       : &it->second;
}

void run_row(const Frame& frame, PanelContext& ctx, const Row& row) {
  const GroundMenu menu = ctx.state.tools.ground;
  ctx.state.tools.ground = {};
  if (!row.verb) return lift_closure(frame, ctx, menu.closure);
  if (*row.verb == Verb::NewIncident) return open_intake_at(ctx, menu.at);
  act(frame, ctx, *row.verb);
}

}  // namespace

void draw_ground_menu(const Frame& frame, PanelContext& ctx, const Layout& l) {
  GroundMenu& menu = ctx.state.tools.ground;
  if (!menu.open) return;
  const Kit m(ctx);
  const Closure* closure = closure_here(frame, menu);
  const auto rows = rows_of(frame, ctx, closure != nullptr);
  const auto reasons = reasons_of(rows);
  const float w = std::min(m.px(kWidth), l.map.w()), inner = w - 2 * m.px(kPad);
  const std::string reason = closure == nullptr ? std::string() : closure->reason;
  const float about =
      closure == nullptr ? 0 : m.px(24) + m.wrapped_height(Type::Meta, inner, reason) + m.px(22);
  float off = 0;
  for (const std::string& why : reasons) off += m.wrapped_height(Type::Note, inner, why) + m.px(4);
  const float h = m.px(32 + 8) + about + m.px(kRow) * static_cast<float>(rows.size()) + off;
  const float x = std::clamp(menu.x + m.px(4), l.map.x0, std::max(l.map.x0, l.map.x1 - w)),
              y0 = std::clamp(menu.y + m.px(4), l.map.y0, std::max(l.map.y0, l.map.y1 - h));
  const Box b = box_at(std::round(x), std::round(y0), w, std::round(h));
  begin_plate(m, "##ground", b);
  const Kit k(ctx);
  const float x0 = b.x0 + k.px(kPad);
  k.text_in(Type::Note, x0, b.y0 + k.px(16), inner, k.c.text3, degrees_text(menu.at));
  float y = b.y0 + k.px(32);
  if (closure != nullptr) {
    k.text_in(Type::BodyBold, x0, y + k.px(8), inner, k.c.text, closure_name(k.lang, *closure));
    y += k.px(24);
    y += k.wrapped(Type::Meta, x0, y + k.line_height(Type::Meta) / 2, inner, k.c.text2, reason);
    k.text_in(Type::Note, x0, y + k.px(8), inner, k.c.text3,
              fmt::format("{}  {}", closure->id, closure_until(frame, k.lang, *closure)));
    y += k.px(22);
  }
  const Row* chosen = nullptr;
  for (const Row& row : rows) {
    const Box line{b.x0 + 1, y, b.x1 - 1, y + k.px(kRow)};
    const bool can = row.why.empty();
    const Hit hit = can ? k.hit(row.word, line) : Hit{};
    if (hit.hovered) k.fill(line, k.c.hover);
    if (hit.clicked) chosen = &row;
    k.text(Type::Body, x0, line.cy(), can ? k.c.text : k.c.disabled, k.tr(row.word));
    if (row.verb) {
      const std::string_view cap = cap_of(*row.verb);
      key_cap(k, b.x1 - k.px(kPad) - std::max(k.px(18), k.width(Type::Key, cap) + k.px(10)), line.cy(), cap);
    }
    y += k.px(kRow);
  }
  for (const std::string& why : reasons)
    y += k.wrapped(Type::Note, x0, y + k.line_height(Type::Note) / 2, inner, k.c.text3, why) + k.px(4);
  ImGui::End();
  const ImGuiIO& io = ImGui::GetIO();
  if (chosen != nullptr) return run_row(frame, ctx, *chosen);
  if (io.MouseClicked[0] && !b.has(io.MousePos)) menu = {};
}

}  // namespace anxin
