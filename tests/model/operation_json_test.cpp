// Test vectors of the journal's JSON: a change here breaks every store there is.
#include "data/model/operation_json.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

namespace anxin {
namespace {

using nlohmann::json;

constexpr std::string_view kEveryField[] = {
    R"({"change":"UnitEnrolled","unit":{"base":[116.45,39.9],"deputy_phone":"010-55500002",)"
    R"("deputy_post":"副班","functions":5,"id":"U-1","member_unit":"hrss","name":"朝阳一队","people":4,)"
    R"("position":[116.123456789,39.5],"position_at":1520000001,"post_phone":"010-55500001",)"
    R"("sectors":3,"shifts":[{"from_minute":480,"to_minute":60,"weekdays":31}],"short_name":"一队",)"
    R"("state":"out_of_service","state_reason":"检修","supervising_unit":"110105","vehicle":"面包车"})"
    R"(})",
    R"({"change":"UnitRetired","reason":"撤编","unit":"U-1"})",
    R"({"change":"UnitStateSet","reason":"x","state":"ready","unit":"U-1"})",
    R"({"at":[-0.5,1e-07],"change":"UnitPositionReported","reported":1520000001,"unit":"U-1"})",
    R"({"change":"IncidentReported","incident":{"alarm_open":true,"all_on_scene":1520000008,)"
    R"("at":[116.49,39.86],"began":1519999000,"breached":[{"at":1520000080,"clock":"accept/I-1/1"})"
    R"(],"claimed":1520000003,"claimed_by":"值班一席","claimed_fen":9007199254740993,"conclusion":"paid_in_part",)"
    R"("confirmed":1520000005,"dispatched":1520000006,"dispute":{"candidates":["110105",)"
    R"("BDA"],"due":1520003630,"opened":1520000030,"reason":"边界","settled":1520001000},)"
    R"("employers":2,"end_reason":"并","ended":1520000015,"exercise":true,"extreme":"rooftop",)"
    R"("first_on_scene":1520000007,"follow_up":"续","id":"I-1","jurisdiction_rule":"district",)"
    R"("level":{"by_hand":true,"by_heads":"III","level":"II","modifiers":3,"profile":"示例-劳动口径",)"
    R"("reason":"升级","second":"IV","second_profile":"示例-公安口径"},"level_set":1520000004,"log":[{"at":1520000016,)"
    R"("by":"值班一席","text":"记录"}],"merged_into":"I-2","modifiers":9,"not_duplicates":["I-9"],)"
    R"("persons":42,"place":"十八里店 \"安置房\"","plan":[1,2,0,1,0,0,1],"plan_id":"plan-ii","project":"P-1",)"
    R"("recovered":[{"fen":123,"source":"wage_deposit"}],"reported":1520000000,"reports":[{"at":1520000100,)"
    R"("by":"U-1","number":2,"persons":30,"text":"平稳"}],"resolved":1520000009,"roll_call":{"answered":["I-1/1"],)"
    R"("missed":["I-1/2"],"retried":true,"started":1520000070},"sector":"housing","sources":[{"at":1520000002,)"
    R"("case_number":"110-7","source":"police_110"}],"state":"on_scene","state_before_merge":"confirmed",)"
    R"("supervising_unit":"110105"}})",
    R"({"change":"IncidentClaimed","incident":"I-1","reason":"接替","seat":"s1","taken_from":"s2"})",
    R"({"change":"SourceAdded","incident":"I-1","report":{"at":1520000002,"case_number":"110-7",)"
    R"("source":"police_110"}})",
    R"({"change":"IncidentUpdated","claimed_fen":-1,"employers":3,"extreme":"tower_crane",)"
    R"("incident":"I-1","modifiers":255,"persons":50,"place":"p","project":"P-2"})",
    R"({"change":"IncidentLevelSet","incident":"I-1","level":{"by_hand":true,"by_heads":"III",)"
    R"("level":"II","modifiers":3,"profile":"示例-劳动口径","reason":"升级","second":"IV","second_profile":"示例-公安口径"})"
    R"(})",
    R"({"change":"IncidentConfirmed","incident":"I-1","plan":[1,1,1,1,1,1,1],"plan_id":"plan-i"})",
    R"({"change":"ReinforcementRequested","incident":"I-1","more":[0,2,0,0,0,0,255],"reason":"增援"})",
    R"({"change":"IncidentResolved","incident":"I-1","text":"散去"})",
    R"({"change":"IncidentClosed","conclusion":"no_arrears","follow_up":"f","incident":"I-1",)"
    R"("recovered":[{"fen":5,"source":"owner_progress"}]})",
    R"({"change":"IncidentCancelled","incident":"I-1","reason":"误报"})",
    R"({"change":"IncidentMerged","incident":"I-1","into":"I-2","reason":"同一"})",
    R"({"change":"IncidentUnmerged","incident":"I-1","reason":"不同"})",
    R"({"change":"NotADuplicate","incident":"I-1","other":"I-3","reason":"两处"})",
    R"({"change":"JurisdictionDisputed","dispute":{"candidates":["110105","BDA"],"due":1520003630,)"
    R"("opened":1520000030,"reason":"边界","settled":1520001000},"incident":"I-1"})",
    R"({"change":"JurisdictionSettled","incident":"I-1","reason":"商定","supervising_unit":"BDA"})",
    R"({"assignments":[{"accepted":1520000011,"channel":"radio","distance_m":8342,"en_route":1520000012,)"
    R"("ended":1520000014,"escalation":2,"expected_s":754,"function":"mediation","id":"I-1/2",)"
    R"("incident":"I-1","offered":1520000010,"on_scene":1520000013,"order":"D-1","reason":"r",)"
    R"("state":"on_scene","unit":"U-1","words":"已到"}],"change":"UnitsDispatched","incident":"I-1",)"
    R"("order":"D-1"})",
    R"({"assignment":"I-1/2","change":"AssignmentStepped","channel":"in_person","reason":"r",)"
    R"("to":"recalled","words":"w"})",
    R"({"assignment":"I-1/2","change":"OfferEscalated","step":3,"told":"值班长 010-55500009"})",
    R"({"change":"ClockBreached","clock":"next_report/2","incident":"I-1"})",
    R"({"change":"AlarmAcknowledged","incident":"I-1"})",
    R"({"change":"RollCallStarted","incident":"I-2"})",
    R"({"assignment":"I-1/2","change":"RollCallAnswered","incident":"I-1","words":"在"})",
    R"({"change":"RollCallRetried","incident":"I-3"})",
    R"({"assignment":"I-1/1","change":"RollCallMissed","incident":"I-1"})",
    R"({"change":"SituationReported","incident":"I-1","report":{"at":1520000100,"by":"U-1",)"
    R"("number":2,"persons":30,"text":"平稳"}})",
    R"({"change":"LogAppended","incident":"I-1","text":"行\n二\t\u0001"})",
    R"({"change":"ClosureDrawn","closure":{"area":[[[[116,39],[117,39],[117,40],[116,39]],)"
    R"([[116.5,39.1],[116.6,39.1],[116.6,39.2],[116.5,39.1]]]],"from":1520000040,"id":"C-1",)"
    R"("lifted":1520000045,"reason":"管控","road":"建国路","road_at":[116.4,39.9],"until":1520000050})"
    R"(})",
    R"({"change":"ClosureLifted","closure":"C-1","reason":"通行"})",
    R"({"change":"FundMoved","entry":{"at":1520000060,"fen":8600000000,"incident":"I-1",)"
    R"("move":"drawn","reason":"垫付","supervising_unit":"110105"}})"};

// The same with every optional absent, for the kinds that have one.
constexpr std::string_view kNoOptional[] = {
    R"({"change":"UnitEnrolled","unit":{"base":[116.45,39.9],"deputy_phone":"010-55500002",)"
    R"("deputy_post":"副班","functions":5,"id":"U-1","member_unit":"hrss","name":"朝阳一队","people":4,)"
    R"("post_phone":"010-55500001","sectors":3,"shifts":[{"from_minute":480,"to_minute":60,)"
    R"("weekdays":31}],"short_name":"一队","state":"out_of_service","state_reason":"检修","supervising_unit":"110105",)"
    R"("vehicle":"面包车"}})",
    R"({"change":"IncidentReported","incident":{"alarm_open":true,"at":[116.49,39.86],"breached":[{"at":1520000080,)"
    R"("clock":"accept/I-1/1"}],"claimed_by":"值班一席","employers":2,"end_reason":"并","exercise":true,)"
    R"("extreme":"rooftop","follow_up":"续","id":"I-1","jurisdiction_rule":"district","level":{"by_hand":true,)"
    R"("by_heads":"III","level":"II","modifiers":3,"profile":"示例-劳动口径","reason":"升级","second":"IV",)"
    R"("second_profile":"示例-公安口径"},"log":[{"at":1520000016,"by":"值班一席","text":"记录"}],"merged_into":"I-2",)"
    R"("modifiers":9,"not_duplicates":["I-9"],"persons":42,"place":"十八里店 \"安置房\"","plan":[1,)"
    R"(2,0,1,0,0,1],"plan_id":"plan-ii","project":"P-1","recovered":[{"fen":123,"source":"wage_deposit"})"
    R"(],"reported":1520000000,"reports":[{"at":1520000100,"by":"U-1","number":2,"persons":30,)"
    R"("text":"平稳"}],"sector":"housing","sources":[{"at":1520000002,"case_number":"110-7",)"
    R"("source":"police_110"}],"state":"on_scene","state_before_merge":"confirmed","supervising_unit":"110105"})"
    R"(})",
    R"({"change":"IncidentUpdated","incident":"I-1"})",
    R"({"change":"JurisdictionDisputed","dispute":{"candidates":["110105","BDA"],"due":1520003630,)"
    R"("opened":1520000030,"reason":"边界"},"incident":"I-1"})",
    R"({"assignments":[{"channel":"radio","distance_m":8342,"escalation":2,"expected_s":754,)"
    R"("function":"mediation","id":"I-1/2","incident":"I-1","offered":1520000010,"order":"D-1",)"
    R"("reason":"r","state":"on_scene","unit":"U-1","words":"已到"}],"change":"UnitsDispatched",)"
    R"("incident":"I-1","order":"D-1"})",
    R"({"change":"ClosureDrawn","closure":{"area":[[[[116,39],[117,39],[117,40],[116,39]],)"
    R"([[116.5,39.1],[116.6,39.1],[116.6,39.2],[116.5,39.1]]]],"from":1520000040,"id":"C-1",)"
    R"("reason":"管控","road":"建国路","until":1520000050}})"};

Result<std::vector<OperationChange>> read(std::string_view one) {
  return changes_from_json("[" + std::string(one) + "]");
}
std::string written(const OperationChange& change) { return to_json(std::span(&change, 1)); }
template <class T>
T sole(std::string_view one) {
  const auto changes = read(one);
  EXPECT_TRUE(changes) << (changes ? "" : changes.error().en);
  return std::get<T>(changes->at(0));
}
std::string_view vector_of(std::string_view kind) {
  for (const std::string_view one : kEveryField) {
    if (json::parse(one)["change"] == kind) return one;
  }
  return "";
}
Instant at(std::int64_t second) { return Instant{std::chrono::seconds{second}}; }

TEST(OperationJson, EveryKindReadsBackToTheVeryText) {
  std::set<std::size_t> kinds;
  for (const std::string_view one : kEveryField) {
    const auto changes = read(one);
    ASSERT_TRUE(changes) << one << "\n" << changes.error().en;
    ASSERT_EQ(changes->size(), 1U);
    kinds.insert(changes->front().index());
    EXPECT_EQ(kind_of(changes->front()), json::parse(one)["change"].get<std::string>());
    EXPECT_EQ(written(changes->front()), "[" + std::string(one) + "]");
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<OperationChange>) << "every kind has its vector";
}

TEST(OperationJson, AbsentOptionalsAreLeftOutAndReadBackAbsent) {
  for (const std::string_view one : kNoOptional) {
    const auto changes = read(one);
    ASSERT_TRUE(changes) << one << "\n" << changes.error().en;
    EXPECT_EQ(written(changes->front()), "[" + std::string(one) + "]");
  }
  EXPECT_FALSE(sole<IncidentUpdated>(R"({"change":"IncidentUpdated","incident":"I"})").persons);
}

TEST(OperationJson, ValuesStandInTheFieldsThatTheirNamesSay) {
  const Incident i = sole<IncidentReported>(vector_of("IncidentReported")).incident;
  EXPECT_EQ(i.place, "十八里店 \"安置房\"");
  EXPECT_EQ(i.at, LonLat::of_degrees(116.49, 39.86));
  EXPECT_EQ(i.claimed_fen, 9007199254740993) << "more than a double holds";
  EXPECT_EQ(i.sources, (std::vector<SourceReport>{{IncidentSource::Police110, "110-7", at(1520000002)}}));
  EXPECT_EQ(i.level.by_heads, IncidentLevel::III);
  EXPECT_EQ(i.level.level, IncidentLevel::II);
  EXPECT_EQ(i.level.second, IncidentLevel::IV);
  EXPECT_EQ(i.plan, (FunctionCounts{1, 2, 0, 1, 0, 0, 1}));
  EXPECT_EQ(i.state, IncidentState::OnScene);
  EXPECT_EQ(i.state_before_merge, IncidentState::Confirmed);
  EXPECT_EQ(i.first_on_scene, at(1520000007));
  EXPECT_EQ(i.all_on_scene, at(1520000008));
  EXPECT_EQ(i.dispute->due, at(1520003630));
  EXPECT_EQ(i.roll_call->missed, std::vector<std::string>{"I-1/2"});
  EXPECT_EQ(i.breached.at(0), std::pair(std::string("accept/I-1/1"), at(1520000080)));
  EXPECT_EQ(i.recovered.at(0), (Recovered{MoneySource::WageDeposit, 123}));
  EXPECT_EQ(i.conclusion, Conclusion::PaidInPart);
  const ResponseUnit u = sole<UnitEnrolled>(vector_of("UnitEnrolled")).unit;
  EXPECT_EQ(u.shifts.at(0), (DutyShift{31, 480, 60}));
  EXPECT_EQ(u.deputy_phone, "010-55500002");
  EXPECT_EQ(u.position, LonLat::of_degrees(116.123456789, 39.5));
  const Assignment a = sole<UnitsDispatched>(vector_of("UnitsDispatched")).assignments.at(0);
  EXPECT_EQ(a.function, Function::Mediation);
  EXPECT_EQ(a.en_route, at(1520000012));
  EXPECT_EQ(a.distance_m, 8342);
  EXPECT_EQ(a.channel, AckChannel::Radio);
  const Closure c = sole<ClosureDrawn>(vector_of("ClosureDrawn")).closure;
  ASSERT_EQ(c.area.size(), 1U);
  EXPECT_EQ(c.area[0].outer.size(), 4U);
  EXPECT_EQ(c.area[0].holes.at(0).at(1), LonLat::of_degrees(116.6, 39.1));
  EXPECT_EQ(sole<FundMoved>(vector_of("FundMoved")).entry.move, FundMove::Drawn);
  EXPECT_EQ(sole<AssignmentStepped>(vector_of("AssignmentStepped")).channel, AckChannel::InPerson);
}

// Each leaf in turn changed by `how`, in every vector.
template <class Do>
void for_each_leaf(json& value, const Do& work) {
  if (value.is_structured() && !value.empty()) {
    for (json& member : value) for_each_leaf(member, work);
  } else {
    work(value);
  }
}

TEST(OperationJson, NoFieldIsOverlookedInReadingOrWriting) {
  std::size_t leaves = 0;
  for (const std::string_view one : kEveryField) {
    json whole = json::parse(one);
    for_each_leaf(whole, [&](json& leaf) {
      const json before = leaf;
      if (before == whole["change"] || !(before.is_number() || before.is_boolean())) return;
      if (before.is_boolean()) {
        leaf = !before.get<bool>();
      } else {
        leaf = before.is_number_float() ? json(before.get<double>() + 0.25)
                                        : json(before.get<std::int64_t>() - 1);
        if (before == 0) leaf = 1;
      }
      const auto changes = read(whole.dump());
      if (changes) {
        EXPECT_EQ(json::parse(written(changes->front()))[0], whole) << one;
        ++leaves;
      }
      leaf = before;
    });
  }
  EXPECT_GT(leaves, 90U);
}

void expect_refused(std::string_view one, const std::string& words) {
  const auto refused = read(one);
  ASSERT_FALSE(refused) << one;
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
  EXPECT_NE(refused.error().en.find(words), std::string::npos) << refused.error().en;
  EXPECT_TRUE(refused.error().zh.ends_with("。"));
}

TEST(OperationJson, RefusalsNameTheChangeAndTheField) {
  expect_refused(R"({"change":"UnitVanished","unit":"U"})", "Change 1 (UnitVanished), field change");
  expect_refused(R"({"unit":"U"})", "field change: the kind is missing");
  expect_refused(R"(7)", "the kind is missing");
  expect_refused(R"({"change":"UnitRetired","unit":"U"})",
                 "(UnitRetired), field reason: the field is missing");
  expect_refused(R"({"change":"UnitRetired","unit":"U","reason":"","age":1})",
                 "field age: this program does not");
  expect_refused(R"({"change":"UnitRetired","unit":7,"reason":""})", "field unit: text is wanted");
  expect_refused(R"({"change":"UnitRetired","unit":null,"reason":""})", "field unit: text is wanted");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","persons":null})",
                 "field persons: an integer");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","persons":1.5})", "field persons: an integer");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","persons":2147483648})",
                 "persons: the number is out");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","claimed_fen":18446744073709551615})",
                 "out of range");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","modifiers":256})",
                 "modifiers: the number is out");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","modifiers":-1})",
                 "modifiers: the number is out");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","extreme":"flying"})",
                 "the word is unknown: flying");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","extreme":"楼顶"})", "the word is unknown");
  expect_refused(R"({"change":"IncidentUpdated","incident":"I","extreme":2})", "field extreme: a code word");
  expect_refused(R"({"change":"IncidentConfirmed","incident":"I","plan_id":"","plan":[1]})", "a list of 7");
  expect_refused(R"({"change":"IncidentConfirmed","incident":"I","plan_id":"","plan":[1,1,1,1,1,1,300]})",
                 "field plan.6: the number is out of range");
  expect_refused(R"({"change":"SituationReported","incident":"I","report":[]})", "field report: an object");
  expect_refused(
      R"({"change":"SituationReported","incident":"I","report":{"number":1,"at":1,"by":"","persons":1,)"
      R"("text":"","mood":""}})",
      "field report.mood: this program does not know");
  expect_refused(R"({"change":"UnitPositionReported","unit":"U","at":[116],"reported":1})",
                 "field at: two finite");
  expect_refused(R"({"change":"UnitPositionReported","unit":"U","at":[116,null],"reported":1})",
                 "two finite");
  expect_refused(R"({"change":"UnitPositionReported","unit":"U","at":[39.9,116.4],"reported":1})",
                 "out of range");
  expect_refused(R"({"change":"UnitPositionReported","unit":"U","at":[9e999,39],"reported":1})",
                 "field at: the number is not finite");
  expect_refused(R"({"change":"UnitRetired","unit":"U)", "not JSON");
  EXPECT_FALSE(changes_from_json("{}"));
  EXPECT_FALSE(changes_from_json(""));
  const auto second =
      changes_from_json(R"([{"change":"AlarmAcknowledged","incident":"I"},{"change":"FundMoved"}])");
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().en.find("Change 2 (FundMoved), field entry"), std::string::npos);
  EXPECT_NE(second.error().zh.find("第 2 项改动（FundMoved）的字段 entry"), std::string::npos);
}

TEST(OperationJson, AValueThatIsNotFiniteIsWrittenSoThatItIsRefused) {
  const auto nowhere = changes_from_json(written(UnitPositionReported{"U", LonLat::of_degrees(NAN, 1), {}}));
  ASSERT_FALSE(nowhere);
  EXPECT_NE(nowhere.error().en.find("field at: two finite"), std::string::npos);
  UnitsDispatched order{"D", "I", {Assignment{}}};
  order.assignments[0].distance_m = INFINITY;
  const auto endless = changes_from_json(written(order));
  ASSERT_FALSE(endless);
  EXPECT_NE(endless.error().en.find("field assignments.0.distance_m"), std::string::npos);
}

TEST(OperationJson, DegreesAreTheShortestTextThatReadsBackTheSame) {
  std::mt19937_64 random(20261127);  // the seed
  for (int n = 0; n < 2000; ++n) {
    const double lon = static_cast<double>(random() >> 11) / 9007199254740992.0 * 360 - 180;
    const std::string text = written(UnitPositionReported{"U", LonLat::of_degrees(lon, -0.0), at(1)});
    std::array<char, 32> digits{};
    const std::string shortest(digits.data(), std::to_chars(digits.begin(), digits.end(), lon).ptr);
    EXPECT_EQ(text,
              R"([{"at":[)" + shortest + R"(,0],"change":"UnitPositionReported","reported":1,"unit":"U"}])");
    EXPECT_EQ(std::get<UnitPositionReported>(changes_from_json(text)->at(0)).at.lon(), lon);
  }
}

TEST(OperationJson, ManyChangesKeepTheirOrderAndNoneIsAnEmptyList) {
  EXPECT_EQ(to_json({}), "[]");
  EXPECT_TRUE(changes_from_json("[]")->empty());
  std::string all = "[";
  for (const std::string_view one : kEveryField) all += (all.size() > 1 ? "," : "") + std::string(one);
  EXPECT_EQ(to_json(*changes_from_json(all + "]")), all + "]");
}

}  // namespace
}  // namespace anxin
