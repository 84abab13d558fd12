// anxin recommend, eta, waterfall: advice for one incident from the roads and the figures of the store.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/commands.hpp"
#include "console/cli/operating.hpp"
#include "console/desk/adviser.hpp"
#include "data/model/incident_funds.hpp"

namespace anxin {
namespace {

struct AdviceWords {
  WriteOptions write;
  std::string incident;
  std::vector<std::string> units;
  bool dispatch = false;
};

Json advice_json(const Advice& a) {
  Json set = Json::array(), uncovered = Json::array(), alternatives = Json::object();
  for (const AdvisedUnit& part : a.set) {
    set.push_back({{"response_unit", part.unit},
                   {"function", code(part.function)},
                   {"distance_m", part.distance_m},
                   {"duration_s", part.duration_s},
                   {"at_base", part.at_base},
                   {"position_age_s", part.position_age_s ? Json(*part.position_age_s) : Json()},
                   {"why", {{"zh", part.why_zh}, {"en", part.why_en}}}});
    Json others = Json::array();
    for (const auto& other : part.others) {
      others.push_back({{"response_unit", other.unit},
                        {"distance_m", other.distance_m},
                        {"duration_s", other.duration_s},
                        {"complete_in_s", other.complete_s}});
    }
    alternatives[part.unit] = others;
  }
  Json missing = Json::array();
  for (int f = 0; f < kFunctions; ++f)
    for (int n = 0; n < a.missing[f]; ++n) missing.push_back(code(static_cast<Function>(f)));
  const auto seconds = [](const std::optional<std::int64_t>& s) { return s ? Json(*s) : Json(); };
  for (const UncoveredUnit& u : a.uncovered) {
    uncovered.push_back({{"function", code(u.function)},
                         {"supervising_unit", u.supervising_unit},
                         {"before_s", seconds(u.before_s)},
                         {"after_s", seconds(u.after_s)}});
  }
  return {
      {"incident", a.incident}, {"plan", counts_json(a.plan)},   {"set", set},
      {"missing", missing},     {"complete_in_s", a.complete_s}, {"best_complete_in_s", a.best_complete_s},
      {"uncovered", uncovered}, {"alternatives", alternatives}};
}

void print_advice(const Context& context, const Advice& a) {
  const bool english = context.english();
  for (const AdvisedUnit& part : a.set) {
    print_line(fmt::format("{}  {}  {}  {:.1f} km  {}:{:02}  {}",
                           english ? name_en(part.function) : name_zh(part.function), part.unit, part.name,
                           part.distance_m / 1000, part.duration_s / 60, part.duration_s % 60,
                           english ? part.why_en : part.why_zh));
  }
  for (int f = 0; f < kFunctions; ++f) {
    if (a.missing[f] == 0) continue;
    const auto function = static_cast<Function>(f);
    print_line(fmt::format("{}  {}  x{}", english ? name_en(function) : name_zh(function),
                           context.say("无人可任", "nobody can fill it"), a.missing[f]));
  }
  for (const UncoveredUnit& u : a.uncovered) {
    print_line(context.say(
        fmt::format("派出后 {} 在时限内没有{}", u.name, name_zh(u.function)),
        fmt::format("Once sent, {} has no {} within the limit", u.supervising_unit, name_en(u.function))));
  }
}

int run_recommend(const Context& context, const AdviceWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto chosen = parse_parts(w.units);
  if (!chosen) return stop(chosen.error());
  if (w.dispatch && !chosen->empty())
    return stop(
        {ErrorCode::Usage, "--dispatch 只派出推荐的力量；自选的请用 anxin dispatch --unit。",
         "--dispatch sends what is recommended; send units of your own choice with anxin dispatch --unit."});
  const auto o = open_operating(context, w.dispatch ? OpenMode::ReadWrite : OpenMode::ReadOnly);
  if (!o) return stop(o.error());
  auto adviser = open_adviser(context, *o);
  if (!adviser) return stop(adviser.error());
  Advice advice = (*adviser)->advise(o->operations(), w.incident, *chosen, o->now);
  if (advice.error) return stop(*advice.error);
  if (w.dispatch) {
    DispatchUnits wish{w.incident, {}};
    for (const AdvisedUnit& part : advice.set)
      wish.parts.push_back({part.unit, part.function, part.duration_s, part.distance_m});
    return carry_out(context, w.write, wish);
  }
  (*adviser)->complete(advice, o->operations(), o->now);
  if (context.json()) {
    print_json(advice_json(advice));
  } else {
    print_advice(context, advice);
  }
  return kExitDone;
}

int run_eta(const Context& context, const AdviceWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  auto adviser = open_adviser(context, *o);
  if (!adviser) return stop(adviser.error());
  const auto arrivals = (*adviser)->arrivals(o->operations(), w.incident, o->now);
  if (!arrivals) return stop(arrivals.error());
  Json rows = Json::array();
  for (const Adviser::Arrival& a : *arrivals) {
    Json functions = Json::array();
    for (int f = 0; f < kFunctions; ++f)
      if ((a.functions >> f & 1) != 0) functions.push_back(code(static_cast<Function>(f)));
    rows.push_back({{"response_unit", a.unit},
                    {"functions", functions},
                    {"distance_m", a.reach.distance_m},
                    {"walk_m", a.reach.walk_m},
                    {"duration_s", double(a.reach.duration_ms) / 1000}});
    if (context.json()) continue;
    const ResponseUnit* unit = o->operations().unit(a.unit);
    print_line(fmt::format("{:<22} {:>6.1f} km {:>5.1f} min  {}", a.unit, a.reach.distance_m / 1000,
                           double(a.reach.duration_ms) / 60'000, unit->name));
  }
  if (context.json()) print_json({{"incident", w.incident}, {"eta", rows}});
  return kExitDone;
}

int run_waterfall(const Context& context, const AdviceWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  auto o = open_operating(context);
  if (!o) return stop(o.error());
  const auto incident = o->incident(w.incident);
  if (!incident) return stop(incident.error());
  auto registry = o->store->load_registry();
  if (!registry) return stop(registry.error());
  auto history = o->store->load_history(**registry);
  if (!history) return stop(history.error());
  (*registry)->take(std::move(*history));
  const Day day = day_of(o->now);
  const Funds funds = funds_of(**registry, o->operations(), **incident, day);
  const Waterfall fall = waterfall_of(o->pack->dispatch, (*incident)->claimed_fen, funds, day);
  Json steps = Json::array(), liability = Json::array();
  for (const WaterfallStep& s : fall.steps) {
    steps.push_back({{"source", code(s.source)},
                     {"holds_fen", s.holds ? Json(*s.holds) : Json()},
                     {"pays_fen", s.pays},
                     {"due", to_string(s.due)},
                     {"basis", s.basis},
                     {"note", s.note}});
    if (context.json()) continue;
    print_line(
        fmt::format("{}  {}  {:.2f}  {}  {}", context.english() ? name_en(s.source) : name_zh(s.source),
                    s.holds ? fmt::format("{:.2f}", double(*s.holds) / 100) : context.say("未知", "unknown"),
                    double(s.pays) / 100, to_string(s.due), context.say(s.basis, s.basis_en)));
  }
  for (const LiabilityStep& l : liability_of(funds)) {
    liability.push_back(
        {{"role", l.role}, {"name", l.name}, {"article", l.article}, {"first_payer", l.first_payer}});
  }
  if (context.json()) {
    print_json({{"incident", w.incident},
                {"claimed_fen", fall.claim_known ? Json(fall.claimed) : Json()},
                {"covered_fen", fall.covered},
                {"missing_fen", fall.missing()},
                {"steps", steps},
                {"liability", liability}});
  } else if (!fall.claim_known) {
    print_line(context.say("主张金额未知。", "The amount claimed is not known."));
  } else {
    print_line(context.say(
        fmt::format("主张 {:.2f} 元，可覆盖 {:.2f} 元，仍缺 {:.2f} 元", double(fall.claimed) / 100,
                    double(fall.covered) / 100, double(fall.missing()) / 100),
        fmt::format("Claimed {:.2f}, covered {:.2f}, missing {:.2f} yuan", double(fall.claimed) / 100,
                    double(fall.covered) / 100, double(fall.missing()) / 100)));
  }
  return kExitDone;
}

}  // namespace

void add_advice(CLI::App& app, Action& action) {
  const auto add = [&](const char* name, const char* what, auto fill, auto run) {
    auto words = std::make_shared<AdviceWords>();
    auto* command = app.add_subcommand(name, what);
    command->add_option("--incident", words->incident, "Its id, such as I-20261123-004")->required();
    fill(*command, *words);
    command->callback(
        [&action, words, run] { action = [words, run](const Context& c) { return run(c, *words); }; });
  };
  add(
      "recommend", "The units that complete an incident's plan soonest by road",
      [](CLI::App& c, AdviceWords& w) {
        add_write_options(c, w.write);
        c.add_option("--unit", w.units,
                     "UNIT:FUNCTION chosen by hand instead, to see what it costs; again for more");
        c.add_flag("--dispatch", w.dispatch, "Send what is recommended, one order");
      },
      run_recommend);
  add("eta", "When each available unit could be there", [](CLI::App&, AdviceWords&) {}, run_eta);
  add(
      "waterfall", "What could pay the wages, by which article and by when", [](CLI::App&, AdviceWords&) {},
      run_waterfall);
}

}  // namespace anxin
