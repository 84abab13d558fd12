// anxin coverage: the ten safeguards by supervising unit or sector, and who stands behind a figure.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "console/cli/commands.hpp"
#include "console/cli/covered.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

struct CoverageOptions {
  std::string by = "supervising_unit", as_known, list, unit, sector;
};

void add_cell(Json& out, const CoverageCell& cell) {
  out["yes"] = cell.yes;
  out["no"] = cell.no;
  out["not_applicable"] = cell.not_applicable;
  out["unknown"] = cell.unknown;
  out["unknown_stale_feed"] = cell.stale;
  out["share"] = cell.share() ? Json(*cell.share()) : Json();
}

bool is_empty(const CoverageCell& cell) { return cell.denominator() + cell.not_applicable == 0; }

Json coverage_json(const Covered& a, bool by_sector) {
  const Registry& r = *a.registry;
  const Coverage& c = a.coverage;
  Json out = head_json(a);
  out["projects_without_contractor"] = c.without_contractor;
  out["safeguards"] = Json::array();
  for (std::size_t s = 0; s < kSafeguards; ++s) {
    const auto safeguard = static_cast<Safeguard>(s);
    Json one{{"safeguard", code(safeguard)},
             {"safeguard_name", name_zh(safeguard)},
             {"counted_over", code(counted_over(safeguard))},
             {"city", Json::object()}};
    add_cell(one["city"], c.city[s]);
    Json parts = Json::array();
    for (std::size_t k = 0; by_sector && k < kSectors; ++k) {
      const auto sector = static_cast<Sector>(k);
      Json& part = parts.emplace_back(Json{{"sector", code(sector)}, {"sector_name", name_zh(sector)}});
      add_cell(part, c.by_sector[s][k]);
    }
    for (std::size_t u = 0; !by_sector && u <= r.unit_code.size(); ++u) {
      if (u == r.unit_code.size() && is_empty(c.by_unit[s][u])) continue;
      add_cell(parts.emplace_back(unit_json(r, u)), c.by_unit[s][u]);
    }
    one[by_sector ? "sectors" : "supervising_units"] = std::move(parts);
    out["safeguards"].push_back(std::move(one));
  }
  return out;
}

std::string percent(const CoverageCell& cell) { return format_percent(cell.yes, cell.denominator()); }

void print_city(const Context& context, const Coverage& c) {
  print_line(context.say("已覆盖 /（是 + 否 + 未知），不适用不计",
                         "covered / (yes + no + unknown); not applicable is left out"));
  print_line(left("", 26) + right(context.say("是", "yes"), 8) + right(context.say("否", "no"), 8) +
             right(context.say("不适用", "n/a"), 8) + right(context.say("未知", "unknown"), 9) +
             right(context.say("覆盖", "share"), 8));
  for (std::size_t s = 0; s < kSafeguards; ++s) {
    const auto safeguard = static_cast<Safeguard>(s);
    const CoverageCell& cell = c.city[s];
    const auto over = counted_over(safeguard);
    print_line(
        left(fmt::format("{:>2} {}", s + 1, context.english() ? code(safeguard) : name_zh(safeguard)), 26) +
        right(format_count(cell.yes), 8) + right(format_count(cell.no), 8) +
        right(format_count(cell.not_applicable), 8) + right(format_count(cell.unknown), 9) +
        right(percent(cell), 8) + "  " + std::string(context.english() ? code(over) : name_zh(over)));
  }
  if (c.without_contractor > 0) {
    print_line(context.say(fmt::format("总包未知的在建项目 {} 个，不计入企业数", c.without_contractor),
                           fmt::format("{} active projects have no known contractor and add no enterprise",
                                       c.without_contractor)));
  }
}

// A line a unit or sector: its share of each safeguard, by number.
void print_parts(const Context& context, const Covered& a, bool by_sector) {
  const Registry& r = *a.registry;
  std::string line = left("", 22);
  for (std::size_t s = 0; s < kSafeguards; ++s) line += right(std::to_string(s + 1), 8);
  print_line(line);
  const std::size_t parts = by_sector ? kSectors : r.unit_code.size() + 1;
  for (std::size_t k = 0; k < parts; ++k) {
    const auto cell = [&](std::size_t s) {
      return by_sector ? a.coverage.by_sector[s][k] : a.coverage.by_unit[s][k];
    };
    const auto sector = static_cast<Sector>(k);
    const bool no_unit = !by_sector && k == r.unit_code.size();
    if (no_unit && is_empty(cell(0))) continue;
    std::string name = no_unit     ? context.say("无监管单位", "no supervising unit")
                       : by_sector ? std::string(context.english() ? code(sector) : name_zh(sector))
                                   : std::string(context.english() ? r.unit_code[k] : r.unit_name[k]);
    line = left(name, 22);
    for (std::size_t s = 0; s < kSafeguards; ++s) line += right(percent(cell(s)), 8);
    print_line(line);
  }
}

struct Listing {
  Safeguard safeguard{};
  SafeguardState state{};
  CoverageScope scope;
};

Result<Listing> parse_listing(const CoverageOptions& options, const Registry& r) {
  Listing listing;
  const auto colon = options.list.find(':');
  const auto safeguard = parse_word<Safeguard>(options.list.substr(0, colon));
  const auto state =
      colon == std::string::npos ? std::nullopt : parse_word<SafeguardState>(options.list.substr(colon + 1));
  if (!safeguard || !state) {
    return fail(ErrorCode::Usage, "--list 应如 real_name:no，状态为 yes、no、not_applicable 或 unknown。",
                "--list is written like real_name:no; the state is yes, no, not_applicable or unknown.");
  }
  listing.safeguard = *safeguard;
  listing.state = *state;
  if (!options.sector.empty()) {
    listing.scope.sector = parse_word<Sector>(options.sector);
    if (!listing.scope.sector)
      return fail(ErrorCode::Usage, "没有行业“" + options.sector + "”。",
                  "There is no sector '" + options.sector + "'.");
  }
  if (options.unit.empty()) return listing;
  const auto unit = find_unit(r, options.unit);
  if (!unit) return std::unexpected(unit.error());
  listing.scope.unit = *unit;
  return listing;
}

int run_list(const Context& context, const Covered& a, const Listing& listing) {
  const Registry& r = *a.registry;
  const auto found = behind(a.coverage, r, listing.safeguard, listing.state, listing.scope);
  const bool projects = counted_over(listing.safeguard) == CountedOver::Projects;
  if (!context.json()) {
    print_head(context, a);
    for (const Index i : found) {
      print_line(projects ? fmt::format("{:<18}  {}", r.id[i], r.name[i])
                          : fmt::format("{}  {}", r.enterprise_uscc[i], r.enterprise_name[i]));
    }
    return kExitDone;
  }
  Json out = head_json(a);
  out["safeguard"] = code(listing.safeguard);
  out["state"] = code(listing.state);
  out["counted_over"] = code(counted_over(listing.safeguard));
  out["supervising_unit"] = listing.scope.unit ? Json(r.unit_code[*listing.scope.unit]) : Json();
  out["sector"] = listing.scope.sector ? Json(code(*listing.scope.sector)) : Json();
  Json& rows = out[projects ? "projects" : "enterprises"] = Json::array();
  for (const Index i : found) {
    if (projects) {
      Json row{{"id", r.id[i]}, {"name", r.name[i]}};
      row.update(unit_json(r, r.unit[i]));
      rows.push_back(std::move(row));
    } else {
      rows.push_back({{"uscc", r.enterprise_uscc[i]}, {"name", r.enterprise_name[i]}});
    }
  }
  print_json(out);
  return kExitDone;
}

int run_coverage(const Context& context, const CoverageOptions& options) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  if (options.list.empty() && !(options.unit.empty() && options.sector.empty())) {
    return stop(
        {ErrorCode::Usage, "--unit 与 --sector 须与 --list 同用。", "--unit and --sector go with --list."});
  }
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto asked = load_covered(context, **pack, options.as_known);
  if (!asked) return stop(asked.error());
  if (!options.list.empty()) {
    const auto listing = parse_listing(options, *asked->registry);
    return listing ? run_list(context, *asked, *listing) : stop(listing.error());
  }
  const bool by_sector = options.by == "sector";
  if (context.json()) {
    print_json(coverage_json(*asked, by_sector));
    return kExitDone;
  }
  print_head(context, *asked);
  print_city(context, asked->coverage);
  print_parts(context, *asked, by_sector);
  return kExitDone;
}

}  // namespace

void add_coverage(CLI::App& app, Action& action) {
  auto options = std::make_shared<CoverageOptions>();
  auto* coverage =
      app.add_subcommand("coverage", "The ten safeguards: how many have each, have it not, are not known");
  coverage->add_option("--by", options->by, "supervising_unit (default) or sector")
      ->check(CLI::IsMember({"supervising_unit", "sector"}));
  coverage->add_option("--as-known", options->as_known,
                       "As was known then, such as 2026-01-20 (when the day ended) or '2026-01-20 09:42'");
  coverage->add_option("--list", options->list, "Who stands behind a figure, such as real_name:no");
  coverage->add_option("--unit", options->unit, "With --list: of this supervising unit (code or name)");
  coverage->add_option("--sector", options->sector, "With --list: of this sector");
  coverage->callback(
      [&action, options] { action = [options](const Context& c) { return run_coverage(c, *options); }; });
}

}  // namespace anxin
