// The plates of the dispatch view over the map: the time bands (top left), the units in view (bottom left).
#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "data/model/format.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

constexpr float kHead = 36, kRow = 26;
constexpr std::array kLooks{UnitLook::Standby, UnitLook::UnderWay, UnitLook::OnScene, UnitLook::Lost};
constexpr std::array<std::string_view, 4> kLookKeys{"look.standby", "look.en_route", "look.on_scene",
                                                    "look.lost"};

// The bands in words, from the shortest; or why there are none.
void draw_bands(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Kit m(ctx);
  const Box row = plates_of(l, m.s, false).header;
  const bool roads = frame.roads != nullptr, on = ctx.view.bands_shown;
  const std::string_view what = m.tr(!roads         ? "bands.none"
                                     : frame.replay ? "bands.replay"
                                                    : "bands.what"),
                         name = m.tr("tab.dispatch");
  const std::string_view off = m.tr("bands.off"), cap = cap_of(Verb::Bands);
  const std::string then = frame.live() ? std::string() : as_of_text(frame, m.lang);
  const float then_w = then.empty() ? 0 : chip_width(m, then, Type::BodyBold) + m.px(12);
  const float name_w = m.width(Type::BodyBold, name), what_w = m.width(Type::Meta, what);
  std::vector<std::int32_t> limits = frame.reach ? frame.reach->limits_s : std::vector<std::int32_t>{};
  if (limits.size() > m.c.time_band.size()) limits.resize(m.c.time_band.size());
  float bands_w = 0;
  for (const std::int32_t s : limits)
    bands_w += m.px(56) + m.width(Type::Meta, tr_with(m.lang, "bands.limit", s / 60));
  if (!roads) bands_w = 0;
  if (roads && !on) bands_w = m.width(Type::Meta, off) + m.px(20);
  const float cap_w = roads ? m.px(18 + 20) : 0;
  float w = then_w + m.px(12) + name_w + m.px(10) + what_w + bands_w + cap_w + m.px(14);
  const bool with_what = w <= row.w() || !roads;
  if (!with_what) w -= what_w;
  const bool with_bands = w <= row.w();
  if (!with_bands) w -= bands_w;
  begin_plate(m, "##header", box_at(row.x0, row.y0, std::round(std::min(w, row.w())), row.h()));
  const Kit k(ctx);
  const float y = row.cy();
  float x = row.x0 + k.px(12);
  if (!then.empty()) {
    chip(k, x, y, then, ChipLook::Filled, k.c.text, k.c.panel);
    x += then_w;
  }
  x += k.text(Type::BodyBold, x, y, k.c.text, name) + k.px(10);
  if (with_what) {
    const float room = row.x1 - k.px(10) - x;
    k.text_in(Type::Meta, x, y, room, k.c.text2, what);
    x += std::min(what_w, room);
  }
  if (roads && with_bands && on) {
    for (std::size_t n = 0; n < limits.size(); ++n) {
      k.fill({x + k.px(16), y - k.px(1.5F), x + k.px(44), y + k.px(1.5F)}, k.c.time_band[n]);
      x += k.px(50);
      x += k.text(Type::Meta, x, y, k.c.text, tr_with(k.lang, "bands.limit", limits[n] / 60)) + k.px(6);
    }
  } else if (roads && with_bands) {
    x += k.px(20) + k.text(Type::Meta, x + k.px(20), y, k.c.text3, off);
  }
  if (roads) {
    const float end = row.x0 + std::round(std::min(w, row.w()));
    key_cap(k, end - k.px(14 + 18), y, cap);
    if (k.hit("bands", {row.x0, row.y0, end, row.y1}).clicked) act(frame, ctx, Verb::Bands);
  }
  ImGui::End();
}

// By rows of the plate: as the map shows them, advised ones among those that stand by.
std::array<std::size_t, 4> units_in_view(const PanelContext& ctx, const Box& map) {
  std::array<std::size_t, 4> out{};
  if (ctx.dispatch == nullptr) return out;
  for (const UnitMark& u : ctx.dispatch->marks.units) {
    const MapXY at = MapXY::of_metres(u.at.x + ctx.scene.origin.x(), u.at.y + ctx.scene.origin.y());
    const Pixel p = ctx.camera.to_screen(at);
    if (!map.has({p.x, p.y})) continue;
    const UnitLook look = u.look == UnitLook::Advised ? UnitLook::Standby : u.look;
    ++out[static_cast<std::size_t>(std::ranges::find(kLooks, look) - kLooks.begin())];
  }
  return out;
}

std::optional<Pixel> selected_at(const Frame& frame, const PanelContext& ctx) {
  const Incident* i = selected_incident(frame, ctx);
  if (i == nullptr) return {};
  return ctx.camera.to_screen(to_map(i->at));
}

void draw_units(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const float s = ctx.view.ui_scale;
  Box whole = plates_of(l, s, false).legend;
  whole.y0 = whole.y1 - (kHead + kRow * 4 + 12) * s;
  const auto at = selected_at(frame, ctx);
  // A plate must not cover the selection: the legend folds to its head instead.
  const bool covers = at && whole.grown(30 * s).has({at->x, at->y});
  const bool open = ctx.view.legend_open && !covers;
  const Box b = open ? whole : plates_of(l, s, false).legend;
  begin_plate(Kit(ctx), "##legend", b);
  const Kit k(ctx);
  const auto counts = units_in_view(ctx, l.map);
  std::size_t all = 0;
  for (const std::size_t n : counts) all += n;
  if (k.hit("head", {b.x0, b.y0, b.x1, b.y0 + k.px(kHead)}).clicked)
    ctx.view.legend_open = !ctx.view.legend_open;
  section_head(k, b.x0 + k.px(12), b.x1 - k.px(12), b.y0 + k.px(18), "units",
               tr_with(k.lang, "legend.in_view", all));
  for (std::size_t n = 0; open && n < kLooks.size(); ++n) {
    const float y = b.y0 + k.px(kHead + kRow * (static_cast<float>(n) + 0.5F));
    unit_mark(k, b.x0 + k.px(24), y, UnitSign::Lead, kLooks[n]);
    const float w = k.text(Type::BodyBold, b.x0 + k.px(46), y, k.c.text, k.tr(kLookKeys[n]));
    const float count =
        k.text(Type::Body, b.x1 - k.px(12), y, k.c.text2, fmt::format("{}", counts[n]), Align::Right);
    const float left = b.x0 + std::max(k.px(90), k.px(56) + w);
    k.text_in(Type::Note, left, y, b.x1 - k.px(22) - count - left, k.c.text3,
              k.tr(fmt::format("{}.how", kLookKeys[n])));
  }
  ImGui::End();
}

}  // namespace

void draw_dispatch_plates(const Frame& frame, PanelContext& ctx, const Layout& l) {
  draw_bands(frame, ctx, l);
  draw_tools(frame, ctx, l);
  draw_units(frame, ctx, l);
  draw_inset(frame, ctx, l);
  draw_scale(frame, ctx, l);
}

}  // namespace anxin
