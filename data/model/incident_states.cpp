#include "data/model/incident_states.hpp"

#include <fmt/format.h>

#include <array>

namespace anxin {
namespace {

using enum IncidentState;

// Where a step leads; kNo: it is not allowed. kBack: to what the incident was before it was merged.
constexpr auto kNo = static_cast<IncidentState>(kIncidentStates);
constexpr auto kBack = static_cast<IncidentState>(kIncidentStates + 1);

// Rows by IncidentState, columns by IncidentStep. The diagram stands above the header.
constexpr std::array<std::array<IncidentState, kIncidentSteps>, kIncidentStates> kIncidentTable{{
    // Confirm  Dispatch    Arrive   Resolve   Close   Cancel     Merge   Unmerge
    {Confirmed, kNo, kNo, Resolved, kNo, Cancelled, Merged, kNo},       // Reported
    {kNo, Dispatched, kNo, Resolved, kNo, Cancelled, Merged, kNo},      // Confirmed
    {kNo, Dispatched, OnScene, Resolved, kNo, Cancelled, Merged, kNo},  // Dispatched
    {kNo, OnScene, kNo, Resolved, kNo, Cancelled, Merged, kNo},         // OnScene
    {kNo, OnScene, kNo, kNo, Closed, kNo, Merged, kNo},                 // Resolved
    {kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo},                           // Closed
    {kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo},                           // Cancelled
    {kNo, kNo, kNo, kNo, kNo, kNo, kNo, kBack},                         // Merged
}};

// Rows: from; columns: to; both by AssignmentState.
constexpr std::array<std::array<bool, kAssignmentStates>, kAssignmentStates> kAssignmentTable{{
    // offered accepted en_route on_scene released declined timed_out recalled
    {false, true, true, true, false, true, true, true},       // Offered
    {false, false, true, true, false, false, false, true},    // Accepted
    {false, false, false, true, false, false, false, true},   // EnRoute
    {false, false, false, false, true, false, false, false},  // OnScene
    {},
    {},
    {},
    {},  // Released, Declined, TimedOut, Recalled
}};

struct StepWord {
  std::string_view code, zh, en;
};
constexpr std::array<StepWord, kIncidentSteps> kStepWords{{
    {"confirm", "确认", "be confirmed"},
    {"dispatch", "派单", "have units dispatched"},
    {"arrive", "到场", "be arrived at"},
    {"resolve", "平息", "be resolved"},
    {"close", "结案", "be closed"},
    {"cancel", "取消", "be cancelled"},
    {"merge", "并入", "be merged"},
    {"unmerge", "撤销并入", "be un-merged"},
}};

template <class T>
constexpr std::size_t at(T value) {
  return static_cast<std::size_t>(value);
}

std::unexpected<Error> refused(IncidentState from, IncidentStep by) {
  std::string zh, en;
  for (int s = 0; s < kIncidentStates; ++s) {
    if (kIncidentTable[static_cast<std::size_t>(s)][at(by)] == kNo) continue;
    const auto state = static_cast<IncidentState>(s);
    const std::string name(name_zh(state));
    if (!zh.ends_with(name)) zh += (zh.empty() ? "" : "、") + name;
    en += fmt::format("{}{}", en.empty() ? "" : ", ", name_en(state));
  }
  return fail(ErrorCode::Refused,
              fmt::format("事件处于「{}」，不能{}；须处于：{}。", name_zh(from), name_zh(by), zh),
              fmt::format("The incident is {} and cannot {}; it has to be one of: {}.", name_en(from),
                          name_en(by), en));
}

}  // namespace

std::string_view code(IncidentStep x) { return kStepWords[at(x)].code; }
std::string_view name_zh(IncidentStep x) { return kStepWords[at(x)].zh; }
std::string_view name_en(IncidentStep x) { return kStepWords[at(x)].en; }

Result<IncidentState> step(IncidentState from, IncidentStep by, IncidentState before_merge) {
  const IncidentState to = kIncidentTable[at(from)][at(by)];
  if (to == kNo) return refused(from, by);
  if (to != kBack) return to;
  if (before_merge > Resolved)
    return fail(ErrorCode::Refused, "并入前事件已终结，不能撤销并入。",
                "The incident had ended before it was merged and cannot be un-merged.");
  return before_merge;
}

Result<AssignmentState> step(AssignmentState from, AssignmentState to) {
  if (kAssignmentTable[at(from)][at(to)]) return to;
  return fail(ErrorCode::Refused, fmt::format("指派处于「{}」，不能改为「{}」。", name_zh(from), name_zh(to)),
              fmt::format("The assignment is {} and cannot become {}.", name_en(from), name_en(to)));
}

}  // namespace anxin
