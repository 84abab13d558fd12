#include "console/desk/drill.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "data/demo/demo.hpp"
#include "data/demo/response_units.hpp"
#include "data/model/clocks.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Pack> beijing() {
  static const auto pack = [] {
    auto loaded = load_pack(test::pack_dir());
    if (!loaded) ADD_FAILURE() << loaded.error().en;
    return std::make_shared<const Pack>(loaded ? std::move(*loaded) : Pack{});
  }();
  return pack;
}

DrillPlan plan_of(int incidents, std::uint64_t seed) {
  auto plan = load_drill(test::source_dir() / "data/packs/drills/spring-festival.toml");
  if (!plan) ADD_FAILURE() << plan.error().en;
  DrillPlan p = plan.value_or(DrillPlan{});
  p.incidents = incidents;
  p.seed = seed;
  return p;
}

StoreInfo city_info() {
  DemoOptions options;
  options.projects = 0;
  return demo_store_info(*beijing(), options);
}

struct Played {
  DrillScore score;
  std::vector<OperationRecord> records;
  Operations operations;
  std::string head;  // of the journal's hash chain
};

Played play(const fs::path& file, const DrillPlan& plan) {
  Played p;
  const auto store = make_drill_store(file, city_info(), plan);
  if (!store) {
    ADD_FAILURE() << store.error().en;
    return p;
  }
  const auto force = demo_operations(*beijing(), plan.seed, start_of(plan.day));
  const auto score = play_drill(plan, **store, beijing(), force);
  if (!score) ADD_FAILURE() << score.error().en;
  if (score) p.score = *score;
  p.records = (*store)->operation_records().value_or(std::vector<OperationRecord>{});
  p.operations = evolve(Operations{}, p.records);
  const auto report = (*store)->verify();
  EXPECT_TRUE(report && report->ok);
  if (report) p.head = report->head;
  return p;
}

// Every file of a folder with its bytes.
std::map<std::string, std::string> bytes_of(const fs::path& folder) {
  std::map<std::string, std::string> bytes;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes[entry.path().filename()] = test::read_file(entry.path());
  }
  return bytes;
}

TEST(Drill, TheSameSeedGivesTheSameJournalAndAnotherGivesAnother) {
  const test::Scratch scratch;
  const Played a = play(scratch / "a.anxin", plan_of(4, 1)), b = play(scratch / "b.anxin", plan_of(4, 1));
  const Played c = play(scratch / "c.anxin", plan_of(4, 2));
  EXPECT_EQ(a.head, b.head) << "the hash chain over every byte of the journal";
  EXPECT_FALSE(a.head.empty());
  EXPECT_NE(a.head, c.head);
}

TEST(Drill, TheScorecardAddsUpAndEveryIncidentIsADrillThatEnds) {
  const test::Scratch scratch;
  const Played p = play(scratch / "a.anxin", plan_of(8, 20270204));
  EXPECT_EQ(p.score.incidents, 8u);
  EXPECT_EQ(p.operations.incidents->size(), 8u);
  EXPECT_EQ(p.score.by_level[0] + p.score.by_level[1] + p.score.by_level[2] + p.score.by_level[3], 8u);
  EXPECT_EQ(p.score.still_open, 0u);
  EXPECT_EQ(p.score.offers, p.operations.assignments->size());
  EXPECT_GT(p.score.accepted, 8u);
  std::size_t recovered = 0;
  for (const auto& [id, i] : *p.operations.incidents) {
    EXPECT_TRUE(i.exercise) << id;
    EXPECT_EQ(i.state, IncidentState::Closed) << id;
    recovered += i.recovered.empty() ? 0 : 1;
  }
  EXPECT_EQ(recovered, 8u);
  ASSERT_FALSE(p.score.clocks.empty());
  for (const Attainment& a : p.score.clocks) {
    EXPECT_LE(a.breached, a.counted);
    EXPECT_LE(a.p90_s, a.p95_s);
  }
  for (const bool english : {false, true}) {
    const std::string text = score_text(p.score, english);
    EXPECT_NE(text.find("演练"), std::string::npos);
    EXPECT_NE(text.find("20270204"), std::string::npos) << "the seed, so that it can be played again";
  }
}

// Whatever falls due is carried out at its moment: a breach stands one second after its deadline.
TEST(Drill, EveryBreachIsRecordedTheSecondAfterItsDeadline) {
  const test::Scratch scratch;
  DrillPlan plan = plan_of(5, 3);
  plan.desk.claim_s = {70, 90};  // always too late for the 60 s
  const Played p = play(scratch / "a.anxin", plan);
  std::size_t checked = 0;
  Instant before{};
  for (const OperationRecord& record : p.records) {
    EXPECT_LE(before, record.at) << "the journal's moments do not go back";
    before = record.at;
    for (const OperationChange& change : record.changes) {
      const auto* breach = std::get_if<ClockBreached>(&change);
      if (breach == nullptr || breach->clock.starts_with("accept")) continue;
      const Incident& i = *p.operations.incident(breach->incident);
      for (const Clock& clock :
           clocks_of(p.operations, beijing()->dispatch.clocks, beijing()->dispatch, i, record.at)) {
        if (clock.key != breach->clock || clock.kind != ClockKind::Acknowledge) continue;
        EXPECT_EQ(record.at, clock.deadline + std::chrono::seconds(1)) << clock.key;
        ++checked;
      }
    }
  }
  EXPECT_EQ(checked, 5u) << "one acknowledgement too late an incident";
}

// No path leads to a live store: every file of it stays as it was, byte for byte, whatever name a drill is
// given, and the store itself refuses to be played in.
TEST(Drill, ALiveStoreStaysAsItIsByteForByte) {
  const test::Scratch scratch, elsewhere;
  const fs::path live = scratch / "live.anxin";
  {
    const auto store = create_store(live, city_info());
    ASSERT_TRUE(store) << store.error().en;
    auto desk = Operator::open(**store, beijing());
    ASSERT_TRUE(desk) << desk.error().en;
    const auto raised = desk->carry_out(MoveFund{"110105", FundMove::Raised, 100'000, "", "年度筹集"},
                                        {"01 席", "live-1", Instant{std::chrono::seconds(1'790'000'000)}});
    ASSERT_TRUE(raised) << raised.error().en;
  }
  const auto before = bytes_of(scratch.folder());
  ASSERT_GE(before.size(), 2u) << "the store and its head";
  const DrillPlan plan = plan_of(2, 5);

  fs::create_symlink(live, elsewhere / "link.anxin");
  for (const fs::path& name : {live, fs::path(live.string() + "-wal"), fs::path(live.string() + "-journal"),
                               fs::path(live.string() + ".head"), fs::path(live.string() + ".roads"),
                               elsewhere / "link.anxin", scratch / "./live.anxin"}) {
    const auto made = make_drill_store(name, city_info(), plan);
    ASSERT_FALSE(made) << name;
    EXPECT_EQ(made.error().code, ErrorCode::Refused) << name;
    EXPECT_TRUE(made.error().zh.ends_with("。")) << "one sentence";
    EXPECT_EQ(bytes_of(scratch.folder()), before) << name;
  }
  // Beside it, a drill is played.
  (void)play(elsewhere / "drill.anxin", plan);
  EXPECT_EQ(bytes_of(scratch.folder()), before);
  // The detector sees a single changed byte.
  auto changed = before;
  changed.begin()->second.back() ^= 1;
  EXPECT_NE(changed, before);
  // Given the live store itself, nothing is played.
  const auto store = open_store(live);
  ASSERT_TRUE(store) << store.error().en;
  const Revision head = (*store)->revision();
  const auto refused = play_drill(plan, **store, beijing(), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Refused);
  EXPECT_EQ((*store)->revision(), head);
}

TEST(Drill, AStoreOfDrillsStaysOneAndTakesNothingElse) {
  const test::Scratch scratch;
  const DrillPlan plan = plan_of(1, 9);
  StoreInfo info = city_info();
  info.exercise = false;
  {
    ASSERT_TRUE(make_drill_store(scratch / "d.anxin", info, plan)) << "marked whatever the info says";
  }
  const auto store = open_store(scratch / "d.anxin");
  ASSERT_TRUE(store) << store.error().en;
  EXPECT_TRUE((*store)->info().exercise);
  auto desk = Operator::open(**store, beijing());
  ASSERT_TRUE(desk);
  ReportIncident real;
  real.at = LonLat::of_degrees(116.47, 39.86);
  real.place = "十八里店";
  real.persons = 12;
  real.sector = Sector::Housing;
  const Operator::Who who{"01 席", "x", start_of(plan.day)};
  const auto refused = desk->carry_out(real, who);
  ASSERT_FALSE(refused) << "a real incident has no place in a store of drills";
  EXPECT_EQ(refused.error().code, ErrorCode::Refused);
  ASSERT_TRUE(play_drill(plan, **store, beijing(), demo_operations(*beijing(), 9, start_of(plan.day))));
  const auto again = play_drill(plan, **store, beijing(), {});
  ASSERT_FALSE(again) << "it holds a drill already";
  EXPECT_EQ(again.error().code, ErrorCode::Refused);
}

TEST(Drill, AScriptIsRefusedWithFileLineAndField) {
  const std::string good = test::read_file(test::source_dir() / "data/packs/drills/spring-festival.toml");
  ASSERT_TRUE(read_drill(good, "x.toml"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return read_drill(text, "x.toml");
  };
  for (const auto& [from, to, field] : std::vector<std::array<std::string, 3>>{
           {"incidents = 30", "incidents = 0", "incidents"},
           {"to_minute = 1140", "to_minute = 450", "to_minute"},
           {"accept_high_s = 200", "accept_high_s = 3", "accept_high_s"},
           {"silent_permille = 50", "silent_permille = 990", "silent_permille"},
           {"seats = 3", "seats = 3\nsets = 4", "sets"},
           {"kmh = 28", "kmh = \"fast\"", "kmh"}}) {
    const auto refused = with(from, to);
    ASSERT_FALSE(refused) << to;
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
    EXPECT_NE(refused.error().en.find("x.toml:"), std::string::npos) << refused.error().en;
    EXPECT_NE(refused.error().en.find(field), std::string::npos) << refused.error().en;
  }
  EXPECT_EQ(load_drill("no-such.toml").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace anxin
