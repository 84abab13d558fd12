// 职能完整派单 (UX 6.6): one row a place of the plan in the fixed order of functions, those sent with their
// state, those missing with the unit advised; alternatives with what they cost; the primary button.
#include <algorithm>
#include <cmath>

#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

constexpr float kRow = 40, kOther = 28;

// Where the columns stand: the words of functions differ in length between languages.
struct Columns {
  float x0, function, unit, distance, minutes, x1;  // distance, minutes: right edges
};
Columns columns_of(const Kit& k, float x0, float x1) {
  float word = 0;
  for (int f = 0; f < kFunctions; ++f)
    word = std::max(word, k.width(Type::BodyBold, k.tr(function_key(static_cast<Function>(f)))));
  const float function = x0 + k.px(28), minutes = x1 - k.px(106);
  return {x0, function, function + word + k.px(10), minutes - k.px(52), minutes, x1};
}

UnitLook look_of(const Assignment& a) {
  if (a.state == AssignmentState::OnScene) return UnitLook::OnScene;
  return a.state == AssignmentState::EnRoute || a.state == AssignmentState::Accepted ? UnitLook::UnderWay
                                                                                     : UnitLook::Standby;
}

const ResponseUnit* unit_of(const Frame& frame, const std::string& id) {
  const auto it = frame.world.operations->units->find(id);
  return it == frame.world.operations->units->end() ? nullptr : &it->second;
}

// 09:48 到; 09:22; what an offer waits for.
std::string when_text(const Kit& k, const Frame& frame, const Assignment& a) {
  switch (a.state) {
    case AssignmentState::OnScene:
      return a.on_scene ? clock_time(*a.on_scene, frame.today) : std::string();
    case AssignmentState::Offered:
      return tr_with(k.lang, "assignment.since", clock_time(a.offered, frame.today));
    default:
      return tr_with(
          k.lang, "assignment.due",
          clock_time(a.en_route.value_or(a.accepted.value_or(a.offered)) + std::chrono::seconds(a.expected_s),
                     frame.today));
  }
}

void draw_sent(const Kit& k, const Frame& frame, const Assignment& a, const Columns& c, const Box& row) {
  const bool can = frame.live();
  const Hit h = k.hit(a.id, row);
  if (h.hovered && can) k.fill(row, k.c.hover);
  const ResponseUnit* unit = unit_of(frame, a.unit);
  unit_mark(k, c.x0 + k.px(10), row.cy(),
            unit != nullptr ? sign_of(*unit, a.function) : sign_for(a.function, Sector::Other), look_of(a));
  k.text(Type::BodyBold, c.function, row.cy(), k.c.text, k.tr(function_key(a.function)));
  const std::string distance = format_distance(a.distance_m);
  const bool there = a.state == AssignmentState::OnScene;
  const float w = k.text(Type::Meta, c.distance, row.cy(), k.c.text2, distance, Align::Right);
  k.text(Type::BodyBold, c.minutes, row.cy(), k.c.text,
         there ? std::string(kNotApplicable) : travel_text(k.lang, a.expected_s), Align::Right);
  k.text_in(Type::Body, c.unit, row.cy(), c.distance - w - k.px(8) - c.unit, k.c.text,
            unit != nullptr ? std::string_view(unit->name) : std::string_view(a.unit));
  const bool escalated = a.state == AssignmentState::Offered && a.escalation > 0;
  const std::string state = escalated ? tr_with(k.lang, "assignment.escalated", a.escalation)
                                      : std::string(k.tr(assignment_state_key(a.state)));
  k.text_in(Type::BodyBold, c.x1, row.cy() - k.px(8), k.px(98), k.c.text, state, Align::Right);
  k.text(Type::Note, c.x1, row.cy() + k.px(10), h.hovered ? k.c.text2 : k.c.text3, when_text(k, frame, a),
         Align::Right);
  if (h.clicked && can) open_form(frame, k.ctx, DispatchForm::Receipt, a.id);
}

// Alternatives under a missing row, each with what the whole set then takes.
float draw_others(const Kit& k, const Advice& advice, const AdvisedUnit& u, const Columns& c, float y) {
  if (u.others.empty()) {
    k.text_in(Type::Note, c.unit, y + k.px(kOther) / 2, c.x1 - c.unit, k.c.text2, k.tr("others.none"));
    return k.px(kOther);
  }
  for (const AdvisedUnit::Other& other : u.others) {
    const Box row{c.unit - k.px(6), y, c.x1, y + k.px(kOther)};
    const Hit h = k.hit(other.unit, row);
    if (h.hovered) k.fill(row, k.c.hover);
    const std::int64_t cost = other.complete_s - advice.complete_s;
    const std::string text =
        tr_with(k.lang, cost > 0 ? "others.later" : "others.same", travel_text(k.lang, other.complete_s),
                span_text(k.lang, std::abs(cost)));
    const float w = k.text(Type::Note, c.x1 - k.px(6), row.cy(), k.c.text2, text, Align::Right);
    const float min_w = k.text(Type::Meta, c.x1 - w - k.px(18), row.cy(), k.c.text,
                               travel_text(k.lang, other.duration_s), Align::Right);
    k.text_in(Type::Meta, c.unit, row.cy(), c.x1 - w - min_w - k.px(26) - c.unit, k.c.text, other.name);
    if (h.clicked) choose_unit(k.ctx, u.function, u.unit, other.unit);
    y += k.px(kOther);
  }
  return k.px(kOther) * static_cast<float>(u.others.size());
}

void draw_missing_ground(const Kit& k, const Incident& i, const Columns& c, float y, float h) {
  const Box b{c.x0 - k.px(16), y, c.x1 + k.px(16), y + h};
  k.fill(b, k.c.missing_tint);
  k.fill({b.x0, b.y0, b.x0 + k.px(3), b.y1}, level_colour(k.c, std::min(i.level.level, IncidentLevel::II)));
}

// A missing place with the unit advised for it: 换, 派出.
float draw_advised(const Kit& k, const Frame& frame, const Incident& i, const Advice& advice,
                   std::size_t place, const Columns& c, float y) {
  const AdvisedUnit& u = advice.set[place];
  const bool current = is_current(frame, advice), can = why_not(frame, k.ctx, Deed::Send).empty();
  const std::string key = fmt::format("{}/{}", static_cast<int>(u.function), place);
  std::string& open = k.ctx.state.tools.dispatch.others_of;
  const float others_h =
      open == key ? k.px(kOther) * static_cast<float>(std::max<std::size_t>(1, u.others.size())) : 0;
  draw_missing_ground(k, i, c, y, k.px(kRow) + others_h);
  const Colour32 ink = current ? k.c.text : k.c.text3, quiet = current ? k.c.text2 : k.c.text3;
  const float mid = y + k.px(kRow) / 2;
  const ResponseUnit* unit = unit_of(frame, u.unit);
  unit_mark(k, c.x0 + k.px(10), mid,
            unit != nullptr ? sign_of(*unit, u.function) : sign_for(u.function, i.sector), UnitLook::Advised);
  k.text(Type::BodyBold, c.function, mid, ink, k.tr(function_key(u.function)));
  const float w = k.text(Type::Meta, c.distance, mid, quiet, format_distance(u.distance_m), Align::Right);
  k.text(Type::BodyBold, c.minutes, mid, ink, travel_text(k.lang, u.duration_s), Align::Right);
  k.text_in(Type::Body, c.unit, mid, c.distance - w - k.px(8) - c.unit, ink, u.name);
  const float button_w = std::max(k.px(52), k.width(Type::BodyBold, k.tr("table.send")) + k.px(16));
  const Box b = box_at(c.x1 - button_w, mid - k.px(14), button_w, k.px(28));
  if (!can) {
    button_off(k, b, k.tr("table.send"));
  } else if (button(k, "send" + key, b, k.tr("table.send")).clicked) {
    send_one(frame, k.ctx, place);
  }
  float swap = 0;
  if (word_button(k, "swap" + key, b.x0 - k.px(10), mid, k.tr("table.swap"), swap, Align::Right).clicked)
    open = open == key ? std::string() : key;
  if (others_h > 0) draw_others(k, advice, u, c, y + k.px(kRow));
  return k.px(kRow) + others_h;
}

// A missing place without a unit: nobody can, or nothing is worked out yet.
float draw_unfilled(const Kit& k, const Frame& frame, const Incident& i, Function f, const Columns& c,
                    float y) {
  const Advice* advice = advice_of(frame, k.ctx);
  draw_missing_ground(k, i, c, y, k.px(kRow));
  const float mid = y + k.px(kRow) / 2;
  unit_mark(k, c.x0 + k.px(10), mid, sign_for(f, i.sector), UnitLook::Lost);
  k.text(Type::BodyBold, c.function, mid, k.c.text, k.tr(function_key(f)));
  const std::string_view word = frame.replay        ? "table.unsent"
                                : advice == nullptr ? "table.making"
                                : advice->error     ? "table.no_advice"
                                                    : "table.nobody";
  k.text_in(Type::Body, c.unit, mid, c.x1 - c.unit, k.c.text2, k.tr(word));
  return k.px(kRow);
}

// The places of one function: who was sent, then who is missing.
float draw_function(const Kit& k, const Frame& frame, const Incident& i, Function f, const Columns& c,
                    float y) {
  const float top = y;
  const auto line = [&] { k.rule(c.x0 - k.px(16), c.x1 + k.px(16), y - 1, k.c.line); };
  int sent = 0;
  for (const Assignment* a : parts_of(board_of(frame, k.ctx), i.id)) {
    if (a->function != f || !a->live()) continue;
    draw_sent(k, frame, *a, c, {c.x0 - k.px(16), y, c.x1 + k.px(16), y + k.px(kRow)});
    y += k.px(kRow);
    line();
    ++sent;
  }
  int missing = static_cast<int>(i.plan[static_cast<std::size_t>(f)]) - sent;
  const Advice* advice = advice_of(frame, k.ctx);
  for (std::size_t n = 0; advice != nullptr && n < advice->set.size() && missing > 0; ++n) {
    if (advice->set[n].function != f) continue;
    y += draw_advised(k, frame, i, *advice, n, c, y);
    line();
    --missing;
  }
  for (; missing > 0; --missing) {
    y += draw_unfilled(k, frame, i, f, c, y);
    line();
  }
  return y - top;
}

float draw_column_heads(const Kit& k, const Columns& c, float y) {
  k.text(Type::Note, c.x0, y, k.c.text3, k.tr("table.function"));
  k.text(Type::Note, c.unit, y, k.c.text3, k.tr("table.unit"));
  k.text(Type::Note, c.distance, y, k.c.text3, k.tr("table.distance"), Align::Right);
  k.text(Type::Note, c.minutes, y, k.c.text3, k.tr("table.minutes"), Align::Right);
  k.text(Type::Note, c.x1, y, k.c.text3, k.tr("table.state"), Align::Right);
  k.rule(c.x0 - k.px(16), c.x1 + k.px(16), y + k.px(14), k.c.line);
  return y + k.px(15);
}

// 一次派出 3 项缺口, 确认定级 or 认领, with its key; beside it 为何推荐; under them why it is off.
float draw_primary(const Kit& k, const Frame& frame, const Incident& i, int missing, float x0, float x1,
                   float y) {
  const Deed deed = next_deed(frame, k.ctx);
  const std::string why = why_not(frame, k.ctx, deed);
  std::string text;
  std::string_view cap = cap_of(Verb::Primary);
  if (deed == Deed::Claim) text = k.tr("table.claim"), cap = cap_of(Verb::Acknowledge);
  if (deed == Deed::TakeOver) text = k.tr("table.take_over");
  if (deed == Deed::Confirm) text = tr_with(k.lang, "table.confirm", level_text(k.lang, i.level.level));
  if (deed == Deed::Send)
    text = missing > 0 ? tr_with(k.lang, "table.send_all", missing) : std::string(k.tr("table.all_sent"));
  // While nobody has accepted, what was sent can still be called back: by the button once nothing is left to
  // send, else by a word under it.
  const bool can_recall = why_not(frame, k.ctx, Deed::Recall).empty();
  const bool recall = can_recall && deed == Deed::Send && missing == 0;
  if (recall) text = k.tr("action.recall"), cap = cap_of(Verb::Recall);
  const float gap = k.px(8), side = std::round(k.width(Type::BodyBold, k.tr("table.why")) + k.px(60));
  const Box main{x0, y, x1 - side - gap, y + k.px(36)}, other{x1 - side, y, x1, y + k.px(36)};
  if (recall) {
    if (keyed_button(k, "recall", main, text, cap, false).clicked) recall_offered(frame, k.ctx);
  } else if (!why.empty()) {
    button_off(k, main, text, cap);
  } else if (keyed_button(k, "primary", main, text, cap, true).clicked) {
    run_next(frame, k.ctx);
  }
  if (keyed_button(k, "why", other, k.tr("table.why"), cap_of(Verb::Why), false).clicked)
    act(frame, k.ctx, Verb::Why);
  y += k.px(42);
  if (can_recall && !recall) {
    float w = 0;
    if (word_button(k, "recall", x0, y + k.px(6), k.tr("action.recall"), w).clicked)
      recall_offered(frame, k.ctx);
    key_cap(k, x0 + w + k.px(14), y + k.px(6), cap_of(Verb::Recall));
    y += k.px(22);
  }
  if (!why.empty() && !recall && i.open())
    y += k.wrapped(Type::Note, x0, y + k.px(8), x1 - x0, k.c.text3, why) + k.px(2);
  return y + draw_outcome(k, SentFrom::Table, x0, x1, y);
}

}  // namespace

float draw_dispatch_table(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  const auto& parts = parts_of(board_of(frame, k.ctx), i.id);
  const int plan = total_of(i.plan), missing = total_of(missing_of(i, parts));
  section_head(k, x0, x1, y + k.px(14), "table",
               plan == 0 ? std::string(k.tr("table.no_plan"))
                         : tr_with(k.lang, "table.counts", plan - missing, plan, missing));
  y += k.px(38);
  const Columns c = columns_of(k, x0, x1);
  if (plan > 0) {
    y = draw_column_heads(k, c, y);
    for (int f = 0; f < kFunctions; ++f) y += draw_function(k, frame, i, static_cast<Function>(f), c, y);
    y += k.px(8);
  } else {
    y += k.wrapped(Type::Meta, x0, y, x1 - x0, k.c.text2, k.tr("table.no_plan_how")) + k.px(2);
  }
  if (!i.open()) return y;
  return draw_primary(k, frame, i, missing, x0, x1, y);
}

}  // namespace anxin
