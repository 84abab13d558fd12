// The right column of the coverage view (UX 6.4): the safeguard chosen, what the plan says of it, districts
// by gap, why states are unknown, and the list behind every figure.
#include <algorithm>
#include <cmath>

#include "console/panels/cache.hpp"
#include "console/panels/coverage_words.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr std::array kStateOrder{SafeguardState::Yes, SafeguardState::No, SafeguardState::NotApplicable,
                                 SafeguardState::Unknown};

std::size_t slot(Safeguard s) { return static_cast<std::size_t>(s); }

// The unit framed in the table, or all.
std::optional<std::size_t> unit_of(const Frame& frame, const ViewState& view) {
  const Registry& r = *frame.world.registry;
  for (std::size_t u = 0; u < r.unit_code.size(); ++u) {
    if (r.unit_code[u] == view.selected_unit) return u;
  }
  return {};
}

const CoverageCell& cell_of(const Frame& frame, const ViewState& view, std::optional<std::size_t> unit) {
  const Coverage& c = *frame.world.coverage;
  return unit ? c.by_unit[slot(view.safeguard)][*unit] : c.city[slot(view.safeguard)];
}

float draw_target(const Kit& k, const Frame& frame, const SafeguardTarget& target, float x0, float x1,
                  float y) {
  const std::string_view name = k.tr(safeguard_key(k.ctx.view.safeguard));
  k.text_in(Type::Title, x0, y + k.px(16), x1 - x0, k.c.text, name);
  y += k.px(36);
  const std::string words = target_text(k.lang, target);
  if (words.empty()) {
    k.text_in(Type::Meta, x0, y + k.px(4), x1 - x0, k.c.text3, k.tr("target.none"));
    return y + k.px(18);
  }
  k.text_in(Type::Body, x0, y + k.px(4), x1 - x0, k.c.text2, words);
  y += k.px(26);
  if (target.clause != nullptr) {
    const Brief id("{}", target.clause->id);
    const float w = k.text(Type::BodyBold, x0, y + k.px(4), k.c.text, id) + k.px(10);
    y += k.wrapped(Type::Meta, x0 + w, y + k.px(4), x1 - x0 - w, k.c.text2,
                   tr_with(k.lang, "quote", target.clause->text)) +
         k.px(4);
    k.text_in(Type::Note, x0, y + k.px(4), x1 - x0, k.c.text3, lead_text(k.lang, *frame.pack, target));
    y += k.px(20);
  }
  const CoverageCell& city = cell_of(frame, k.ctx.view, {});
  const auto gap = city.gap_tenths(target.permille);
  if (target.by && *target.by < frame.as_of && gap && *gap > 0) {  // a date that is past is no countdown
    k.text_in(Type::Note, x0, y + k.px(4), x1 - x0, k.c.text2,
              tr_with(k.lang, "target.past", to_string(*target.by).substr(0, 7)));
    y += k.px(20);
  }
  return y;
}

// Four counts of the scope; the one chosen is the list below.
float draw_counts(const Kit& k, const CoverageCell& cell, float x0, float x1, float y) {
  const float gap = k.px(6), w = std::floor((x1 - x0 - 3 * gap) / 4), h = k.px(46);
  for (std::size_t i = 0; i < kStateOrder.size(); ++i) {
    const SafeguardState state = kStateOrder[i];
    const Box b = box_at(x0 + static_cast<float>(i) * (w + gap), y, w, h);
    const bool chosen = k.ctx.state.listed == state;
    const Hit hit = k.hit(state_key(state), b);
    k.fill(b, hit.hovered ? k.c.hover : k.c.raised, 2);
    if (chosen) k.fill({b.x0, b.y1 - k.px(3), b.x1, b.y1}, k.c.text);
    state_mark(k, b.x0 + k.px(8), b.y0 + k.px(13), state);
    k.text_in(Type::Note, b.x0 + k.px(24), b.y0 + k.px(13), b.w() - k.px(28), k.c.text2,
              k.tr(state_key(state)));
    k.text_in(Type::Brand, b.x0 + k.px(8), b.y0 + k.px(31), b.w() - k.px(12), k.c.text,
              format_count(cell.of(state)));
    if (hit.clicked) k.ctx.state.listed = state;
  }
  return y + h;
}

// Districts, the largest gap first: share as a bar, what lacks.
float draw_districts(const Kit& k, const Frame& frame, const SafeguardTarget& target, float x0, float x1,
                     float y) {
  const Registry& r = *frame.world.registry;
  const auto& cells = frame.world.coverage->by_unit[slot(k.ctx.view.safeguard)];
  section_head(k, x0, x1, y + k.px(12), "gap_districts", k.tr("gap_districts.columns"));
  y += k.px(30);
  std::vector<std::size_t> order(r.unit_code.size());
  for (std::size_t u = 0; u < order.size(); ++u) order[u] = u;
  const auto key = [&](std::size_t u) { return cells[u].share().value_or(2); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  float name_w = 0;
  for (const std::size_t u : order)
    name_w = std::max(name_w, k.width(Type::BodyBold, unit_short_name(frame, k.lang, u)));
  name_w = std::min(name_w, (x1 - x0) * 0.4F);
  const float share_w = k.width(Type::Body, "100.0%") + k.px(8),
              no_w = k.width(Type::BodyBold, "8,888") + k.px(10);
  for (const std::size_t u : order) {
    const Box row{x0 - k.px(16), y, x1 + k.px(16), y + k.px(24)};
    const Hit h = k.hit(r.unit_code[u], row);
    const bool framed = k.ctx.view.selected_unit == r.unit_code[u];
    if (framed || h.hovered) k.fill(row, k.c.hover);
    if (framed) k.fill({row.x0, row.y0, row.x0 + k.px(3), row.y1}, k.c.text);
    k.text_in(framed ? Type::BodyBold : Type::Body, x0, row.cy(), name_w + 1, k.c.text,
              unit_short_name(frame, k.lang, u));
    const CoverageCell& cell = cells[u];
    const std::optional<double> share = cell.share();
    const Box track{x0 + name_w + k.px(12), row.cy() - k.px(4), x1 - share_w - no_w, row.cy() + k.px(4)};
    bar(k, track, static_cast<float>(share.value_or(0)),
        target.permille > 0 ? std::min(0.995F, static_cast<float>(target.permille) / 1000) : -1,
        k.c.cov[static_cast<std::size_t>(SafeguardState::Yes)]);
    k.text(Type::Body, x1 - no_w, row.cy(), k.c.text,
           share ? format_share(*share) : std::string(kNotApplicable), Align::Right);
    k.text(Type::BodyBold, x1, row.cy(), cell.no > 0 ? k.c.cov[0] : k.c.text3, format_count(cell.no),
           Align::Right);
    if (h.hovered) k.ctx.state.hovered_unit = std::string(r.unit_code[u]);
    if (h.clicked) frame_unit(frame, k.ctx, r.unit_code[u]);
    y = row.y1;
  }
  return y;
}

// Why states are unknown: a feed that fell silent, or no row; and how old the feeds are.
float draw_unknown(const Kit& k, const Frame& frame, const CoverageCell& cell, float x0, float x1, float y) {
  section_head(k, x0, x1, y + k.px(12), "unknown_why", format_count(cell.unknown));
  y += k.px(30);
  const auto line = [&](std::string_view text, std::uint32_t count) {
    k.text_in(Type::Body, x0, y + k.px(8), x1 - x0 - k.px(70), k.c.text2, text);
    k.text(Type::Body, x1, y + k.px(8), k.c.text, format_count(count), Align::Right);
    y += k.px(22);
  };
  const std::optional<FeedKind> kind = carried_by(k.ctx.view.safeguard);
  if (kind) line(k.tr("unknown.stale"), cell.stale);
  line(k.tr(k.ctx.view.safeguard == Safeguard::MonthlyPay ? "unknown.months" : "unknown.no_row"),
       cell.unknown - cell.stale);
  if (!kind) return y;
  // Feeds of that kind, the longest silent first, at most three that are stale.
  const FeedColumns& feeds = frame.world.registry->records.feeds;
  const Instant moment = frame.world.coverage->moment;
  std::vector<std::pair<std::int64_t, std::size_t>> silent;
  std::size_t of_kind = 0;
  for (std::size_t f = 0; f < feeds.size(); ++f) {
    if (feeds.kind[f] != *kind) continue;
    ++of_kind;
    const auto latest = feeds.latest_arrival(f, moment);
    const std::int64_t age = latest ? (moment - *latest).count() : INT64_MAX;
    if (age > feeds.stale_after_s[f]) silent.emplace_back(age, f);
  }
  std::sort(silent.rbegin(), silent.rend());
  k.text_in(Type::Note, x0, y + k.px(8), x1 - x0, k.c.text3,
            tr_with(k.lang, "feeds.fresh", of_kind - silent.size(), of_kind));
  y += k.px(20);
  for (std::size_t i = 0; i < std::min<std::size_t>(3, silent.size()); ++i) {
    const auto [age, f] = silent[i];
    const std::string text = age == INT64_MAX
                                 ? tr_with(k.lang, "feed.never", feeds.name[f])
                                 : tr_with(k.lang, age < 172'800 ? "feed.hours" : "feed.days", feeds.name[f],
                                           age < 172'800 ? age / 3600 : age / 86'400);
    k.text_in(Type::Note, x0, y + k.px(8), x1 - x0, k.c.text2, text);
    y += k.px(20);
  }
  return y;
}

const std::vector<Index>& listed(const Frame& frame, PanelContext& ctx, std::optional<std::size_t> unit) {
  PanelCache& cache = cache_of(ctx);
  const PanelCache::CoverageList key{frame.world.coverage.get(), ctx.view.safeguard, ctx.state.listed, unit};
  if (!(cache.coverage_list_of == key)) {
    cache.coverage_list_of = key;
    cache.coverage_list =
        behind(*frame.world.coverage, *frame.world.registry, key.safeguard, key.state, {unit, {}});
  }
  return cache.coverage_list;
}

void draw_project_row(const Kit& k, const Frame& frame, Index i, const Box& row, float x0, float x1) {
  const Registry& r = *frame.world.registry;
  const Hit h = k.hit(r.id[i], row);
  const bool chosen = k.ctx.view.selected == r.id[i];
  if (h.hovered || chosen) k.fill(row, k.c.hover);
  const RiskTable* risk = frame.world.risk.get();
  project_symbol(k, x0 + k.px(6), row.cy(), 4.5F,
                 risk != nullptr && i < risk->grade.size() ? risk->grade[i] : Grade::Unknown);
  const std::string place = place_text(frame, k.lang, r, i);
  const float place_w = std::min(k.width(Type::Note, place), (x1 - x0) * 0.4F);
  k.text_in(Type::Note, x1, row.cy(), place_w + 1, h.hovered ? k.c.text2 : k.c.text3, place, Align::Right);
  k.text_in(Type::Body, x0 + k.px(20), row.cy(), x1 - x0 - k.px(30) - place_w, k.c.text, r.name[i]);
  if (h.hovered) k.ctx.state.row_hovered = i;
  if (h.clicked) click_project(k.ctx, r, i);
}

void draw_enterprise_row(const Kit& k, const Frame& frame, Index e, const Box& row, float x0, float x1) {
  const Registry& r = *frame.world.registry;
  const Hit h = k.hit(r.enterprise_uscc[e], row);
  if (h.hovered) k.fill(row, k.c.hover);
  const std::string credit = credit_text(k, r.enterprise_credit[e]);
  const float credit_w =
      k.text(Type::Note, x1, row.cy(), h.hovered ? k.c.text2 : k.c.text3, credit, Align::Right);
  const std::string_view name = r.enterprise_name[e].empty() ? r.enterprise_uscc[e] : r.enterprise_name[e];
  k.text_in(Type::Body, x0, row.cy(), x1 - x0 - k.px(10) - credit_w, k.c.text, name);
}

// Rows outside the clip are passed over by arithmetic: the list may hold every project of the city.
float draw_list(const Kit& k, const Frame& frame, std::optional<std::size_t> unit, float x0, float x1,
                float y) {
  const Safeguard safeguard = k.ctx.view.safeguard;
  const auto& list = listed(frame, k.ctx, unit);
  const std::string scope =
      unit ? std::string(unit_short_name(frame, k.lang, *unit)) : std::string(k.tr("city"));
  section_head(
      k, x0, x1, y + k.px(12), "coverage_list",
      tr_with(k.lang, "coverage_list.what", scope, k.tr(state_key(k.ctx.state.listed)),
              format_count(static_cast<std::int64_t>(list.size())), k.tr(counted_over_key(safeguard))));
  y += k.px(30);
  if (list.empty()) {
    k.text(Type::Meta, x0, y + k.px(10), k.c.text3, k.tr("coverage_list.none"));
    return y + k.px(24);
  }
  const std::string_view write = k.tr("set.export");
  const Box at = box_at(x0, y, std::round(k.width(Type::Body, write) + k.px(28)), k.px(28));
  if (frame.world.risk && button(k, "export", at, write).clicked)
    k.ctx.outbox.asks.emplace_back(
        ExportList{ExportWhat::Behind, ExportFormat::Csv, k.ctx.state.listed, unit});
  y += k.px(36);
  const float h = k.px(26);
  const ImVec2 lower = k.draw->GetClipRectMin(), upper = k.draw->GetClipRectMax();
  const auto first = static_cast<std::size_t>(std::max(0.0F, std::floor((lower.y - y) / h)));
  for (std::size_t n = first; n < list.size(); ++n) {
    const Box row{x0 - k.px(16), y + static_cast<float>(n) * h, x1 + k.px(16),
                  y + static_cast<float>(n + 1) * h};
    if (row.y0 > upper.y) break;
    if (counted_over(safeguard) == CountedOver::Projects) {
      draw_project_row(k, frame, list[n], row, x0, x1);
    } else {
      draw_enterprise_row(k, frame, list[n], row, x0, x1);
    }
  }
  return y + h * static_cast<float>(list.size());
}

}  // namespace

float draw_safeguard(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  if (frame.world.coverage == nullptr || frame.world.registry == nullptr || frame.pack == nullptr ||
      frame.world.coverage->counted.size() != frame.world.registry->projects()) {
    k.text_in(Type::Body, x0, y + k.px(14), x1 - x0, k.c.text3, k.tr("working"));
    return y + k.px(28);
  }
  const SafeguardTarget target = target_of(*frame.pack, k.ctx.view.safeguard, frame.as_of);
  const std::optional<std::size_t> unit = unit_of(frame, k.ctx.view);
  const CoverageCell& cell = cell_of(frame, k.ctx.view, unit);
  y = draw_target(k, frame, target, x0, x1, y + k.px(6)) + k.px(10);
  y = draw_counts(k, cell, x0, x1, y) + k.px(8);
  y = draw_districts(k, frame, target, x0, x1, y) + k.px(6);
  y = draw_unknown(k, frame, cell, x0, x1, y) + k.px(6);
  return draw_list(k, frame, unit, x0, x1, y);
}

}  // namespace anxin
