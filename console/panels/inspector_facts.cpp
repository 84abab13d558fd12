// What is known of the project beneath its grade: twelve months, the seven safeguards, funds, who is liable,
// history.
#include <algorithm>
#include <cmath>

#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"

namespace anxin {
namespace {

constexpr std::size_t kHistoryShown = 8;
constexpr std::array<std::string_view, kRingSafeguards> kRingKeys{
    "safeguard.real_name",    "safeguard.monthly_pay",  "safeguard.dedicated_account",
    "safeguard.wage_deposit", "safeguard.bank_payroll", "safeguard.labour_officer",
    "safeguard.notice_board"};
constexpr std::array<std::string_view, 4> kStateKeys{"state.no", "state.yes", "state.not_applicable",
                                                     "state.unknown"};

Colour32 coverage_colour(const Kit& k, SafeguardState s) { return k.c.cov[static_cast<std::size_t>(s)]; }

void draw_cell(const Kit& k, const RibbonCell& cell, const Box& b) {
  const Colour32 yes = coverage_colour(k, SafeguardState::Yes), no = coverage_colour(k, SafeguardState::No);
  switch (cell.state) {
    case PayState::Full:
      k.fill(b, yes);
      break;
    case PayState::Unpaid:
      k.fill(b, no);
      break;
    case PayState::Part: {
      const float cut = std::round(b.y1 - b.h() * std::clamp(cell.paid_share, 0.12F, 0.88F));
      k.fill({b.x0, b.y0, b.x1, cut}, no);
      k.fill({b.x0, cut, b.x1, b.y1}, yes);
      break;
    }
    case PayState::NotDue:
      k.frame(b, k.c.line2);
      k.text_in(Type::Key, b.cx(), b.cy(), b.w() - k.px(2), k.c.text2, k.tr("months.not_due_short"),
                Align::Centre);
      break;
    case PayState::Unknown:
      k.frame(b, coverage_colour(k, SafeguardState::Unknown));
      k.hatch(b, coverage_colour(k, SafeguardState::Unknown));
      break;
    case PayState::NotExpected:
      k.fill({b.x0 + k.px(8), b.cy() - k.px(1), b.x1 - k.px(8), b.cy() + k.px(1)},
             coverage_colour(k, SafeguardState::NotApplicable));
      break;
  }
}

void figure(const Kit& k, std::string_view label, const std::optional<Fen>& fen, float x, float w, float y) {
  k.text_in(Type::Note, x, y, w, k.c.text3, k.tr(label));
  if (fen) {
    k.text_in(Type::Brand, x, y + k.px(21), w, k.c.text, wan_text(*fen, k.lang));
  } else {
    k.text_in(Type::Body, x, y + k.px(21), w, k.c.text2, k.tr("unknown"));
  }
}

struct Party {
  std::string_view role;
  Index enterprise;
};

}  // namespace

float draw_months(const Kit& k, const Frame& frame, const ProjectDetail& d, float x0, float x1, float y) {
  const ProjectFigures& f = detail_figures(frame, k.ctx, d);
  const std::string pay_day = d.facts.pay_day ? tr_with(k.lang, "months.pay_day", *d.facts.pay_day)
                                              : std::string(k.tr("months.no_pay_day"));
  section_head(k, x0, x1, y + k.px(12), "months", pay_day);
  y += k.px(28);
  const float step = (x1 - x0 + k.px(3)) / 12;
  for (std::size_t i = 0; i < f.ribbon.size(); ++i) {
    const float left = std::round(x0 + step * static_cast<float>(i));
    const Box b{left, y, std::round(left + step - k.px(3)), y + k.px(22)};
    draw_cell(k, f.ribbon[i], b);
    const std::string month = to_string(month_at(f.ribbon[i].month));  // 2025-12
    const bool with_year = i == 0 || month.ends_with("-01");
    const std::string text =
        with_year ? month.substr(2) : tr_with(k.lang, "month_label", std::stoi(month.substr(5)));
    k.text(Type::Key, b.cx(), y + k.px(32), k.c.text3, text, Align::Centre);
  }
  return y + k.px(40);
}

float draw_coverage(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const ProjectFigures& f = detail_figures(frame, k.ctx, *frame.detail);
  const auto count = [&](SafeguardState s) { return f.ring_counts[static_cast<std::size_t>(s)]; };
  section_head(k, x0, x1, y + k.px(12), "coverage",
               tr_with(k.lang, "coverage.counts", count(SafeguardState::Yes), count(SafeguardState::No),
                       count(SafeguardState::NotApplicable), count(SafeguardState::Unknown)));
  y += k.px(30);
  const float cx = x0 + k.px(50), cy = y + k.px(52);
  coverage_ring(k, cx, cy, 28, 41, f.ring);
  k.text(Type::Brand, cx, cy - k.px(7), k.c.text, Brief("{}/{}", count(SafeguardState::Yes), kRingSafeguards),
         Align::Centre);
  k.text_in(Type::Key, cx, cy + k.px(11), k.px(54), k.c.text2, k.tr("coverage.covered"), Align::Centre);
  // Two columns hold the Chinese words; English ones need the whole width.
  const bool wide = k.lang == Lang::En;
  const float left = x0 + k.px(118), middle = std::round((left + x1) / 2), gap = k.px(14),
              row_h = k.px(wide ? 20 : 27);
  for (std::size_t i = 0; i < f.ring.size(); ++i) {
    const bool second = !wide && i % 2 == 1;
    const float from = second ? middle + gap / 2 : left, to = second || wide ? x1 : middle - gap / 2;
    const float row = y + k.px(wide ? 4 : 12) + row_h * static_cast<float>(wide ? i : i / 2);
    state_mark(k, from, row, f.ring[i]);
    const bool no = f.ring[i] == SafeguardState::No;
    const float w =
        k.text(no ? Type::BodyBold : Type::Body, to, row, no ? coverage_colour(k, f.ring[i]) : k.c.text2,
               k.tr(kStateKeys[static_cast<std::size_t>(f.ring[i])]), Align::Right);
    // Deposit and officer are facts of the general contractor: marked, and said in the last place.
    const bool of_contractor = i == 3 || i == 5;
    k.text_in(Type::Body, from + k.px(17), row, to - from - k.px(23) - w, k.c.text,
              Brief("{}{}", k.tr(kRingKeys[i]), of_contractor ? "*" : ""));
  }
  if (wide) {
    k.text_in(Type::Note, x0, y + k.px(124), left - x0 - k.px(8), k.c.text3, k.tr("coverage.contractor"));
    return y + k.px(140);
  }
  k.text_in(Type::Note, middle + gap / 2, y + k.px(93), x1 - middle - gap / 2, k.c.text3,
            k.tr("coverage.contractor"));
  return y + k.px(108);
}

float draw_funds(const Kit& k, const Frame& frame, const ProjectDetail& d, float x0, float x1, float y) {
  const ProjectFigures& f = detail_figures(frame, k.ctx, d);
  std::string caption(k.tr("funds.unit"));
  if (k.lang == Lang::Zh) caption = fmt::format("{}, {}", tr(Lang::En, "funds"), caption);
  if (f.first_due != 0) {
    caption += fmt::format(" · {}—{}", to_string(month_at(f.first_due)).substr(2),
                           to_string(month_at(f.last_due)).substr(2));
  }
  const Fen gap = d.assessment.arrears_fen;
  const bool known = f.due_fen.has_value();
  const std::string fact = gap > 0 ? tr_with(k.lang, "funds.gap", wan_text(gap, k.lang))
                                   : std::string(k.tr(known ? "funds.no_gap" : "funds.gap_unknown"));
  section_head(k, x0, x1, y + k.px(12), "funds", fact, caption);
  y += k.px(34);
  const float step = (x1 - x0) / 4, w = step - k.px(6);
  figure(k, "funds.due", f.due_fen, x0, w, y);
  figure(k, "funds.paid", f.paid_fen, x0 + step, w, y);
  figure(k, "funds.balance", f.balance_fen, x0 + 2 * step, w, y);
  figure(k, "funds.deposit", f.deposit_fen, x0 + 3 * step, w, y);
  return y + k.px(34);
}

float draw_liability(const Kit& k, const Frame& frame, Index project, float x0, float x1, float y) {
  const Registry& r = *frame.world.registry;
  const bool contractor = r.general_contractor[project] != kNone;
  section_head(k, x0, x1, y + k.px(12), "liability",
               contractor ? k.tr("liability.first") : std::string_view());
  y += k.px(28);
  const std::array<Party, 3> chain{{{"party.owner", r.owner[project]},
                                    {"party.general_contractor", r.general_contractor[project]},
                                    {"party.subcontractor", r.subcontractor[project]}}};
  const float arrow = k.px(16), w = std::floor((x1 - x0 - 2 * arrow) / 3);
  float below = 0;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const float left = x0 + static_cast<float>(i) * (w + arrow);
    const Box b = box_at(left, y, w, k.px(28));
    const bool first = i == 1 && contractor;
    k.frame(b, first ? k.c.text : k.c.line, first ? 2 : 1, 2);
    const bool known = chain[i].enterprise != kNone;
    const std::string credit =
        known ? credit_text(k, r.enterprise_credit[chain[i].enterprise]) : std::string(kNotApplicable);
    const float credit_w = k.text(Type::Note, b.x1 - k.px(6), b.cy(), k.c.text2, credit, Align::Right);
    const float room = b.w() - k.px(15) - credit_w;
    const std::string_view role = k.tr(chain[i].role);
    const bool bold = first && k.width(Type::BodyBold, role) <= room;
    k.text_in(bold ? Type::BodyBold : Type::Meta, b.x0 + k.px(6), b.cy(), room, k.c.text, role);
    if (i > 0) arrow_right(k, b.x0 - arrow + k.px(2), b.x0 - k.px(2), b.cy(), k.c.text2);
    const std::string_view name = known ? r.enterprise_name[chain[i].enterprise] : k.tr("party.none");
    below = std::max(below, k.wrapped(Type::Note, b.x0, b.y1 + k.px(13), w, k.c.text3, name));
  }
  return y + k.px(28) + k.px(4) + below;
}

float draw_history(const Kit& k, const Frame& frame, const ProjectDetail& d, float x0, float x1, float y) {
  section_head(k, x0, x1, y + k.px(12), "history",
               d.history.empty() ? std::string() : tr_with(k.lang, "history.all", d.history.size()));
  y += k.px(30);
  if (d.history.empty()) {
    k.text(Type::Meta, x0, y + k.px(8), k.c.text3, k.tr("history.none"));
    return y + k.px(20);
  }
  const std::size_t shown = std::min(d.history.size(), kHistoryShown);
  for (std::size_t i = 0; i < shown; ++i) {
    const HistoryEntry& e = d.history[i];
    const float w = k.text(Type::Meta, x0, y + k.px(8), k.c.text3, format_day(day_of(e.at), frame.as_of));
    const float left = x0 + std::max(k.px(46), w + k.px(12));
    y += std::max(k.px(22), k.wrapped(Type::Meta, left, y + k.px(8), x1 - left, k.c.text2,
                                      k.lang == Lang::Zh ? e.summary_zh : e.summary_en) +
                                k.px(3));
  }
  return y;
}

}  // namespace anxin
