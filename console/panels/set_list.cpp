// The gathered set in the left column: totals, actions, rows.
#include <cmath>

#include "console/panels/figures_text.hpp"
#include "console/panels/gathering.hpp"
#include "console/panels/map_marks.hpp"

namespace anxin {
namespace {

constexpr float kRow = 44;

// Count, arrears, then each grade with its symbol.
float draw_totals(const Kit& k, const SelectionSet& set, float x0, float x1, float y) {
  const float gap = k.px(4), w = std::floor((x1 - x0 - gap) / 2), h = k.px(58);
  const Money arrears = money_of_city(set.arrears_fen, k.lang);
  const auto tile = [&](float x, std::string_view label, std::string_view figure, std::string_view unit) {
    const Box b = box_at(x, y, w, h);
    k.fill(b, k.c.raised, 2);
    k.text_in(Type::Note, b.x0 + k.px(10), b.y0 + k.px(15), b.w() - k.px(16), k.c.text2, label);
    const float figure_w = k.text(Type::Figure, b.x0 + k.px(10), b.y0 + k.px(39), k.c.text, figure);
    if (!unit.empty()) k.text(Type::Note, b.x0 + k.px(18) + figure_w, b.y0 + k.px(41), k.c.text2, unit);
  };
  tile(x0, k.tr("set.count"), format_count(static_cast<std::int64_t>(set.projects.size())), {});
  tile(x1 - w, k.tr("tile.arrears"), arrears.figure, k.tr(arrears.yi ? "yi" : "wan"));
  y += h + k.px(18);
  for (const Grade g : {Grade::D, Grade::C, Grade::B, Grade::Unknown, Grade::A}) {
    project_symbol(k, x0 + k.px(8), y, 5, g);
    k.text(Type::Body, x0 + k.px(24), y, k.c.text, grade_word(k, g));
    k.text(Type::Body, x1, y, k.c.text, format_count(set.by_grade[static_cast<std::size_t>(g)]),
           Align::Right);
    y += k.px(24);
  }
  return y - k.px(6);
}

float draw_actions(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const float h = k.px(32), gap = k.px(8);
  const std::string_view write = k.tr("set.export"), visit = k.tr("set.visit");
  const float w = std::round(k.width(Type::BodyBold, write) + k.px(28));
  if (frame.world.risk && button(k, "export", box_at(x0, y, w, h), write, true).clicked)
    k.ctx.outbox.asks.emplace_back(ExportList{});
  const float left = x0 + w + gap, visit_w = std::round(k.width(Type::BodyBold, visit) + k.px(28));
  const Box off = box_at(left, y, std::min(visit_w, x1 - left), h);
  k.frame(off, k.c.line, 1, 3);
  k.text(Type::Body, off.cx(), off.cy(), k.c.disabled, visit, Align::Centre);
  y += h + k.px(6);
  return y + k.wrapped(Type::Note, x0, y + k.line_height(Type::Note) / 2, x1 - x0, k.c.text3,
                       k.tr("set.visit_why"));
}

float draw_question(const Kit& k, std::size_t n, float x0, float x1, float y) {
  y += k.wrapped(Type::Body, x0, y + k.line_height(Type::Body) / 2, x1 - x0, k.c.text2,
                 tr_with(k.lang, "set.ask", format_count(static_cast<std::int64_t>(n))));
  y += k.px(8);
  const std::string_view open = k.tr("set.open");
  const float w = std::round(k.width(Type::BodyBold, open) + k.px(28));
  if (button(k, "open", box_at(x0, y, w, k.px(32)), open).clicked) k.ctx.state.tools.gathering.opened = true;
  key_cap(k, x0 + w + k.px(10), y + k.px(16), "Enter");
  return y + k.px(40);
}

void draw_row(const Kit& k, const Frame& frame, Index i, const Box& row, float x0, float x1) {
  const Registry& r = *frame.world.registry;
  const RiskTable* risk = frame.world.risk.get();
  const Hit h = k.hit(r.id[i], row);
  const bool selected = k.ctx.view.selected == r.id[i];
  if (h.hovered || selected) k.fill(row, k.c.hover);
  if (selected) k.fill({row.x0, row.y0, row.x0 + k.px(3), row.y1}, k.c.text);
  const bool known = risk != nullptr && i < risk->grade.size();
  project_symbol(k, x0 + k.px(6), row.y0 + k.px(15), 5.5F, known ? risk->grade[i] : Grade::Unknown);
  const std::string money = known ? money_text(risk->arrears_fen[i], k.lang) : "—";
  const float money_w = k.text(Type::Body, x1, row.y0 + k.px(15), k.c.text, money, Align::Right);
  k.text_in(Type::BodyBold, x0 + k.px(20), row.y0 + k.px(15), x1 - x0 - k.px(32) - money_w, k.c.text,
            r.name[i]);
  const Index by = r.general_contractor[i];
  const Colour32 quiet = h.hovered || selected ? k.c.text2 : k.c.text3;
  const float id_w = k.text(Type::Note, x0 + k.px(20), row.y0 + k.px(33), quiet, r.id[i]);
  if (by < r.enterprise_name.size())
    k.text_in(Type::Note, x1, row.y0 + k.px(33), x1 - x0 - k.px(36) - id_w, quiet, r.enterprise_name[by],
              Align::Right);
  k.rule(x0, x1, row.y1 - 1, k.c.line);
  if (h.hovered) k.ctx.state.row_hovered = i;
  if (h.clicked) click_project(k.ctx, r, i);
}

// Only the rows in sight are made.
float draw_rows(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const auto list = walked_list(frame, k.ctx);
  const float row_h = k.px(kRow), top = y, left = x0 - k.px(16), right = x1 + k.px(16);
  const ImVec2 lower = k.draw->GetClipRectMin(), upper = k.draw->GetClipRectMax();
  const auto row_at = [&](float at) {
    return std::clamp((at - top) / row_h, 0.0F, static_cast<float>(list.size()));
  };
  const auto first = static_cast<std::size_t>(row_at(lower.y)),
             last = static_cast<std::size_t>(std::ceil(row_at(upper.y)));
  for (std::size_t n = first; n < last && n < list.size(); ++n) {
    const float at = top + row_h * static_cast<float>(n);
    draw_row(k, frame, list[n], {left, at, right, at + row_h}, x0, x1);
  }
  return top + row_h * static_cast<float>(list.size());
}

}  // namespace

float draw_set(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const float head = y + k.px(14);
  k.text(Type::Tab, x0, head, k.c.text, k.tr("set"));
  if (close_mark(k, "close_set", x1, head).clicked) {
    clear_set(k.ctx);
    return y + k.px(28);
  }
  y += k.px(34);
  const bool there =
      frame.set && frame.world.registry && frame.set->is_in.size() == frame.world.registry->projects();
  if (!there) {
    k.text_in(Type::Meta, x0, y + k.px(10), x1 - x0, k.c.text3, k.tr("set.counting"));
    return y + k.px(24);
  }
  y = draw_totals(k, *frame.set, x0, x1, y) + k.px(8);
  if (frame.set->projects.empty()) {
    k.text_in(Type::Meta, x0, y + k.px(10), x1 - x0, k.c.text3, k.tr("set.none"));
    return y + k.px(28);
  }
  y = draw_actions(k, frame, x0, x1, y) + k.px(10);
  k.rule(x0 - k.px(16), x1 + k.px(16), y, k.c.line);
  y += k.px(1);
  const std::size_t n = frame.set->projects.size();
  if (n > kAskBeyond && !k.ctx.state.tools.gathering.opened) return draw_question(k, n, x0, x1, y + k.px(10));
  return draw_rows(k, frame, x0, x1, y);
}

}  // namespace anxin
