// The wall's right column: the projects to check first, and the districts with the largest gaps.
#include <algorithm>
#include <cmath>
#include <limits>

#include "console/panels/cache.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/wall.hpp"

namespace anxin {
namespace {

constexpr float kHead = 96, kCard = 206, kLeagueHead = 110, kLeagueRow = 82, kNote = 56;
constexpr std::size_t kCards = 5, kLeague = 8;

void draw_card(const WallKit& k, const Frame& frame, Index i, const Box& card) {
  const Registry& r = *frame.world.registry;
  const RiskTable& risk = *frame.world.risk;
  const Grade grade = risk.grade[i];
  const float x0 = card.x0 + k.at(48), x1 = card.x1 - k.at(48), left = x0 + k.at(100);
  project_symbol(k, x0 + k.at(38), card.cy(), 34 / kWallScale, grade);
  const std::string_view unit = k.tr("wan");
  const float unit_w = k.text(Type::Meta, x1, card.y0 + k.at(68), k.c.text2, unit, Align::Right);
  const float money = unit_w + k.at(12) +
                      k.text(Type::Brand, x1 - unit_w - k.at(12), card.y0 + k.at(62), k.c.text,
                             wan_text(risk.arrears_fen[i], k.lang), Align::Right);
  k.text_in(Type::Tab, left, card.y0 + k.at(62), x1 - money - k.at(36) - left, k.c.text, r.name[i]);
  float x = left;
  x += k.text(Type::Meta, x, card.y0 + k.at(138), k.c.text,
              Brief("{} {}", grade_word(k, grade), grade_letter(grade)));
  std::string rest = "   " + place_text(frame, k.lang, r, i);
  if (risk.age_tenths[i] > 0) rest += "   " + tr_with(k.lang, "wall.age", format_tenths(risk.age_tenths[i]));
  k.text_in(Type::Meta, x, card.y0 + k.at(138), x1 - x, k.c.text2, rest);
  k.rule(x0, x1, card.y1 - k.at(2), k.c.line);
}

// The districts where most is missing: a bar from the round figure below the least, the target as a tick.
void draw_league(const WallKit& k, const Frame& frame, const Box& b) {
  const auto& cells = frame.world.coverage->by_unit[static_cast<std::size_t>(k.ctx.view.safeguard)];
  const int target = target_of(*frame.pack, k.ctx.view.safeguard, frame.as_of).permille;
  const float x0 = b.x0 + k.at(48), x1 = b.x1 - k.at(48);
  wall_head(k, x0, x1, b.y0 + k.at(58),
            tr_with(k.lang, "wall.league", k.tr(safeguard_key(k.ctx.view.safeguard))),
            k.tr("wall.league_fact"));
  std::vector<std::size_t> order;
  for (std::size_t u = 0; u < cells.size(); ++u)
    if (cells[u].share()) order.push_back(u);
  std::ranges::stable_sort(order, {}, [&](std::size_t u) { return *cells[u].share(); });
  const auto rows = std::min(
      {kLeague, order.size(),
       static_cast<std::size_t>(std::max(0.0F, (b.h() - k.at(kLeagueHead + kNote)) / k.at(kLeagueRow)))});
  if (rows == 0) return;
  const double from = std::floor(*cells[order.front()].share() * 10) / 10;  // a bar's zero, said below
  float name_w = 0;
  for (std::size_t n = 0; n < rows; ++n)
    name_w = std::max(name_w, k.width(Type::BodyBold, unit_short_name(frame, k.lang, order[n])));
  const float share_x = x1 - k.at(130), track_1 = share_x - k.width(Type::BodyBold, "100.0%") - k.at(30);
  float y = b.y0 + k.at(kLeagueHead);
  for (std::size_t n = 0; n < rows; ++n, y += k.at(kLeagueRow)) {
    const CoverageCell& cell = cells[order[n]];
    const float cy = y + k.at(kLeagueRow) / 2, name_x = x0 + k.at(54);
    k.text(Type::Meta, x0, cy, k.c.text3, Brief("{}", n + 1));
    k.text(Type::BodyBold, name_x, cy, k.c.text, unit_short_name(frame, k.lang, order[n]));
    const Box track{name_x + name_w + k.at(24), cy - k.at(14), track_1, cy + k.at(14)};
    const float part = static_cast<float>((*cell.share() - from) / (1 - from));
    k.fill(track, k.c.map);
    k.fill({track.x0, track.y0, track.x0 + track.w() * std::clamp(part, 0.0F, 1.0F), track.y1},
           k.c.cov[static_cast<std::size_t>(SafeguardState::Yes)]);
    if (target > 0 && target / 1000.0 > from) {
      const float x = track.x0 + track.w() * static_cast<float>((target / 1000.0 - from) / (1 - from));
      k.fill({x - k.at(3), track.y0 - k.at(10), x + k.at(3), track.y1 + k.at(10)}, k.c.text);
    }
    k.text(Type::BodyBold, share_x, cy, k.c.text, share_text(cell), Align::Right);
    k.text(Type::BodyBold, x1, cy, cell.no > 0 ? k.c.cov[0] : k.c.text3, format_count(cell.no), Align::Right);
    k.rule(x0, x1, y + k.at(kLeagueRow) - k.at(2), k.c.line);
  }
  const int percent = static_cast<int>(std::lround(from * 100));
  k.text(Type::Note, x0, y + k.at(34), k.c.text3,
         target > 0 ? tr_with(k.lang, "wall.league_note", percent, format_tenths(target))
                    : tr_with(k.lang, "wall.league_note_only", percent));
}

}  // namespace

void draw_wall_side(const Frame& frame, PanelContext& ctx, const WallLayout& l) {
  const Box& b = l.side;
  begin_region(Kit(ctx), "##right", b, false);
  const WallKit k(ctx);
  k.fill({b.x0, b.y0, b.x0 + std::max(1.0F, k.at(2)), b.y1}, k.c.line);
  const float x0 = b.x0 + k.at(48), x1 = b.x1 - k.at(48);
  if (!wall_ready(frame)) {
    k.text_in(Type::Body, x0, b.y0 + k.at(150), x1 - x0, k.c.text3, k.tr("wall.loading"));
    ImGui::End();
    return;
  }
  const auto& by_grade = frame.summary->city.by_grade;
  wall_head(k, x0, x1, b.y0 + k.at(58), k.tr("wall.check"),
            tr_with(k.lang, "wall.check_fact", format_count(by_grade[static_cast<std::size_t>(Grade::D)]),
                    format_count(by_grade[static_cast<std::size_t>(Grade::C)])));
  const std::vector<Index>& first = priority_list(frame, ctx);
  float y = b.y0 + k.at(kHead);
  for (std::size_t n = 0; n < std::min(kCards, first.size()); ++n, y += k.at(kCard))
    draw_card(k, frame, first[n], {b.x0, y, b.x1, y + k.at(kCard)});
  if (first.empty()) k.text(Type::Meta, x0, y + k.at(40), k.c.text3, k.tr("wall.check_none"));
  draw_league(k, frame, {b.x0, b.y0 + k.at(kHead + kCard * static_cast<float>(kCards)), b.x1, b.y1});
  ImGui::End();
}

}  // namespace anxin
