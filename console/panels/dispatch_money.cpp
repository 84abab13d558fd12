// 支付来源 (UX 6.6): what could pay the claimed wages, in the order of payment, each with its legal clock,
// and who pays first by which article.
#include <algorithm>
#include <cmath>

#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/figures_text.hpp"

namespace anxin {
namespace {

constexpr float kRow = 24;

std::string step_note(const Kit& k, const Frame& frame, const WaterfallStep& s) {
  const std::string& note = k.lang == Lang::En ? s.note_en : s.note;
  if (s.pays == 0) return note;
  const std::string due = format_day(s.due, frame.today);
  return note.empty() ? tr_with(k.lang, "money.due", due) : note;
}

void draw_step(const Kit& k, const Frame& frame, const Waterfall& w, const WaterfallStep& s, Fen before,
               float x0, float x1, float y) {
  const float bar_x = x0 + k.px(114), bar_w = std::max(k.px(60), (x1 - x0) - k.px(114 + 64 + 118));
  const Box track{bar_x, y - k.px(6), bar_x + bar_w, y + k.px(6)};
  k.text_in(Type::Meta, x0, y, k.px(108), k.c.text, k.tr(money_source_key(s.source)));
  k.fill(track, k.c.map);
  const auto at = [&](Fen fen) {
    const double share = w.claimed > 0 ? static_cast<double>(fen) / static_cast<double>(w.claimed) : 0;
    return std::round(track.x0 + track.w() * static_cast<float>(std::clamp(share, 0.0, 1.0)));
  };
  if (!s.holds) {
    k.hatch(track, k.c.cov[static_cast<std::size_t>(SafeguardState::Unknown)], 5, 1.2F);
  } else if (s.pays > 0) {
    k.fill({at(before), track.y0, std::max(at(before) + k.px(1), at(before + s.pays)), track.y1},
           k.c.cov[static_cast<std::size_t>(SafeguardState::Yes)]);
  }
  const std::string figure = s.holds ? wan_text(s.pays, k.lang) : std::string(k.tr("money.unknown"));
  k.text(s.holds ? Type::BodyBold : Type::Meta, track.x1 + k.px(64), y, s.holds ? k.c.text : k.c.text2,
         figure, Align::Right);
  k.text_in(Type::Note, x1, y, x1 - track.x1 - k.px(74), k.c.text3, step_note(k, frame, s), Align::Right);
}

// 合计 412.0，可覆盖主张金额; 仍缺 36.0. The articles beside or below it.
float draw_sum(const Kit& k, const Waterfall& w, float x0, float x1, float y) {
  const bool enough = w.claim_known && w.missing() <= 0;
  const std::string sum =
      !w.claim_known ? std::string(k.tr("money.no_claim"))
      : enough       ? tr_with(k.lang, "money.enough", wan_text(w.covered, k.lang))
               : tr_with(k.lang, "money.missing", wan_text(w.covered, k.lang), wan_text(w.missing(), k.lang));
  return k.wrapped(Type::Note, x0, y + k.px(8), x1 - x0, enough ? k.c.text2 : k.c.text, sum) + k.px(2);
}

float draw_basis(const Kit& k, const IncidentDetail& d, float x0, float x1, float y) {
  std::string basis;
  for (const WaterfallStep& s : d.waterfall.steps) {
    const std::string& one = k.lang == Lang::En ? s.basis_en : s.basis;
    if (one.empty() || basis.find(one) != std::string::npos) continue;
    basis += (basis.empty() ? "" : k.lang == Lang::En ? "; " : "；") + one;
  }
  const float top = y;
  if (!basis.empty())
    y += k.wrapped(Type::Note, x0, y + k.px(8), x1 - x0, k.c.text3, tr_with(k.lang, "money.basis", basis)) +
         k.px(2);
  for (const LiabilityStep& s : d.liability) {
    if (!s.first_payer) continue;
    y += k.wrapped(
             Type::Note, x0, y + k.px(8), x1 - x0, k.c.text2,
             tr_with(k.lang, "money.first_payer", k.lang == Lang::En ? s.role_en : s.role,
                     s.name.empty() ? kNotKnown : s.name, k.lang == Lang::En ? s.article_en : s.article)) +
         k.px(2);
  }
  return y - top;
}

}  // namespace

float draw_waterfall(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  const IncidentDetail* d =
      frame.incident && frame.incident->incident == i.id ? frame.incident.get() : nullptr;
  const Waterfall* w = d != nullptr ? &d->waterfall : nullptr;
  const bool known = w != nullptr && w->claim_known;
  section_head(k, x0, x1, y + k.px(14), "waterfall",
               known ? tr_with(k.lang, "money.claimed", wan_text(w->claimed, k.lang))
                     : std::string(k.tr("money.claim_unknown")));
  y += k.px(40);
  if (w == nullptr) {
    k.text_in(Type::Meta, x0, y, x1 - x0, k.c.text3, k.tr("working"));
    return y + k.px(18);
  }
  Fen before = 0;
  for (const WaterfallStep& s : w->steps) {
    draw_step(k, frame, *w, s, before, x0, x1, y);
    before += s.pays;
    y += k.px(kRow);
  }
  y += draw_sum(k, *w, x0, x1, y - k.px(2));
  if (frame.replay)
    y += k.wrapped(Type::Note, x0, y + k.px(8), x1 - x0, k.c.text2, k.tr("money.replay")) + k.px(2);
  return y + draw_basis(k, *d, x0, x1, y);
}

}  // namespace anxin
