#include "data/store/sql.hpp"

#include <cassert>
#include <map>

#include "embedded/store.hpp"

namespace anxin {
namespace {

using Statements = std::map<std::string_view, std::string_view>;

void add_statements(Statements& all, std::string_view file) {
  constexpr std::string_view kMark = "-- name: ";
  std::size_t at = file.find(kMark);
  while (at != std::string_view::npos) {
    const std::size_t name = at + kMark.size();
    const std::size_t line_end = file.find('\n', name);
    const std::size_t next = file.find(kMark, line_end);
    all.emplace(file.substr(name, line_end - name),
                file.substr(line_end, next == std::string_view::npos ? next : next - line_end));
    at = next;
  }
}

Statements all_statements() {
  Statements all;
  for (const std::string_view file : {"open.sql", "commit.sql", "undo.sql", "load.sql", "questions.sql",
                                      "records.sql", "operations.sql", "verify.sql"}) {
    add_statements(all, embedded::store(file));
  }
  return all;
}

}  // namespace

std::string_view sql(std::string_view name) {
  static const Statements statements = all_statements();
  const auto found = statements.find(name);
  assert(found != statements.end());
  return found != statements.end() ? found->second : std::string_view();
}

std::string_view sql_file(std::string_view name) { return embedded::store(name); }

}  // namespace anxin
