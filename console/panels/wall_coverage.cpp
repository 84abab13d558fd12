// The wall's left column: seven safeguards against their targets, the three others, and the arrears.
#include <algorithm>
#include <cmath>

#include "console/panels/figures_text.hpp"
#include "console/panels/wall.hpp"

namespace anxin {
namespace {

constexpr float kHead = 96, kRow = 196, kOther = 52, kArrears = 288;

// Name, target and share; the bar with every step; counts and the gap.
void draw_row(const WallKit& k, const Frame& frame, Safeguard safeguard, const Box& row) {
  const CoverageCell& cell = frame.world.coverage->city[static_cast<std::size_t>(safeguard)];
  const SafeguardTarget target = target_of(*frame.pack, safeguard, frame.as_of);
  const bool chosen = k.ctx.view.safeguard == safeguard;
  if (chosen) {
    k.fill(row, k.c.hover);
    k.fill({row.x0, row.y0, row.x0 + k.at(12), row.y1}, k.c.text);
  }
  const Colour32 faint = chosen ? k.c.text2 : k.c.text3;
  const float x0 = row.x0 + k.at(48), x1 = row.x1 - k.at(36), scale = row.h() / k.at(kRow);
  // A low row (large type) keeps name, share and bar; the gap stands where the target would.
  const bool low = scale < 0.85F;
  const float head = row.y0 + (low ? row.h() * 0.38F : k.at(56) * scale), foot = row.y1 - k.at(34) * scale;
  std::string share = share_text(cell);
  float right = x1;
  if (share.ends_with('%')) {
    share.pop_back();
    right -= k.text(Type::Brand, x1, head + k.at(10), k.c.text2, "%", Align::Right) + k.at(8);
  }
  const float value = k.text(Type::Figure, right, head, k.c.text, share, Align::Right);
  const float name = k.text(Type::Tab, x0, head, k.c.text, k.tr(safeguard_key(safeguard)));
  const float left = x0 + name + k.at(30), room = right - value - k.at(30) - left;
  const std::string gap_words = gap_text(k.lang, cell, target.permille);
  for (const std::string& text : {low ? gap_words : target_text(k.lang, target),
                                  low ? std::string() : short_target_text(k.lang, target)}) {
    if (k.width(Type::Meta, text) > room) continue;
    k.text(Type::Meta, left, head + k.at(4), k.c.text2, text);
    break;
  }
  const float bar_y = row.y0 + (low ? row.h() * 0.74F : k.at(102) * scale);
  coverage_bar(k, {x0, bar_y, x1, bar_y + k.at(28)}, cell, target);
  const float gap = low ? 0 : k.text(Type::Note, x1, foot, k.c.text, gap_words, Align::Right);
  if (low) return k.rule(x0, x1, row.y1 - k.at(2), k.c.line);
  for (const std::string& text :
       {tr_with(k.lang, "coverage.row", format_count(cell.yes), format_count(cell.denominator()),
                k.tr(counted_over_key(safeguard)), format_count(cell.unknown)),
        tr_with(k.lang, "coverage.row_narrow", format_count(cell.yes), format_count(cell.denominator()),
                format_count(cell.unknown)),
        tr_with(k.lang, "coverage.row_short", format_count(cell.yes), format_count(cell.denominator()))}) {
    if (k.width(Type::Note, text) > x1 - gap - k.at(30) - x0) continue;
    k.text(Type::Note, x0, foot, faint, text);
    break;
  }
  k.rule(x0, x1, row.y1 - k.at(2), k.c.line);
}

void draw_other(const WallKit& k, const Frame& frame, Safeguard safeguard, const Box& row) {
  const CoverageCell& cell = frame.world.coverage->city[static_cast<std::size_t>(safeguard)];
  const float x0 = row.x0 + k.at(48), x1 = row.x1 - k.at(36);
  if (k.ctx.view.safeguard == safeguard) k.fill(row, k.c.hover);
  const float value = k.text(Type::BodyBold, x1, row.cy(), k.c.text, share_text(cell), Align::Right);
  const float name = k.text(Type::Body, x0, row.cy(), k.c.text, k.tr(safeguard_key(safeguard)));
  const std::string counts =
      tr_with(k.lang, "coverage.row_short", format_count(cell.yes), format_count(cell.denominator()));
  if (k.width(Type::Note, counts) > x1 - value - k.at(60) - x0 - name) return;
  k.text(Type::Note, x1 - value - k.at(30), row.cy(), k.c.text2, counts, Align::Right);
}

// A caption, a figure and its unit under it; returns the width taken.
float figure(const WallKit& k, Type type, float x, float y, std::string_view caption, std::string_view value,
             std::string_view unit, Colour32 colour) {
  const float a = k.text(Type::Meta, x, y + k.at(34), k.c.text2, caption);
  const float b = k.text(type, x, y + k.at(116), colour, value);
  const float c = k.text(Type::Meta, x, y + k.at(200), k.c.text2, unit);
  return std::max({a, b, c});
}

void draw_arrears(const WallKit& k, const Frame& frame, const Box& b) {
  const Summary& s = *frame.summary;
  const float x0 = b.x0 + k.at(48), x1 = b.x1 - k.at(36);
  wall_head(k, x0, x1, b.y0 + k.at(36), k.tr("wall.arrears"),
            tr_with(k.lang, "wall.day", to_string(frame.as_of)));
  std::string unit(k.tr("wall.severe_unit"));
  if (s.day_known) {
    const std::string change =
        tr_with(k.lang, "tile.since_yesterday", format_difference(s.severe_change_day));
    unit += "  " + change;
  }
  const auto of = [&](Grade g) { return format_count(s.city.by_grade[static_cast<std::size_t>(g)]); };
  const Money money = money_of_city(s.city.arrears_fen, k.lang);
  const std::string severe = of(Grade::D), unknown = of(Grade::Unknown);
  // Side by side where the three figures have room for it, else in a smaller size.
  const float gap = k.at(44);
  const auto wide = [&](Type type) {
    return k.width(type, severe) + k.width(type, money.figure) + k.width(type, unknown) + 2 * gap;
  };
  const Type type = wide(Type::Hero) <= x1 - x0 ? Type::Hero : Type::Figure;
  const float y = b.y0 + k.at(64);
  const float first =
      figure(k, type, x0, y, k.tr("wall.severe"), severe, unit, k.c.risk[static_cast<std::size_t>(Grade::D)]);
  const float third = std::max(k.width(type, unknown), k.width(Type::Meta, k.tr("wall.unknown")));
  const float second = std::max(k.width(type, money.figure), k.width(Type::Meta, k.tr("wall.money")));
  const float left = std::min(x0 + std::max(first + gap, (x1 - x0) / 3), x1 - third - gap - second);
  figure(k, type, left, y, k.tr("wall.money"), money.figure, k.tr(money.yi ? "yi" : "wan"), k.c.text);
  k.text(Type::Meta, x1, y + k.at(34), k.c.text2, k.tr("wall.unknown"), Align::Right);
  k.text(type, x1, y + k.at(116), k.c.text, unknown, Align::Right);
}

}  // namespace

void draw_wall_coverage(const Frame& frame, PanelContext& ctx, const WallLayout& l) {
  const Box& b = l.coverage;
  begin_region(Kit(ctx), "##left", b, false);
  const WallKit k(ctx);
  const float x0 = b.x0 + k.at(48), x1 = b.x1 - k.at(36);
  wall_head(k, x0, x1, b.y0 + k.at(58), k.tr("wall.systems"), k.tr("wall.systems_fact"));
  k.fill({b.x1 - std::max(1.0F, k.at(2)), b.y0, b.x1, b.y1}, k.c.line);
  if (!wall_ready(frame)) {
    k.text_in(Type::Body, x0, b.y0 + k.at(150), x1 - x0, k.c.text3, k.tr("wall.loading"));
    ImGui::End();
    return;
  }
  // Large type leaves room for the seven alone; a column lower than UX's shows the arrears only where they
  // fit.
  const float rows_y = b.y0 + k.at(kHead), rest = b.y1 - rows_y;
  const float others = k.at(kOther * 3 + 20);
  const bool with_others = k.at(kRow * 7) + others <= rest;
  const bool with_arrears = k.at(kRow * 7 + kArrears) + others <= rest;
  const float row = with_others ? k.at(kRow) : std::min(k.at(kRow * 1.1F), rest / 7);
  float y = rows_y;
  for (int i = 0; i < kRingSafeguards; ++i, y += row) {
    draw_row(k, frame, static_cast<Safeguard>(i), {b.x0, y, b.x1 - k.at(2), y + row});
  }
  y += k.at(10);
  for (int i = kRingSafeguards; with_others && i < kSafeguards; ++i, y += k.at(kOther)) {
    draw_other(k, frame, static_cast<Safeguard>(i), {b.x0, y, b.x1 - k.at(2), y + k.at(kOther)});
  }
  if (with_arrears) {
    k.rule(x0, x1, y + k.at(8), k.c.line);
    draw_arrears(k, frame, {b.x0, y + k.at(16), b.x1, b.y1});
  }
  ImGui::End();
}

}  // namespace anxin
