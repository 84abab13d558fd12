// Under the table: what the advice rests on, what an own choice costs, why these units, and what the set
// leaves uncovered elsewhere.
#include <algorithm>

#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

constexpr std::size_t kMostUncovered = 3;

// 1.2 秒前, 3 分 10 秒前.
std::string ago_text(Lang lang, seconds age) {
  if (age < seconds(2)) return std::string(tr(lang, "advice.now"));
  return tr_with(lang, "advice.ago", span_text(lang, age.count()));
}

float line(const Kit& k, float x0, float x1, float y, Colour32 ink, std::string_view text) {
  return k.wrapped(Type::Note, x0, y + k.px(9), x1 - x0, ink, text) + k.px(1);
}

float draw_basis(const Kit& k, const Frame& frame, const Advice& a, float x0, float x1, float y) {
  const float top = y;
  if (!is_current(frame, a)) return line(k, x0, x1, y, k.c.text2, k.tr("advice.stale"));
  if (a.error) return line(k, x0, x1, y, k.c.text2, k.lang == Lang::En ? a.error->en : a.error->zh);
  const int functions = total_of(a.plan), nobody = total_of(a.missing);
  if (!a.set.empty()) {
    y += line(k, x0, x1, y, k.c.text3,
              tr_with(k.lang, "advice.basis", functions - nobody, a.set.size(),
                      travel_text(k.lang, a.complete_s), ago_text(k.lang, frame.now - a.made)));
  }
  if (nobody > 0)
    y += line(k, x0, x1, y, k.c.text, tr_with(k.lang, "advice.nobody", functions_text(k.lang, a.missing)));
  if (a.by_hand) {
    const std::int64_t cost = a.complete_s - a.best_complete_s;
    y += line(k, x0, x1, y, k.c.text,
              tr_with(k.lang, cost > 0 ? "advice.by_hand" : "advice.by_hand_same",
                      travel_text(k.lang, a.best_complete_s), span_text(k.lang, cost)));
  }
  if (!k.ctx.view.chosen.empty()) {
    float w = 0;
    if (word_button(k, "as_advised", x0, y + k.px(11), k.tr("advice.reset"), w).clicked)
      k.ctx.view.chosen.clear();
    y += k.px(24);
  }
  return y - top;
}

// 为何推荐: one sentence a unit, and where it is taken to stand.
float draw_reasons(const Kit& k, const Advice& a, float x0, float x1, float y) {
  const float top = y;
  for (const AdvisedUnit& u : a.set) {
    const std::string_view where =
        u.position_age_s && !u.at_base ? std::string_view() : k.tr("advice.at_base");
    std::string text =
        fmt::format("{}  {}", k.tr(function_key(u.function)), k.lang == Lang::En ? u.why_en : u.why_zh);
    if (!where.empty()) text += tr_with(k.lang, "advice.where", where);
    y += line(k, x0, x1, y, k.c.text2, text);
  }
  return y - top + (a.set.empty() ? 0 : k.px(4));
}

std::string minutes_or_none(Lang lang, const std::optional<std::int64_t>& s) {
  return s ? travel_text(lang, *s) : std::string(tr(lang, "uncovered.none"));
}

// What the set leaves uncovered: which district loses which function, from when to when; click: on the map.
float draw_uncovered(const Kit& k, const Frame& frame, const Advice& a, float x0, float x1, float y) {
  const float top = y;
  if (a.set.empty() || !is_current(frame, a)) return 0;
  if (!a.uncovered_known) return line(k, x0, x1, y, k.c.text3, k.tr("uncovered.making"));
  if (a.uncovered.empty()) return line(k, x0, x1, y, k.c.text3, k.tr("uncovered.nothing"));
  float w = 0;
  const bool on = k.ctx.view.uncovered_shown;
  if (word_button(k, "uncovered", x1, y + k.px(11), k.tr(on ? "uncovered.hide" : "uncovered.show"), w,
                  Align::Right)
          .clicked)
    k.ctx.view.uncovered_shown = !on;
  k.text_in(Type::Note, x0, y + k.px(11), x1 - x0 - w - k.px(10), k.c.text,
            tr_with(k.lang, "uncovered.head", a.uncovered.size()));
  y += k.px(22);
  for (std::size_t n = 0; n < std::min(kMostUncovered, a.uncovered.size()); ++n) {
    const UncoveredUnit& u = a.uncovered[n];
    y += line(k, x0, x1, y, k.c.text2,
              tr_with(k.lang, "uncovered.row", unit_short_of(frame, k.lang, u.supervising_unit),
                      k.tr(function_key(u.function)), minutes_or_none(k.lang, u.before_s),
                      minutes_or_none(k.lang, u.after_s)));
  }
  if (a.uncovered.size() > kMostUncovered)
    y +=
        line(k, x0, x1, y, k.c.text3, tr_with(k.lang, "uncovered.more", a.uncovered.size() - kMostUncovered));
  return y - top;
}

}  // namespace

float draw_advice_notes(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  const FunctionCounts missing = missing_of(i, parts_of(board_of(frame, k.ctx), i.id));
  if (!i.open() || total_of(missing) == 0) return y;
  const Advice* advice = advice_of(frame, k.ctx);
  if (frame.replay) return y + line(k, x0, x1, y, k.c.text3, k.tr("advice.replay"));
  if (advice == nullptr) {
    const std::string_view why = frame.roads == nullptr ? "table.no_roads" : "why.advice_making";
    return y + line(k, x0, x1, y, k.c.text3, k.tr(why));
  }
  y += draw_basis(k, frame, *advice, x0, x1, y);
  if (k.ctx.state.tools.dispatch.why_open) y += draw_reasons(k, *advice, x0, x1, y);
  return y + draw_uncovered(k, frame, *advice, x0, x1, y);
}

}  // namespace anxin
