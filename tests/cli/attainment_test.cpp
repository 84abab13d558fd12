// The screen's attainment against `anxin attainment`: every period, the city and each supervising unit.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "console/desk/attainment_table.hpp"
#include "console/desk/operator.hpp"
#include "data/packs/pack.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;

// The rows of a unit as the command line prints them.
json rows_of(const AttainmentTable::Row& row) {
  json out = json::array();
  for (const Attainment& a : row.clocks)
    out.push_back({{"clock", code(a.kind)},
                   {"counted", a.counted},
                   {"breached", a.breached},
                   {"p90_s", a.p90_s},
                   {"p95_s", a.p95_s},
                   {"limit_s", a.limit_s}});
  return out;
}

TEST(AttainmentTable, SaysWhatTheCommandLineSays) {
  const test::Scratch scratch;
  const std::string store = (scratch / "city.anxin").string();
  ASSERT_EQ(test::run_program({"demo", store, "--projects", "400", "--months", "12"}).exit_code, 0);
  const auto pack = load_pack(test::pack_dir());
  ASSERT_TRUE(pack) << pack.error().en;
  const auto shared = std::make_shared<const Pack>(*pack);
  const auto opened = open_store(store, OpenMode::ReadOnly);
  ASSERT_TRUE(opened) << opened.error().en;
  const auto desk = Operator::open(**opened, shared);
  ASSERT_TRUE(desk) << desk.error().en;
  const Instant now = *parse_instant("2026-11-23 11:00");
  std::size_t measured = 0;
  for (const auto period : {AttainmentPeriod::Today, AttainmentPeriod::Days7, AttainmentPeriod::Days30,
                            AttainmentPeriod::Quarter}) {
    const AttainmentTable table = attainment_table(*desk->operations(), *shared, period, now);
    ASSERT_EQ(table.rows.size(), 18U);
    for (const std::size_t n : {0U, 3U, 8U, 17U}) {
      const auto& row = table.rows[n];
      std::vector<std::string> words{"attainment", "--from", to_string(table.from), "--to",
                                     "2026-11-23", "--now",  "2026-11-23 11:00",    "--store",
                                     store,        "--json"};
      if (!row.supervising_unit.empty()) words.insert(words.end(), {"--unit", row.supervising_unit});
      const auto run = test::run_program(words);
      ASSERT_EQ(run.exit_code, 0) << run.err;
      EXPECT_EQ(json::parse(run.out)["attainment"], rows_of(row)) << row.supervising_unit;
      measured += row.clocks.size();
    }
  }
  EXPECT_GT(measured, 0U) << "the city's day has clocks";
}

TEST(AttainmentTable, IsEmptyWhereNothingWasMeasured) {
  const auto pack = load_pack(test::pack_dir());
  ASSERT_TRUE(pack);
  const auto table =
      attainment_table({}, *pack, AttainmentPeriod::Quarter, *parse_instant("2026-11-23 11:00"));
  EXPECT_EQ(table.rows.size(), 18U);
  EXPECT_EQ(table.find("", ClockKind::Accept), nullptr);
  EXPECT_EQ(table.find("nowhere", ClockKind::Accept), nullptr);
}

}  // namespace
}  // namespace anxin
