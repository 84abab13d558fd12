// 处置记录 (UX 6.6): the journal of the incident in sentences, newest first; and what stands between table
// and money when it applies: proposals to merge, incidents merged into it, the roll-call.
#include <algorithm>

#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

constexpr std::size_t kFewLines = 4;

std::string place_of_incident(const Frame& frame, const std::string& id) {
  const auto it = frame.world.operations->incidents->find(id);
  return it == frame.world.operations->incidents->end() ? std::string() : it->second.place;
}

// 疑似重复: how near, how long after; 并入, 不是同一事件.
float draw_proposal(const Kit& k, const Frame& frame, const DuplicateProposal& p, float x0, float x1,
                    float y) {
  const std::string apart = span_text(k.lang, std::abs(p.apart_s));
  const std::string text = tr_with(k.lang, p.same_project ? "duplicate.same_project" : "duplicate.near",
                                   p.incident, format_distance(p.distance_m), apart);
  k.fill({x0 - k.px(16), y, x0 - k.px(13), y + k.px(44)}, k.c.text2);
  k.text_in(Type::Meta, x0, y + k.px(12), x1 - x0, k.c.text,
            fmt::format("{}  {}", text, place_of_incident(frame, p.incident)));
  float w = 0, x = x0;
  const bool can = frame.live();
  if (!can) {
    k.text(Type::Note, x, y + k.px(33), k.c.text3, k.tr("why.past"));
    return k.px(48);
  }
  if (word_button(k, "merge" + p.incident, x, y + k.px(33), k.tr("duplicate.merge"), w).clicked)
    open_form(frame, k.ctx, DispatchForm::Merge, p.incident);
  x += w + k.px(20);
  if (word_button(k, "deny" + p.incident, x, y + k.px(33), k.tr("duplicate.deny"), w).clicked)
    open_form(frame, k.ctx, DispatchForm::NotSame, p.incident);
  x += w + k.px(20);
  if (word_button(k, "see" + p.incident, x, y + k.px(33), k.tr("duplicate.see"), w).clicked)
    show_incident(k.ctx, p.incident);
  return k.px(48);
}

float draw_merged(const Kit& k, const Frame& frame, const std::string& merged, std::string_view key,
                  const std::string& other, float x0, float x1, float y) {
  float w = 0;
  if (frame.live() &&
      word_button(k, "unmerge" + merged, x1, y + k.px(12), k.tr("merged.undo"), w, Align::Right).clicked)
    open_form(frame, k.ctx, DispatchForm::Unmerge, merged);
  k.text_in(Type::Meta, x0, y + k.px(12), x1 - x0 - w - k.px(12), k.c.text2, tr_with(k.lang, key, other));
  return k.px(26);
}

}  // namespace

float draw_duplicates(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  const float top = y;
  if (i.state == IncidentState::Merged)
    y += draw_merged(k, frame, i.id, "merged.into", i.merged_into, x0, x1, y);
  for (const auto& [id, other] : *frame.world.operations->incidents) {
    if (other.state == IncidentState::Merged && other.merged_into == i.id)
      y += draw_merged(k, frame, id, "merged.from", id, x0, x1, y);
  }
  if (i.dispute && !i.dispute->settled) {
    y += k.wrapped(Type::Meta, x0, y + k.px(10), x1 - x0, k.c.text2,
                   tr_with(k.lang, "dispute", i.dispute->reason, clock_time(i.dispute->due, frame.today))) +
         k.px(4);
  }
  if (i.open() && frame.incident && frame.incident->incident == i.id) {
    for (const DuplicateProposal& p : frame.incident->duplicates) y += draw_proposal(k, frame, p, x0, x1, y);
  }
  return y > top ? y + k.px(4) : y;
}

float draw_roll_call(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  if (!i.roll_call || !i.open()) return y;
  const RollCall& call = *i.roll_call;
  section_head(k, x0, x1, y + k.px(14), "roll_call",
               tr_with(k.lang, call.retried ? "roll_call.again" : "roll_call.since",
                       clock_time(call.started, frame.today)));
  y += k.px(28);
  const auto in = [](const std::vector<std::string>& list, const std::string& id) {
    return std::ranges::find(list, id) != list.end();
  };
  for (const Assignment* a : parts_of(board_of(frame, k.ctx), i.id)) {
    if (a->state != AssignmentState::OnScene) continue;
    const bool answered = in(call.answered, a->id), missed = in(call.missed, a->id);
    const float mid = y + k.px(13);
    const auto unit = frame.world.operations->units->find(a->unit);
    float w = 0;
    if (answered || missed || !frame.live()) {
      w = k.text(missed ? Type::BodyBold : Type::Meta, x1, mid, missed ? k.c.text : k.c.text2,
                 k.tr(missed     ? "roll_call.missed"
                      : answered ? "roll_call.answered"
                                 : "roll_call.waits"),
                 Align::Right);
    } else if (word_button(k, "call" + a->id, x1, mid, k.tr("roll_call.answer"), w, Align::Right).clicked) {
      open_form(frame, k.ctx, DispatchForm::RollCall, a->id);
    }
    const float word = k.text(Type::BodyBold, x0, mid, k.c.text, k.tr(function_key(a->function)));
    k.text_in(Type::Meta, x0 + word + k.px(12), mid, x1 - x0 - word - w - k.px(26), k.c.text,
              unit == frame.world.operations->units->end() ? std::string_view(a->unit)
                                                           : std::string_view(unit->second.name));
    y += k.px(26);
  }
  return y + k.px(6);
}

float draw_incident_log(const Kit& k, const Frame& frame, const Incident& i, float x0, float x1, float y) {
  const IncidentDetail* d =
      frame.incident && frame.incident->incident == i.id ? frame.incident.get() : nullptr;
  const std::vector<LogEntry>* entries = d == nullptr         ? nullptr
                                         : k.lang == Lang::En ? &d->history_en
                                                              : &d->history;
  const std::string add = fmt::format("{}  {}", cap_of(Verb::AppendLog), k.tr("log.append"));
  const std::string again = fmt::format("{}  {}", cap_of(Verb::Replay), k.tr("replay"));
  const float add_w = k.width(Type::Meta, add), again_w = k.width(Type::Meta, again);
  section_head(k, x0, x1 - add_w - again_w - k.px(40), y + k.px(14), "log");
  float right = x1, w = 0;
  if (frame.live() && i.open()) {
    if (word_button(k, "append", right, y + k.px(14), add, w, Align::Right).clicked)
      act(frame, k.ctx, Verb::AppendLog);
    right -= w + k.px(20);
  }
  // On the desk the strip at the foot has it; a laptop has no strip.
  const bool here = !k.ctx.view.replay && ImGui::GetIO().DisplaySize.x / k.s < 1600;
  if (here && word_button(k, "again", right, y + k.px(14), again, w, Align::Right).clicked)
    act(frame, k.ctx, Verb::Replay);
  y += k.px(36);
  if (entries == nullptr || entries->empty()) {
    k.text_in(Type::Meta, x0, y, x1 - x0, k.c.text3, k.tr(entries == nullptr ? "working" : "log.none"));
    return y + k.px(16);
  }
  bool& all = k.ctx.state.tools.dispatch.all_log;
  const std::size_t shown = all ? entries->size() : std::min(kFewLines, entries->size());
  for (std::size_t n = 0; n < shown; ++n) {
    const LogEntry& e = (*entries)[n];
    const float time = k.text(Type::Meta, x0, y, k.c.text3, clock_time(e.at, frame.today));
    const float by_x = x0 + std::max(time + k.px(10), k.px(50)), text_x = by_x + k.px(74);
    k.text_in(Type::Meta, by_x, y, k.px(68), k.c.text2, e.by);
    y += std::max(k.px(24), k.wrapped(Type::Meta, text_x, y, x1 - text_x, k.c.text, e.text) + k.px(5));
  }
  if (entries->size() > kFewLines) {
    const std::string more = all ? std::string(k.tr("log.few")) : tr_with(k.lang, "log.all", entries->size());
    if (word_button(k, "all_log", x0, y, more, w).clicked) all = !all;
    y += k.px(22);
  }
  return y;
}

}  // namespace anxin
