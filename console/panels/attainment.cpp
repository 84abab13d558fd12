// How well the clocks were kept today, by percentile, never a mean (UX 15.18); which seats hold incidents and
// how many units stand ready.
#include <algorithm>
#include <array>

#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

constexpr std::array kShown{ClockKind::Acknowledge,  ClockKind::LeadDispatched, ClockKind::Accept,
                            ClockKind::FirstOnScene, ClockKind::AllFunctions,   ClockKind::FirstReport};

// Right edges of the columns, as wide as their widest figure in this language; the counts go where there is
// no room for all.
struct Columns {
  float value, limit, counts, word;
  bool with_counts;
};
Columns columns_of(const Kit& k, float x0, float x1) {
  constexpr float kGap = 8;
  float label = 0;
  for (const ClockKind kind : kShown) label = std::max(label, k.width(Type::Meta, k.tr(clock_key(kind))));
  const float gap = k.px(kGap), value = k.width(Type::BodyBold, span_text(k.lang, 539)),
              limit = k.width(Type::Note, fmt::format("≤ {}", span_text(k.lang, 3600))),
              counts = k.width(Type::Note, "99/999"),
              word = std::max(k.width(Type::Meta, k.tr("kept")), k.width(Type::Meta, k.tr("not_kept")));
  const bool all = label + value + limit + counts + word + 4 * gap <= x1 - x0;
  Columns c{0, 0, x1 - word - gap, x1, all};
  c.limit = all ? c.counts - counts - gap : c.counts;
  c.value = c.limit - limit - gap;
  return c;
}

void draw_kept(const Kit& k, const Attainment* a, ClockKind kind, const Columns& c, float x0, float y) {
  k.text(Type::Meta, x0, y, k.c.text2, k.tr(clock_key(kind)));
  if (a == nullptr || a->counted == 0) {
    k.text(Type::Body, c.value, y, k.c.text3, kNotApplicable, Align::Right);
    return;
  }
  const bool kept = a->p90_s <= a->limit_s;
  const Colour32 ink = kept ? k.c.text : level_text_colour(k.c, IncidentLevel::II, k.c.panel);
  k.text(Type::BodyBold, c.value, y, ink, span_text(k.lang, a->p90_s), Align::Right);
  k.text(Type::Note, c.limit, y, k.c.text3, fmt::format("≤ {}", span_text(k.lang, a->limit_s)), Align::Right);
  k.text(Type::Meta, c.word, y, kept ? k.c.text2 : ink, k.tr(kept ? "kept" : "not_kept"), Align::Right);
  if (c.with_counts)
    k.text(Type::Note, c.counts, y, k.c.text3, fmt::format("{}/{}", a->breached, a->counted), Align::Right);
}

}  // namespace

float draw_attainment(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  section_head(k, x0, x1, y + k.px(12), "attainment", k.tr("attainment.how"));
  y += k.px(36);
  const Columns columns = columns_of(k, x0, x1);
  for (const ClockKind kind : kShown) {
    const Attainment* found = nullptr;
    if (frame.attainment)
      for (const Attainment& a : *frame.attainment)
        if (a.kind == kind) found = &a;
    draw_kept(k, found, kind, columns, x0, y);
    y += k.px(23);
  }
  k.text_in(Type::Note, x0, y + k.px(2), x1 - x0, k.c.text3, k.tr("attainment.example"));
  return y + k.px(14);
}

float draw_on_duty(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const Board& board = board_of(frame, k.ctx);
  section_head(k, x0, x1, y + k.px(12), "on_duty");
  y += k.px(36);
  const auto seat_row = [&](std::string_view seat, std::string_view word) {
    const float w = k.text(Type::Meta, x1, y, k.c.text, word, Align::Right);
    k.text_in(Type::Meta, x0, y, x1 - x0 - w - k.px(10), k.c.text2, seat);
    y += k.px(23);
  };
  const auto of = board.claims.find(frame.seat);
  const std::size_t mine = of == board.claims.end() ? 0 : of->second;
  seat_row(frame.seat.empty() ? k.tr("on_duty.this") : std::string_view(frame.seat),
           tr_with(k.lang, "on_duty.mine", mine));
  std::size_t others = 0;
  for (const auto& [seat, n] : board.claims) {
    if (seat == frame.seat || ++others > 1) continue;
    seat_row(seat, tr_with(k.lang, "on_duty.claims", n));
  }
  std::size_t on = 0, ready = 0;
  for (const UnitRow& row : board.units) {
    if (!on_duty(*row.unit, frame.now)) continue;
    ++on;
    ready += row.held == nullptr && row.unit->state == UnitReadiness::Ready ? 1 : 0;
  }
  // The way to the units: their row, and its key beside the name.
  const Box row{x0 - k.px(8), y - k.px(11), x1 + k.px(8), y + k.px(11)};
  const Hit h = k.hit("units", row);
  if (h.hovered) k.fill(row, k.c.hover);
  if (h.clicked) act(frame, k.ctx, Verb::Units);
  key_cap(k, x0 + k.width(Type::Meta, k.tr("on_duty.units")) + k.px(8), y, cap_of(Verb::Units));
  seat_row(k.tr("on_duty.units"), tr_with(k.lang, "on_duty.ready", ready, on));
  return y;
}

}  // namespace anxin
