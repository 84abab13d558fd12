#include <fmt/format.h>

#include "tests/scenarios/commands.hpp"

namespace anxin::test {
namespace {

constexpr Fen kFenAYuan = 100;

std::string unit_of(const Operations& world, const std::string& assignment) {
  const Assignment* a = world.assignment(assignment);
  return a == nullptr ? assignment : a->unit;
}

std::string list(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

struct Telling {
  const Operations& world;

  std::string operator()(const UnitEnrolled& c) const { return "enrolled " + c.unit.id; }
  std::string operator()(const UnitRetired& c) const { return "retired " + c.unit; }
  std::string operator()(const UnitStateSet& c) const { return fmt::format("{} {}", c.unit, code(c.state)); }
  std::string operator()(const UnitPositionReported& c) const { return c.unit + " position"; }
  std::string operator()(const IncidentReported& c) const {
    return fmt::format("{} level {}", c.incident.id, code(c.incident.level.level));
  }
  std::string operator()(const IncidentClaimed& c) const {
    return "claimed by " + c.seat + (c.taken_from.empty() ? "" : " from " + c.taken_from);
  }
  std::string operator()(const SourceAdded& c) const {
    return fmt::format("source {} {}", code(c.report.source), c.report.case_number);
  }
  std::string operator()(const IncidentUpdated& c) const {
    std::vector<std::string> parts;
    if (c.persons) parts.push_back(fmt::format("persons {}", *c.persons));
    if (c.employers) parts.push_back(fmt::format("employers {}", *c.employers));
    if (c.claimed_fen) parts.push_back(fmt::format("claim {}", *c.claimed_fen / kFenAYuan));
    if (c.extreme) parts.push_back(fmt::format("extreme {}", code(*c.extreme)));
    if (c.modifiers) parts.push_back("modifiers");
    if (c.project) parts.push_back("project " + *c.project);
    if (c.place) parts.push_back("place " + *c.place);
    return "updated " + list(parts);
  }
  std::string operator()(const IncidentLevelSet& c) const {
    return fmt::format("level {}{}", code(c.level.level), c.level.by_hand ? " by hand" : "");
  }
  std::string operator()(const IncidentConfirmed& c) const { return "plan " + counts_text(c.plan); }
  std::string operator()(const ReinforcementRequested& c) const {
    return "reinforcement " + counts_text(c.more);
  }
  std::string operator()(const IncidentResolved&) const { return "resolved"; }
  std::string operator()(const IncidentClosed& c) const {
    return fmt::format("closed {}", code(c.conclusion));
  }
  std::string operator()(const IncidentCancelled&) const { return "cancelled"; }
  std::string operator()(const IncidentMerged& c) const { return "merged into " + c.into; }
  std::string operator()(const IncidentUnmerged& c) const { return "un-merged " + c.incident; }
  std::string operator()(const NotADuplicate& c) const { return "not the same as " + c.other; }
  std::string operator()(const JurisdictionDisputed& c) const {
    return "dispute " + list(c.dispute.candidates);
  }
  std::string operator()(const JurisdictionSettled& c) const { return "settled for " + c.supervising_unit; }
  std::string operator()(const UnitsDispatched& c) const {
    std::vector<std::string> parts;
    for (const Assignment& a : c.assignments) parts.push_back(fmt::format("{} {}", a.unit, code(a.function)));
    return fmt::format("order {}: {}", c.order, list(parts));
  }
  std::string operator()(const AssignmentStepped& c) const {
    return fmt::format("{} {}", unit_of(world, c.assignment), code(c.to));
  }
  std::string operator()(const OfferEscalated& c) const {
    const std::string unit = unit_of(world, c.assignment);
    const char* what = c.step == 1 ? "notified again" : c.step == 2 ? "deputy told" : "next level told";
    return fmt::format("{} {}: {}", unit, what, c.told);
  }
  std::string operator()(const ClockBreached& c) const { return "breach " + c.clock; }
  std::string operator()(const AlarmAcknowledged&) const { return "alarm acknowledged"; }
  std::string operator()(const RollCallStarted&) const { return "roll call"; }
  std::string operator()(const RollCallAnswered& c) const {
    return unit_of(world, c.assignment) + " answered";
  }
  std::string operator()(const RollCallRetried&) const { return "roll call again"; }
  std::string operator()(const RollCallMissed& c) const { return unit_of(world, c.assignment) + " missed"; }
  std::string operator()(const SituationReported& c) const {
    return fmt::format("report {} by {}: {} persons", c.report.number, c.report.by, c.report.persons);
  }
  std::string operator()(const LogAppended& c) const { return fmt::format("log {}: {}", c.incident, c.text); }
  std::string operator()(const ClosureDrawn& c) const { return "closure " + c.closure.id; }
  std::string operator()(const ClosureLifted& c) const { return "lifted " + c.closure; }
  std::string operator()(const FundMoved& c) const {
    const char* move = c.entry.move == FundMove::Raised  ? "raised"
                       : c.entry.move == FundMove::Drawn ? "drawn"
                                                         : "repaid";
    return fmt::format("fund {} {} {}", c.entry.supervising_unit, move, c.entry.fen / kFenAYuan);
  }
};

}  // namespace

std::string counts_text(const FunctionCounts& counts) {
  std::vector<std::string> parts;
  for (std::size_t f = 0; f < counts.size(); ++f)
    if (counts[f] > 0) parts.push_back(fmt::format("{} {}", code(static_cast<Function>(f)), counts[f]));
  return list(parts);
}

std::string sentence(const OperationChange& change, const Operations& before) {
  return std::visit(Telling{before}, change);
}

}  // namespace anxin::test
