#include "data/model/operation_sentences.hpp"

#include <fmt/format.h>

#include "data/model/format.hpp"

namespace anxin {
namespace {

// Spells one change. Every phrase goes through say(), both languages side by side.
class Speaker {
 public:
  Speaker(const Operations& known, bool english) : known_(known), english_(english) {}

  std::string operator()(const UnitEnrolled& c) const {
    return say(fmt::format("登记处置力量 {}（{}）：{}，{} 人", c.unit.name, c.unit.id, functions(c.unit),
                           c.unit.people),
               fmt::format("Enrolled unit {} ({}): {}, {} heads", c.unit.name, c.unit.id, functions(c.unit),
                           c.unit.people));
  }
  std::string operator()(const UnitRetired& c) const {
    return say("处置力量 " + unit(c.unit) + " 撤编", "Unit " + unit(c.unit) + " was retired") + why(c.reason);
  }
  std::string operator()(const UnitStateSet& c) const {
    return say(fmt::format("{} 转为{}", unit(c.unit), word(c.state)),
               fmt::format("{} is now {}", unit(c.unit), word(c.state))) +
           why(c.reason);
  }
  std::string operator()(const UnitPositionReported& c) const {
    return say(fmt::format("{} 报告位置 {:.5f}, {:.5f}", unit(c.unit), c.at.lon(), c.at.lat()),
               fmt::format("{} reported its position {:.5f}, {:.5f}", unit(c.unit), c.at.lon(), c.at.lat()));
  }
  std::string operator()(const IncidentReported& c) const {
    const Incident& i = c.incident;
    const std::string source(i.sources.empty() ? std::string_view() : word(i.sources.front().source));
    const std::string by = source.empty() ? "" : say("，来源 ", ", by ") + source;
    return say(fmt::format("接报 {} {}：{} 人，{}{}", i.id, i.place, i.persons, word(i.level.level), by),
               fmt::format("Reported {} {}: {} persons, {}{}", i.id, i.place, i.persons, word(i.level.level),
                           by)) +
           (i.exercise ? say("（演练）", " (exercise)") : "");
  }
  std::string operator()(const IncidentClaimed& c) const {
    if (c.taken_from.empty()) return say(c.seat + " 认领 " + c.incident, c.seat + " claimed " + c.incident);
    return say(fmt::format("{} 从 {} 接手 {}", c.seat, c.taken_from, c.incident),
               fmt::format("{} took {} over from {}", c.seat, c.incident, c.taken_from)) +
           why(c.reason);
  }
  std::string operator()(const SourceAdded& c) const {
    const auto source = word(c.report.source);
    return say(fmt::format("{} 又由{}报告（{}）", c.incident, source, c.report.case_number),
               fmt::format("{} was reported by {} as well ({})", c.incident, source, c.report.case_number));
  }
  std::string operator()(const IncidentUpdated& c) const {
    std::string what;
    const auto add = [&](const std::string& zh, const std::string& en, const auto& value) {
      what += (what.empty() ? "" : say("，", ", ")) + fmt::format("{} {}", say(zh, en), value);
    };
    if (c.persons) add("人数", "persons", *c.persons);
    if (c.employers) add("用人单位", "employers", *c.employers);
    if (c.claimed_fen) add("诉求金额", "claimed", money(*c.claimed_fen));
    if (c.extreme) add("极端行为", "extreme act", word(*c.extreme));
    if (c.modifiers) add("升级因素", "modifiers", modifiers(*c.modifiers));
    if (c.project) add("项目", "project", *c.project);
    if (c.place) add("地点", "place", *c.place);
    return say("更新 " + c.incident + "：" + what, "Updated " + c.incident + ": " + what);
  }
  std::string operator()(const IncidentLevelSet& c) const {
    const std::string hand = c.level.by_hand ? say("（人工）", " (by hand)") : "";
    return say(fmt::format("{} 定为{}{}", c.incident, word(c.level.level), hand),
               fmt::format("{} is {}{}", c.incident, word(c.level.level), hand)) +
           why(c.level.reason);
  }
  std::string operator()(const IncidentConfirmed& c) const {
    return say(fmt::format("确认 {}，预案 {}：{}", c.incident, c.plan_id, counts(c.plan)),
               fmt::format("Confirmed {} with plan {}: {}", c.incident, c.plan_id, counts(c.plan)));
  }
  std::string operator()(const ReinforcementRequested& c) const {
    return say(fmt::format("{} 请求增援：{}", c.incident, counts(c.more)),
               fmt::format("{} asks for reinforcement: {}", c.incident, counts(c.more))) +
           why(c.reason);
  }
  std::string operator()(const IncidentResolved& c) const {
    return say(c.incident + " 处置完毕", c.incident + " was resolved") + why(c.text);
  }
  std::string operator()(const IncidentClosed& c) const {
    std::string paid;
    for (const Recovered& part : c.recovered)
      paid += fmt::format("{}{} {}", say("，", ", "), word(part.source), money(part.fen));
    return say(fmt::format("{} 结案：{}{}", c.incident, word(c.conclusion), paid),
               fmt::format("{} was closed: {}{}", c.incident, word(c.conclusion), paid)) +
           (c.follow_up.empty() ? "" : say("；后续 ", "; follow-up ") + c.follow_up);
  }
  std::string operator()(const IncidentCancelled& c) const {
    return say(c.incident + " 取消", c.incident + " was cancelled") + why(c.reason);
  }
  std::string operator()(const IncidentMerged& c) const {
    return say(c.incident + " 并入 " + c.into, c.incident + " was merged into " + c.into) + why(c.reason);
  }
  std::string operator()(const IncidentUnmerged& c) const {
    return say(c.incident + " 恢复为单独事件", c.incident + " stands by itself again") + why(c.reason);
  }
  std::string operator()(const NotADuplicate& c) const {
    return say(fmt::format("{} 与 {} 不是同一事件", c.incident, c.other),
               fmt::format("{} and {} are not the same", c.incident, c.other)) +
           why(c.reason);
  }
  std::string operator()(const JurisdictionDisputed& c) const {
    std::string units;
    for (const std::string& unit : c.dispute.candidates)
      units += (units.empty() ? "" : say("、", ", ")) + unit;
    return say(c.incident + " 管辖争议：" + units,
               "Jurisdiction of " + c.incident + " is disputed: " + units) +
           why(c.dispute.reason);
  }
  std::string operator()(const JurisdictionSettled& c) const {
    return say(fmt::format("{} 由 {} 负责", c.incident, c.supervising_unit),
               fmt::format("{} is the responsibility of {}", c.incident, c.supervising_unit)) +
           why(c.reason);
  }
  std::string operator()(const UnitsDispatched& c) const {
    std::string units;
    for (const Assignment& a : c.assignments)
      units += fmt::format("{}{} {}", units.empty() ? "" : say("、", ", "), unit(a.unit), word(a.function));
    return say(fmt::format("{} 派单 {}：{}", c.incident, c.order, units),
               fmt::format("Dispatched to {} by {}: {}", c.incident, c.order, units));
  }
  std::string operator()(const AssignmentStepped& c) const {
    const std::string words = c.words.empty() ? "" : say("“", "'") + c.words + say("”", "'");
    const std::string by =
        c.channel == AckChannel::Console ? "" : say("，", ", by ") + std::string(word(c.channel));
    return fmt::format("{} {}{}{}", assignment(c.assignment), word(c.to), by,
                       words.empty() ? "" : " " + words) +
           why(c.reason);
  }
  std::string operator()(const OfferEscalated& c) const {
    return say(
        fmt::format("{} 未接单，第 {} 步：已通知 {}", assignment(c.assignment), c.step, c.told),
        fmt::format("{} not accepted, step {}: {} was told", assignment(c.assignment), c.step, c.told));
  }
  std::string operator()(const ClockBreached& c) const {
    return say(fmt::format("{} 超时：{}", c.incident, c.clock),
               fmt::format("{} breached {}", c.incident, c.clock));
  }
  std::string operator()(const AlarmAcknowledged& c) const {
    return say(c.incident + " 告警已确认", "The alarm of " + c.incident + " was acknowledged");
  }
  std::string operator()(const RollCallStarted& c) const {
    return say(c.incident + " 开始点名", "Roll-call of " + c.incident + " began");
  }
  std::string operator()(const RollCallAnswered& c) const {
    return say(assignment(c.assignment) + " 应答点名", assignment(c.assignment) + " answered the roll-call") +
           why(c.words);
  }
  std::string operator()(const RollCallRetried& c) const {
    return say(c.incident + " 再次点名", "Roll-call of " + c.incident + " was repeated");
  }
  std::string operator()(const RollCallMissed& c) const {
    return say(assignment(c.assignment) + " 点名未应答", assignment(c.assignment) + " missed the roll-call");
  }
  std::string operator()(const SituationReported& c) const {
    const std::string by = unit(c.report.by);
    return say(fmt::format("{} 第 {} 次报告（{}）：{} 人", c.incident, c.report.number, by, c.report.persons),
               fmt::format("Report {} of {} by {}: {} persons", c.report.number, c.incident, by,
                           c.report.persons)) +
           why(c.report.text);
  }
  std::string operator()(const LogAppended& c) const {
    return say(c.incident + " 记录", "Log of " + c.incident) + why(c.text);
  }
  std::string operator()(const ClosureDrawn& c) const {
    const std::string where = c.closure.road.empty() ? say("一片区域", "an area") : c.closure.road;
    return say(fmt::format("封闭 {}（{}）", where, c.closure.id),
               fmt::format("Closed {} ({})", where, c.closure.id)) +
           why(c.closure.reason);
  }
  std::string operator()(const ClosureLifted& c) const {
    return say("解除封闭 " + c.closure, "Closure " + c.closure + " was lifted") + why(c.reason);
  }
  std::string operator()(const FundMoved& c) const {
    const FundEntry& e = c.entry;
    const std::string zh[] = {"筹集", "动用", "追偿"}, en[] = {"raised", "drawn", "recovered"};
    const auto move = static_cast<std::size_t>(e.move);
    const std::string of = e.incident.empty() ? "" : say("，", ", ") + e.incident;
    return say(fmt::format("{} 应急周转金{} {}{}", e.supervising_unit, zh[move], money(e.fen), of),
               fmt::format("Emergency fund of {}: {} {}{}", e.supervising_unit, en[move], money(e.fen), of)) +
           why(e.reason);
  }

 private:
  [[nodiscard]] std::string say(std::string zh, std::string en) const { return english_ ? en : zh; }
  template <class T>
  [[nodiscard]] std::string_view word(T value) const {
    return english_ ? name_en(value) : name_zh(value);
  }
  [[nodiscard]] std::string why(const std::string& reason) const {
    return reason.empty() ? "" : say("：", ": ") + reason;
  }
  [[nodiscard]] std::string money(Fen fen) const {
    return english_ ? format_yuan_en(fen) : format_money(fen);
  }
  [[nodiscard]] std::string unit(const std::string& id) const {
    const ResponseUnit* found = known_.unit(id);
    return found != nullptr && !found->name.empty() ? found->name : id;
  }
  [[nodiscard]] std::string assignment(const std::string& id) const {
    const Assignment* found = known_.assignment(id);
    if (found == nullptr) return id;
    return say(fmt::format("{}（{}）", unit(found->unit), id), fmt::format("{} ({})", unit(found->unit), id));
  }
  [[nodiscard]] std::string functions(const ResponseUnit& u) const {
    std::string out;
    for (int i = 0; i < kFunctions; ++i) {
      if ((u.functions >> i & 1) == 0) continue;
      out += (out.empty() ? "" : say("、", ", ")) + std::string(word(static_cast<Function>(i)));
    }
    return out;
  }
  [[nodiscard]] std::string modifiers(std::uint8_t bits) const {
    std::string out;
    for (int i = 0; i < kModifiers; ++i) {
      if ((bits >> i & 1) == 0) continue;
      out += (out.empty() ? "" : say("、", ", ")) + std::string(word(static_cast<Modifier>(i)));
    }
    return out.empty() ? say("无", "none") : out;
  }
  [[nodiscard]] std::string counts(const FunctionCounts& wanted) const {
    std::string out;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i] == 0) continue;
      out += fmt::format("{}{} {}", out.empty() ? "" : say("、", ", "), word(static_cast<Function>(i)),
                         wanted[i]);
    }
    return out.empty() ? say("无", "none") : out;
  }

  const Operations& known_;
  bool english_;
};

template <std::size_t... kind>
std::string of_every_kind(std::index_sequence<kind...>) {
  const Operations nobody;
  std::string out;
  ((out += describe_change(std::variant_alternative_t<kind, OperationChange>{}, nobody, false)), ...);
  return out;
}

}  // namespace

std::string describe_change(const OperationChange& change, const Operations& known, bool english) {
  return std::visit(Speaker(known, english), change);
}

std::string incident_of(const OperationChange& change, const Operations& known) {
  return std::visit(
      [&]<class T>(const T& c) -> std::string {
        if constexpr (requires { c.incident.id; }) {
          return c.incident.id;
        } else if constexpr (requires { c.entry.incident; }) {
          return c.entry.incident;
        } else if constexpr (requires { c.incident; }) {
          return c.incident;
        } else if constexpr (requires { c.assignment; }) {
          const Assignment* found = known.assignment(c.assignment);
          return found != nullptr ? found->incident : std::string();
        } else {
          return "";
        }
      },
      change);
}

std::string change_characters() {
  // Every kind with nothing in it, then what only some of its values bring.
  std::string all = of_every_kind(std::make_index_sequence<std::variant_size_v<OperationChange>>());
  const IncidentUpdated whole{"", 1, 1, 1, ExtremeAct::None, std::uint8_t{0xFF}, "", ""};
  all += describe_change(whole, {}, false);
  all += "从接手（演练）（人工），来源；后续、：“”筹集动用追偿";
  const auto words = [&]<class T>(T, int count) {
    for (int i = 0; i < count; ++i) all += name_zh(static_cast<T>(i));
  };
  words(Function{}, kFunctions), words(IncidentLevel{}, kIncidentLevels), words(UnitReadiness{}, 2);
  words(AssignmentState{}, kAssignmentStates), words(IncidentSource{}, kIncidentSources);
  words(ExtremeAct{}, 4), words(AckChannel{}, 5), words(Conclusion{}, kConclusions);
  words(MoneySource{}, kMoneySources);
  return all;
}

}  // namespace anxin
