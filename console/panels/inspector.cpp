#include <cmath>

#include "console/panels/cache.hpp"
#include "console/panels/chip_flow.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/import_panel.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/map_marks.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr double kQuiet_s = 0.3;  // loading says nothing before

std::string_view funding_key(Funding f) {
  constexpr std::array<std::string_view, 3> keys{"funding_chip.government", "funding_chip.private",
                                                 "funding_chip.unknown"};
  return keys[static_cast<std::size_t>(f)];
}

void draw_chips(const Frame& frame, ChipFlow& chips, const Kit& k, Index i) {
  const Registry& r = *frame.world.registry;
  const RiskTable* risk = frame.world.risk.get();
  const Grade grade = risk != nullptr && i < risk->grade.size() ? risk->grade[i] : Grade::Unknown;
  const std::size_t at = static_cast<std::size_t>(grade);
  if (grade == Grade::Unknown) {
    chips.add(grade_word(k, grade), ChipLook::Outline);
  } else {
    chips.add(fmt::format("{} {}", grade_word(k, grade), grade_letter(grade)), ChipLook::Filled, k.c.risk[at],
              k.c.risk_ink[at]);
  }
  chips.add(credit_text(k, r.credit_of(i)), ChipLook::Outline);
  if (risk != nullptr && i < risk->rules.size() && (risk->rules[i] >> static_cast<int>(RuleId::W8) & 1) != 0)
    chips.add(k.tr("joint_enforcement"), ChipLook::Outline);
  if (risk != nullptr && i < risk->incomplete.size() && risk->incomplete[i] != 0)
    chips.add(k.tr("incomplete"), ChipLook::Plain);
  chips.add(k.tr(funding_key(r.funding[i])), ChipLook::Plain);
  chips.add(k.tr(fmt::format("sector.{}", code(r.sector[i]))), ChipLook::Plain);
  chips.add(k.tr(fmt::format("status.{}", code(r.status[i]))), ChipLook::Plain);
  if (r.unlicensed[i] != 0) chips.add(k.tr("unlicensed"), ChipLook::Plain);
  const std::string place = place_text(frame, k.lang, r, i);
  if (!place.empty()) chips.add(place, ChipLook::Plain);
}

// 项目 P-110105-0417 ... × Esc, the name, the chips.
float draw_head(const Kit& k, const Frame& frame, Index i, float x0, float x1, float y) {
  const Registry& r = *frame.world.registry;
  const float line = y + k.px(20);
  k.text(Type::Note, x0, line, k.c.text3, Brief("{}  {}", k.tr("inspector.project"), r.id[i]));
  if (close_mark(k, "close", x1, line).clicked) select_project(k.ctx, {});
  y += k.px(46) + k.wrapped(Type::Title, x0, y + k.px(46), x1 - x0, k.c.text, r.name[i]) -
       k.line_height(Type::Title);
  ChipFlow chips(k, x0, x1, y + k.px(31));
  draw_chips(frame, chips, k, i);
  return chips.bottom();
}

// The detail is still being made: nothing for 300 ms, then a line.
float draw_working(const Kit& k, float x0, float x1, float y) {
  PanelState& st = k.ctx.state;
  if (st.loading_since_s < 0) st.loading_since_s = k.ctx.seconds;
  if (k.ctx.seconds > 0 && k.ctx.seconds - st.loading_since_s < kQuiet_s) {
    st.next_frame_s = st.loading_since_s + kQuiet_s;
    return y;
  }
  k.text_in(Type::Body, x0, y + k.px(14), x1 - x0, k.c.text3, k.tr("working"));
  return y + k.px(28);
}

void draw_project(const Kit& k, const Frame& frame, Index i, float x0, float x1, float& y) {
  y = draw_head(k, frame, i, x0, x1, y) + k.px(12);
  const ProjectDetail* detail = frame.detail.get();
  if (detail == nullptr || detail->project != i) {
    y = draw_working(k, x0, x1, y);
    y = draw_liability(k, frame, i, x0, x1, y + k.px(8));
    return;
  }
  k.ctx.state.loading_since_s = -1;
  y = draw_why(k, frame, *detail, x0, x1, y) + k.px(10);
  y = draw_months(k, frame, *detail, x0, x1, y) + k.px(10);
  y = draw_coverage(k, frame, x0, x1, y) + k.px(8);
  y = draw_funds(k, frame, *detail, x0, x1, y) + k.px(10);
  y = draw_liability(k, frame, i, x0, x1, y) + k.px(10);
  y = draw_history(k, frame, *detail, x0, x1, y);
}

void draw_nothing_selected(const Kit& k, const Frame& frame, float x0, float x1, float& y) {
  k.text(Type::Title, x0, y + k.px(28), k.c.text, k.tr("inspector.none"));
  y += k.px(54);
  const Registry* r = frame.world.registry.get();
  if (r == nullptr || r->projects() == 0) {
    y += k.wrapped(Type::Meta, x0, y, x1 - x0, k.c.text2, k.tr("inspector.empty"));
    return;
  }
  y += k.wrapped(Type::Meta, x0, y, x1 - x0, k.c.text2, k.tr("inspector.none_how"));
  float x = x0;
  y += k.px(10);
  x += k.text(Type::Meta, x, y, k.c.text3, k.tr("inspector.none_keys")) + k.px(10);
  x += key_cap(k, x, y, cap_of(Verb::Next)) + k.px(5);
  key_cap(k, x, y, cap_of(Verb::Previous));
  y += k.px(24);
  y = draw_priority(k, frame, x0, x1, y);
}

}  // namespace

const ProjectFigures& detail_figures(const Frame& frame, PanelContext& ctx, const ProjectDetail& detail) {
  PanelCache& cache = cache_of(ctx);
  const Registry* r = frame.world.registry.get();
  if (cache.figures_of != &detail || cache.figures_registry != r || cache.figures_months != r->months.get() ||
      cache.figures_day != frame.as_of) {
    cache.figures_of = &detail;
    cache.figures_registry = r;
    cache.figures_months = r->months.get();
    cache.figures_day = frame.as_of;
    cache.figures = figures_of(*r, detail.project, detail.facts, frame.as_of);
  }
  return cache.figures;
}

float draw_priority(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const Registry* r = frame.world.registry.get();
  const RiskTable* risk = frame.world.risk.get();
  if (r == nullptr || risk == nullptr) return y;
  std::string scope(k.tr("priority.scope_city"));
  for (std::size_t u = 0; u < r->unit_code.size(); ++u) {
    if (r->unit_code[u] == k.ctx.view.selected_unit)
      scope = tr_with(k.lang, "priority.scope_unit", unit_short_name(frame, k.lang, u));
  }
  section_head(k, x0, x1, y + k.px(12), "priority", scope);
  y += k.px(30);
  const auto& list = priority_list(frame, k.ctx);
  if (list.empty()) {
    k.text_in(Type::Meta, x0, y + k.px(12), x1 - x0, k.c.text3, k.tr("priority.none"));
    return y + k.px(24);
  }
  const float left = x0 - k.px(16), right = x1 + k.px(16), row_h = k.px(44);
  const ImVec2 lower = k.draw->GetClipRectMin(), upper = k.draw->GetClipRectMax();
  for (const Index i : list) {
    const Box row{left, y, right, y + row_h};
    y = row.y1;
    if (row.y1 < lower.y || row.y0 > upper.y) continue;  // clipped away
    const Hit h = k.hit(r->id[i], row);
    if (h.hovered) k.fill(row, k.c.hover);
    project_symbol(k, x0 + k.px(6), row.y0 + k.px(15), 5.5F, risk->grade[i]);
    const std::string money = money_text(risk->arrears_fen[i], k.lang);
    const float money_w = k.text(Type::Body, x1, row.y0 + k.px(15), k.c.text, money, Align::Right);
    k.text_in(Type::BodyBold, x0 + k.px(20), row.y0 + k.px(15), x1 - x0 - k.px(32) - money_w, k.c.text,
              r->name[i]);
    std::string note = place_text(frame, k.lang, *r, i);
    const std::string score = tr_with(k.lang, "why.score", format_tenths(risk->score_milli[i] / 100));
    const float score_w =
        k.text(Type::Note, x1, row.y0 + k.px(33), h.hovered ? k.c.text2 : k.c.text3, score, Align::Right);
    if (risk->age_tenths[i] > 0)
      note += " · " + tr_with(k.lang, "months_age", format_tenths(risk->age_tenths[i]));
    k.text_in(Type::Note, x0 + k.px(20), row.y0 + k.px(33), x1 - x0 - k.px(32) - score_w,
              h.hovered ? k.c.text2 : k.c.text3, note);
    k.rule(x0, x1, row.y1 - 1, k.c.line);
    if (h.hovered) k.ctx.state.row_hovered = i;
    if (h.clicked) click_project(k.ctx, *r, i);
  }
  return y;
}

void draw_inspector(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.right.w() <= 0) return;
  if (frame.import) return draw_import(frame, ctx, l);
  begin_region(Kit(ctx), "##right", l.right, true);
  const Kit k(ctx);
  const float x0 = l.right.x0 + k.px(16), x1 = l.right.x1 - k.px(16), top = ImGui::GetCursorScreenPos().y;
  float y = top;
  const Registry* r = frame.world.registry.get();
  const Index i = r != nullptr ? r->find_project(ctx.view.selected) : kNone;
  if (!frame.live() && frame.load.state == LoadState::Ready) {
    chip(k, x0, y + k.px(20), as_of_text(frame, k.lang), ChipLook::Filled, k.c.text, k.c.panel);
    y += k.px(34);
  }
  if (i != kNone) {
    draw_project(k, frame, i, x0, x1, y);
  } else if (ctx.view.tab == ViewTab::Coverage) {
    y = draw_safeguard(k, frame, x0, x1, y);
  } else {
    draw_nothing_selected(k, frame, x0, x1, y);
  }
  ImGui::SetCursorScreenPos({l.right.x0, top});
  ImGui::Dummy({1, y + k.px(16) - top});
  k.fill({l.right.x0, l.right.y0, l.right.x0 + std::max(1.0F, std::round(k.s)), l.right.y1}, k.c.line);
  ImGui::End();
}

}  // namespace anxin
