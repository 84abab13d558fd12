// anxin runsheet, after-action, drill: paper that can take over, the page after an incident, a day of
// exercise.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "console/cli/commands.hpp"
#include "console/cli/operating.hpp"
#include "console/desk/drill.hpp"
#include "console/desk/replay.hpp"
#include "data/demo/demo.hpp"
#include "data/demo/response_units.hpp"
#include "data/export/after_action.hpp"
#include "data/export/run_sheet.hpp"
#include "data/model/incident_funds.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin {
namespace {

struct ReportWords {
  std::string incident, out, drill, roads;
  std::uint64_t seed = 0;
  bool seed_given = false;
};

int told(const Context& context, const std::string& out, Json json) {
  if (context.json()) {
    json["out"] = out;
    print_json(json);
  } else {
    print_line(context.say("已写出：" + out, "Written: " + out));
  }
  return kExitDone;
}

int run_run_sheet(const Context& context, const ReportWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  const StoreInfo& info = o->store->info();
  const RunSheetRequest request{o->now, context.store_file().filename().string(), info.simulated,
                                info.exercise, context.english()};
  const std::string out = w.out.empty() ? run_sheet_beside(context.store_file()).string() : w.out;
  if (Status done = write_run_sheet(out, o->operations(), *o->pack, request); !done)
    return stop(done.error());
  return told(context, out, {{"revision", o->operations().revision}});
}

// Ways by road from where each unit was when it was offered the incident; none without a road network.
std::map<std::string, std::vector<LonLat>> ways_of(const Context& context, const Operating& o,
                                                   const Incident& incident) {
  std::map<std::string, std::vector<LonLat>> ways;
  const auto graph = load_graph(graph_file_of(context.store_file()));
  if (!graph) return ways;
  RouteSearch search(*graph);
  const auto to = snap_to_road(*graph, incident.at);
  if (!to) return ways;
  Replay replay(o.desk->records());
  for (const Assignment* a : o.operations().assignments_of(incident.id)) {
    const auto then = replay.at(a->offered);
    const ResponseUnit* unit = then->unit(a->unit);
    if (unit == nullptr) continue;
    const auto from =
        snap_to_road(*graph, place_of(*unit, a->offered, o.pack->dispatch.clocks.position_stale_s).at);
    if (!from) continue;
    if (auto route = search.route(*from, *to, TrafficProfile::Free)) ways[a->id] = std::move(route->geometry);
  }
  return ways;
}

Result<Funds> funds_for(const Operating& o, const Incident& incident) {
  auto registry = o.store->load_registry();
  if (!registry) return std::unexpected(registry.error());
  auto history = o.store->load_history(**registry);
  if (!history) return std::unexpected(history.error());
  (*registry)->take(std::move(*history));
  return funds_of(**registry, o.operations(), incident, day_of(o.now));
}

int run_after_action(const Context& context, const ReportWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  const auto incident = o->incident(w.incident);
  if (!incident) return stop(incident.error());
  const auto funds = funds_for(*o, **incident);
  if (!funds) return stop(funds.error());
  AfterActionRequest request;
  request.incident = w.incident;
  request.now = o->now;
  request.source = context.store_file().filename().string();
  request.simulated = o->store->info().simulated;
  request.exercise = o->store->info().exercise;
  request.english = context.english();
  request.waterfall =
      waterfall_of(o->pack->dispatch, (*incident)->claimed_fen, *funds, day_of((*incident)->reported));
  request.liability = liability_of(*funds);
  request.ways = ways_of(context, *o, **incident);
  const auto html = after_action_html(o->desk->records(), *o->pack, request);
  if (!html) return stop(html.error());
  if (Status done = write_after_action(w.out, *html); !done) return stop(done.error());
  return told(context, w.out, {{"incident", w.incident}, {"revision", o->operations().revision}});
}

Json score_json(const DrillScore& s, const std::string& store) {
  Json levels = Json::object(), clocks = Json::array();
  for (int l = 0; l < kIncidentLevels; ++l)
    levels[std::string(code(static_cast<IncidentLevel>(l)))] = s.by_level[l];
  for (const Attainment& a : s.clocks) {
    clocks.push_back({{"clock", code(a.kind)},
                      {"counted", a.counted},
                      {"breached", a.breached},
                      {"p90_s", a.p90_s},
                      {"p95_s", a.p95_s},
                      {"limit_s", a.limit_s}});
  }
  return {{"exercise", true},
          {"store", store},
          {"name", s.name},
          {"day", to_string(s.day)},
          {"seed", s.seed},
          {"by_road", s.by_road},
          {"incidents", s.incidents},
          {"by_level", levels},
          {"extreme", s.extreme},
          {"still_open", s.still_open},
          {"offers", s.offers},
          {"accepted", s.accepted},
          {"declined", s.declined},
          {"unanswered", s.timed_out},
          {"escalations",
           {{"notified_again", s.escalations[0]},
            {"deputy", s.escalations[1]},
            {"next_level", s.escalations[2]}}},
          {"breaches", s.breaches},
          {"roll_call_misses", s.roll_call_misses},
          {"never_complete", s.never_complete},
          {"claimed_fen", s.claimed_fen},
          {"recovered_fen", s.recovered_fen},
          {"revision", s.revision},
          {"clocks", clocks}};
}

// The place of daily work is never one for drills, whether something stands there or not.
Status not_the_daily_store(const std::filesystem::path& store) {
  std::error_code ignored;
  const auto here = std::filesystem::weakly_canonical(store, ignored);
  if (here != std::filesystem::weakly_canonical(default_store(), ignored)) return {};
  return fail(ErrorCode::Refused, "演练须另用存储文件：请用 --store 指定一个新文件。",
              "A drill needs a store of its own: name a new file with --store.");
}

Result<DrillScore> drilled(const Context& context, const ReportWords& w) {
  auto plan = load_drill(w.drill);
  if (!plan) return std::unexpected(plan.error());
  if (w.seed_given) plan->seed = w.seed;
  const auto pack = context.pack();
  if (!pack) return std::unexpected(pack.error());
  if (Status own = not_the_daily_store(context.store_file()); !own) return std::unexpected(own.error());
  std::unique_ptr<Adviser> adviser;
  if (!w.roads.empty()) {
    auto graph = load_graph(w.roads);
    if (!graph) return std::unexpected(graph.error());
    adviser = std::make_unique<Adviser>(std::make_shared<const RoadGraph>(std::move(*graph)), *pack);
  }
  DemoOptions options;
  options.anchor = start_of(plan->day);
  const auto store = make_drill_store(context.store_file(), demo_store_info(**pack, options), *plan);
  if (!store) return std::unexpected(store.error());
  const auto force = demo_operations(**pack, plan->seed, start_of(plan->day));
  return play_drill(*plan, **store, *pack, force, adviser.get());
}

int run_drill(const Context& context, const ReportWords& w) {
  const auto score = drilled(context, w);
  if (!score) return report(score.error(), context.json(), context.english());
  const std::string store = context.store_file().string();
  if (context.json()) {
    print_json(score_json(*score, store));
  } else {
    print_line(score_text(*score, context.english()) + context.say("演练存储：", "Store of the drill: ") +
               store);
  }
  return kExitDone;
}

}  // namespace

void add_reports(CLI::App& app, Action& action) {
  const auto add = [&](const char* name, const char* what, auto fill, auto run) {
    auto words = std::make_shared<ReportWords>();
    auto* command = app.add_subcommand(name, what);
    fill(*command, *words);
    command->callback([&action, words, command, run] {
      words->seed_given = command->get_option_no_throw("--seed") != nullptr && command->count("--seed") > 0;
      action = [words, run](const Context& c) { return run(c, *words); };
    });
  };
  add(
      "runsheet",
      "Open incidents, units, positions and telephones as one HTML file, so that paper can take over",
      [](CLI::App& c, ReportWords& w) {
        c.add_option("--out", w.out, "The file (default: beside the store, STORE.runsheet.html)");
      },
      run_run_sheet);
  add(
      "after-action",
      "The page after an incident: map, time line, clocks, units, log, payment, in one HTML file",
      [](CLI::App& c, ReportWords& w) {
        c.add_option("--incident", w.incident, "Its id")->required();
        c.add_option("--out", w.out, "The HTML file")->required();
      },
      run_after_action);
  add(
      "drill", "Play a seeded drill (演练) against a new store of its own (--store), with a scorecard",
      [](CLI::App& c, ReportWords& w) {
        c.add_option("DRILL", w.drill, "The script, such as data/packs/drills/spring-festival.toml")
            ->required();
        c.add_option("--seed", w.seed, "Another day of the same kind (default: the script's)");
        c.add_option("--roads", w.roads, "A road network file (STORE.roads); without it by straight line");
      },
      run_drill);
}

}  // namespace anxin
