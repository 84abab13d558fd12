// anxin dispatch, assignment, clocks, attainment: sending units, their answers, deadlines and how they were
// kept.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <span>

#include "console/cli/commands.hpp"
#include "console/cli/operating.hpp"
#include "data/model/clocks.hpp"

namespace anxin {
namespace {

struct DispatchWords {
  WriteOptions write;
  std::string incident, assignment, to, channel = "console", words, reason, from_day, to_day, unit;
  std::vector<std::string> units;
  bool run = false;
};

// Each unit with its way by road, as it is now. None for a unit that is not available (decide says why, or
// the same command was carried out before), nor where no roads are there: sending does not wait for roads.
void add_ways(const Context& context, const Operating& o, std::span<const ChosenPart> chosen,
              DispatchUnits& wish) {
  auto adviser = open_adviser(context, o);
  if (!adviser) {
    if (adviser.error().code != ErrorCode::NotFound) (void)report(adviser.error(), false, context.english());
    return;
  }
  for (const AdvisedUnit& way : (*adviser)->advise(o.operations(), wish.incident, chosen, o.now).set) {
    const auto part = std::ranges::find(wish.parts, way.unit, &DispatchUnits::Part::unit);
    if (part == wish.parts.end()) continue;
    part->expected_s = way.duration_s;
    part->distance_m = way.distance_m;
  }
}

int run_dispatch(const Context& context, const DispatchWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto parts = parse_parts(w.units);
  if (!parts) return stop(parts.error());
  DispatchUnits wish{w.incident, {}};
  for (const ChosenPart& part : *parts) wish.parts.push_back({part.unit, part.function, 0, 0});
  {
    const auto o = open_operating(context);
    if (!o) return stop(o.error());
    add_ways(context, *o, *parts, wish);
  }
  return carry_out(context, w.write, wish);
}

int run_assignment(const Context& context, const DispatchWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto to = word_of<AssignmentState>(w.to, "--to");
  if (!to) return stop(to.error());
  const auto channel = word_of<AckChannel>(w.channel, "--channel");
  if (!channel) return stop(channel.error());
  return carry_out(context, w.write, StepAssignment{w.assignment, *to, *channel, w.words, w.reason});
}

int run_recall(const Context& context, const DispatchWords& w) {
  return carry_out(context, w.write, RecallOffered{w.incident, w.reason});
}

std::string_view code_of(ClockState state) {
  constexpr std::string_view kCodes[] = {"running", "warning", "breached", "met", "met_late", "void"};
  return kCodes[static_cast<int>(state)];
}

int run_clocks(const Context& context, const DispatchWords& w) {
  if (w.run) return carry_out(context, w.write, AdvanceClocks{});
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  if (!w.incident.empty()) {
    if (const auto known = o->incident(w.incident); !known) return stop(known.error());
  }
  Json all = Json::array();
  const DispatchPolicy& policy = o->pack->dispatch;
  for (const auto& [id, incident] : *o->operations().incidents) {
    if (w.incident.empty() ? !incident.open() : id != w.incident) continue;
    for (const Clock& c : clocks_of(o->operations(), policy.clocks, policy, incident, o->now)) {
      all.push_back({{"incident", id},
                     {"clock", code(c.kind)},
                     {"key", c.key},
                     {"from", to_string(c.from)},
                     {"deadline", to_string(c.deadline)},
                     {"limit_s", c.limit_s()},
                     {"done", c.done ? Json(to_string(*c.done)) : Json()},
                     {"state", code_of(c.state)}});
      if (context.json()) continue;
      print_line(fmt::format("{}  {:<28} {}  {}", id, c.key, to_string(c.deadline), code_of(c.state)));
    }
  }
  if (context.json()) print_json({{"now", to_string(o->now)}, {"clocks", all}});
  return kExitDone;
}

int run_attainment(const Context& context, const DispatchWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  const Day today = day_of(o->now);
  const auto from = w.from_day.empty() ? std::optional(today) : parse_day(w.from_day);
  const auto to = w.to_day.empty() ? std::optional(today) : parse_day(w.to_day);
  if (!from || !to || *to < *from) {
    return stop({ErrorCode::Usage, "--from 与 --to 须为日期，且先后有序，如 2026-11-01。",
                 "--from and --to must be days in order, such as 2026-11-01."});
  }
  Json rows = Json::array();
  for (const Attainment& a : attainment(o->operations(), o->pack->dispatch, start_of(*from),
                                        start_of(*to + std::chrono::days(1)), w.unit, o->now)) {
    rows.push_back({{"clock", code(a.kind)},
                    {"counted", a.counted},
                    {"breached", a.breached},
                    {"p90_s", a.p90_s},
                    {"p95_s", a.p95_s},
                    {"limit_s", a.limit_s}});
    if (context.json()) continue;
    print_line(fmt::format("{:<16} n {:>5}  P90 {:>6} s  P95 {:>6} s  <= {} s  {} {}", code(a.kind),
                           a.counted, a.p90_s, a.p95_s, a.limit_s, context.say("超时", "breached"),
                           a.breached));
  }
  if (context.json()) {
    print_json({{"from", to_string(*from)}, {"to", to_string(*to)}, {"unit", w.unit}, {"attainment", rows}});
  }
  return kExitDone;
}

}  // namespace

void add_dispatch(CLI::App& app, Action& action) {
  const auto add = [&](const char* name, const char* what, auto fill, auto run) {
    auto words = std::make_shared<DispatchWords>();
    auto* command = app.add_subcommand(name, what);
    fill(*command, *words);
    command->callback(
        [&action, words, run] { action = [words, run](const Context& c) { return run(c, *words); }; });
  };
  add(
      "dispatch", "Send units to an incident, one order",
      [](CLI::App& c, DispatchWords& w) {
        add_write_options(c, w.write);
        c.add_option("--incident", w.incident, "Its id")->required();
        c.add_option("--unit", w.units, "UNIT:FUNCTION, such as U-110105-LEAD-1:lead; again for more")
            ->required();
      },
      run_dispatch);
  add(
      "assignment", "A unit's answer: accepted, en_route, on_scene, released, declined; or recall it",
      [](CLI::App& c, DispatchWords& w) {
        add_write_options(c, w.write);
        c.add_option("ASSIGNMENT", w.assignment, "Its id, such as I-20261123-004/3")->required();
        c.add_option("--to", w.to, "The state it comes to")->required();
        c.add_option("--channel", w.channel,
                     "By which way it was said: console, phone, radio, page, in_person");
        c.add_option("--words", w.words, "What was said; no personal data");
        c.add_option("--reason", w.reason, "Why, for declined and recalled");
      },
      run_assignment);
  add(
      "recall", "Recall every unit of an incident that has not accepted yet",
      [](CLI::App& c, DispatchWords& w) {
        add_write_options(c, w.write);
        c.add_option("--incident", w.incident, "Its id")->required();
        c.add_option("--reason", w.reason, "Why")->required();
      },
      run_recall);
  add(
      "clocks", "Deadlines of open incidents; --run carries out what is due",
      [](CLI::App& c, DispatchWords& w) {
        add_write_options(c, w.write);
        c.add_option("--incident", w.incident, "Of this incident alone");
        c.add_flag("--run", w.run, "Notify again, escalate, record breaches: whatever is due, once");
      },
      run_clocks);
  add(
      "attainment", "How well clocks were kept: percentiles and breaches",
      [](CLI::App& c, DispatchWords& w) {
        c.add_option("--from", w.from_day, "First day of report (default: today)");
        c.add_option("--to", w.to_day, "Last day (default: today)");
        c.add_option("--unit", w.unit, "Of this supervising unit alone");
      },
      run_attainment);
}

}  // namespace anxin
