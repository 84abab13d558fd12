// The one JSON form of operation changes: what the journal keeps, what `anxin journal` prints. Keys
// ascending, integers only but for degrees (shortest text that reads back the same), instants as seconds
// since 1970-01-01T00:00:00Z, enumerations by code word, absent optionals left out. Test vectors stand in
// tests/model/operation_json_test.cpp; changing anything here breaks every store.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/operation_change.hpp"
#include "geo/error.hpp"

namespace anxin {

// A JSON array, one object a change, its kind under "change".
[[nodiscard]] std::string to_json(std::span<const OperationChange> changes);
// BadInput names the change and the field. Fields that this program does not know are refused.
[[nodiscard]] Result<std::vector<OperationChange>> changes_from_json(std::string_view json);
// The kind's name as in the JSON: "IncidentReported".
[[nodiscard]] std::string_view kind_of(const OperationChange& change);

}  // namespace anxin
