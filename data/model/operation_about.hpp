// What a fact of operations is about: its incident, the few words in which a line tells it, the text that a
// person typed with it. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

#include "data/model/operation_change.hpp"

namespace anxin {

// "" for facts of units, closures and funds that name none. An assignment's id begins with its incident's
// (I-20261123-004/3). The view is into `change`.
[[nodiscard]] std::string_view incident_of(const OperationChange& change);
// The incident's part of an assignment's id.
[[nodiscard]] std::string_view incident_of_assignment(std::string_view assignment);

// "派出 5 个单位", "首到 超时": without the place, without what a person typed; heads by bands. Names of
// units are those of `operations`.
struct FactBrief {
  std::string zh, en;
};
[[nodiscard]] FactBrief brief_of(const OperationChange& change, const Operations& operations);
// The free text in it: a reason, a log entry, a report, words said; "" none. Not masked.
[[nodiscard]] std::string typed_text_of(const OperationChange& change);

}  // namespace anxin
