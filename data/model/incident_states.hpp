// The one table of states of incidents and assignments (DOMAIN 6), and the function that steps them. Pure.
//
//   reported ─ confirm ─▶ confirmed ─ dispatch ─▶ dispatched ─ arrive ─▶ on_scene ─ resolve ─▶ resolved ─
//   close ─▶ closed reported, confirmed ─ resolve ─▶ resolved        (ended before a unit was there)
//   dispatched ─ resolve ─▶ resolved                 dispatched, on_scene, resolved ─ dispatch ─▶ the same
//   (resolved: on_scene) reported … on_scene ─ cancel ─▶ cancelled        any open ─ merge ─▶ merged ─
//   unmerge ─▶ what it was
//
//   offered ─▶ accepted ─▶ en_route ─▶ on_scene ─▶ released;  offered, accepted ─▶ en_route, on_scene (steps
//   may be skipped forward) offered ─▶ declined · timed_out · recalled;  accepted, en_route ─▶ recalled (with
//   a reason: a recall after acceptance)
#pragma once
#include "data/model/operation_words.hpp"
#include "geo/error.hpp"

namespace anxin {

enum class IncidentStep : std::uint8_t { Confirm, Dispatch, Arrive, Resolve, Close, Cancel, Merge, Unmerge };
inline constexpr int kIncidentSteps = 8;
[[nodiscard]] std::string_view code(IncidentStep), name_zh(IncidentStep), name_en(IncidentStep);

// The state after the step; Refused with the reason where the table has none. Unmerge gives `before_merge`.
[[nodiscard]] Result<IncidentState> step(IncidentState from, IncidentStep by,
                                         IncidentState before_merge = IncidentState::Reported);
[[nodiscard]] Result<AssignmentState> step(AssignmentState from, AssignmentState to);

}  // namespace anxin
