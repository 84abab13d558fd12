// Rows of coordinate vectors, read for the tests of geo. Not a CSV reader: no quotes.
#pragma once
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tools/support.hpp"

namespace anxin::test {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) out.push_back(cell);
  return out;
}

inline std::vector<Row> rows_of(const std::filesystem::path& file) {
  std::istringstream in(read_file(file));
  std::string line;
  std::getline(in, line);
  const auto names = cells(line);
  std::vector<Row> out;
  while (std::getline(in, line)) {
    const auto values = cells(line);
    Row row;
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) row[names[i]] = values[i];
    out.push_back(row);
  }
  return out;
}

inline double number(const Row& row, const std::string& key) { return std::stod(row.at(key)); }

}  // namespace anxin::test
