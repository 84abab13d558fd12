// What the commands about incidents and dispatch share: opening a store with its operations, carrying a wish
// out, and the JSON and the lines in which incidents, units and assignments are shown.
#pragma once
#include <memory>
#include <string>

#include "console/cli/context.hpp"
#include "console/desk/adviser.hpp"
#include "console/desk/operator.hpp"

namespace CLI {
class App;
}

namespace anxin {

// Options of every command that writes.
struct WriteOptions {
  std::string seat = "命令行", command_id;
};
void add_write_options(CLI::App& command, WriteOptions& options);

struct Operating {
  std::shared_ptr<const Pack> pack;
  std::unique_ptr<Store> store;
  std::unique_ptr<Operator> desk;
  Instant now{};
  [[nodiscard]] const Operations& operations() const { return *desk->operations(); }
  // NotFound names the incident.
  [[nodiscard]] Result<const Incident*> incident(const std::string& id) const;
};
[[nodiscard]] Result<Operating> open_operating(const Context& context, OpenMode mode = OpenMode::ReadOnly);

// Errors: NotFound when the store has no roads, BadInput when they cannot be read.
[[nodiscard]] Result<std::unique_ptr<Adviser>> open_adviser(const Context& context, const Operating& o);

// Carries the wish out and prints what it came to: {revision, at, changes, incident?}. Gives an exit code.
int carry_out(const Context& context, const WriteOptions& options, const OperationCommand& command);

[[nodiscard]] Json incident_json(const Operating& o, const Incident& incident);
[[nodiscard]] Json unit_json(const Operating& o, const ResponseUnit& unit);
[[nodiscard]] Json assignment_json(const Assignment& assignment);
[[nodiscard]] std::string incident_line(const Operating& o, const Incident& incident, bool english);
[[nodiscard]] Json counts_json(const FunctionCounts& counts);  // [{function, count}], those above zero

// 138.6 (yuan) as fen; BadInput names the option.
[[nodiscard]] Result<Fen> parse_yuan(const std::string& text, const std::string& option);
// "lead:1,order:2"; Usage names what is no function.
[[nodiscard]] Result<FunctionCounts> parse_counts(const std::string& text);
// UNIT:FUNCTION, each; Usage names what is no function.
[[nodiscard]] Result<std::vector<ChosenPart>> parse_parts(const std::vector<std::string>& words);
// An enumeration's word; Usage names the option and the words that it takes.
template <class T>
[[nodiscard]] Result<T> word_of(const std::string& text, const std::string& option) {
  if (const auto value = parse_operation_word<T>(text)) return *value;
  return fail(ErrorCode::Usage, option + " 不认识“" + text + "”。",
              option + " does not know '" + text + "'.");
}

}  // namespace anxin
