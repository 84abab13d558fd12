// The view of clauses (台账, UX 6.8): the plan's 33 clauses as rows with what the records say of each, and at
// the right the clause chosen: its own words, who answers for it, each supervising unit. A clause that no
// record answers says 暂无记录, never zero.
#include <algorithm>
#include <cmath>

#include "console/panels/coverage_words.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/import_panel.hpp"

namespace anxin {
namespace {

struct Columns {
  float id, title, target, due, over, figure, reading, lead;  // left ends; target, over, lead < 0: not shown
  float right;
};

// On a laptop the table keeps what cannot be read in the pane beside it.
Columns columns_of(const Kit& k, const Layout& l, float x0, float x1) {
  const float w = (x1 - x0) / k.s;
  const auto at = [&](float share) { return std::round(x0 + k.px(w * share)); };
  if (l.laptop) return {x0, at(0.055F), -1, at(0.37F), -1, at(0.48F), at(0.655F), -1, x1};
  return {x0, at(0.035F), at(0.205F), at(0.385F), at(0.45F), at(0.545F), at(0.64F), at(0.835F), x1};
}

std::string due_text(const Kit& k, const ClauseRow& row) {
  if (row.due) return to_string(*row.due).substr(0, 7);
  return std::string(k.tr("due." + row.clause.due));
}

std::string joined(const Kit& k, const std::vector<Office>& offices) {
  std::string out;
  for (const Office& office : offices) {
    if (!out.empty()) out += k.lang == Lang::Zh ? "、" : ", ";
    out += office.name;
  }
  return out;
}

std::string lead_words(const Kit& k, const Clause& clause) {
  return clause.lead_offices.empty() ? std::string(k.tr("clause.no_lead")) : joined(k, clause.lead_offices);
}

std::string ratio_text(const ClauseCell& cell) {
  if (!cell.numerator) return std::string(kNotApplicable);
  if (!cell.denominator) return format_count(*cell.numerator);
  return fmt::format("{} / {}", format_count(*cell.numerator), format_count(*cell.denominator));
}

std::string reading_text(const Kit& k, const ClauseFigure& figure, const ClauseCell& cell) {
  return k.lang == Lang::En ? reading_en(figure.target, cell) : reading_zh(figure.target, cell);
}

std::string_view title_of(const Kit& k, const Clause& clause) {
  return k.lang == Lang::En ? clause.title_en : clause.title;
}

// A row's texts are wrapped: its height is that of the tallest, each figure a part of its own.
float row_height(const Kit& k, const ClauseRow& row, const Columns& c) {
  const float after_title = c.target >= 0 ? c.target : c.due;
  float h = k.wrapped_height(Type::Body, after_title - c.title - k.px(12), title_of(k, row.clause));
  if (c.target >= 0)
    h = std::max(h, k.wrapped_height(Type::Note, c.due - c.target - k.px(12), row.clause.target));
  if (c.lead >= 0) h = std::max(h, k.wrapped_height(Type::Note, c.right - c.lead, lead_words(k, row.clause)));
  float figures = 0;
  const float reading_w = (c.lead >= 0 ? c.lead - k.px(12) : c.right) - c.reading;
  for (const ClauseFigure& figure : row.figures)
    figures +=
        std::max(k.px(20), k.wrapped_height(Type::Meta, reading_w, reading_text(k, figure, figure.city)));
  return std::max({k.px(40), h + k.px(18), figures + k.px(18)});
}

void draw_figures(const Kit& k, const ClauseRow& row, const Columns& c, float y) {
  if (row.figures.empty()) {
    k.text(Type::Meta, c.figure, y, k.c.text3, k.tr("clause.no_record"));
    return;
  }
  const float reading_w = (c.lead >= 0 ? c.lead - k.px(12) : c.right) - c.reading;
  for (const ClauseFigure& figure : row.figures) {
    k.text_in(Type::Body, c.figure, y, c.reading - c.figure - k.px(12), k.c.text, ratio_text(figure.city));
    y += std::max(k.px(20), k.wrapped(Type::Meta, c.reading, y, reading_w, k.c.text2,
                                      reading_text(k, figure, figure.city)));
  }
}

void draw_row(const Kit& k, const ClauseRow& row, const Columns& c, const Box& box, bool chosen) {
  const Hit h = k.hit(row.clause.id, box);
  if (chosen || h.hovered) k.fill(box, k.c.hover);
  if (chosen) k.fill({box.x0, box.y0, box.x0 + k.px(3), box.y1}, k.c.text);
  const Colour32 quiet = chosen || h.hovered ? k.c.text2 : k.c.text3;
  const float y = box.y0 + k.px(20), after_title = c.target >= 0 ? c.target : c.due;
  k.text(Type::BodyBold, c.id, y, k.c.text, row.clause.id);
  k.wrapped(Type::Body, c.title, y, after_title - c.title - k.px(12), k.c.text, title_of(k, row.clause));
  if (c.target >= 0)
    k.wrapped(Type::Note, c.target, y, c.due - c.target - k.px(12), quiet, row.clause.target);
  k.text(Type::Meta, c.due, y, row.due_past ? k.c.text2 : quiet, due_text(k, row));
  if (c.over >= 0)
    k.text_in(Type::Note, c.over, y, c.figure - c.over - k.px(8), quiet,
              k.tr("count." + row.clause.unit_of_count));
  draw_figures(k, row, c, y);
  if (c.lead >= 0) k.wrapped(Type::Note, c.lead, y, c.right - c.lead, quiet, lead_words(k, row.clause));
  k.rule(box.x0, box.x1, box.y1 - 1, k.c.line);
  if (h.clicked) k.ctx.state.tools.clause = row.clause.id;
}

void draw_heads(const Kit& k, const Columns& c, float y) {
  const auto head = [&](float x, std::string_view key) {
    if (x >= 0) k.text(Type::Note, x, y, k.c.text3, k.tr(key));
  };
  head(c.id, "clause.id");
  head(c.title, "clause.title");
  head(c.target, "clause.target");
  head(c.due, "clause.due");
  head(c.over, "clause.over");
  head(c.figure, "clause.figure");
  head(c.reading, "clause.reading");
  head(c.lead, "clause.lead");
}

const ClauseRow* chosen_row(const Frame& frame, const PanelContext& ctx) {
  if (!frame.clauses || frame.clauses->rows.empty()) return nullptr;
  const auto& rows = frame.clauses->rows;
  const auto found = std::ranges::find_if(
      rows, [&](const ClauseRow& row) { return row.clause.id == ctx.state.tools.clause; });
  return found == rows.end() ? &rows.front() : &*found;
}

// One line of the pane: what, and its words wrapped.
float fact(const Kit& k, float x0, float x1, float y, std::string_view key, std::string_view words) {
  const float indent = k.px(k.lang == Lang::Zh ? 72 : 96);
  k.text(Type::Meta, x0, y + k.px(8), k.c.text3, k.tr(key));
  return y +
         std::max(k.px(20),
                  k.wrapped(Type::Meta, x0 + indent, y + k.px(8), x1 - x0 - indent, k.c.text2, words)) +
         k.px(4);
}

// Each supervising unit's part of a figure.
float draw_units(const Kit& k, const Frame& frame, const ClauseFigure& figure, float x0, float x1, float y) {
  const Registry& r = *frame.world.registry;
  float name_w = 0, figure_w = 0;
  for (std::size_t u = 0; u < r.unit_code.size(); ++u) {
    name_w = std::max(name_w, k.width(Type::Body, unit_short_name(frame, k.lang, u)));
    figure_w = std::max(figure_w, k.width(Type::Body, ratio_text(figure.by_unit[u])));
  }
  for (std::size_t u = 0; u < r.unit_code.size(); ++u) {
    const ClauseCell& cell = figure.by_unit[u];
    const float at = y + k.px(12);
    k.text_in(Type::Body, x0, at, name_w + 1, k.c.text, unit_short_name(frame, k.lang, u));
    if (figure.safeguard && cell.numerator && cell.denominator.value_or(0) > 0) {
      const double share = static_cast<double>(*cell.numerator) / static_cast<double>(*cell.denominator);
      const float tick =
          figure.target.permille ? std::min(0.995F, static_cast<float>(*figure.target.permille) / 1000) : -1;
      bar(k, {x0 + name_w + k.px(12), at - k.px(4), x1 - figure_w - k.px(12), at + k.px(4)},
          static_cast<float>(share), tick, k.c.cov[static_cast<std::size_t>(SafeguardState::Yes)]);
    }
    k.text(Type::Body, x1, at, k.c.text, ratio_text(cell), Align::Right);
    y += k.px(24);
  }
  return y;
}

float draw_figure(const Kit& k, const Frame& frame, const ClauseFigure& figure, float x0, float x1, float y) {
  const std::string name(figure.safeguard ? k.tr(safeguard_key(*figure.safeguard)) : k.tr("clause.by_unit"));
  const float head = y + k.px(12);
  float w = k.text(Type::BodyBold, x0, head, k.c.text, name);
  if (figure.safeguard) {
    const std::string_view open = k.tr("clause.open");
    const float open_w = chip_width(k, open);
    if (toggle_chip(k, safeguard_key(*figure.safeguard), x1 - open_w, head, open_w, open, true).clicked)
      show_safeguard(k.ctx, *figure.safeguard);
  }
  w += k.px(12);
  k.text_in(Type::Note, x0 + w, head, x1 - x0 - w - k.px(90), k.c.text3, ratio_text(figure.city));
  return draw_units(k, frame, figure, x0, x1, y + k.px(28)) + k.px(10);
}

void draw_pane(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.right.w() <= 0) return;
  begin_region(Kit(ctx), "##right", l.right, true);
  const Kit k(ctx);
  const float x0 = l.right.x0 + k.px(16), x1 = l.right.x1 - k.px(16), top = ImGui::GetCursorScreenPos().y;
  float y = top + k.px(8);
  if (const ClauseRow* row = chosen_row(frame, ctx)) {
    const Clause& clause = row->clause;
    const Brief id("{}", clause.id);
    const float w = k.text(Type::Title, x0, y + k.px(16), k.c.text, id) + k.px(10);
    y += k.wrapped(Type::Title, x0 + w, y + k.px(16), x1 - x0 - w, k.c.text, title_of(k, clause)) + k.px(10);
    y += k.wrapped(Type::Body, x0, y + k.px(10), x1 - x0, k.c.text2, tr_with(k.lang, "quote", clause.text)) +
         k.px(10);
    y = fact(k, x0, x1, y, "clause.target", clause.target);
    y = fact(k, x0, x1, y, "clause.due", due_text(k, *row));
    y = fact(k, x0, x1, y, "clause.lead", lead_words(k, clause));
    if (!clause.participant_offices.empty())
      y = fact(k, x0, x1, y, "clause.participants", joined(k, clause.participant_offices));
    for (const FlagWords& flag : words_of(row->flags))
      y = fact(k, x0, x1, y, "clause.flag", k.lang == Lang::En ? flag.en : flag.zh);
    if (!row->figures.empty())
      y = fact(k, x0, x1, y, "clause.figure", k.tr(Brief("answer.{}", code(clause.answered_by))));
    y += k.px(8);
    if (row->figures.empty()) {
      y += k.wrapped(Type::Body, x0, y + k.px(10), x1 - x0, k.c.text3, k.tr("clause.no_record_why"));
    }
    for (const ClauseFigure& figure : row->figures) y = draw_figure(k, frame, figure, x0, x1, y);
  }
  ImGui::SetCursorScreenPos({l.right.x0, top});
  ImGui::Dummy({1, y + k.px(16) - top});
  k.fill({l.right.x0, l.right.y0, l.right.x0 + std::max(1.0F, std::round(k.s)), l.right.y1}, k.c.line);
  ImGui::End();
}

}  // namespace

void step_clause(const Frame& frame, PanelContext& ctx, int by) {
  const ClauseRow* row = chosen_row(frame, ctx);
  if (row == nullptr) return;
  const auto& rows = frame.clauses->rows;
  const auto here = row - rows.data();
  const auto next = std::clamp<std::ptrdiff_t>(here + by, 0, static_cast<std::ptrdiff_t>(rows.size()) - 1);
  ctx.state.tools.clause = rows[static_cast<std::size_t>(next)].clause.id;
}

void draw_clauses(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Kit m(ctx);
  const Box area{0, l.top.y1, l.right.w() > 0 ? l.right.x0 : l.top.x1, l.map.y1};
  const float x0 = area.x0 + m.px(16), x1 = area.x1 - m.px(20);
  const Box head{area.x0, area.y0, area.x1, area.y0 + m.px(68)};
  const Columns columns = columns_of(m, l, x0, x1);
  begin_region(m, "##clauses_head", head, false);
  {
    const Kit k(ctx);
    section_head(k, x0, x1, head.y0 + k.px(22), "clauses",
                 frame.live() ? std::string(k.tr("clauses.note")) : as_of_text(frame, k.lang));
    draw_heads(k, columns, head.y1 - k.px(14));
    k.rule(head.x0, head.x1, head.y1 - 1, k.c.line);
    ImGui::End();
  }
  begin_region(m, "##clauses", {area.x0, head.y1, area.x1, area.y1}, true);
  const Kit k(ctx);
  const float top = ImGui::GetCursorScreenPos().y;
  float y = top;
  if (!frame.clauses || frame.world.registry == nullptr) {
    k.text(Type::Body, x0, y + k.px(24), k.c.text3, k.tr("working"));
    y += k.px(48);
  } else {
    const ClauseRow* chosen = chosen_row(frame, ctx);
    for (const ClauseRow& row : frame.clauses->rows) {
      const float h = std::round(row_height(k, row, columns));
      draw_row(k, row, columns, {area.x0, y, area.x1, y + h}, &row == chosen);
      y += h;
    }
  }
  ImGui::SetCursorScreenPos({area.x0, top});
  ImGui::Dummy({1, y - top});
  ImGui::End();
  if (frame.import) return draw_import(frame, ctx, l);
  draw_pane(frame, ctx, l);
}

}  // namespace anxin
