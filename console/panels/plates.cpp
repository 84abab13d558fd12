// The plates over the map that say what is shown and move the camera: header, tools, scale bar.
#include <algorithm>
#include <cmath>

#include "console/panels/cache.hpp"
#include "console/panels/coverage_words.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr std::array<std::string_view, kSectors> kSectorKeys{
    "sector.housing",      "sector.municipal", "sector.transport", "sector.water",
    "sector.rail_transit", "sector.military",  "sector.catering",  "sector.other"};
constexpr std::array<std::string_view, 3> kFundingKeys{"funding.government", "funding.private",
                                                       "funding.unknown"};
constexpr std::array<std::string_view, 5> kCreditKeys{"credit.a", "credit.b", "credit.c", "credit.d",
                                                      "credit.unknown"};

// 房建+市政+水务; 全部行业 when nothing is filtered; "行业 6 / 8 类" when the words would be too many.
std::string filter_text(const Kit& k, std::span<const std::string_view> keys, std::uint32_t set,
                        std::string_view all, std::string_view name) {
  std::size_t on = 0;
  std::string words;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if ((set >> i & 1U) == 0) continue;
    ++on;
    if (!words.empty()) words += '+';
    words += k.tr(keys[i]);
  }
  if (on == keys.size()) return std::string(k.tr(all));
  if (on > 3) return tr_with(k.lang, "filter.some", k.tr(name), on, keys.size());
  if (name == "filter.credit") return fmt::format("{} {}", k.tr(name), words);
  return words;
}

float chip_in_header(const Kit& k, float x, float y, std::string_view text) {
  const float w = chip_width(k, text);
  const Box b{x, y - k.px(11), x + w, y + k.px(11)};
  k.fill(b, k.c.raised, 3);
  k.frame(b, k.c.line2, 1, 3);
  k.text(Type::Meta, b.cx(), y, k.c.text, text, Align::Centre);
  return w + k.px(6);
}

}  // namespace

void draw_tools(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Box b = plates_of(l, ctx.view.ui_scale, false).tools;
  const float cell = b.w();
  begin_plate(Kit(ctx), "##tools", b);
  const Kit k(ctx);
  const Pixel middle{ctx.camera.view.x + ctx.camera.view.w / 2, ctx.camera.view.y + ctx.camera.view.h / 2};
  for (int i = 0; i < 3; ++i) {
    const Box at = box_at(b.x0, b.y0 + static_cast<float>(i) * cell, cell, cell);
    const Hit h = k.hit(i == 0 ? "in" : i == 1 ? "out" : "fit", at);
    if (h.hovered) k.fill(at.grown(-k.px(1)), k.c.hover);
    if (i > 0) k.rule(at.x0, at.x1, at.y0, k.c.line);
    const float r = k.px(6), w = k.px(2);
    if (i < 2) k.fill({at.cx() - r, at.cy() - w / 2, at.cx() + r, at.cy() + w / 2}, k.c.text);
    if (i == 0) k.fill({at.cx() - w / 2, at.cy() - r, at.cx() + w / 2, at.cy() + r}, k.c.text);
    if (i == 2) {
      for (const float sx : {-1.0F, 1.0F}) {
        for (const float sy : {-1.0F, 1.0F}) {
          const float cx = at.cx() + sx * k.px(7), cy = at.cy() + sy * k.px(7), arm = k.px(4.5F);
          k.fill({std::min(cx, cx - sx * arm), cy - w / 2, std::max(cx, cx - sx * arm), cy + w / 2},
                 k.c.text);
          k.fill({cx - w / 2, std::min(cy, cy - sy * arm), cx + w / 2, std::max(cy, cy - sy * arm)},
                 k.c.text);
        }
      }
    }
    if (!h.clicked) continue;
    if (i == 2) {
      act(frame, ctx, Verb::Fit);
      continue;
    }
    remember_view(ctx);
    Camera there = ctx.camera;
    there.zoom_at(middle, i == 0 ? 2.0 : 0.5);
    move_camera(ctx, there.centre, there.metres_per_px);
  }
  ImGui::End();
}

void draw_scale(PanelContext& ctx, const Layout& l) {
  const Box b = plates_of(l, ctx.view.ui_scale, false).scale;
  begin_plate(Kit(ctx), "##scale", b);
  const Kit k(ctx);
  // The longest 1-2-5 step within 130 px.
  const double most = ctx.camera.metres_per_px * k.px(130);
  const double decade = std::pow(10.0, std::floor(std::log10(most)));
  const double metres = most >= 5 * decade ? 5 * decade : most >= 2 * decade ? 2 * decade : decade;
  const float length = static_cast<float>(metres / ctx.camera.metres_per_px);
  const float right = b.x1 - k.px(34), y = b.cy() + k.px(4), left = right - length,
              w = std::max(1.0F, k.px(1.4F));
  k.fill({left, y - w / 2, right, y + w / 2}, k.c.text);
  for (const float x : {left, right}) k.fill({x - w / 2, y - k.px(6), x + w / 2, y + w / 2}, k.c.text);
  k.fill({left + length / 2 - w / 2, y - k.px(3), left + length / 2 + w / 2, y}, k.c.text);
  const std::string text =
      metres >= 1000 ? fmt::format("{:.0f} km", metres / 1000) : fmt::format("{:.0f} m", metres);
  k.text(Type::Note, left - k.px(8), b.cy(), k.c.text, text, Align::Right);
  const float nx = b.x1 - k.px(16);
  k.text(Type::Key, nx, b.cy() - k.px(8), k.c.text, k.tr("north"), Align::Centre);
  const std::array<ImVec2, 4> arrow{ImVec2(nx, b.cy() - k.px(1)), ImVec2(nx + k.px(4), b.cy() + k.px(11)),
                                    ImVec2(nx, b.cy() + k.px(8)), ImVec2(nx - k.px(4), b.cy() + k.px(11))};
  k.draw->AddPolyline(arrow.data(), 4, k.c.text, ImDrawFlags_Closed, k.px(1.2F));
  ImGui::End();
}

void draw_map_header(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Kit m(ctx);  // for measuring only: the window opens below
  const Filters& f = ctx.view.filters;
  const bool filtered =
      f.sectors != Filters{}.sectors || f.fundings != Filters{}.fundings || f.credits != Filters{}.credits;
  const std::string then = frame.live() ? std::string() : as_of_text(frame, m.lang);
  const float then_w = then.empty() ? 0 : chip_width(m, then, Type::BodyBold) + m.px(12);
  std::vector<std::string> chips{
      std::string(m.tr("status.active")),
      filter_text(m, kSectorKeys, f.sectors, "filter.all_sectors", "filter.sector")};
  if (f.fundings != Filters{}.fundings)
    chips.push_back(filter_text(m, kFundingKeys, f.fundings, "filter.all_funding", "filter.funding"));
  chips.push_back(filter_text(m, kCreditKeys, f.credits, "filter.all_credit", "filter.credit"));
  const auto& by = ctx.view.coloured_by;
  const std::string_view name = by ? m.tr(safeguard_key(*by)) : m.tr("tab.risk"),
                         what = by ? m.tr("map.coloured_state") : m.tr("map.coloured"), head = m.tr("filter"),
                         clear = m.tr("filter.clear");
  const Box row = plates_of(l, m.s, false).header;
  const float most = row.w();
  const float name_w = m.width(Type::BodyBold, name), what_w = m.width(Type::Meta, what),
              head_w = m.width(Type::Meta, head);
  float chips_w = 0;
  for (const std::string& c : chips) chips_w += chip_width(m, c) + m.px(6);
  const float clear_w = filtered ? m.width(Type::Meta, clear) + m.px(18) : 0;
  float w = then_w + m.px(12) + name_w + m.px(8) + what_w + m.px(30) + head_w + m.px(10) + chips_w + clear_w +
            m.px(6);
  const bool with_what = w <= most;
  if (!with_what) w -= m.px(8) + what_w;
  const bool with_head = w <= most;
  if (!with_head) w -= head_w + m.px(10);
  while (w > most && chips.size() > 1) {
    w -= chip_width(m, chips.front()) + m.px(6);
    chips.erase(chips.begin());
  }
  const Box b = box_at(row.x0, row.y0, std::round(std::min(w, most)), row.h());
  begin_plate(m, "##header", b);
  const Kit k(ctx);
  const float y = b.cy();
  float x = b.x0 + k.px(12);
  if (!then.empty()) {
    chip(k, x, y, then, ChipLook::Filled, k.c.text, k.c.panel);
    x += then_w;
  }
  x += k.text(Type::BodyBold, x, y, k.c.text, name);
  if (with_what) x += k.px(8) + k.text(Type::Meta, x + k.px(8), y, k.c.text2, what);
  x += k.px(14);
  k.fill({x, y - k.px(8), x + std::max(1.0F, k.px(1)), y + k.px(8)}, k.c.line2);
  x += k.px(16);
  if (with_head) x += k.text(Type::Meta, x, y, k.c.text3, head) + k.px(10);
  for (const std::string& c : chips) x += chip_in_header(k, x, y, c);
  if (filtered) {
    const Box at{b.x1 - clear_w - k.px(4), b.y0, b.x1, b.y1};
    const Hit h = k.hit("clear", at);
    k.text(Type::Meta, b.x1 - k.px(12), y, h.hovered ? k.c.text : k.c.text2, clear, Align::Right);
    if (h.clicked) act(frame, ctx, Verb::Clear);
  }
  ImGui::End();
}

void draw_plates(const Frame& frame, PanelContext& ctx, const Layout& l) {
  draw_map_header(frame, ctx, l);
  draw_tools(frame, ctx, l);
  draw_legend(frame, ctx, l);
  draw_inset(frame, ctx, l);
  draw_scale(ctx, l);
}

}  // namespace anxin
