#include <cmath>

#include "console/panels/cache.hpp"
#include "console/panels/coverage_words.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr float kHead = 36, kRow = 22;
constexpr std::array kStates{SafeguardState::Yes, SafeguardState::No, SafeguardState::Unknown,
                             SafeguardState::NotApplicable};
constexpr std::array<Grade, kGrades> kOrder{Grade::D, Grade::C, Grade::B, Grade::A, Grade::Unknown};

ViewCounts::Counts counts_in_view(const Frame& frame, PanelContext& ctx) {
  if (frame.world.registry == nullptr) return {};
  ViewCounts& counts = cache_of(ctx).counts;
  const Coverage* coverage = frame.world.coverage.get();
  if (ctx.view.coloured_by && coverage != nullptr) {
    counts.prepare(*frame.world.registry, coverage->of(*ctx.view.coloured_by), ctx.view.filters, frame.as_of);
  } else {
    counts.prepare(*frame.world.registry, frame.world.risk.get(), ctx.view.filters, frame.as_of);
  }
  const PixelRect& v = ctx.camera.view;
  const MapXY a = ctx.camera.to_map({v.x, v.y + v.h}), b = ctx.camera.to_map({v.x + v.w, v.y});
  return counts.in_box(a, b);
}

void draw_row(const Kit& k, const Box& b, Grade g, std::uint32_t count, float radius) {
  const std::size_t at = static_cast<std::size_t>(g);
  const bool hidden = k.ctx.view.filters.grade_hidden[at];
  const Hit h = k.hit(grade_key(g), b);
  if (h.hovered) k.fill(b, k.c.hover);
  if (!hidden) project_symbol(k, b.x0 + k.px(22), b.cy(), radius, g);
  const Colour32 ink = hidden ? k.c.text3 : k.c.text;
  const std::string_view word = g == Grade::Unknown ? k.tr("grade.unknown_long") : grade_word(k, g);
  if (g == Grade::Unknown) {
    k.text(Type::Body, b.x0 + k.px(41), b.cy(), ink, word);
  } else {
    k.text(Type::Body, b.x0 + k.px(41), b.cy(), ink, Brief("{} {}", word, grade_letter(g)));
  }
  const std::string figure = format_count(count);
  const float w =
      k.text(Type::Body, b.x1 - k.px(12), b.cy(), hidden ? k.c.text3 : k.c.text2, figure, Align::Right);
  if (hidden) k.rule(b.x1 - k.px(14) - w, b.x1 - k.px(10), b.cy(), k.c.text3);
  if (!h.clicked) return;
  remember_view(k.ctx);
  k.ctx.view.filters.grade_hidden[at] = !hidden;
}

void draw_state_row(const Kit& k, const Box& b, SafeguardState state, std::uint32_t count) {
  const std::size_t at = static_cast<std::size_t>(state);
  const bool hidden = k.ctx.view.state_hidden[at];
  const Hit h = k.hit(state_key(state), b);
  if (h.hovered) k.fill(b, k.c.hover);
  if (!hidden) state_mark(k, b.x0 + k.px(17), b.cy(), state);
  k.text(Type::Body, b.x0 + k.px(41), b.cy(), hidden ? k.c.text3 : k.c.text, k.tr(state_key(state)));
  const float w = k.text(Type::Body, b.x1 - k.px(12), b.cy(), hidden ? k.c.text3 : k.c.text2,
                         format_count(count), Align::Right);
  if (hidden) k.rule(b.x1 - k.px(14) - w, b.x1 - k.px(10), b.cy(), k.c.text3);
  if (!h.clicked) return;
  k.ctx.view.state_hidden[at] = !hidden;
}

void draw_credit_key(const Kit& k, const Box& b, float y) {
  const float label = k.text(Type::Note, b.x0 + k.px(12), y, k.c.text2, k.tr("legend.credit"));
  const float first = b.x0 + std::max(k.px(92), k.px(28) + label), step = (b.x1 - k.px(34) - first) / 3;
  constexpr std::array<Credit, 4> credits{Credit::A, Credit::B, Credit::C, Credit::D};
  for (std::size_t i = 0; i < credits.size(); ++i) {
    const float x = first + step * static_cast<float>(i);
    project_symbol(k, x, y, 4.5F, Grade::C, credits[i]);
    k.text(Type::Note, x + k.px(14), y, k.c.text2, code(credits[i]));
  }
}

void draw_ramp(const Kit& k, const Box& b, float y) {
  const bool gap = k.ctx.view.tab == ViewTab::Coverage;
  const auto& ramp = gap ? k.c.gap_ramp : k.c.risk_ramp;
  const auto& breaks = gap ? k.c.gap_breaks : k.c.risk_breaks;
  const float words =
      k.text(Type::Note, b.x0 + k.px(12), y, k.c.text2, k.tr(gap ? "legend.gap" : "legend.ramp"));
  const float room = b.w() - k.px(12 + 10 + 12) - words;  // beside the words
  const float cell = std::floor(std::min(k.px(29), room / 5)), left = b.x1 - k.px(12) - 5 * cell;
  for (std::size_t i = 0; i < ramp.size(); ++i) {
    const Box at = box_at(left + cell * static_cast<float>(i), y - k.px(6), cell, k.px(12));
    k.fill(at, ramp[i]);
    k.frame(at, k.c.line2);
  }
  k.text(Type::Key, left, y + k.px(16), k.c.text3, "0");
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const float x = left + cell * static_cast<float>(i + 1);
    const bool last = i + 1 == breaks.size();
    const double percent = static_cast<double>(breaks[i]) * 100;
    const std::string text = gap ? fmt::format("{:.0f}{}", percent, last ? "+" : "")
                                 : fmt::format("{:.1f}{}", percent, last ? "%+" : "");
    k.text(Type::Key, last ? x - k.px(9) : x, y + k.px(16), k.c.text3, text,
           last ? Align::Left : Align::Centre);
  }
}

}  // namespace

// A plate must not cover the selection: the legend folds to its head instead.
bool legend_is_open(const Frame& frame, const PanelContext& ctx, const Layout& l) {
  const std::optional<Box> marks = selection_marks(frame, ctx);
  return ctx.view.legend_open && !(marks && marks->meets(plates_of(l, ctx.view.ui_scale, true).legend));
}

void draw_legend(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const float s = ctx.view.ui_scale;
  const bool open = legend_is_open(frame, ctx, l);
  const Box b = plates_of(l, s, open).legend;
  begin_plate(Kit(ctx), "##legend", b);
  const Kit k(ctx);
  const ViewCounts::Counts counts = counts_in_view(frame, ctx);
  const bool by_state = ctx.view.coloured_by.has_value();
  std::uint32_t total = 0;
  int hidden = 0;
  for (std::size_t g = 0; g < counts.size(); ++g) {
    if (by_state && g >= ctx.view.state_hidden.size()) continue;
    const bool off = by_state ? ctx.view.state_hidden[g] : ctx.view.filters.grade_hidden[g];
    hidden += off && !(by_state && static_cast<SafeguardState>(g) == SafeguardState::NotApplicable) ? 1 : 0;
    if (!off) total += counts[g];
  }
  const Hit head = k.hit("head", {b.x0, b.y0, b.x1, b.y0 + k.px(kHead)});
  if (head.clicked) ctx.view.legend_open = !ctx.view.legend_open;
  section_head(k, b.x0 + k.px(12), b.x1 - k.px(12), b.y0 + k.px(18), "legend",
               hidden > 0 ? tr_with(k.lang, "legend.hidden", hidden)
                          : tr_with(k.lang, "legend.in_view", format_count(total)));
  if (open) {
    float y = b.y0 + k.px(kHead);
    const ScaleBand band = band_of(ctx.camera);
    const auto next_row = [&] {
      const Box row{b.x0 + k.px(1), y, b.x1 - k.px(1), y + k.px(kRow)};
      y = row.y1;
      return row;
    };
    if (by_state) {
      for (const SafeguardState state : kStates)
        draw_state_row(k, next_row(), state, counts[static_cast<std::size_t>(state)]);
      k.text_in(Type::Note, b.x0 + k.px(12), y + k.px(12), b.w() - k.px(24), k.c.text3,
                k.tr(safeguard_key(*ctx.view.coloured_by)));
      y += k.px(kRow);
    } else {
      for (const Grade g : kOrder)
        draw_row(k, next_row(), g, counts[static_cast<std::size_t>(g)], symbol_radius(band, g));
    }
    y += k.px(7);
    k.rule(b.x0 + k.px(12), b.x1 - k.px(12), y, k.c.line);
    if (by_state) {
      k.text_in(Type::Note, b.x0 + k.px(12), y + k.px(20), b.w() - k.px(24), k.c.text2, k.tr("legend.ring"));
    } else {
      draw_credit_key(k, b, y + k.px(20));
    }
    draw_ramp(k, b, y + k.px(50));
  }
  ImGui::End();
}

}  // namespace anxin
