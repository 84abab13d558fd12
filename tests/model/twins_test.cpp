// The engine against SQL twins that read a real store's raw tables, project by project; each twin has a
// planted error that the same comparison must catch.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "data/db/database.hpp"
#include "data/packs/pack.hpp"
#include "data/store/store.hpp"
#include "tests/model/city.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

using Answers = std::map<std::string, std::string>;  // by project id

// In their order: a month before first (asked_before), for W8.
const std::vector<std::string> kBefore{"facts", "w1", "w4", "w7", "w9", "w14", "red"};
const std::vector<std::string> kScripts{"facts", "w1",  "w3",  "w4",  "w7",  "w9", "w10", "w11",   "w13",
                                        "w14",   "w15", "w16", "w17", "red", "w8", "w18", "grade", "score"};
constexpr int kProjects = 400;

StoreInfo store_info() {
  const auto p = [](double x, double y) { return LonLat::of_degrees(x, y); };
  StoreInfo info;
  info.simulated = true;
  info.anchor = start_of(kToday);
  info.pack = "样例 1";
  AreaRow area{"110105", "朝阳区", "Chaoyang", {}, {}};
  area.shape = {Polygon{{p(116, 39.5), p(117, 39.5), p(117, 40.2), p(116, 40.2), p(116, 39.5)}, {}}};
  info.districts = {area};
  area.district = "110105";
  info.supervising_units = {area};
  return info;
}

// One store for all tests of the file: made, filled by commit, read by both sides.
class Twins : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new Scratch;
    auto store = create_store(*scratch_ / "twins.anxin", store_info());
    ASSERT_TRUE(store) << store.error().en;
    Origin origin{start_of(kToday), "01", "twins", "simulated_city", "demo"};
    const auto done = (*store)->commit({}, disorderly_city(kProjects, kToday, 11), origin);
    ASSERT_TRUE(done) << done.error().en;
    const auto registry = (*store)->load_registry();
    ASSERT_TRUE(registry) << registry.error().en;
    auto history = (*store)->load_history(**registry);
    ASSERT_TRUE(history) << history.error().en;
    (*registry)->take(std::move(*history));
    registry_ = *registry;
  }
  static void TearDownTestSuite() {
    registry_.reset();
    kept_.clear();
    delete scratch_;
  }

  // The days asked for: around today, among them month ends.
  static std::vector<Day> days() {
    std::vector<Day> out;
    for (int n = -12; n <= 12; ++n) out.push_back(kToday + std::chrono::days{n});
    for (const Day d : {day(2026, 11, 30), day(2026, 12, 7), day(2026, 12, 8), day(2026, 12, 31),
                        day(2027, 2, 28), day(2027, 3, 1), day(2027, 3, 31)})
      out.push_back(d);
    return out;
  }

  static Answers answers_of(Database& db, const std::string& script) {
    std::string sql = "SELECT id, CAST(colour AS TEXT) || ' ' || incomplete FROM " + script;
    if (script == "grade") sql = "SELECT id, CAST(grade AS TEXT) || ' ' || incomplete FROM grade";
    if (script == "score") sql = "SELECT id, CAST(score AS TEXT) FROM score";
    Result<Statement> rows = db.prepare(sql);
    EXPECT_TRUE(rows) << script;
    Answers answers;
    while (rows && rows->next().value_or(false)) answers.emplace(rows->text(0), rows->text(1));
    return answers;
  }

  // A connection in which every script has run as of `as_of`, `from` in `script` replaced by `to`.
  static Database run_scripts(Day as_of, const std::string& script = "", const std::string& from = "",
                              const std::string& to = "") {
    Database::Options options;
    options.spatial = false;
    auto db = Database::open(*scratch_ / "twins.anxin", options);
    EXPECT_TRUE(db);
    const auto number = [](Day d) { return d.time_since_epoch().count(); };
    EXPECT_TRUE(
        db->run(fmt::format("CREATE TEMP TABLE asked AS SELECT {} AS day", number(add_months(as_of, -1)))));
    // A rule's twin rests on the facts only, but for those that rest on others.
    const bool alone = script.starts_with("w") && script != "w8" && script != "w18";
    for (const auto& name : kBefore) {
      if (alone) break;
      EXPECT_TRUE(db->run(read_file(source_dir() / "tests/model/twins" / (name + ".sql")))) << name;
    }
    if (!alone) {
      EXPECT_TRUE(db->run("CREATE TEMP TABLE red_before AS SELECT id FROM red"));
    }
    EXPECT_TRUE(db->run(fmt::format("UPDATE temp.asked SET day = {}", number(as_of))));
    for (const auto& name : kScripts) {
      if (alone && name != script && name != "facts") continue;
      std::string sql = read_file(source_dir() / "tests/model/twins" / (name + ".sql"));
      if (name == script) {
        const auto at = sql.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        sql.replace(at, from.size(), to);
      }
      const Status done = db->run(sql);
      EXPECT_TRUE(done) << name << ": " << (done ? "" : done.error().en);
    }
    return std::move(*db);
  }

  // The unharmed twins' answers, kept: every test asks for the same days.
  static const Answers& ask(const std::string& script, Day as_of) {
    auto& kept = kept_[as_of];
    if (kept.empty()) {
      Database db = run_scripts(as_of);
      for (const auto& name : kScripts) {
        if (name != "facts" && name != "red") kept[name] = answers_of(db, name);
      }
    }
    return kept[script];
  }

  static Answers ask_mutant(const std::string& script, Day as_of, const std::string& from,
                            const std::string& to) {
    Database db = run_scripts(as_of, script, from, to);
    return answers_of(db, script);
  }

  // Before W18 lifted it.
  static Colour own_colour(const Assessment& a, RuleId rule) {
    for (const Fired& f : a.fired) {
      if (f.rule == rule) return f.lifted ? Colour::Yellow : f.colour;
    }
    return Colour::None;
  }

  static Answers engine(const std::string& script, Day as_of) {
    Answers answers;
    const auto rule = parse_rule_id(script == "grade" || script == "score" ? "" : "W" + script.substr(1));
    for (Index i = 0; i < registry_->projects(); ++i) {
      const Assessment a = assess(facts_of(*registry_, i, as_of), book(), as_of);
      std::string text;
      if (rule) {
        text = fmt::format("{} {}", static_cast<int>(own_colour(a, *rule)), lacks(a, *rule) ? 1 : 0);
      } else if (script == "grade") {
        text = fmt::format("{} {}", static_cast<int>(a.grade), a.incomplete ? 1 : 0);
      } else {
        text = std::to_string(a.score_milli);
      }
      answers.emplace(registry_->id[i], text);
    }
    return answers;
  }

  static void expect_equal_everywhere(const std::string& script) {
    for (const Day as_of : days()) {
      const Answers &sql = ask(script, as_of), ours = engine(script, as_of);
      ASSERT_EQ(sql.size(), static_cast<std::size_t>(kProjects));
      for (const auto& [id, text] : ours) {
        ASSERT_EQ(sql.at(id), text) << script << " of " << id << " as of " << to_string(as_of);
      }
    }
  }

  static void expect_caught(const std::string& script, const std::string& from, const std::string& to) {
    for (const Day as_of : days()) {
      if (ask_mutant(script, as_of, from, to) != engine(script, as_of)) return;
    }
    ADD_FAILURE() << script << ": the planted error \"" << to << "\" was not caught";
  }

  static Scratch* scratch_;
  static std::shared_ptr<Registry> registry_;
  static std::map<Day, std::map<std::string, Answers>> kept_;
};
Scratch* Twins::scratch_ = nullptr;
std::shared_ptr<Registry> Twins::registry_;
std::map<Day, std::map<std::string, Answers>> Twins::kept_;

TEST_F(Twins, W1AgreesAndPayrollCountedFromTheNextDayIsCaught) {
  expect_equal_everywhere("w1");
  expect_caught("w1", "x.last_payroll >=", "x.last_payroll >");
}

TEST_F(Twins, W4AgreesAndTenPercentCountedAsBeyondIsCaught) {
  expect_equal_everywhere("w4");
  expect_caught("w4", "> 100 *", ">= 100 *");
}

TEST_F(Twins, W7AgreesAndThirtyOneDaysForAMonthAreCaught) {
  expect_equal_everywhere("w7");
  expect_caught("w7", "l.orange_after < today", "date(l.pay_date, '+31 days') < today");
  expect_caught("w7", "l.red_after < today", "l.red_after <= today");
}

TEST_F(Twins, W10AgreesAndUnknownTakenForNoIsCaught) {
  expect_equal_everywhere("w10");
  expect_caught("w10", "b.state = 0", "b.state <> 1");
}

TEST_F(Twins, W15AgreesAndForgottenDepositIsCaught) {
  expect_equal_everywhere("w15");
  expect_caught("w15", " OR coalesce(d.state, 3) = 0", "");
}

TEST_F(Twins, W3AgreesAndTwoHeadsForOneAreCaught) {
  expect_equal_everywhere("w3");
  expect_caught("w3", "r.paid_heads < r.attended", "r.paid_heads < r.attended - 1");
}

TEST_F(Twins, W8AgreesAndRedOnTheDayAloneIsCaught) {
  expect_equal_everywhere("w8");
  expect_caught("w8", " AND id IN (SELECT id FROM red_before)", "");
}

TEST_F(Twins, W9AgreesAndTheDueDayCountedAsOverdueIsCaught) {
  expect_equal_everywhere("w9");
  expect_caught("w9", "o.due < a.day", "o.due <= a.day");
  expect_caught("w9", "o.closed > a.day", "o.closed >= a.day");
}

TEST_F(Twins, W11AgreesAndMonthsBeforeTheAccountAreCaught) {
  expect_equal_everywhere("w11");
  expect_caught("w11", "unixepoch(pay_date) / 86400 < since", "0");
  expect_caught("w11", "m.month > coalesce(t.month, -1)", "1");
}

TEST_F(Twins, W13AgreesAndAForgottenBalanceOrMonthIsCaught) {
  expect_equal_everywhere("w13");
  expect_caught("w13", "(r.balance_fen + r.paid_fen) * 1000 < 500", "r.paid_fen * 1000 < 500");
  expect_caught("w13", "coalesce(now_short, 0) AND coalesce(before_short, 0)", "coalesce(now_short, 0)");
}

TEST_F(Twins, W14AgreesAndADayTooManyIsCaught) {
  expect_equal_everywhere("w14");
  expect_caught("w14", "c.received > a.day - 30", "c.received >= a.day - 30");
  expect_caught("w14", ">= 10", "> 10");
}

TEST_F(Twins, W16AgreesAndTheSiteItselfCountedIsCaught) {
  expect_equal_everywhere("w16");
  expect_caught("w16", " AND o.pkid <> s.pkid", "");
  expect_caught("w16", "b.removed > a.day", "b.removed >= a.day");
}

TEST_F(Twins, W17AgreesAndFinishedSitesAreCaught) {
  expect_equal_everywhere("w17");
  expect_caught("w17", " AND NOT finished", "");
}

TEST_F(Twins, W18AgreesAndADayTooFewIsCaught) {
  expect_equal_everywhere("w18");
  expect_caught("w18", "<= 60", "< 60");
}

TEST_F(Twins, GradeAgreesAndMissingDataTakenForGoodAreCaught) {
  expect_equal_everywhere("grade");
  expect_caught("grade", "WHEN incomplete THEN 4", "WHEN incomplete THEN 0");
}

TEST_F(Twins, ScoreAgreesAndRoundedAgeIsCaught) {
  expect_equal_everywhere("score");
  expect_caught("score", "coalesce(g.tenths, 0) * 1000 / 60", "coalesce(g.tenths, 0) * 17");
}

TEST_F(Twins, CityHasEveryColourOfEveryRule) {
  std::map<std::string, int> seen;
  for (const Day as_of : days()) {
    for (const auto& rule :
         {"w1", "w3", "w4", "w7", "w8", "w9", "w10", "w11", "w13", "w14", "w15", "w16", "w17", "w18"}) {
      for (const auto& [id, text] : engine(rule, as_of)) ++seen[rule + (" " + text)];
    }
  }
  for (const char* wanted :
       {"w1 3 0",  "w1 0 1",  "w4 3 0",  "w4 0 1",  "w7 0 0",  "w7 1 0",  "w7 2 0",  "w7 3 0",  "w7 3 1",
        "w10 1 0", "w10 0 1", "w15 2 0", "w15 2 1", "w15 0 1", "w3 1 0",  "w3 0 1",  "w8 3 0",  "w9 3 0",
        "w11 2 0", "w11 0 1", "w13 2 0", "w13 0 1", "w14 3 0", "w16 2 0", "w16 0 1", "w17 2 0", "w18 2 0"}) {
    EXPECT_GT(seen[wanted], 20) << wanted;
  }
}

TEST(TwinConstants, AreThePacks) {
  const auto pack = load_pack(pack_dir());
  ASSERT_TRUE(pack) << pack.error().en;
  const RuleBook ours = book();
  EXPECT_EQ(pack->rules.w4_permille, ours.w4_permille);
  EXPECT_EQ(pack->rules.w7_orange_months, ours.w7_orange_months);
  EXPECT_EQ(pack->rules.w7_red_months, ours.w7_red_months);
  EXPECT_EQ(pack->rules.weight, ours.weight);
  EXPECT_EQ(pack->rules.age_cap_months, ours.age_cap_months);
  EXPECT_EQ(pack->rules.amount_cap_months, ours.amount_cap_months);
  EXPECT_EQ(pack->rules.w11_months, ours.w11_months);
  EXPECT_EQ(pack->rules.w13_cover_permille, ours.w13_cover_permille);
  EXPECT_EQ(pack->rules.w13_paid_permille, ours.w13_paid_permille);
  EXPECT_EQ(pack->rules.w14_persons, ours.w14_persons);
  EXPECT_EQ(pack->rules.w14_days, ours.w14_days);
  EXPECT_EQ(pack->rules.w16_sites, ours.w16_sites);
  EXPECT_EQ(pack->rules.w16_months, ours.w16_months);
  EXPECT_EQ(pack->rules.w18_days, ours.w18_days);
  for (const Day festival : ours.spring_festivals)
    EXPECT_TRUE(std::ranges::binary_search(pack->rules.spring_festivals, festival)) << to_string(festival);
  ASSERT_EQ(pack->rules.rules.size(), ours.rules.size());
  for (std::size_t i = 0; i < ours.rules.size(); ++i) {
    EXPECT_EQ(pack->rules.rules[i].id, ours.rules[i].id);
    EXPECT_EQ(pack->rules.rules[i].colour, ours.rules[i].colour);
  }
}

}  // namespace
}  // namespace anxin::test
