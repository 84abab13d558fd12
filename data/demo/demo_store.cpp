// A store made of a simulated city: created, filled, assessed; gone again when any step fails.
#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "data/demo/demo.hpp"
#include "data/demo/roads.hpp"
#include "data/model/assess.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin {
namespace {

std::string command_id(const DemoOptions& options, std::size_t chunk) {
  return fmt::format("demo-{}-{}-{}-{}-{}", options.seed, options.projects, options.months,
                     options.anchor.time_since_epoch().count(), chunk);
}

Result<BatchResult> fill(Store& store, const DemoCity& city, const DemoOptions& options,
                         const Progress& progress) {
  BatchResult sum;
  sum.revision = store.revision();
  const std::size_t chunks = city.chunks();
  for (std::size_t i = 0; i < chunks; ++i) {
    const Batch batch = city.chunk(i);
    if (batch.projects.empty() && batch.enterprises.empty()) continue;
    const Origin origin{options.anchor, "simulation", command_id(options, i), "simulated_city", "demo"};
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

Status keep_assessment(Store& store, const Pack& pack, const DemoOptions& options) {
  auto registry = store.load_registry();
  if (!registry) return std::unexpected(std::move(registry.error()));
  auto history = store.load_history(**registry);
  if (!history) return std::unexpected(std::move(history.error()));
  (*registry)->take(std::move(*history));
  return store.save_risk(**registry, assess_all(**registry, pack.rules, day_of(options.anchor)));
}

Result<BatchResult> make(const std::filesystem::path& file, const Pack& pack, const DemoOptions& options,
                         const DemoCity& city, const Progress& progress) {
  auto store = create_store(file, demo_store_info(pack, options));
  if (!store) return std::unexpected(std::move(store.error()));
  Result<BatchResult> result = fill(**store, city, options, progress);
  if (!result) return result;
  if (Status kept = keep_assessment(**store, pack, options); !kept)
    return std::unexpected(std::move(kept.error()));
  const auto roads = make_demo_graph(pack, options.seed);
  if (!roads) return std::unexpected(roads.error());
  if (Status kept = save_graph(*roads, graph_file_of(file)); !kept)
    return std::unexpected(std::move(kept.error()));
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
