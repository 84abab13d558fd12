// A file being taken in, at every stage, as the desk would publish it.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "console/desk/import_state.hpp"

namespace anxin::test {

// Of 1,204 rows: 1,201 accepted, 3 rejected; number 7; the second column read as nothing.
[[nodiscard]] ImportState import_preview();
// The same of a file of response units.
[[nodiscard]] ImportState import_units();
[[nodiscard]] std::vector<std::pair<std::string, ImportState>> import_states();
// 17 sheets of a workbook, one with the longest name that a workbook allows.
[[nodiscard]] std::vector<ImportLayer> import_sheets();
// Words of the file and its folder, which a screen may shorten.
[[nodiscard]] bool is_of_the_file(std::string_view text);

}  // namespace anxin::test
