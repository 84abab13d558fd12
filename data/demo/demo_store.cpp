// A store made of a simulated city: created, filled, assessed; gone again when any step fails.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <system_error>

#include "data/demo/demo.hpp"
#include "data/demo/response_day.hpp"
#include "data/demo/response_units.hpp"
#include "data/demo/roads.hpp"
#include "data/model/assess.hpp"
#include "data/packs/traffic.hpp"
#include "geo/route/graph_file.hpp"
#include "geo/route/search.hpp"

namespace anxin {
namespace {

std::string command_id(const DemoOptions& options, std::size_t chunk) {
  return fmt::format("demo-{}-{}-{}-{}-{}", options.seed, options.projects, options.months,
                     options.anchor.time_since_epoch().count(), chunk);
}

// The city is known from the first moment of the anchor's day: what happened on that day comes after it.
Instant known_since(const DemoOptions& options) { return start_of(day_of(options.anchor)); }

Result<BatchResult> fill(Store& store, const DemoCity& city, const DemoOptions& options,
                         const Progress& progress) {
  BatchResult sum;
  sum.revision = store.revision();
  const std::size_t chunks = city.chunks();
  for (std::size_t i = 0; i < chunks; ++i) {
    const Batch batch = city.chunk(i);
    if (batch.projects.empty() && batch.enterprises.empty()) continue;
    const Origin origin{known_since(options), "simulation", command_id(options, i), "simulated_city", "demo"};
    // A thousand steps a chunk, so that chunks of different size make one even bar.
    const Progress part = [&](std::size_t done, std::size_t total) {
      if (progress) progress(i * 1000 + (total == 0 ? 1000 : done * 1000 / total), chunks * 1000);
    };
    Result<BatchResult> result = store.commit(sum.revision, batch, origin, part);
    if (!result) return result;
    sum.revision = result->revision;
    sum.batch = result->batch;
    sum.added += result->added;
    sum.changed += result->changed;
    sum.unchanged += result->unchanged;
    sum.digest = result->digest;
  }
  return sum;
}

struct Assessed {
  std::shared_ptr<Registry> registry;
  RiskTable risk;
};

Result<Assessed> assess_city(Store& store, const Pack& pack, const DemoOptions& options) {
  auto registry = store.load_registry();
  if (!registry) return std::unexpected(std::move(registry.error()));
  auto history = store.load_history(**registry);
  if (!history) return std::unexpected(std::move(history.error()));
  (*registry)->take(std::move(*history));
  RiskTable risk = assess_all(**registry, pack.rules, day_of(options.anchor));
  if (Status kept = store.save_risk(**registry, risk); !kept) return std::unexpected(std::move(kept.error()));
  return Assessed{std::move(*registry), std::move(risk)};
}

// By the simulated roads, with the traffic of the anchor.
DemoRoads travel_on(const RoadGraph& graph, const Pack& pack, Instant anchor) {
  auto search = std::make_shared<RouteSearch>(graph);
  const TrafficProfile profile = traffic_at(pack, anchor);
  return [search, &graph, profile](LonLat from, LonLat to) -> std::optional<DemoTravel> {
    const auto start = snap_to_road(graph, from), end = snap_to_road(graph, to);
    if (!start || !end) return std::nullopt;
    const auto route = search->route(*start, *end, profile);
    if (!route) return std::nullopt;
    return DemoTravel{(route->duration_ms + 500) / 1000, route->distance_m};
  };
}

// Response units, opening funds and the incidents of the anchor's day, through decide, moment by moment.
Status fill_operations(Store& store, const Pack& pack, const DemoOptions& options, const Assessed& city,
                       const RoadGraph& roads) {
  const auto enrolled = demo_operations(pack, options.seed, options.anchor);
  Operations operations;
  std::size_t step = 0;
  const auto commit = [&](Instant at, const std::string& seat,
                          const std::vector<OperationChange>& changes) -> Status {
    const auto record = store.commit_operations(
        store.revision(), changes, {at, seat, command_id(options, 1000 + step++), "operations", "demo"});
    if (!record) return std::unexpected(record.error());
    operations = evolve(std::move(operations), *record);
    return {};
  };
  if (Status done = commit(known_since(options), "simulation", enrolled); !done) return done;
  const auto sites = [&] { return demo_sites(*city.registry, city.risk); };
  const auto day =
      demo_day(pack, options.seed, options.anchor, enrolled, sites, travel_on(roads, pack, options.anchor));
  if (!day) return std::unexpected(day.error());
  std::map<std::string, ProjectPlace> places;
  for (DemoSite& site : sites()) places.emplace(site.project, std::move(site.place));
  DecideContext context;
  context.policy = &pack.dispatch;
  context.project = [&](const std::string& id) -> std::optional<ProjectPlace> {
    const auto found = places.find(id);
    return found == places.end() ? std::nullopt : std::optional(found->second);
  };
  context.responsible = [&](LonLat at) -> Responsible {
    Jurisdiction j = locate(pack, at);
    return {std::move(j.supervising_unit), std::move(j.rule), std::move(j.candidates)};
  };
  for (const DemoMoment& moment : *day) {
    context.now = moment.at;
    context.seat = moment.seat;
    const auto changes = decide(operations, context, moment.command);
    if (!changes) return std::unexpected(changes.error());
    if (changes->empty()) continue;
    if (Status done = commit(moment.at, moment.seat, *changes); !done) return done;
  }
  return {};
}

Result<BatchResult> make(const std::filesystem::path& file, const Pack& pack, const DemoOptions& options,
                         const DemoCity& city, const Progress& progress) {
  auto store = create_store(file, demo_store_info(pack, options));
  if (!store) return std::unexpected(std::move(store.error()));
  Result<BatchResult> result = fill(**store, city, options, progress);
  if (!result) return result;
  const auto assessed = assess_city(**store, pack, options);
  if (!assessed) return std::unexpected(assessed.error());
  const auto roads = make_demo_graph(pack, options.seed);
  if (!roads) return std::unexpected(roads.error());
  if (Status kept = save_graph(*roads, graph_file_of(file)); !kept)
    return std::unexpected(std::move(kept.error()));
  if (options.projects == 0) return result;
  if (Status filled = fill_operations(**store, pack, options, *assessed, *roads); !filled)
    return std::unexpected(std::move(filled.error()));
  return result;
}

}  // namespace

StoreInfo demo_store_info(const Pack& pack, const DemoOptions& options) {
  StoreInfo info;
  info.simulated =
      options.projects > 0;  // an empty city is there to take in real data: no mark, the wall clock
  if (info.simulated) info.anchor = options.anchor;
  info.pack = fmt::format("{} {}", pack.city_zh, pack.version);
  for (const District& district : pack.districts)
    info.districts.push_back({district.code, district.name, district.name_en, district.shape, district.code});
  for (const SupervisingUnit& unit : pack.supervising_units) {
    const auto home = std::ranges::find(pack.districts, unit.district.value_or(""), &District::code);
    info.supervising_units.push_back({unit.code, unit.name, unit.name_en,
                                      home == pack.districts.end() ? MultiPolygon{} : home->shape,
                                      unit.district});
  }
  return info;
}

Result<BatchResult> make_demo_store(const std::filesystem::path& file, const Pack& pack,
                                    const DemoOptions& options, const Progress& progress) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored))
    return fail(ErrorCode::Store, fmt::format("{} 已经存在，不会被覆盖。", file.filename().string()),
                fmt::format("{} is there already and is not overwritten.", file.filename().string()));
  Result<DemoCity> city = DemoCity::plan(pack, options);
  if (!city) return std::unexpected(std::move(city.error()));
  Result<BatchResult> result = make(file, pack, options, *city, progress);
  if (!result)
    for (const char* part : {"", "-wal", "-shm", "-journal", ".head", ".roads"})
      std::filesystem::remove(std::filesystem::path(file.string() + part), ignored);
  return result;
}

}  // namespace anxin
