// anxin import roads, route and reach, as a person meets them.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using nlohmann::json;
using test::run_program;

// An empty city with its simulated roads, made once.
class Roads : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new test::Scratch;
    store_ = (*scratch_ / "city.anxin").string();
    const auto made = run_program({"demo", store_, "--projects", "0"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    ASSERT_NE(made.out.find("city.anxin.roads"), std::string::npos);
  }
  static void TearDownTestSuite() { delete scratch_; }
  static json ask(std::vector<std::string> words, int exit_code = 0, const std::string& store = store_) {
    words.insert(words.end(), {"--store", store, "--json"});
    const auto run = run_program(words);
    EXPECT_EQ(run.exit_code, exit_code) << run.err << run.out;
    return json::parse(run.out, nullptr, false);
  }
  static test::Scratch* scratch_;
  static std::string store_;
};
test::Scratch* Roads::scratch_ = nullptr;
std::string Roads::store_;

const std::vector<std::string> kRoute{"route", "--from", "116.3912,39.9073", "--to", "116.47,39.99"};

std::vector<std::string> with(std::vector<std::string> words, std::initializer_list<std::string> more) {
  words.insert(words.end(), more);
  return words;
}

TEST_F(Roads, RouteGivesDistanceDurationWalkAndGeometry) {
  const json r = ask(with(kRoute, {"--profile", "free"}));
  EXPECT_GT(r["distance_m"], 11'000.0);  // 11.4 km as the crow flies
  EXPECT_LT(r["distance_m"], 20'000.0);
  EXPECT_GT(r["duration_s"], 8 * 60.0);
  EXPECT_GE(r["walk_m"], 0.0);
  EXPECT_EQ(r["geometry"]["type"], "LineString");
  ASSERT_GT(r["geometry"]["coordinates"].size(), 10U);
  EXPECT_NEAR(r["geometry"]["coordinates"][0][0], 116.3912, 0.01);
  EXPECT_NEAR(r["geometry"]["coordinates"].back()[1], 39.99, 0.01);
}

TEST_F(Roads, TheProfileFollowsTheTimeOfDay) {
  EXPECT_EQ(ask(with(kRoute, {"--now", "2026-11-23 08:00"}))["profile"], "peak");
  EXPECT_EQ(ask(with(kRoute, {"--now", "2026-11-23 23:30"}))["profile"], "night");
  const json noon = ask(with(kRoute, {"--now", "2026-11-23 12:00"}));
  EXPECT_EQ(noon["profile"], "free");
  EXPECT_GT(ask(with(kRoute, {"--profile", "peak"}))["duration_s"], noon["duration_s"]);
}

TEST_F(Roads, AClosureAppliesToTheNextSearch) {
  const json open = ask(with(kRoute, {"--profile", "free"}));
  const auto& middle = open["geometry"]["coordinates"][open["geometry"]["coordinates"].size() / 2];
  const double x = middle[0], y = middle[1];
  const json area{{"type", "Polygon"},
                  {"coordinates",
                   {{{x - .01, y - .01},
                     {x + .01, y - .01},
                     {x + .01, y + .01},
                     {x - .01, y + .01},
                     {x - .01, y - .01}}}}};
  test::write_file(*scratch_ / "closed.geojson", area.dump());
  const json around =
      ask(with(kRoute, {"--profile", "free", "--close", (*scratch_ / "closed.geojson").string()}));
  EXPECT_GT(around["duration_s"], open["duration_s"]);
  for (const auto& p : around["geometry"]["coordinates"])
    EXPECT_FALSE(std::abs(double(p[0]) - x) < .0099 && std::abs(double(p[1]) - y) < .0099);
  EXPECT_EQ(ask(with(kRoute, {"--close-road", "二环路@116.434,39.92", "--profile", "free"}))["profile"],
            "free");
  const json none = ask(with(kRoute, {"--close-road", "没有的路@116.434,39.92"}), 1);
  EXPECT_NE(std::string(none["error"]["en"]).find("no road named"), std::string::npos);
}

TEST_F(Roads, ReachWritesNestedPolygonsThatGdalCallsValid) {
  const auto out = (*scratch_ / "reach.geojson").string();
  const json r =
      ask({"reach", "--at", "116.3912,39.9073", "--minutes", "5,10,15", "--profile", "free", "--out", out});
  ASSERT_EQ(r["reach"].size(), 3U);
  EXPECT_LT(r["reach"][0]["area_m2"], r["reach"][1]["area_m2"]);
  EXPECT_LT(r["reach"][1]["area_m2"], r["reach"][2]["area_m2"]);
  const json file = json::parse(test::read_file(out));
  ASSERT_EQ(file["features"].size(), 3U);
  EXPECT_EQ(file["features"][0]["properties"]["minutes"], 15);
  const auto valid = test::run_command({"ogrinfo", "-q", "-dialect", "sqlite", "-sql",
                                        "select min(ST_IsValid(geometry)) as ok from reach", out});
  EXPECT_NE(valid.out.find("ok (Integer) = 1"), std::string::npos) << valid.out << valid.err;
}

TEST_F(Roads, WrongWordsAreUsage) {
  EXPECT_EQ(run_program({"route", "--from", "116.4", "--to", "116.4,39.9", "--store", store_}).exit_code, 2);
  EXPECT_EQ(run_program({"reach", "--at", "116.4,39.9", "--minutes", "5;10", "--store", store_}).exit_code,
            2);
  EXPECT_EQ(run_program({"reach", "--at", "116.4,39.9", "--minutes", "0", "--store", store_}).exit_code, 3);
  EXPECT_EQ(run_program({"route", "--from", "100,30", "--to", "116.4,39.9", "--store", store_}).exit_code, 1);
  EXPECT_EQ(run_program(with(kRoute, {"--close-road", "长安街", "--store", store_})).exit_code, 2);
}

TEST_F(Roads, ImportReplacesTheRoadsAndADamagedFileIsRefused) {
  const auto store = (*scratch_ / "other.anxin").string();
  ASSERT_EQ(run_program({"demo", store, "--projects", "0"}).exit_code, 0);
  const std::string osm =
      R"(<osm version="0.6"><node id="1" lat="39.90" lon="116.40"/><node id="2" lat="39.90" lon="116.41"/><node id="3" lat="40.2" lon="116.8"/><node id="4" lat="40.2" lon="116.81"/>
    <way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way><way id="2"><nd ref="3"/><nd ref="4"/><tag k="highway" v="primary"/><tag k="oneway" v="yes"/></way></osm>)";
  const auto file = (*scratch_ / "roads.osm").string();
  test::write_file(file, osm);
  const std::string before = test::read_file(store + ".roads");
  EXPECT_EQ(ask({"import", "roads", file, "--dry-run"}, 0, store)["nodes"], 2);
  EXPECT_EQ(test::read_file(store + ".roads"), before);
  const json done = ask({"import", "roads", file}, 0, store);
  EXPECT_EQ(done["nodes"], 2);
  EXPECT_EQ(done["arcs"], 2);
  EXPECT_EQ(done["islands"], 2);
  EXPECT_EQ(
      ask({"route", "--from", "116.401,39.9", "--to", "116.409,39.9"}, 0, store)["geometry"]["coordinates"]
          .size(),
      2U);
  std::string damaged = test::read_file(store + ".roads");
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  test::write_file(store + ".roads", damaged);
  const json refused = ask({"route", "--from", "116.401,39.9", "--to", "116.409,39.9"}, 3, store);
  EXPECT_NE(std::string(refused["error"]["en"]).find("damaged"), std::string::npos);
  std::filesystem::remove(store + ".roads");
  const json gone = ask({"route", "--from", "116.401,39.9", "--to", "116.409,39.9"}, 1, store);
  EXPECT_NE(std::string(gone["error"]["en"]).find("import roads first"), std::string::npos);
  EXPECT_EQ(run_program({"import", "roads", (*scratch_ / "absent.osm").string(), "--store", store}).exit_code,
            3);
}

TEST_F(Roads, TheTestNetworkIsImportedInOneCommand) {
  ANXIN_NEEDS_SHARED_DATA("roads/beijing-roads.osm.pbf");
  const auto store = (*scratch_ / "real.anxin").string();
  ASSERT_EQ(run_program({"demo", store, "--projects", "0"}).exit_code, 0);
  const json done =
      ask({"import", "roads", (test::shared_data() / "roads/beijing-roads.osm.pbf").string()}, 0, store);
  EXPECT_EQ(int(done["nodes"]) + int(done["island_nodes"]), 46'961);
  EXPECT_GT(ask(kRoute, 0, store)["distance_m"], 11'000.0);
}

TEST_F(Roads, ABackupHasItsRoadsAndAnswersTheSameRoute) {
  const test::Scratch safe;
  const std::string copy = (safe / "copy.anxin").string();
  const json told = ask({"backup", copy});
  EXPECT_EQ(told["roads"], copy + ".roads");
  EXPECT_EQ(test::read_file(copy + ".roads"), test::read_file(store_ + ".roads"));
  EXPECT_EQ(ask(kRoute, 0, copy), ask(kRoute));
  // What stands there is never written over, and a refusal leaves nothing new.
  std::filesystem::remove(copy);
  const json again = ask({"backup", copy}, 4);
  EXPECT_NE(again["error"]["zh"].get<std::string>().find("copy.anxin.roads：该文件已经存在。"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(Roads, DamagedRoadsStopABackupUnlessItIsAskedForWithoutThem) {
  const test::Scratch safe;
  const std::string city = (safe / "city.anxin").string(), copy = (safe / "copy.anxin").string();
  for (const std::string end : {"", ".head", ".roads"}) std::filesystem::copy_file(store_ + end, city + end);
  std::string bytes = test::read_file(city + ".roads");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  test::write_file(city + ".roads", bytes);
  const json told = ask({"backup", copy}, 4, city);
  EXPECT_NE(told["error"]["zh"].get<std::string>().find("--without-roads"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(copy));
  EXPECT_FALSE(std::filesystem::exists(copy + ".roads"));
  EXPECT_EQ(ask({"backup", copy, "--without-roads"}, 0, city)["roads"], json());
  EXPECT_TRUE(std::filesystem::exists(copy));
  EXPECT_FALSE(std::filesystem::exists(copy + ".roads"));
}

}  // namespace
}  // namespace anxin
