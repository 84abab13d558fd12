// The plain tables of a pack (townships.csv, places.csv): comma-separated UTF-8 with a fixed header, no
// quotes, no empty cell. Not for files from outside: offices' CSV is read by data/ingest. Any thread.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"

namespace anxin::packs {

struct CsvRow {
  int line = 1;
  std::vector<std::string> cells;  // as many as the header has
};

[[nodiscard]] Result<std::vector<CsvRow>> parse_rows(std::string_view text, const std::string& file,
                                                     std::initializer_list<std::string_view> header);

}  // namespace anxin::packs
