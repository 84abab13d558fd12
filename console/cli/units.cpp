// anxin unit, fund, closure: the response units, the emergency funds, and roads that are closed.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/area_file.hpp"
#include "console/cli/commands.hpp"
#include "console/cli/operating.hpp"
#include "console/cli/position.hpp"
#include "data/model/format.hpp"
#include "data/model/unit_text.hpp"

namespace anxin {
namespace {

struct UnitWords {
  WriteOptions write;
  std::string unit, state, reason, at, function, supervising_unit, amount, incident, closure, polygon, road,
      from, until;
  bool available = false;
};

int run_units(const Context& context, const UnitWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  std::uint8_t bits = 0xFF;
  if (!w.function.empty()) {
    const auto function = word_of<Function>(w.function, "--function");
    if (!function) return stop(function.error());
    bits = static_cast<std::uint8_t>(1U << static_cast<unsigned>(*function));
  }
  Json all = Json::array();
  for (const auto& [id, unit] : *o->operations().units) {
    if (!w.supervising_unit.empty() && unit.supervising_unit != w.supervising_unit) continue;
    if ((unit.functions & bits) == 0) continue;
    if (w.available && !o->operations().available(unit, o->now)) continue;
    const Json json = unit_json(*o, unit);
    if (!context.json()) {
      print_line(fmt::format("{:<20} {:<6} {}  {}  {}", id, unit.supervising_unit,
                             json["available"].get<bool>()  ? context.say("待命", "standby")
                             : json["assignment"].is_null() ? context.say("不可用", "unavailable")
                                                            : json["assignment"].get<std::string>(),
                             unit.name, shifts_text(unit.shifts, context.english())));
    }
    all.push_back(json);
  }
  if (context.json()) print_json({{"now", to_string(o->now)}, {"response_units", all}});
  return kExitDone;
}

int run_unit_state(const Context& context, const UnitWords& w) {
  const auto state = word_of<UnitReadiness>(w.state, "--to");
  if (!state) return report(state.error(), context.json(), context.english());
  return carry_out(context, w.write, SetUnitState{w.unit, *state, w.reason});
}

int run_unit_position(const Context& context, const UnitWords& w) {
  const auto at = parse_position("--at", w.at);
  if (!at) return report(at.error(), context.json(), context.english());
  return carry_out(context, w.write, ReportPosition{w.unit, *at});
}

int run_fund_move(const Context& context, const UnitWords& w, FundMove move) {
  const auto fen = parse_yuan(w.amount, "--yuan");
  if (!fen) return report(fen.error(), context.json(), context.english());
  return carry_out(context, w.write, MoveFund{w.supervising_unit, move, *fen, w.incident, w.reason});
}

int run_fund_list(const Context& context, const UnitWords& w) {
  const auto o = open_operating(context);
  if (!o) return report(o.error(), context.json(), context.english());
  constexpr std::string_view kMoves[] = {"raised", "drawn", "recovered"};
  Json units = Json::array();
  for (const auto& [code, name] : o->pack->dispatch.unit_name) {
    if (!w.supervising_unit.empty() && code != w.supervising_unit) continue;
    Json entries = Json::array();
    for (const FundEntry& e : *o->operations().fund) {
      if (e.supervising_unit != code) continue;
      entries.push_back({{"move", kMoves[static_cast<int>(e.move)]},
                         {"fen", e.fen},
                         {"incident", e.incident.empty() ? Json() : Json(e.incident)},
                         {"at", to_string(e.at)},
                         {"reason", e.reason}});
    }
    const Fen balance = o->operations().fund_balance(code);
    if (!context.json()) print_line(fmt::format("{}  {:.2f}  {}", code, double(balance) / 100, name));
    units.push_back({{"supervising_unit", code}, {"balance_fen", balance}, {"ledger", entries}});
  }
  if (context.json()) print_json({{"funds", units}});
  return kExitDone;
}

Result<OperationCommand> closure_wish(const UnitWords& w) {
  DrawClosure wish;
  if (w.polygon.empty() == w.road.empty()) {
    return fail(ErrorCode::Usage, "--polygon 与 --road 须且只须给出一个。",
                "Give exactly one of --polygon and --road.");
  }
  if (!w.polygon.empty()) {
    auto area = read_area(w.polygon);
    if (!area) return std::unexpected(area.error());
    wish.area = std::move(*area);
  }
  wish.road = w.road;
  if (!w.at.empty()) {
    const auto at = parse_position("--at", w.at);
    if (!at) return std::unexpected(at.error());
    wish.road_at = *at;
  }
  wish.reason = w.reason;
  const auto until = parse_instant(w.until);
  if (!w.from.empty()) wish.from = parse_instant(w.from);
  if (!until || (!w.from.empty() && !wish.from)) {
    return fail(ErrorCode::Usage, "--from 与 --until 须为时间，如 2026-11-23 12:00。",
                "--from and --until must be times, such as 2026-11-23 12:00.");
  }
  wish.until = *until;
  return wish;
}

int run_closure_draw(const Context& context, const UnitWords& w) {
  const auto wish = closure_wish(w);
  if (!wish) return report(wish.error(), context.json(), context.english());
  return carry_out(context, w.write, *wish);
}

int run_closures(const Context& context, const UnitWords&) {
  const auto o = open_operating(context);
  if (!o) return report(o.error(), context.json(), context.english());
  Json all = Json::array();
  for (const auto& [id, c] : *o->operations().closures) {
    all.push_back({{"id", id},
                   {"road", c.road.empty() ? Json() : Json(c.road)},
                   {"reason", c.reason},
                   {"from", to_string(c.from)},
                   {"until", to_string(c.until)},
                   {"lifted", c.lifted ? Json(to_string(*c.lifted)) : Json()},
                   {"holds", c.holds(o->now)}});
    if (context.json()) continue;
    print_line(
        fmt::format("{}  {} - {}  {}  {}", id, to_string(c.from), to_string(c.until),
                    c.holds(o->now) ? context.say("生效", "holds") : context.say("不生效", "does not hold"),
                    c.road.empty() ? c.reason : c.road + "  " + c.reason));
  }
  if (context.json()) print_json({{"now", to_string(o->now)}, {"closures", all}});
  return kExitDone;
}

using Run = std::function<int(const Context&, const UnitWords&)>;

void add_words(CLI::App& group, Action& action, const char* name, const char* what,
               const std::function<void(CLI::App&, UnitWords&)>& fill, const Run& run) {
  auto words = std::make_shared<UnitWords>();
  auto* command = group.add_subcommand(name, what);
  fill(*command, *words);
  command->callback(
      [&action, words, run] { action = [words, run](const Context& c) { return run(c, *words); }; });
}

void add_unit(CLI::App& app, Action& action) {
  auto* group = app.add_subcommand("unit", "Response units: duty, state, position");
  group->require_subcommand(1);
  const auto of_unit = [](CLI::App& c, UnitWords& w) {
    add_write_options(c, w.write);
    c.add_option("UNIT", w.unit, "Its id, such as U-110105-LEAD-1")->required();
  };
  add_words(
      *group, action, "list", "Units with their state and place",
      [](CLI::App& c, UnitWords& w) {
        c.add_option("--function", w.function, "Those that can fill this function");
        c.add_option("--unit", w.supervising_unit, "Of this supervising unit");
        c.add_flag("--available", w.available, "Those on duty, ready and free");
      },
      run_units);
  add_unit_edit(*group, action);
  add_words(
      *group, action, "state", "Ready, or out of service with the reason",
      [of_unit](CLI::App& c, UnitWords& w) {
        of_unit(c, w);
        c.add_option("--to", w.state, "ready or out_of_service")->required();
        c.add_option("--reason", w.reason, "Why; needed for out_of_service");
      },
      run_unit_state);
  add_words(
      *group, action, "position", "Where it is now",
      [of_unit](CLI::App& c, UnitWords& w) {
        of_unit(c, w);
        c.add_option("--at", w.at, "LON,LAT in CGCS2000 degrees")->required();
      },
      run_unit_position);
  add_words(
      *group, action, "retire", "It is no longer there",
      [of_unit](CLI::App& c, UnitWords& w) {
        of_unit(c, w);
        c.add_option("--reason", w.reason, "Why")->required();
      },
      [](const Context& c, const UnitWords& w) {
        return carry_out(c, w.write, RetireUnit{w.unit, w.reason});
      });
}

void add_fund(CLI::App& app, Action& action) {
  auto* group = app.add_subcommand("fund", "The districts' emergency funds: raised, drawn, recovered");
  group->require_subcommand(1);
  add_words(
      *group, action, "list", "Balances and ledgers",
      [](CLI::App& c, UnitWords& w) {
        c.add_option("--unit", w.supervising_unit, "Of this supervising unit");
      },
      run_fund_list);
  for (const auto& [name, what, move] :
       {std::tuple{"raise", "Money into a fund", FundMove::Raised},
        std::tuple{"draw", "Money out of a fund for an incident", FundMove::Drawn},
        std::tuple{"recover", "Money back into a fund", FundMove::Recovered}}) {
    add_words(
        *group, action, name, what,
        [of_incident = move != FundMove::Raised](CLI::App& c, UnitWords& w) {
          add_write_options(c, w.write);
          c.add_option("--unit", w.supervising_unit, "The supervising unit's code")->required();
          c.add_option("--yuan", w.amount, "How much, in yuan")->required();
          if (of_incident) c.add_option("--incident", w.incident, "For which incident")->required();
          c.add_option("--reason", w.reason, "Why");
        },
        [move](const Context& c, const UnitWords& w) { return run_fund_move(c, w, move); });
  }
}

void add_closure(CLI::App& app, Action& action) {
  auto* group = app.add_subcommand("closure", "Roads that vehicles cannot use");
  group->require_subcommand(1);
  add_words(*group, action, "list", "Closures", [](CLI::App&, UnitWords&) {}, run_closures);
  add_words(
      *group, action, "draw", "Close an area or a road; the next search heeds it",
      [](CLI::App& c, UnitWords& w) {
        add_write_options(c, w.write);
        c.add_option("--polygon", w.polygon, "A GeoJSON file with the area");
        c.add_option("--road", w.road, "A road's name");
        c.add_option("--at", w.at, "LON,LAT: the stretch of the road nearest to it");
        c.add_option("--reason", w.reason, "Why")->required();
        c.add_option("--from", w.from, "From when on (default: now)");
        c.add_option("--until", w.until, "Until when")->required();
      },
      run_closure_draw);
  add_words(
      *group, action, "lift", "Open it again before its end",
      [](CLI::App& c, UnitWords& w) {
        add_write_options(c, w.write);
        c.add_option("CLOSURE", w.closure, "Its id, such as C-20261123-01")->required();
        c.add_option("--reason", w.reason, "Why")->required();
      },
      [](const Context& c, const UnitWords& w) {
        return carry_out(c, w.write, LiftClosure{w.closure, w.reason});
      });
}

}  // namespace

void add_units(CLI::App& app, Action& action) {
  add_unit(app, action);
  add_fund(app, action);
  add_closure(app, action);
}

}  // namespace anxin
