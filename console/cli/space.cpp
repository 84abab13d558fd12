// anxin near, anxin within, anxin locate: questions in space, answered by the store's SQL.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/area_file.hpp"
#include "console/cli/commands.hpp"
#include "console/cli/position.hpp"

namespace anxin {
namespace {

struct NearOptions {
  std::string at;
  double radius_m = -1;
  std::int64_t k = -1;
};
struct WithinOptions {
  std::string polygon, unit;
};

int print_features(const Context& context, const Json& features, const std::vector<std::string>& lines) {
  if (context.json()) {
    print_json({{"features", features}});
  } else {
    for (const auto& line : lines) print_line(line);
  }
  return kExitDone;
}

int run_near(const Context& context, const NearOptions& options) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto at = parse_position("--at", options.at);
  if (!at) return stop(at.error());
  if ((options.radius_m >= 0) == (options.k >= 0)) {
    return stop({ErrorCode::Usage, "--radius-m 与 --k 须且只须给出一个。",
                 "Give exactly one of --radius-m and --k."});
  }
  const auto store = context.open();
  if (!store) return stop(store.error());
  const auto found = options.k >= 0 ? (*store)->near_k(*at, static_cast<std::size_t>(options.k))
                                    : (*store)->near_radius(*at, Metres::of(options.radius_m));
  if (!found) return stop(found.error());
  Json features = Json::array();
  std::vector<std::string> lines;
  for (const Near& n : *found) {
    features.push_back({{"id", n.id}, {"distance_m", n.distance_m}});
    lines.push_back(fmt::format("{:<18}  {:.1f} m", n.id, n.distance_m));
  }
  return print_features(context, features, lines);
}

int run_within(const Context& context, const WithinOptions& options) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  if (options.polygon.empty() == options.unit.empty()) {
    return stop({ErrorCode::Usage, "--polygon 与 --unit 须且只须给出一个。",
                 "Give exactly one of --polygon and --unit."});
  }
  const auto store = context.open();
  if (!store) return stop(store.error());
  Result<std::vector<std::string>> found;
  if (!options.unit.empty()) {
    const auto& units = (*store)->info().supervising_units;
    const auto unit = std::ranges::find_if(
        units, [&](const AreaRow& u) { return u.code == options.unit || u.name == options.unit; });
    if (unit == units.end()) {
      return stop({ErrorCode::NotFound, "没有代码或名称为“" + options.unit + "”的监管单位。",
                   "There is no supervising unit '" + options.unit + "'."});
    }
    found = (*store)->within_unit(unit->code);
  } else {
    const auto area = read_area(options.polygon);
    if (!area) return stop(area.error());
    found = (*store)->within(*area);
  }
  if (!found) return stop(found.error());
  Json features = Json::array();
  for (const auto& id : *found) features.push_back({{"id", id}});
  return print_features(context, features, *found);
}

int run_locate(const Context& context, const std::string& text) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto at = parse_position("--at", text);
  if (!at) return stop(at.error());
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto store = context.open();
  if (!store) return stop(store.error());
  const auto districts = (*store)->districts_at(*at);
  if (!districts) return stop(districts.error());
  const Jurisdiction j = jurisdiction_of(**pack, districts->empty() ? std::string() : districts->front());
  if (context.json()) {
    const auto or_null = [](const std::string& s) { return s.empty() ? Json() : Json(s); };
    print_json({{"district", or_null(j.district)},
                {"district_name", or_null(j.district_name)},
                {"supervising_unit", or_null(j.supervising_unit)},
                {"supervising_unit_name", or_null(j.supervising_unit_name)},
                {"rule", j.rule},
                {"candidates", j.candidates}});
  } else {
    print_line(fmt::format("{}  {}  {}  {}", j.district_name, j.supervising_unit_name, j.rule,
                           fmt::join(j.candidates, " ")));
  }
  return kExitDone;
}

}  // namespace

void add_space(CLI::App& app, Action& action) {
  auto near_options = std::make_shared<NearOptions>();
  auto* near = app.add_subcommand("near", "Projects near a point, nearest first");
  near->add_option("--at", near_options->at, "LON,LAT in CGCS2000 degrees")->required();
  near->add_option("--radius-m", near_options->radius_m, "All within this many metres")
      ->check(CLI::NonNegativeNumber);
  near->add_option("--k", near_options->k, "The k nearest")->check(CLI::NonNegativeNumber);
  near->callback([&action, near_options] {
    action = [near_options](const Context& c) { return run_near(c, *near_options); };
  });

  auto within_options = std::make_shared<WithinOptions>();
  auto* within = app.add_subcommand("within", "Projects inside a polygon or of a supervising unit");
  within->add_option("--polygon", within_options->polygon, "A GeoJSON file with the polygon");
  within->add_option("--unit", within_options->unit, "A supervising unit's code or name");
  within->callback([&action, within_options] {
    action = [within_options](const Context& c) { return run_within(c, *within_options); };
  });

  auto at = std::make_shared<std::string>();
  auto* locate = app.add_subcommand("locate", "Who supervises a point, and by which rule");
  locate->add_option("--at", *at, "LON,LAT in CGCS2000 degrees")->required();
  locate->callback([&action, at] { action = [at](const Context& c) { return run_locate(c, *at); }; });
}

}  // namespace anxin
