// What questions about coverage and clauses rest on: a registry with its history and the coverage of a day;
// and how both print units, heads and columns.
#pragma once
#include "console/cli/context.hpp"
#include "data/model/coverage.hpp"

namespace anxin {

struct Covered {
  std::shared_ptr<const Registry> registry;
  Coverage coverage;
  Instant known{};
};

// As of the context's day, else the day of `as_known`, else today. `as_known`: empty, a moment, or a bare
// day, which means what was known when it ended.
[[nodiscard]] Result<Covered> load_covered(const Context& context, const Pack& pack,
                                           const std::string& as_known);
// The unit of that code or name. NotFound.
[[nodiscard]] Result<std::size_t> find_unit(const Registry& registry, const std::string& text);

[[nodiscard]] Json head_json(const Covered& covered);  // {as_of, as_known, simulated}
// {supervising_unit, supervising_unit_name}; null after the last unit.
[[nodiscard]] Json unit_json(const Registry& registry, std::size_t unit);
void print_head(const Context& context, const Covered& covered);

// Text filled to a width of terminal columns; a Chinese character takes two.
[[nodiscard]] std::string left(std::string_view text, std::size_t width);
[[nodiscard]] std::string right(std::string_view text, std::size_t width);

}  // namespace anxin
