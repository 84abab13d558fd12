#include "tests/model/twin_store.hpp"

#include <fmt/format.h>

#include "data/model/coverage.hpp"

namespace anxin::test {
namespace {

StoreInfo two_units(Day anchor) {
  StoreInfo info;
  info.simulated = true;
  info.anchor = start_of(anchor);
  info.pack = "样例 1";
  const auto p = [](double x, double y) { return LonLat::of_degrees(x, y); };
  for (const auto& [code, west] : {std::pair{"110105", 116.0}, {"110108", 117.0}}) {
    AreaRow area{code, code, code, {}, {}};
    area.shape = {
        Polygon{{p(west, 39.5), p(west + 1, 39.5), p(west + 1, 40.2), p(west, 40.2), p(west, 39.5)}, {}}};
    info.districts.push_back(area);
    area.district = code;
    info.supervising_units.push_back(area);
  }
  return info;
}

}  // namespace

TwinStore::TwinStore(const Batch& batch, Day anchor) { fill(batch, anchor); }

void TwinStore::fill(const Batch& batch, Day anchor) {
  auto store = create_store(scratch_ / "twin.anxin", two_units(anchor));
  ASSERT_TRUE(store) << store.error().en;
  Origin origin{start_of(anchor), "01", "twins", "simulated_city", "demo"};
  const auto done = (*store)->commit({}, batch, origin);
  ASSERT_TRUE(done) << done.error().en;
  auto registry = (*store)->load_registry();
  ASSERT_TRUE(registry) << registry.error().en;
  auto history = (*store)->load_history(**registry);
  ASSERT_TRUE(history) << history.error().en;
  (*registry)->take(std::move(*history));
  registry_ = *registry;
}

Database TwinStore::run(Day as_of, const std::string& script, const std::string& from,
                        const std::string& to) const {
  Database::Options options;
  options.spatial = false;
  auto db = Database::open(scratch_ / "twin.anxin", options);
  EXPECT_TRUE(db);
  EXPECT_TRUE(db->run(fmt::format("CREATE TEMP TABLE asked AS SELECT {} AS day, {} AS moment",
                                  as_of.time_since_epoch().count(),
                                  moment_of(as_of, Instant{}).time_since_epoch().count())));
  const auto folder = source_dir() / "tests/model/twins";
  std::string sql = read_file(folder / script);
  const auto at = sql.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  sql.replace(at, from.size(), to);
  for (const std::string& text : {read_file(folder / "facts.sql"), sql}) {
    const Status done = db->run(text);
    EXPECT_TRUE(done) << (done ? "" : done.error().en);
  }
  return std::move(*db);
}

}  // namespace anxin::test
