// The commands of the program: each adds its words to the parser and, when they were given, runs and gives an
// exit code.
#pragma once
#include <functional>

#include "console/cli/context.hpp"

namespace CLI {
class App;
}

namespace anxin {

// Set by the command that was given; called after the words were parsed.
using Action = std::function<int(const Context&)>;

void add_risk(CLI::App& app, Action& action);  // risk, explain
void add_coverage(CLI::App& app, Action& action);
void add_clauses(CLI::App& app, Action& action);
void add_backtest(CLI::App& app, Action& action);
void add_space(CLI::App& app, Action& action);  // near, within, locate
void add_data(CLI::App& app, Action& action);   // demo
void add_export(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);       // import
void add_roads(CLI::App& app, Action& action);        // route, reach
void add_store(CLI::App& app, Action& action);        // verify, backup, batches
void add_incident(CLI::App& app, Action& action);     // incident report, claim, confirm ... close
void add_dispatch(CLI::App& app, Action& action);     // dispatch, assignment, clocks, attainment
void add_advice(CLI::App& app, Action& action);       // recommend, eta, waterfall
void add_units(CLI::App& app, Action& action);        // unit, fund, closure
void add_unit_edit(CLI::App& group, Action& action);  // unit enroll, unit edit
void add_journal(CLI::App& app, Action& action);
void add_reports(CLI::App& app, Action& action);  // runsheet, after-action, drill
void add_screen(CLI::App& app, Action& action);
void add_page(CLI::App& app, Action& action);  // console, snapshot

// import roads FILE: the roads beside the store.
struct RoadImport {
  std::string file, crs = "auto", layer;
  bool dry_run = false;
};
int run_import_roads(const Context& context, const RoadImport& words);

}  // namespace anxin
