// What every export says of itself, in columns and in the file's notes. For this folder only.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "data/export/export.hpp"
#include "geo/io/vector_out.hpp"

namespace anxin {

struct Marks {
  std::vector<OutField> fields;
  std::vector<OutValue> values;              // the same in every row
  std::map<std::string, std::string> notes;  // for the file as a whole
};

// `rules_digest` is empty where no rule was asked.
[[nodiscard]] Marks marks_of(const Registry& registry, Day as_of, const std::string& rules_digest,
                             const ExportRequest& request);
// Internal when the table was made from another registry.
[[nodiscard]] Status check_fits(const Registry& registry, const RiskTable& risk);

}  // namespace anxin
