// anxin export: lists and layers out.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/commands.hpp"
#include "console/cli/covered.hpp"
#include "data/export/export.hpp"

namespace anxin {
namespace {

struct ExportWords {
  std::string what, out, crs = "cgcs2000", safeguard, state = "no", unit;
  bool all = false;
};

// The projects or enterprises in one state of a safeguard; else the active projects.
Result<std::vector<Index>> rows_asked(const ExportWords& words, const Assessed& a, const Coverage& coverage) {
  std::optional<std::size_t> unit;
  if (!words.unit.empty()) {
    const auto found = find_unit(*a.registry, words.unit);
    if (!found) return std::unexpected(found.error());
    unit = *found;
  }
  if (!words.safeguard.empty())
    return behind(coverage, *a.registry, *parse_word<Safeguard>(words.safeguard),
                  *parse_word<SafeguardState>(words.state), {unit, {}});
  std::vector<Index> rows;
  for (Index i = 0; i < a.registry->projects(); ++i) {
    const bool asked = words.all || a.registry->status_on(i, a.risk.as_of) == ProjectStatus::Active;
    if (asked && (!unit || a.registry->unit[i] == *unit)) rows.push_back(i);
  }
  return rows;
}

Result<ExportSummary> write_out(const ExportWords& words, const Pack& pack, const Assessed& a,
                                ExportRequest& request) {
  const Registry& r = *a.registry;
  if (words.what == "districts") return export_districts(r, a.risk, pack, request);
  if (words.what == "units") return export_units(r, a.risk, request);
  const bool by_safeguard = !words.safeguard.empty();
  const bool of_enterprises =
      by_safeguard && counted_over(*parse_word<Safeguard>(words.safeguard)) == CountedOver::Enterprises;
  if (by_safeguard && of_enterprises != (words.what == "enterprises"))
    return fail(
        ErrorCode::Usage,
        of_enterprises ? "这项制度按企业计，请导出 enterprises。" : "这项制度按项目计，请导出 projects。",
        of_enterprises ? "This safeguard is counted over enterprises: export enterprises."
                       : "This safeguard is counted over projects: export projects.");
  const Coverage coverage = coverage_of(r, pack.coverage, a.risk.as_of, a.known);
  if (words.what == "coverage") return export_coverage(r, coverage, request);
  if (words.what == "clauses")
    return export_clauses(r, clause_table(r, pack.clauses, pack.clause_terms, coverage), request);
  if (words.what == "enterprises" && !by_safeguard) return export_enterprises(r, a.risk.as_of, request);
  auto rows = rows_asked(words, a, coverage);
  if (!rows) return std::unexpected(rows.error());
  request.only = std::move(*rows);
  if (words.what == "enterprises") return export_enterprises(r, a.risk.as_of, request);
  return export_projects(r, a.risk, request);
}

int run_export(const Context& context, const ExportWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto crs = parse_crs(words.crs);
  if (!crs) return stop(crs.error());
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto store = context.open();
  if (!store) return stop(store.error());
  const auto a = load_assessed(**store, context, **pack);
  if (!a) return stop(a.error());
  ExportRequest request;
  request.out = words.out;
  request.crs = *crs;
  request.written_at = a->known;
  request.source = context.store_file().filename().string();
  const auto written = write_out(words, **pack, *a, request);
  if (!written) return stop(written.error());
  if (context.json()) {
    Json out = head_json(*a);
    out["out"] = words.out;
    out["crs"] = to_string(*crs);
    out["rows"] = written->rows;
    print_json(out);
  } else {
    print_line(context.say(fmt::format("已导出 {} 行：{}", written->rows, words.out),
                           fmt::format("Exported {} rows: {}", written->rows, words.out)));
  }
  return kExitDone;
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
  auto export_words = std::make_shared<ExportWords>();
  auto* out = app.add_subcommand("export", "Write a list or a layer to .gpkg, .geojson, .shp, .csv or .xlsx");
  out->add_option("WHAT", export_words->what,
                  "projects, districts; and as tables: units, coverage, clauses, enterprises")
      ->required()
      ->check(CLI::IsMember({"projects", "districts", "units", "coverage", "clauses", "enterprises"}));
  std::vector<std::string> safeguards, states;
  for (int i = 0; i < kSafeguards; ++i) safeguards.emplace_back(code(static_cast<Safeguard>(i)));
  for (int i = 0; i < 4; ++i) states.emplace_back(code(static_cast<SafeguardState>(i)));
  out->add_option("--safeguard", export_words->safeguard,
                  "projects, enterprises: those in one state of this safeguard")
      ->check(CLI::IsMember(safeguards));
  out->add_option("--state", export_words->state, "With --safeguard: yes, no, not_applicable or unknown")
      ->check(CLI::IsMember(states));
  out->add_option("--unit", export_words->unit, "projects: of this supervising unit, by code or name");
  out->add_option("--out", export_words->out, "The file; its extension says the format")->required();
  out->add_option("--crs", export_words->crs, "wgs84, cgcs2000, gcj02, bd09 or EPSG:n");
  out->add_flag("--all", export_words->all, "Suspended and finished projects as well");
  out->callback([&action, export_words] {
    action = [export_words](const Context& c) { return run_export(c, *export_words); };
  });
}

}  // namespace anxin
