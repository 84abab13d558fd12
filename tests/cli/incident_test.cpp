// An incident on the command line, from its report to wages paid: every step beside its refusal; deadlines
// that are carried out once; closures, funds, paper and drills.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::run_program;
using Words = std::vector<std::string>;

const std::string kPlace = "双井 安置房二期";

// Every file of a folder with its bytes.
std::map<std::string, std::string> bytes_of(const fs::path& folder) {
  std::map<std::string, std::string> bytes;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes[entry.path().filename()] = test::read_file(entry.path());
  }
  return bytes;
}

// A simulated city with its units, funds and roads, made once; each test has a copy of it.
class IncidentCommands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    made_ = new test::Scratch;
    const auto made =
        run_program({"demo", (*made_ / "city.anxin").string(), "--projects", "400", "--months", "12"});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  static void TearDownTestSuite() { delete made_; }
  void SetUp() override {
    for (const auto& entry : fs::directory_iterator(made_->folder()))
      fs::copy_file(entry.path(), scratch_ / entry.path().filename().string());
  }

  test::Run at(const std::string& clock, Words words, const std::string& seat = "") {
    words.insert(words.end(), {"--now", "2026-11-23 " + clock, "--store", store_, "--language", "zh"});
    if (!seat.empty()) words.insert(words.end(), {"--seat", seat});
    return run_program(words);
  }
  // Asks, or carries out as seat 01 席.
  json ask(const std::string& clock, Words words) {
    words.push_back("--json");
    const auto run = at(clock, words);
    EXPECT_EQ(run.exit_code, 0) << words[0] << ": " << run.err;
    return json::parse(run.out, nullptr, false);
  }
  json done(const std::string& clock, Words words, const std::string& seat = "01 席") {
    words.push_back("--json");
    const auto run = at(clock, words, seat);
    EXPECT_EQ(run.exit_code, 0) << words[0] << ": " << run.err;
    json answer = json::parse(run.out, nullptr, false);
    EXPECT_EQ(answer["seat"], seat);
    return answer;
  }
  // One sentence that holds `part`, the exit code, and the same sentence in the JSON.
  void refused(const std::string& clock, Words words, const std::string& part, int exit_code = 1,
               const std::string& seat = "01 席") {
    words.push_back("--json");
    const auto run = at(clock, words, seat);
    EXPECT_EQ(run.exit_code, exit_code) << part << run.out;
    EXPECT_NE(run.err.find(part), std::string::npos) << run.err << " has no " << part;
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
    const json told = json::parse(run.out, nullptr, false);
    ASSERT_TRUE(told.contains("error")) << run.out;
    EXPECT_EQ(run.err, "anxin: " + told["error"]["zh"].get<std::string>() + "\n");
    EXPECT_FALSE(told["error"]["en"].get<std::string>().empty());
  }

  // Reported at 11:00:00 by 42 persons, who claim 468,000 yuan: level III.
  std::string report() {
    const json told = done("11:00:00", {"incident", "report", "--persons", "42", "--at", "116.47,39.92",
                                        "--sector", "housing", "--place", kPlace, "--claimed-yuan", "468000",
                                        "--source", "hotline_12345", "--case", "12345-77"});
    revision_ = told["revision"];
    EXPECT_EQ(told["changes"][0]["change"], "IncidentReported");
    return told["changes"][0]["incident"]["id"];
  }
  // Claimed, confirmed and sent out by 11:01:10; gives the assignments.
  json send(const std::string& id) {
    done("11:00:20", {"incident", "claim", id});
    done("11:00:40", {"incident", "confirm", id});
    return done("11:01:10", {"recommend", "--incident", id, "--dispatch"})["changes"][0]["assignments"];
  }
  // What was done is the very next record: a refusal before it wrote nothing.
  void is_next(const json& told) { EXPECT_EQ(told["revision"].get<std::uint64_t>(), ++revision_); }

  static test::Scratch* made_;
  test::Scratch scratch_;
  std::string store_ = (scratch_ / "city.anxin").string();
  std::uint64_t revision_ = 0;
};
test::Scratch* IncidentCommands::made_ = nullptr;

TEST_F(IncidentCommands, AWholeIncidentFromItsReportToWagesPaidWithEachRefusalBesideItsStep) {
  refused("11:00:00", {"incident", "report", "--persons", "0", "--at", "116.47,39.92"}, "人数不能少于 1。");
  const std::string id = report();
  refused("11:00:05",
          {"incident", "report", "--persons", "42", "--at", "116.47,39.92", "--source", "hotline_12345",
           "--case", "12345-77"},
          "12345热线 12345-77 已记入 " + id + "。");

  is_next(done("11:00:20", {"incident", "claim", id}));
  refused("11:00:21", {"incident", "claim", id}, id + " 已由 01 席 认领；接管须写明理由。", 1, "02 席");
  refused("11:00:22", {"incident", "claim", "I-20261123-999"}, "没有事件 I-20261123-999。");
  refused("11:00:23", {"incident", "level", id, "--level", "V", "--reason", "听错"}, "--level 不认识“V”。",
          2);
  refused("11:00:24", {"dispatch", "--incident", id, "--unit", "U-110105-LEAD-1:lead"}, "不能派单");

  const json confirmed = done("11:00:40", {"incident", "confirm", id});
  is_next(confirmed);
  EXPECT_EQ(confirmed["changes"].back()["plan"], json({1, 1, 1, 1, 1, 1, 1})) << "the plan of level III";

  const json sent = done("11:01:10", {"recommend", "--incident", id, "--dispatch"});
  is_next(sent);
  const json assignments = sent["changes"][0]["assignments"];
  ASSERT_EQ(assignments.size(), 7u);
  const std::string lead = assignments[0]["unit"], first = assignments[0]["id"];
  EXPECT_EQ(assignments[0]["function"], "lead");
  refused("11:01:20", {"dispatch", "--incident", id, "--unit", lead + ":lead"},
          "（" + lead + "） 已在 " + id + " 中（待接单），不能再派。");

  const auto step = [&](const std::string& to, const std::string& words) {
    Words all{"assignment", first, "--to", to, "--channel", "phone"};
    if (!words.empty()) all.insert(all.end(), {"--words", words});
    return all;
  };
  refused("11:02:00", step("accepted", ""), "代为登记「已接单」须写明对方原话。");
  is_next(done("11:02:00", step("accepted", "收到，马上出发")));
  is_next(done("11:04:00", step("en_route", "出发了")));
  refused("11:04:30", step("accepted", "收到"), "不能改为「已接单」");
  is_next(done("11:20:00", step("on_scene", "到了")));
  refused("11:20:10", {"assignment", id + "/99", "--to", "accepted", "--words", "x"},
          "没有指派 " + id + "/99。");

  refused("11:25:00", {"incident", "situation", id, "--persons", "42", "--text", "平稳", "--by", "U-NONE"},
          "不在 " + id + " 的处置中。");
  is_next(
      done("11:25:00", {"incident", "situation", id, "--persons", "42", "--text", "现场平稳", "--by", lead}));

  const Words close{"incident",           "close", id, "--conclusion", "paid_in_part", "--recovered",
                    "wage_deposit:300000"};
  refused("11:30:00", close, "事件处于「处置中」，不能结案；须处于：待结案。");
  is_next(done("12:00:00", {"incident", "resolve", id, "--text", "达成协议，人员撤离"}));
  refused("12:10:00", close, "不能结案：仍有 168,000 元未追回；请写明后续事项。");
  refused("12:10:00",
          {"incident", "close", id, "--conclusion", "paid_in_full", "--recovered", "wage_deposit:1"},
          "结论为「足额支付」，但只追回 1 元，主张 468,000 元。");
  Words followed = close;
  followed.insert(followed.end(), {"--follow-up", "余款由总包下月付清"});
  is_next(done("12:10:00", followed));
  refused("12:11:00", {"incident", "claim", id}, id + " 已结案，不能再改。", 1, "02 席");

  const json shown = ask("12:12:00", {"incident", "show", id});
  EXPECT_EQ(shown["state"], "closed");
  EXPECT_EQ(shown["conclusion"], "paid_in_part");
  EXPECT_EQ(shown["recovered"], json::array({{{"source", "wage_deposit"}, {"fen", 30'000'000}}}));
  EXPECT_EQ(shown["first_on_scene"], "2026-11-23T03:20:00Z");
  const json listed = ask("12:12:00", {"incident", "list"})["incidents"];
  EXPECT_TRUE(std::ranges::none_of(listed, [&](const json& i) { return i["id"] == id; })) << "open ones only";
}

TEST_F(IncidentCommands, UnitsChosenByHandAreSentWithTheirWayByRoadAndWithoutWhereNoRoadsAre) {
  const std::string id = report();
  done("11:00:40", {"incident", "confirm", id});
  const json advised = ask("11:01:10", {"recommend", "--incident", id});
  const json& lead = advised["set"][0];
  const std::string other =
      advised["alternatives"][lead["response_unit"].get<std::string>()][0]["response_unit"];
  const json eta = ask("11:01:10", {"eta", "--incident", id})["eta"];
  const auto way = [&](const std::string& unit) {
    return *std::ranges::find_if(eta, [&](const json& row) { return row["response_unit"] == unit; });
  };
  refused("11:01:10", {"recommend", "--incident", id, "--unit", other + ":lead", "--dispatch"},
          "自选的请用 anxin dispatch --unit", 2);
  const Words words{"dispatch", "--incident", id, "--unit", other + ":lead", "--command-id", "hand-1"};
  const json sent = done("11:01:10", words);
  const json part = sent["changes"][0]["assignments"][0];
  EXPECT_EQ(part["unit"], other);
  EXPECT_GT(part["distance_m"], 100.0);
  EXPECT_NEAR(part["distance_m"].get<double>(), way(other)["distance_m"].get<double>(), 0.5);
  EXPECT_NEAR(part["expected_s"].get<double>(), way(other)["duration_s"].get<double>(), 0.5);
  EXPECT_EQ(done("11:05:00", words), sent) << "the same id has one answer, though the unit is engaged now";

  fs::remove(store_ + ".roads");
  const std::string second = lead["response_unit"];
  const json blind = done("11:06:00", {"dispatch", "--incident", id, "--unit", second + ":lead"});
  EXPECT_EQ(blind["changes"][0]["assignments"][0]["unit"], second);
  EXPECT_EQ(blind["changes"][0]["assignments"][0]["distance_m"], 0.0);

  const json& order = advised["set"][1];
  test::write_file(store_ + ".roads", "not roads");
  const auto warned = at("11:07:00", {"dispatch", "--incident", id, "--unit",
                                      order["response_unit"].get<std::string>() + ":order"});
  EXPECT_EQ(warned.exit_code, 0) << "sending does not wait for roads";
  EXPECT_NE(warned.err.find("不是本程序的路网文件"), std::string::npos) << warned.err;
}

TEST_F(IncidentCommands, TheJournalTellsTheWholeCourse) {
  const std::string id = report();
  const json sent = send(id);
  ASSERT_EQ(sent.size(), 7u);
  done("11:02:00",
       {"assignment", sent[0]["id"], "--to", "accepted", "--channel", "phone", "--words", "马上出发"});
  done("11:20:00",
       {"assignment", sent[0]["id"], "--to", "on_scene", "--channel", "radio", "--words", "到了"});
  done("11:25:00", {"incident", "situation", id, "--persons", "42", "--text", "现场平稳"});
  done("12:00:00", {"incident", "resolve", id, "--text", "人员撤离"});
  done("12:10:00", {"incident", "close", id, "--conclusion", "paid_in_full", "--recovered",
                    "dedicated_account:168000", "--recovered", "wage_deposit:300000"});
  const json records = ask("12:30:00", {"journal", "--incident", id})["records"];
  std::string kinds, sentences;
  for (const json& record : records) {
    EXPECT_EQ(record["seat"], "01 席");
    for (const json& change : record["changes"]) kinds += change["change"].get<std::string>() + " ";
    for (const json& told : record["sentences"]) sentences += told["zh"].get<std::string>() + "\n";
  }
  std::string expected =
      "IncidentReported IncidentClaimed IncidentLevelSet IncidentConfirmed UnitsDispatched AssignmentStepped "
      "AssignmentStepped SituationReported IncidentResolved ";
  for (int i = 0; i < 7; ++i) expected += "AssignmentStepped ";  // all leave with the end
  EXPECT_EQ(kinds, expected + "IncidentClosed ");
  for (const char* part :
       {"接报 ", "42 人，Ⅲ 级，来源 12345热线", "已接单，电话 “马上出发”", "到场，电台 “到了”",
        "第 1 次报告（01 席）：42 人：现场平稳", "处置完毕：人员撤离", "结案：足额支付"}) {
    EXPECT_NE(sentences.find(part), std::string::npos) << part << " not in\n" << sentences;
  }
  refused("12:30:00", {"incident", "log", "I-20261123-999", "--text", "x"}, "没有事件 I-20261123-999。");
}

TEST_F(IncidentCommands, TheSameCommandIdTwiceHasOneEffectAndOneAnswer) {
  const std::string id = report();
  const Words line{"incident", "log", id, "--text", "已通知街道", "--command-id", "line-1"};
  const json once = done("11:05:00", line), again = done("11:09:00", line);
  EXPECT_EQ(once, again);
  EXPECT_EQ(ask("11:10:00", {"journal", "--incident", id})["records"].size(), 2u)
      << "the report and one line";
  Words other = line;
  other.back() = "line-2";
  EXPECT_EQ(done("11:11:00", other)["revision"].get<std::uint64_t>(),
            once["revision"].get<std::uint64_t>() + 1);
}

TEST_F(IncidentCommands, ClocksEscalateAfterThreeFiveAndTenMinutesOnceEach) {
  const std::string id = report();
  const json sent = send(id);
  ASSERT_EQ(sent.size(), 7u);
  done("11:02:00",
       {"assignment", sent[0]["id"], "--to", "accepted", "--channel", "phone", "--words", "收到"});
  done("11:03:00", {"clocks", "--run"});  // whatever the day had left
  // What became due of this incident's offers: kind and step, with how often.
  const auto run = [&](const std::string& clock) {
    std::map<std::string, int> due;
    const json told = done(clock, {"clocks", "--run"});
    for (const json& change : told["changes"]) {
      const std::string of = change.value("assignment", "");
      if (!of.starts_with(id + "/")) continue;
      EXPECT_NE(of, sent[0]["id"]) << "it has answered";
      ++due[change["change"] == "OfferEscalated" ? "step " + std::to_string(change["step"].get<int>())
                                                 : change["to"].dump()];
    }
    return due;
  };
  const auto again = [&](const std::string& clock) {
    EXPECT_EQ(done(clock, {"clocks", "--run"})["changes"], json::array()) << "run twice at " << clock;
  };
  using Due = std::map<std::string, int>;
  EXPECT_EQ(run("11:04:09"), Due{});
  EXPECT_EQ(run("11:04:10"), (Due{{"step 1", 6}}));
  again("11:04:10");
  EXPECT_EQ(run("11:06:09"), Due{});
  EXPECT_EQ(run("11:06:10"), (Due{{"step 2", 6}}));
  again("11:06:10");
  EXPECT_EQ(run("11:11:09"), Due{});
  EXPECT_EQ(run("11:11:10"), (Due{{"step 3", 6}, {"\"timed_out\"", 6}}));
  again("11:11:10");
  EXPECT_EQ(run("11:12:00"), Due{}) << "the chain has ended";
  const json shown = ask("11:12:00", {"incident", "show", id});
  for (const json& a : shown["assignments"]) {
    const bool answered = a["id"] == sent[0]["id"];
    EXPECT_EQ(a["state"], answered ? "accepted" : "timed_out");
    EXPECT_EQ(a["escalation"], answered ? 0 : 3);
  }
  refused("11:12:00",
          {"assignment", sent[1]["id"], "--to", "accepted", "--channel", "phone", "--words", "收到"},
          "不能改为「已接单」");
}

TEST_F(IncidentCommands, ClosuresAreDrawnListedAndLifted) {
  const Words road{"closure", "draw", "--road", "二环路", "--at", "116.434,39.92", "--reason", "施工"};
  Words draw = road, past = road, both = road;
  draw.insert(draw.end(), {"--until", "2026-11-23 15:00"});
  past.insert(past.end(), {"--until", "2026-11-23 11:00"});
  both.insert(both.end(), {"--polygon", "x.geojson", "--until", "2026-11-23 15:00"});
  refused("12:00:00", past, "封闭的结束时间须晚于开始时间和现在。");
  refused("12:00:00", both, "--polygon 与 --road 须且只须给出一个。", 2);
  EXPECT_EQ(ask("12:00:00", {"closure", "list"})["closures"], json::array());

  const std::string id = done("12:00:00", draw)["changes"][0]["closure"]["id"];
  const auto only = [&](const std::string& clock) {
    const json all = ask(clock, {"closure", "list"})["closures"];
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? json() : all[0];
  };
  EXPECT_EQ(only("12:01:00")["id"], id);
  EXPECT_EQ(only("12:01:00")["road"], "二环路");
  EXPECT_EQ(only("12:01:00")["holds"], true);
  EXPECT_EQ(only("15:00:00")["holds"], false) << "over by itself";
  refused("12:02:00", {"closure", "lift", "C-20261123-99", "--reason", "完工"}, "没有封闭 C-20261123-99。");
  done("12:03:00", {"closure", "lift", id, "--reason", "完工"});
  EXPECT_EQ(only("12:04:00")["holds"], false);
  EXPECT_EQ(only("12:04:00")["lifted"], "2026-11-23T04:03:00Z");
  refused("12:05:00", {"closure", "lift", id, "--reason", "完工"}, id + " 已解除。");
}

TEST_F(IncidentCommands, AFundIsDrawnWithinItsBalanceAndRepaidWithinWhatWasDrawn) {
  const std::string id = report();
  const auto balance = [&] {
    return ask("11:30:00", {"fund", "list", "--unit", "110105"})["funds"][0]["balance_fen"]
        .get<std::int64_t>();
  };
  const std::int64_t before = balance();
  ASSERT_GT(before, 0);
  const auto move = [&](const std::string& name, std::int64_t fen) {
    return Words{"fund", name, "--unit", "110105", "--yuan", std::to_string(fen / 100), "--incident", id};
  };
  refused("11:10:00", move("draw", before + 100), "应急周转金余额 ");
  EXPECT_EQ(balance(), before);
  done("11:10:00", move("draw", 50'000'00));
  EXPECT_EQ(balance(), before - 50'000'00);
  refused("11:11:00", move("draw", before), "应急周转金余额 ");
  refused("11:12:00", move("recover", 60'000'00), id + " 尚欠应急周转金 50,000 元，不能清偿 60,000 元。");
  done("11:13:00", move("recover", 20'000'00));
  EXPECT_EQ(balance(), before - 30'000'00);
  refused("11:14:00", {"fund", "raise", "--unit", "上海", "--yuan", "1"}, "没有监管单位“上海”。");
  EXPECT_EQ(at("11:14:00", {"fund", "raise", "--unit", "110105", "--yuan", "1.234"}).exit_code, 2);
}

TEST_F(IncidentCommands, RunSheetAndAfterActionAreFilesThatNameThePlaceAndSaySimulated) {
  const std::string id = report();
  send(id);
  const fs::path sheet = scratch_ / "sheet.html", page = scratch_ / "page.html";
  EXPECT_EQ(ask("11:05:00", {"runsheet", "--out", sheet.string()})["out"], sheet.string());
  EXPECT_EQ(ask("11:05:00", {"after-action", "--incident", id, "--out", page.string()})["incident"], id);
  for (const fs::path& file : {sheet, page}) {
    const std::string html = test::read_file(file);
    EXPECT_NE(html.find(kPlace), std::string::npos) << file;
    EXPECT_NE(html.find("模拟数据"), std::string::npos) << file;
  }
  ASSERT_EQ(at("11:05:00", {"runsheet"}).exit_code, 0);
  EXPECT_NE(test::read_file(store_ + ".runsheet.html").find(kPlace), std::string::npos) << "beside the store";

  const fs::path none = scratch_ / "none.html";
  const auto unknown =
      at("11:05:00", {"after-action", "--incident", "I-20261123-999", "--out", none.string()});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_EQ(unknown.err, "anxin: 没有事件 I-20261123-999。\n");
  EXPECT_FALSE(fs::exists(none));
  const auto nowhere = at("11:05:00", {"runsheet", "--out", (scratch_ / "absent" / "sheet.html").string()});
  EXPECT_NE(nowhere.exit_code, 0);
  EXPECT_EQ(std::ranges::count(nowhere.err, '\n'), 1) << nowhere.err;
}

// A script of three incidents: the one that ships, shorter.
std::string short_script(const fs::path& to) {
  std::string text = test::read_file(test::source_dir() / "data/packs/drills/spring-festival.toml");
  const std::string thirty = "incidents = 30";
  const auto found = text.find(thirty);
  EXPECT_NE(found, std::string::npos);
  if (found != std::string::npos) text.replace(found, thirty.size(), "incidents = 3");
  test::write_file(to, text);
  return to.string();
}

TEST_F(IncidentCommands, ADrillRefusesTheLiveStoreAndLeavesEveryByteOfIt) {
  const test::Scratch elsewhere;
  const std::string script = short_script(elsewhere / "short.toml");
  report();
  const auto before = bytes_of(scratch_.folder());
  ASSERT_GE(before.size(), 3u) << "store, head and roads";
  fs::create_symlink(store_, elsewhere / "link.anxin");
  for (const std::string& name :
       {store_, store_ + "-wal", store_ + ".head", store_ + ".roads", (elsewhere / "link.anxin").string()}) {
    const auto run = run_program({"drill", script, "--store", name, "--language", "zh"});
    EXPECT_EQ(run.exit_code, 1) << name << run.out;
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
    EXPECT_EQ(bytes_of(scratch_.folder()), before) << name;
  }
  const auto live = run_program({"drill", script, "--store", store_, "--language", "zh"});
  EXPECT_EQ(live.err, "anxin: " + store_ + " 已经存在，演练只写入新的存储文件。\n");
  EXPECT_EQ(run_program({"verify", "--store", store_}).exit_code, 0);
}

TEST_F(IncidentCommands, TwoDrillsOfOneSeedGiveOneJournalAndAnotherSeedAnother) {
  const test::Scratch folder;
  const std::string script = short_script(folder / "short.toml");
  const auto journal = [&](const std::string& name, const std::string& seed) {
    const std::string store = (folder / name).string();
    const auto played = run_program({"drill", script, "--store", store, "--seed", seed, "--json"});
    EXPECT_EQ(played.exit_code, 0) << played.err;
    const json score = json::parse(played.out, nullptr, false);
    EXPECT_EQ(score["incidents"], 3);
    EXPECT_EQ(score["exercise"], true);
    const auto told = run_program({"journal", "--store", store, "--json"});
    EXPECT_EQ(told.exit_code, 0) << told.err;
    return told.out;
  };
  const std::string one = journal("one.anxin", "7"), two = journal("two.anxin", "7");
  EXPECT_GT(json::parse(one)["records"].size(), 20u);
  EXPECT_EQ(one, two);
  EXPECT_NE(one, journal("three.anxin", "8"));
}

}  // namespace
}  // namespace anxin
