#include "data/model/operation_about.hpp"

#include <fmt/format.h>

#include "data/model/clocks.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

struct Words {
  const Operations& operations;

  [[nodiscard]] std::string unit(const std::string& id) const {
    const ResponseUnit* known = operations.unit(id);
    if (known == nullptr) return id;
    return known->short_name.empty() ? known->name : known->short_name;
  }
  [[nodiscard]] std::string unit_of(const std::string& assignment) const {
    const Assignment* known = operations.assignment(assignment);
    return known == nullptr ? assignment : unit(known->unit);
  }
  // next_report/2: the kind stands before the stroke.
  static FactBrief clock(const std::string& key) {
    const std::string_view word = std::string_view(key).substr(0, key.find('/'));
    for (int k = 0; k < kClockKinds; ++k) {
      const auto kind = static_cast<ClockKind>(k);
      if (code(kind) == word) return {std::string(name_zh(kind)), std::string(name_en(kind))};
    }
    return {key, key};
  }
  template <class T>
  static FactBrief named(std::string_view zh, std::string_view en, T value) {
    return {fmt::format("{}{}", zh, name_zh(value)), fmt::format("{}{}", en, name_en(value))};
  }
  static FactBrief both(const std::string& zh, const std::string& en) { return {zh, en}; }

  FactBrief operator()(const UnitEnrolled& c) const {
    return both("登记 " + c.unit.name, "enrolled " + c.unit.name);
  }
  FactBrief operator()(const UnitRetired& c) const {
    return both("撤销 " + unit(c.unit), "retired " + unit(c.unit));
  }
  FactBrief operator()(const UnitStateSet& c) const {
    return named(unit(c.unit) + " ", unit(c.unit) + " ", c.state);
  }
  FactBrief operator()(const UnitPositionReported& c) const {
    return both(unit(c.unit) + " 报告位置", unit(c.unit) + " reported its position");
  }
  FactBrief operator()(const IncidentReported& c) const {
    FactBrief fact = both("新报，" + format_heads(c.incident.persons) + " 人",
                          "new, " + format_heads(c.incident.persons) + " persons");
    if (c.incident.extreme != ExtremeAct::None) {
      fact.zh += fmt::format("，{}", name_zh(c.incident.extreme));
      fact.en += fmt::format(", {}", name_en(c.incident.extreme));
    }
    return fact;
  }
  FactBrief operator()(const IncidentClaimed& c) const {
    return both(c.seat + " 认领", "claimed by " + c.seat);
  }
  FactBrief operator()(const SourceAdded& c) const {
    return named("又报自 ", "reported again by ", c.report.source);
  }
  FactBrief operator()(const IncidentUpdated& c) const {
    if (!c.persons) return both("情况更新", "updated");
    return both("情况更新，" + format_heads(*c.persons) + " 人",
                "updated, " + format_heads(*c.persons) + " persons");
  }
  FactBrief operator()(const IncidentLevelSet& c) const { return named("定级 ", "level ", c.level.level); }
  FactBrief operator()(const IncidentConfirmed&) const {
    return both("已核实，待派单", "confirmed, to be dispatched");
  }
  FactBrief operator()(const ReinforcementRequested&) const {
    return both("请求增援", "reinforcement asked for");
  }
  FactBrief operator()(const IncidentResolved&) const {
    return both("现场平息，待结案", "resolved, to be closed");
  }
  FactBrief operator()(const IncidentClosed& c) const { return named("结案，", "closed, ", c.conclusion); }
  FactBrief operator()(const IncidentCancelled&) const { return both("已取消", "cancelled"); }
  FactBrief operator()(const IncidentMerged& c) const {
    return both("并入 " + c.into, "merged into " + c.into);
  }
  FactBrief operator()(const IncidentUnmerged&) const { return both("撤销并入", "unmerged"); }
  FactBrief operator()(const NotADuplicate& c) const {
    return both("与 " + c.other + " 不同", "is not " + c.other);
  }
  FactBrief operator()(const JurisdictionDisputed&) const {
    return both("管辖争议", "jurisdiction contested");
  }
  FactBrief operator()(const JurisdictionSettled&) const { return both("管辖已定", "jurisdiction settled"); }
  FactBrief operator()(const UnitsDispatched& c) const {
    return both(fmt::format("派出 {} 个单位", c.assignments.size()),
                fmt::format("{} units sent", c.assignments.size()));
  }
  FactBrief operator()(const AssignmentStepped& c) const {
    return named(unit_of(c.assignment) + " ", unit_of(c.assignment) + " ", c.to);
  }
  FactBrief operator()(const OfferEscalated& c) const {
    static constexpr const char* kZh[] = {"再次通知", "转副岗", "报上一级"};
    static constexpr const char* kEn[] = {"notified again", "passed to its deputy",
                                          "passed to the next level"};
    const int step = c.step >= 1 && c.step <= 3 ? c.step - 1 : 2;
    return both(unit_of(c.assignment) + " 未接单，" + kZh[step],
                unit_of(c.assignment) + " silent, " + kEn[step]);
  }
  FactBrief operator()(const ClockBreached& c) const {
    const FactBrief kind = clock(c.clock);
    return both(kind.zh + " 超时", kind.en + " breached");
  }
  FactBrief operator()(const AlarmAcknowledged&) const { return both("告警已确认", "alarm acknowledged"); }
  FactBrief operator()(const RollCallStarted&) const { return both("点名", "roll-call"); }
  FactBrief operator()(const RollCallAnswered& c) const {
    return both(unit_of(c.assignment) + " 应答", unit_of(c.assignment) + " answered");
  }
  FactBrief operator()(const RollCallRetried&) const { return both("再次点名", "roll-call again"); }
  FactBrief operator()(const RollCallMissed& c) const {
    return both(unit_of(c.assignment) + " 点名未应", unit_of(c.assignment) + " missed the roll-call");
  }
  FactBrief operator()(const SituationReported& c) const {
    return both(
        fmt::format("{}，{} 人", c.report.number == 1 ? "首报" : "续报", format_heads(c.report.persons)),
        fmt::format("report {}, {} persons", c.report.number, format_heads(c.report.persons)));
  }
  FactBrief operator()(const LogAppended&) const { return both("追加记录", "log appended"); }
  FactBrief operator()(const ClosureDrawn& c) const {
    return both("封闭 " + (c.closure.road.empty() ? c.closure.id : c.closure.road),
                "closed " + (c.closure.road.empty() ? c.closure.id : c.closure.road));
  }
  FactBrief operator()(const ClosureLifted& c) const {
    return both("解除封闭 " + c.closure, "reopened " + c.closure);
  }
  FactBrief operator()(const FundMoved& c) const {
    static constexpr const char* kZh[] = {"筹集", "动用", "追回"};
    static constexpr const char* kEn[] = {"raised", "drawn", "recovered"};
    const auto move = static_cast<std::size_t>(c.entry.move);
    return both(fmt::format("应急周转金{} {}", kZh[move], format_money(c.entry.fen)),
                fmt::format("emergency fund {}: {}", kEn[move], format_yuan_en(c.entry.fen)));
  }
};

}  // namespace

FactBrief brief_of(const OperationChange& change, const Operations& operations) {
  return std::visit(Words{operations}, change);
}

}  // namespace anxin
