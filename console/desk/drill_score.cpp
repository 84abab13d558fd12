// What a drill came to, counted from its journal and its last state.
#include <fmt/format.h>

#include <algorithm>

#include "console/desk/drill.hpp"
#include "data/model/format.hpp"

namespace anxin {

DrillScore score_of(std::span<const OperationRecord> records, const Operations& operations, const Pack& pack,
                    const DrillPlan& plan) {
  DrillScore s;
  s.name = plan.name, s.name_en = plan.name_en;
  s.day = plan.day, s.seed = plan.seed;
  s.revision = operations.revision;
  for (const auto& [id, i] : *operations.incidents) {
    ++s.incidents;
    ++s.by_level[static_cast<std::size_t>(i.level.level)];
    s.extreme += i.extreme != ExtremeAct::None ? 1 : 0;
    s.still_open += i.open() ? 1 : 0;
    s.never_complete += i.all_on_scene ? 0 : 1;
    s.claimed_fen += i.claimed_fen.value_or(0);
    for (const Recovered& r : i.recovered) s.recovered_fen += r.fen;
  }
  for (const auto& [id, a] : *operations.assignments) {
    ++s.offers;
    s.accepted += a.accepted || a.en_route || a.on_scene ? 1 : 0;
    s.declined += a.state == AssignmentState::Declined ? 1 : 0;
    s.timed_out += a.state == AssignmentState::TimedOut ? 1 : 0;
  }
  Instant last = start_of(plan.day);
  for (const OperationRecord& record : records) {
    last = std::max(last, record.at);
    for (const OperationChange& change : record.changes) {
      if (const auto* told = std::get_if<OfferEscalated>(&change))
        ++s.escalations[static_cast<std::size_t>(std::clamp(told->step, 1, 3) - 1)];
      s.breaches += std::holds_alternative<ClockBreached>(change) ? 1 : 0;
      s.roll_call_misses += std::holds_alternative<RollCallMissed>(change) ? 1 : 0;
    }
  }
  s.clocks = attainment(operations, pack.dispatch, start_of(plan.day),
                        start_of(plan.day + std::chrono::days(2)), "", last);
  return s;
}

std::string score_text(const DrillScore& s, bool english) {
  const auto say = [&](std::string_view zh, std::string_view en) { return english ? en : zh; };
  std::string out = fmt::format("{} {}\n", say("演练 DRILL ·", "DRILL 演练 ·"), english ? s.name_en : s.name);
  out += fmt::format("{} {}  {} {}  {} {}\n", say("日期", "day"), to_string(s.day), say("种子", "seed"),
                     s.seed, say("时间按", "times by"),
                     s.by_road ? say("道路", "road") : say("直线折算", "lengthened straight line"));
  out += fmt::format("{} {}  I {}  II {}  III {}  IV {}  {} {}  {} {}\n", say("事件", "incidents"),
                     s.incidents, s.by_level[0], s.by_level[1], s.by_level[2], s.by_level[3],
                     say("极端行为", "extreme acts"), s.extreme, say("未结", "open"), s.still_open);
  out += fmt::format("{} {}  {} {}  {} {}  {} {}  {} {}/{}/{}\n", say("派单", "offers"), s.offers,
                     say("接单", "accepted"), s.accepted, say("不能前往", "declined"), s.declined,
                     say("未接单", "unanswered"), s.timed_out,
                     say("升级 再通知/副岗/上一级", "escalations again/deputy/next level"), s.escalations[0],
                     s.escalations[1], s.escalations[2]);
  out += fmt::format("{} {}  {} {}  {} {}\n", say("超时记录", "breaches"), s.breaches,
                     say("点名未应", "roll-call misses"), s.roll_call_misses,
                     say("职能始终未齐的事件", "incidents never complete"), s.never_complete);
  for (const Attainment& a : s.clocks) {
    out += fmt::format("  {:<16} n {:>4}  {} {:>4}  P90 {:>8}  P95 {:>8}  {} {}\n", code(a.kind), a.counted,
                       say("超时", "missed"), a.breached, format_elapsed(std::chrono::seconds(a.p90_s)),
                       format_elapsed(std::chrono::seconds(a.p95_s)), say("限", "limit"),
                       format_elapsed(std::chrono::seconds(a.limit_s)));
  }
  out += fmt::format("{} {}  {} {}\n", say("涉及工资", "claimed"),
                     english ? format_yuan_en(s.claimed_fen) : format_money(s.claimed_fen),
                     say("追回", "recovered"),
                     english ? format_yuan_en(s.recovered_fen) : format_money(s.recovered_fen));
  return out;
}

}  // namespace anxin
