#include "data/model/decide.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/model/deciding.hpp"
#include "data/model/format.hpp"
#include "data/model/personal.hpp"

namespace anxin {

std::unexpected<Error> refuse(std::string zh, std::string en) {
  return fail(ErrorCode::Refused, std::move(zh), std::move(en));
}

bool has_no_text(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Status impersonal(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    const Personal found = find_personal(text);
    if (found == Personal::None) continue;
    return refuse(fmt::format("不得输入个人身份信息（疑似{}）。", name_zh(found)),
                  fmt::format("Personal data may not be entered (this looks like {}).", name_en(found)));
  }
  return {};
}

Status needs_reason(std::string_view reason, std::string_view what_zh, std::string_view what_en) {
  if (!has_no_text(reason)) return {};
  return refuse(fmt::format("{}须写明理由。", what_zh), fmt::format("{} needs a reason.", what_en));
}

int next_number(int largest_so_far) { return largest_so_far + 1; }

int number_behind(const std::string& id, std::string_view prefix) {
  constexpr std::size_t kMostDigits = 8;
  if (!id.starts_with(prefix) || id.size() == prefix.size() || id.size() > prefix.size() + kMostDigits)
    return 0;
  int number = 0;
  for (const char c : std::string_view(id).substr(prefix.size())) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string compact_day(Instant at) {
  std::string day = to_string(day_of(at));
  std::erase(day, '-');
  return day;
}

std::string yuan_text(Fen amount) {
  constexpr Fen kFenAYuan = 100;
  const std::string yuan = format_count(amount / kFenAYuan);
  return amount % kFenAYuan == 0 ? yuan : fmt::format("{}.{:02}", yuan, amount % kFenAYuan);
}

std::string called(const ResponseUnit& unit) {
  const std::string& name = unit.short_name.empty() ? unit.name : unit.short_name;
  return name.empty() ? unit.id : fmt::format("{}（{}）", name, unit.id);
}

std::string called(const Operations& operations, const std::string& unit) {
  const ResponseUnit* found = operations.unit(unit);
  return found == nullptr ? unit : called(*found);
}

Result<const Incident*> Deciding::incident(const std::string& id) const {
  const Incident* found = operations.incident(id);
  if (found == nullptr)
    return fail(ErrorCode::NotFound, fmt::format("没有事件 {}。", id),
                fmt::format("There is no incident {}.", id));
  if (found->exercise != context.exercise_store)
    return refuse(
        fmt::format("{} {}，不能在此库中处置。", id, found->exercise ? "是演练事件" : "不是演练事件"),
        fmt::format("{} {} and cannot be handled in this store.", id,
                    found->exercise ? "is an exercise" : "is not an exercise"));
  return found;
}

Result<const Incident*> Deciding::open_incident(const std::string& id) const {
  const auto found = incident(id);
  if (!found || (*found)->open()) return found;
  const Incident& over = **found;
  const std::string into = over.merged_into.empty() ? "" : " " + over.merged_into;
  return refuse(fmt::format("{} {}{}，不能再改。", id, name_zh(over.state), into),
                fmt::format("{} is {}{} and cannot be changed.", id, name_en(over.state),
                            into.empty() ? "" : " into" + into));
}

Result<const ResponseUnit*> Deciding::unit(const std::string& id) const {
  const ResponseUnit* found = operations.unit(id);
  if (found != nullptr) return found;
  return fail(ErrorCode::NotFound, fmt::format("没有处置力量 {}。", id),
              fmt::format("There is no response unit {}.", id));
}

Result<const Assignment*> Deciding::assignment(const std::string& id) const {
  const Assignment* found = operations.assignment(id);
  if (found == nullptr)
    return fail(ErrorCode::NotFound, fmt::format("没有指派 {}。", id),
                fmt::format("There is no assignment {}.", id));
  if (const auto at = incident(found->incident); !at) return std::unexpected(at.error());
  return found;
}

Status Deciding::known_supervising_unit(const std::string& code) const {
  if (!code.empty() && (policy().unit_name.empty() || policy().unit_name.contains(code))) return {};
  return fail(ErrorCode::NotFound, fmt::format("没有监管单位“{}”。", code),
              fmt::format("There is no supervising unit \"{}\".", code));
}

void end_assignments(std::vector<OperationChange>& facts, const Operations& operations,
                     const std::string& incident, const std::string& reason) {
  for (const Assignment* a : operations.assignments_of(incident)) {
    if (!a->live()) continue;
    const bool there = a->state == AssignmentState::OnScene;
    facts.push_back(AssignmentStepped{a->id, there ? AssignmentState::Released : AssignmentState::Recalled,
                                      AckChannel::Console, "", reason});
  }
}

void follow_plan(std::vector<OperationChange>& facts, const Deciding& d, const Incident& incident,
                 IncidentLevel level) {
  if (incident.state == IncidentState::Reported) return;
  const ResponsePlan* plan = plan_of(d.policy(), level, incident.sector);
  if (plan == nullptr || plan->id == incident.plan_id) return;
  const auto old = std::ranges::find(d.policy().plans, incident.plan_id, &ResponsePlan::id);
  FunctionCounts sent{}, counts = plan->counts;
  for (const Assignment* a : d.operations.assignments_of(incident.id))
    if (a->live()) ++sent[static_cast<std::size_t>(a->function)];
  const bool graver = level < incident.level.level;
  for (std::size_t f = 0; f < counts.size(); ++f) {
    const int had = incident.plan[f];
    const int of_plan = old == d.policy().plans.end() ? 0 : old->counts[f];
    const int milder = std::max<int>(counts[f] + std::max(0, had - of_plan), sent[f]);
    counts[f] = static_cast<std::uint8_t>(graver ? std::max<int>(had, counts[f]) : std::min(milder, 255));
  }
  facts.push_back(IncidentConfirmed{incident.id, plan->id, counts});
}

void follow_level(std::vector<OperationChange>& facts, const Deciding& d, const Incident& before,
                  const Incident& after) {
  LevelFinding found = find_level(d.operations, d.policy(), after);
  const LevelFinding& stands = before.level;
  // What the figures gave before the change: a hand overruled that, and not the news.
  const IncidentLevel found_before = find_level(d.operations, d.policy(), before).level;
  const bool news = found.level < found_before && found.level < stands.level;
  const bool keep = stands.by_hand ? !news : before.level_set && found.level > stands.level;
  if (keep) {
    found.level = stands.level;
    found.by_hand = stands.by_hand;
    found.reason = stands.reason;
  }
  if (found == stands) return;
  facts.push_back(IncidentLevelSet{before.id, found});
  if (found.level != stands.level) follow_plan(facts, d, before, found.level);
}

Facts decide(const Operations& operations, const DecideContext& context, const OperationCommand& command) {
  const Deciding d{operations, context};
  return std::visit([&](const auto& wish) { return decide_on(d, wish); }, command);
}

}  // namespace anxin
