#include <array>
#include <chrono>
#include <cmath>
#include <tuple>

#include "console/panels/command_bar.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/keys.hpp"

namespace anxin {
namespace {

// Everything right of the tabs, from the right edge leftward: clock, date, store, simulated mark. Where the
// bar is narrow the date goes first, then the name of the clock; the mark and a past day stay. Gives where it
// begins.
float draw_right(const Kit& k, const Frame& frame, const Box& bar, float tabs_end) {
  const float y = bar.cy();
  float x = bar.x1 - k.px(16);
  const auto local = (frame.replay ? frame.clock : frame.now) + kBeijingOffset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::hh_mm_ss clock(local - day);
  const Brief time("{:02}:{:02}:{:02}", clock.hours().count(), clock.minutes().count(),
                   clock.seconds().count());
  // Room for any time, so that nothing moves as digits change.
  const float clock_w = std::round(k.width(Type::Title, "00:00:00"));
  k.text(Type::Title, x - clock_w, y, k.c.text, time);
  x -= clock_w + k.px(10);
  const std::chrono::weekday weekday(day);
  const Brief weekday_key("weekday.{}", weekday.c_encoding());
  const Brief date("{} {}", to_string(day_of(frame.now)), k.tr(weekday_key));
  const bool day_chip =
      !frame.live() &&
      (frame.replay || bar.w() / k.s < 1600);  // no scrubber there: the day or moment shown stands here
  const float mark = frame.simulated ? chip_width(k, k.tr("simulated"), Type::BodyBold) + k.px(14) : 0;
  const auto fits = [&](float w) { return x - w - mark - k.px(24) >= tabs_end; };
  if (day_chip) {
    const std::string then = as_of_text(frame, k.lang);
    const float w = chip_width(k, then, Type::BodyBold);
    chip(k, x - w, y, then, ChipLook::Filled, k.c.text, k.c.panel);
    x -= w + k.px(12);
  } else if (fits(k.width(Type::Meta, date) + k.px(10))) {
    x -= k.text(Type::Meta, x, y, k.c.text2, date, Align::Right) + k.px(10);
  }
  if (frame.simulated && !day_chip && fits(k.width(Type::Note, k.tr("simulated_clock")) + k.px(12)))
    x -= k.text(Type::Note, x, y, k.c.text3, k.tr("simulated_clock"), Align::Right) + k.px(12);
  k.fill({x, y - k.px(9), x + std::max(1.0F, k.px(1)), y + k.px(9)}, k.c.line);
  x -= k.px(14);
  const float room = x - mark - tabs_end - k.px(24);
  if (!frame.store_name.empty() && room > k.px(60)) {
    x -= k.text_in(Type::Meta, x, y, std::min(room, k.px(320)), k.c.text2, frame.store_name, Align::Right) +
         k.px(14);
  }
  if (frame.simulated) chip(k, x - mark + k.px(14), y, k.tr("simulated"), ChipLook::Dashed);
  return x - mark;
}

float draw_brand(const Kit& k, float y) {
  k.fill({k.px(16), y - k.px(9), k.px(20), y + k.px(9)}, k.c.text);
  const float x = k.px(28);
  return x + k.text(Type::Brand, x, y, k.c.text, k.tr("brand")) + k.px(20);
}

// 左栏 F9 in place of the brand: opens the drawer.
float draw_drawer_tab(const Kit& k, const Frame& frame, const Box& bar) {
  const std::string_view name = k.tr("drawer"), cap = cap_of(Verb::Drawer);
  const float w = std::round(k.width(Type::Body, name) + k.width(Type::Note, cap) + k.px(34));
  const Box b{k.px(8), bar.y0 + k.px(8), k.px(8) + w, bar.y1 - k.px(8)};
  const Hit h = k.hit("drawer", b);
  const bool open = k.ctx.view.left_panel;
  if (open || h.hovered) k.fill(b, open ? k.c.raised : k.c.hover, 3);
  k.frame(b, k.c.line2, 1, 3);
  const float name_w = k.text(Type::Body, b.x0 + k.px(12), b.cy(), k.c.text, name);
  k.text(Type::Note, b.x0 + k.px(20) + name_w, b.cy(), h.hovered && !open ? k.c.text2 : k.c.text3, cap);
  if (h.clicked) act(frame, k.ctx, Verb::Drawer);
  return b.x1 + k.px(8);
}

}  // namespace

void draw_top_bar(const Frame& frame, PanelContext& ctx, const Layout& l) {
  begin_region(Kit(ctx), "##top", l.top, false);
  const Kit k(ctx);
  const float y = l.top.cy();
  float x = l.narrow ? draw_drawer_tab(k, frame, l.top) : draw_brand(k, y);

  constexpr std::array kTabs{std::tuple{ViewTab::Risk, "tab.risk", Verb::ViewRisk},
                             std::tuple{ViewTab::Coverage, "tab.coverage", Verb::ViewCoverage},
                             std::tuple{ViewTab::Dispatch, "tab.dispatch", Verb::ViewDispatch},
                             std::tuple{ViewTab::Clauses, "tab.clauses", Verb::ViewClauses}};
  for (const auto& [view, word, verb] : kTabs) {
    const std::string_view name = k.tr(word), cap = cap_of(verb);
    const float w = std::round(k.width(Type::Tab, name) + k.width(Type::Note, cap) + k.px(36));
    const Box tab{std::round(x), l.top.y0, std::round(x) + w, l.top.y1};
    const bool here = ctx.view.tab == view;
    const Hit h = k.hit(word, tab);
    if (here || h.hovered) k.fill(tab, here ? k.c.raised : k.c.hover);
    if (here) k.fill({tab.x0, tab.y1 - k.px(3), tab.x1, tab.y1}, k.c.text);
    const float name_w = k.text(Type::Tab, tab.x0 + k.px(14), y, here ? k.c.text : k.c.text2, name);
    k.text(Type::Note, tab.x0 + k.px(22) + name_w, y, h.hovered && !here ? k.c.text2 : k.c.text3, cap);
    if (h.clicked) act(frame, ctx, verb);
    x = tab.x1;
  }

  const float field = x + k.px(16), wanted = k.px(l.narrow ? 130 : l.laptop ? 250 : 440);
  const float right = draw_right(k, frame, l.top, field + wanted);
  draw_command_field(k, {field, l.top.y0, std::min(field + wanted, right - k.px(16)), l.top.y1});
  k.rule(l.top.x0, l.top.x1, l.top.y1 - std::max(1.0F, std::round(k.s)), k.c.line);
  ImGui::End();
}

}  // namespace anxin
