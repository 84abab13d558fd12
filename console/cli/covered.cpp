#include "console/cli/covered.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace anxin {
namespace {

// A bare day means what was known when it ended.
Result<std::optional<Instant>> known_at(const std::string& text) {
  if (text.empty()) return std::optional<Instant>();
  if (const auto day = parse_day(text))
    return start_of(*day + std::chrono::days{1}) - std::chrono::seconds{1};
  if (const auto instant = parse_instant(text)) return instant;
  return fail(ErrorCode::Usage,
              "--as-known 的时间“" + text + "”无法识别，应如 2026-01-20 或 2026-01-20 09:42。",
              "--as-known '" + text + "' is not a time; write it like 2026-01-20 or 2026-01-20 09:42.");
}

// Columns a terminal gives the text: Chinese characters take two.
std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    columns += byte < 0x80 ? 1 : byte >= 0xE3 ? 2 : byte >= 0xC0 ? 1 : 0;
  }
  return columns;
}

}  // namespace

Result<Covered> load_covered(const Context& context, const Pack& pack, const std::string& as_known) {
  const auto known = known_at(as_known);
  if (!known) return std::unexpected(known.error());
  const auto store = context.open();
  if (!store) return std::unexpected(store.error());
  Covered asked;
  asked.known = known->value_or(context.now((*store)->info()));
  auto registry = (*store)->load_registry(*known);
  if (!registry) return std::unexpected(registry.error());
  auto history = (*store)->load_history(**registry, *known);
  if (!history) return std::unexpected(history.error());
  (*registry)->take(std::move(*history));
  asked.registry = std::move(*registry);
  const Day as_of = context.as_of_given().value_or(day_of(asked.known));
  asked.coverage = coverage_of(*asked.registry, pack.coverage, as_of, asked.known);
  return asked;
}

Result<std::size_t> find_unit(const Registry& r, const std::string& text) {
  for (std::size_t u = 0; u < r.unit_code.size(); ++u)
    if (r.unit_code[u] == text || r.unit_name[u] == text) return u;
  return fail(ErrorCode::NotFound, "没有监管单位“" + text + "”。",
              "There is no supervising unit '" + text + "'.");
}

Json head_json(const Covered& a) {
  return {{"as_of", to_string(a.coverage.as_of)},
          {"as_known", to_string(a.known)},
          {"simulated", a.registry->simulated}};
}

Json unit_json(const Registry& r, std::size_t unit) {
  const bool has = unit < r.unit_code.size();
  return {{"supervising_unit", has ? Json(r.unit_code[unit]) : Json()},
          {"supervising_unit_name", has ? Json(r.unit_name[unit]) : Json()}};
}

void print_head(const Context& context, const Covered& a) {
  const auto local = a.known + kBeijingOffset;  // for people; JSON has UTC
  const std::chrono::hh_mm_ss clock(local - std::chrono::floor<std::chrono::days>(local));
  print_line(fmt::format("{} {}  {} {} {:02}:{:02}{}", context.say("截至", "as of"),
                         to_string(a.coverage.as_of), context.say("所知至", "as known at"),
                         to_string(day_of(a.known)), clock.hours().count(), clock.minutes().count(),
                         a.registry->simulated ? context.say("  模拟数据", "  simulated data") : ""));
}

std::string left(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width - std::min(width, columns_of(text)), ' ');
}
std::string right(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, columns_of(text)), ' ') + std::string(text);
}

}  // namespace anxin
