// The left column of the coverage view (UX 6.4): ten safeguards against their targets, and what districts as
// a whole have.
#include <algorithm>
#include <cmath>

#include "console/panels/coverage_words.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr float kRow = 84, kSmallRow = 30;

// 4,875 / 7,764 个项目　未知 2,671, and at the right how far from the target: the longest words of both that
// stand side by side. What is unknown is never left out.
void draw_row_foot(const Kit& k, const CoverageCell& cell, Safeguard safeguard, const SafeguardTarget& target,
                   const Box& line, Colour32 faint) {
  const std::string yes = format_count(cell.yes), all = format_count(cell.denominator()),
                    unknown = format_count(cell.unknown);
  const std::string narrow = tr_with(k.lang, "coverage.row_narrow", yes, all, unknown);
  const std::string gap = gap_text(k.lang, cell, target.permille, false),
                    short_gap = gap_text(k.lang, cell, target.permille, true);
  const std::array<std::pair<std::string, std::string>, 3> choices{
      {{tr_with(k.lang, "coverage.row", yes, all, k.tr(counted_over_key(safeguard)), unknown), gap},
       {narrow, gap},
       {narrow, short_gap}}};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const auto& [counts, short_of] = choices[i];
    const float room = line.w() - k.width(Type::Note, short_of) - k.px(8);
    if (k.width(Type::Note, counts) > room && i + 1 < choices.size()) continue;
    k.text(Type::Note, line.x1, line.y0, k.c.text2, short_of, Align::Right);
    k.text(Type::Note, line.x0, line.y0, faint, counts);
    return;
  }
}

// One of the ring's seven, with its key.
void draw_system(const Kit& k, const Frame& frame, Safeguard safeguard, const Box& row) {
  const CoverageCell& cell = frame.world.coverage->city[static_cast<std::size_t>(safeguard)];
  const SafeguardTarget target = target_of(*frame.pack, safeguard, frame.as_of);
  const bool chosen = k.ctx.view.safeguard == safeguard;
  const Hit h = k.hit(safeguard_key(safeguard), row);
  if (chosen || h.hovered) k.fill(row, k.c.hover);
  if (chosen) k.fill({row.x0, row.y0, row.x0 + k.px(3), row.y1}, k.c.text);
  const Colour32 faint = chosen || h.hovered ? k.c.text2 : k.c.text3;
  const float x0 = row.x0 + k.px(16), x1 = row.x1 - k.px(16), head = row.y0 + k.px(20);
  const float value = k.text(Type::Figure, x1, head, k.c.text, share_text(cell), Align::Right);
  const float cap = key_cap(k, x0, head, Brief("{}", static_cast<int>(safeguard) + 1));
  const float name =
      k.text(Type::BodyBold, x0 + cap + k.px(8), head, k.c.text, k.tr(safeguard_key(safeguard)));
  const float left = x0 + cap + k.px(8) + name + k.px(8);
  const float room = x1 - value - k.px(8) - left;
  for (const std::string& text :
       {target_text(k.lang, target), short_target_text(k.lang, target), last_step_text(k.lang, target)}) {
    if (k.width(Type::Note, text) > room) continue;
    k.text(Type::Note, left, head, faint, text);
    break;
  }
  coverage_bar(k, {x0, row.y0 + k.px(40), x1, row.y0 + k.px(48)}, cell, target);
  const float foot = row.y0 + k.px(66);
  draw_row_foot(k, cell, safeguard, target, {x0, foot, x1, foot}, faint);
  k.rule(x0, x1, row.y1 - 1, k.c.line);
  if (h.clicked) show_safeguard(k.ctx, safeguard);
}

// The three that stand only in lists.
void draw_other(const Kit& k, const Frame& frame, Safeguard safeguard, const Box& row) {
  const CoverageCell& cell = frame.world.coverage->city[static_cast<std::size_t>(safeguard)];
  const bool chosen = k.ctx.view.safeguard == safeguard;
  const Hit h = k.hit(safeguard_key(safeguard), row);
  if (chosen || h.hovered) k.fill(row, k.c.hover);
  if (chosen) k.fill({row.x0, row.y0, row.x0 + k.px(3), row.y1}, k.c.text);
  const float x0 = row.x0 + k.px(16), x1 = row.x1 - k.px(16);
  const float value = k.text(Type::BodyBold, x1, row.cy(), k.c.text, share_text(cell), Align::Right);
  const float name = k.text(Type::Body, x0, row.cy(), k.c.text, k.tr(safeguard_key(safeguard)));
  const std::string counts =
      tr_with(k.lang, "coverage.row_short", format_count(cell.yes), format_count(cell.denominator()));
  k.text_in(Type::Note, x1 - value - k.px(10), row.cy(), x1 - x0 - value - name - k.px(20),
            chosen || h.hovered ? k.c.text2 : k.c.text3, counts, Align::Right);
  if (h.clicked) show_safeguard(k.ctx, safeguard);
}

}  // namespace

void coverage_bar(const Kit& k, const Box& b, const CoverageCell& cell, const SafeguardTarget& target) {
  k.fill(b, k.c.map);
  const double whole = cell.denominator();
  if (whole > 0) {
    const auto at = [&](double n) { return std::round(b.x0 + b.w() * static_cast<float>(n / whole)); };
    const float yes = at(cell.yes), unknown = at(static_cast<double>(cell.yes) + cell.unknown);
    k.fill({b.x0, b.y0, yes, b.y1}, k.c.cov[static_cast<std::size_t>(SafeguardState::Yes)]);
    if (unknown > yes)
      k.hatch({yes, b.y0, unknown, b.y1}, k.c.cov[static_cast<std::size_t>(SafeguardState::Unknown)], 4,
              1.2F);
  }
  const auto tick = [&](int permille) {
    const float x = std::min(b.x1 - k.px(2), std::round(b.x0 + b.w() * static_cast<float>(permille) / 1000));
    k.fill({x, b.y0 - k.px(3), x + std::max(1.0F, k.px(2)), b.y1 + k.px(3)}, k.c.text);
  };
  for (const TargetStep& step : target.steps) tick(step.permille);
  if (target.law != nullptr) tick(target.law->permille);
}

std::string share_text(const CoverageCell& cell) {
  const std::optional<double> share = cell.share();
  return share ? format_share(*share) : std::string(kNotApplicable);
}

void show_safeguard(PanelContext& ctx, Safeguard safeguard) {
  remember_view(ctx);
  ctx.view.tab = ViewTab::Coverage;
  ctx.view.safeguard = safeguard;
  ctx.view.coloured_by = safeguard;
}

void show_tab(PanelContext& ctx, ViewTab tab) {
  if (ctx.view.tab == tab) return;
  remember_view(ctx);
  ctx.view.tab = tab;
  ctx.view.coloured_by = tab == ViewTab::Coverage ? std::optional(ctx.view.safeguard) : std::nullopt;
}

float draw_systems(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  section_head(k, x0 + k.px(16), x1 - k.px(16), y + k.px(12), "systems",
               frame.live() ? std::string() : tr_with(k.lang, "as_of", to_string(frame.as_of)));
  y += k.px(34);
  k.text_in(Type::Note, x0 + k.px(16), y, x1 - x0 - k.px(32), k.c.text3, k.tr("systems.formula"));
  y += k.px(14);
  const Coverage* coverage = frame.world.coverage.get();
  if (coverage == nullptr || frame.pack == nullptr) {
    k.text_in(Type::Body, x0 + k.px(16), y + k.px(16), x1 - x0 - k.px(32), k.c.text3, k.tr("working"));
    return y + k.px(30);
  }
  for (int i = 0; i < kSafeguards; ++i) {
    const bool of_ring = i < kRingSafeguards;
    const Box row{x0, y, x1, y + k.px(of_ring ? kRow : kSmallRow)};
    if (of_ring) {
      draw_system(k, frame, static_cast<Safeguard>(i), row);
    } else {
      draw_other(k, frame, static_cast<Safeguard>(i), row);
    }
    y = row.y1;
  }
  k.rule(x0 + k.px(16), x1 - k.px(16), y + k.px(2), k.c.line);
  y += k.px(6);
  for (const std::string_view key :
       {"system.fund", "system.assessment"}) {  // of supervising units: no register yet
    const float cy = y + k.px(14);
    k.text(Type::Body, x0 + k.px(16), cy, k.c.text, k.tr(key));
    k.text(Type::Note, x1 - k.px(16), cy, k.c.text3, k.tr("no_record"), Align::Right);
    y += k.px(28);
  }
  return y;
}

}  // namespace anxin
