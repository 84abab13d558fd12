// anxin risk, anxin explain.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "console/cli/commands.hpp"
#include "data/model/describe.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

struct RiskOptions {
  std::string unit, grade;
  bool all = false;
};

// W8 is no grade but a flag: 联合执法.
Json flags_json(RuleBits fired) {
  Json flags = Json::array();
  if ((fired & bit(RuleId::W8)) != 0) flags.push_back("joint_enforcement");
  return flags;
}

Json project_json(const Assessed& a, Index i) {
  const Registry& r = *a.registry;
  const bool has_unit = r.unit[i] < r.unit_code.size();
  return {{"id", r.id[i]},
          {"name", r.name[i]},
          {"supervising_unit", has_unit ? Json(r.unit_code[r.unit[i]]) : Json()},
          {"supervising_unit_name", has_unit ? Json(r.unit_name[r.unit[i]]) : Json()},
          {"sector", code(r.sector[i])},
          {"sector_name", name_zh(r.sector[i])},
          {"status", code(r.status_on(i, a.risk.as_of))},
          {"grade", code(a.risk.grade[i])},
          {"score", a.risk.score_milli[i] / 1000.0},
          {"incomplete", a.risk.incomplete[i] != 0},
          {"flags", flags_json(a.risk.rules[i])},
          {"arrears_fen", a.risk.arrears_fen[i]},
          {"lon", r.at[i].lon()},
          {"lat", r.at[i].lat()}};
}

// Gravest first (D, C, B, unknown, A), then the score, then the id.
int rank_of(Grade g) {
  switch (g) {
    case Grade::D:
      return 0;
    case Grade::C:
      return 1;
    case Grade::B:
      return 2;
    case Grade::Unknown:
      return 3;
    case Grade::A:
      return 4;
  }
  return 5;
}

std::vector<Index> chosen_projects(const Assessed& a, const RiskOptions& options,
                                   std::optional<Grade> grade) {
  const Registry& r = *a.registry;
  std::vector<Index> chosen;
  for (Index i = 0; i < r.projects(); ++i) {
    if (!options.all && r.status_on(i, a.risk.as_of) != ProjectStatus::Active) continue;
    if (grade && a.risk.grade[i] != *grade) continue;
    if (!options.unit.empty() &&
        (r.unit[i] >= r.unit_code.size() ||
         (r.unit_code[r.unit[i]] != options.unit && r.unit_name[r.unit[i]] != options.unit))) {
      continue;
    }
    chosen.push_back(i);
  }
  std::ranges::sort(chosen, [&](Index x, Index y) {
    const auto key = [&](Index i) { return std::tuple(rank_of(a.risk.grade[i]), -a.risk.score_milli[i], i); };
    return key(x) < key(y);
  });
  return chosen;
}

int run_risk(const Context& context, const RiskOptions& options) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  std::optional<Grade> grade;
  if (!options.grade.empty()) {
    grade = parse_word<Grade>(options.grade);
    if (!grade) {
      return stop({ErrorCode::Usage, "--grade 应为 A、B、C、D 或 unknown。",
                   "--grade must be A, B, C, D or unknown."});
    }
  }
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto store = context.open();
  if (!store) return stop(store.error());
  const auto a = load_assessed(**store, context, **pack);
  if (!a) return stop(a.error());
  const auto chosen = chosen_projects(*a, options, grade);
  if (context.json()) {
    Json out = head_json(*a);
    out["projects"] = Json::array();
    for (const Index i : chosen) out["projects"].push_back(project_json(*a, i));
    print_json(out);
    return kExitDone;
  }
  print_line(fmt::format(
      "{} {}{}  {}", context.say("截至", "as of"), to_string(a->as_of),
      a->registry->simulated ? context.say("  模拟数据", "  simulated data") : "",
      context.say(fmt::format("{} 个项目", chosen.size()), fmt::format("{} projects", chosen.size()))));
  for (const Index i : chosen) {
    print_line(fmt::format("{}  {:<18}  {:>7.3f}  {}{}",
                           code(a->risk.grade[i]) == "unknown" ? "?" : code(a->risk.grade[i]),
                           a->registry->id[i], a->risk.score_milli[i] / 1000.0, a->registry->name[i],
                           a->risk.incomplete[i] != 0 ? context.say("（数据不全）", " (incomplete)") : ""));
  }
  return kExitDone;
}

Json act_json(const Act& act) {
  Json j{{"act", code(act.kind)}, {"name", name_zh(act.kind)}};
  if (act.kind == ActKind::PayArrears) {
    j["first_month"] = to_string(month_at(act.first_month));
    j["last_month"] = to_string(month_at(act.last_month));
  }
  j["cost_fen"] = act.cost_fen ? Json(*act.cost_fen) : Json();
  return j;
}

Json explain_json(const Assessed& a, Index i, const Assessment& now, const Counterfactual& other,
                  const RuleBook& rules) {
  Json out = head_json(a);
  out["id"] = a.registry->id[i];
  out["name"] = a.registry->name[i];
  out["grade"] = code(now.grade);
  out["grade_name"] = name_zh(now.grade);
  out["incomplete"] = now.incomplete;
  out["score"] = now.score_milli / 1000.0;
  out["terms"] = Json::array();
  for (int t = 0; t < kTerms; ++t) {
    out["terms"].push_back({{"term", code(static_cast<Term>(t))}, {"points", now.term_milli[t] / 1000.0}});
  }
  out["flags"] = flags_json(now.joint_enforcement() ? bit(RuleId::W8) : RuleBits{0});
  out["no_record"] = Json::array();  // rules whose register holds no row yet
  for (int r = 0; r < kRules; ++r) {
    const auto id = static_cast<RuleId>(r);
    if ((now.no_record_rules & bit(id)) != 0) out["no_record"].push_back(code(id));
  }
  out["warnings"] = Json::array();
  for (const Fired& f : now.fired) {
    const Rule* rule = rules.find(f.rule);
    out["warnings"].push_back({{"rule", code(f.rule)},
                               {"colour", code(f.colour)},
                               {"sentence", fired_sentence(f, rules, false)},
                               {"datum", f.datum},
                               {"datum_unit", f.datum_unit},
                               {"threshold", f.threshold},
                               {"legal_basis", rule != nullptr ? rule->law_zh : ""},
                               {"source", rule != nullptr ? rule->source : ""},
                               {"datum_date", to_string(f.datum_date)},
                               {"lifted", f.lifted}});
  }
  Json acts = Json::array();
  for (const Act& act : other.acts) acts.push_back(act_json(act));
  out["counterfactual"] = {{"acts", acts},
                           {"cost_fen", other.cost_fen ? Json(*other.cost_fen) : Json()},
                           {"grade_after", other.acts.empty() ? Json() : Json(code(other.after.grade))}};
  return out;
}

int run_explain(const Context& context, const std::string& id) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto store = context.open();
  if (!store) return stop(store.error());
  const auto a = load_assessed(**store, context, **pack);
  if (!a) return stop(a.error());
  const Index i = a->registry->find_project(id);
  if (i == kNone) {
    return stop({ErrorCode::NotFound, "没有编号为“" + id + "”的项目。", "There is no project '" + id + "'."});
  }
  const RuleBook& rules = (*pack)->rules;
  const auto facts = facts_of(*a->registry, i, a->as_of);
  const auto now = assess(facts, rules, a->as_of);
  const auto other = counterfactual(facts, rules, a->as_of);
  if (context.json()) {
    print_json(explain_json(*a, i, now, other, rules));
    return kExitDone;
  }
  for (const auto& line :
       explain_lines(*a->registry, i, facts, now, other, rules, a->as_of, context.english()))
    print_line(line);
  return kExitDone;
}

}  // namespace

void add_risk(CLI::App& app, Action& action) {
  auto options = std::make_shared<RiskOptions>();
  auto* risk = app.add_subcommand("risk", "Every active project with its grade and score, gravest first");
  risk->add_option("--unit", options->unit, "Only this supervising unit (code or name)");
  risk->add_option("--grade", options->grade, "Only this grade: A, B, C, D or unknown");
  risk->add_flag("--all", options->all, "Suspended and finished projects as well");
  risk->callback(
      [&action, options] { action = [options](const Context& c) { return run_risk(c, *options); }; });

  auto id = std::make_shared<std::string>();
  auto* explain = app.add_subcommand("explain", "Why a project has its grade, and what would make it milder");
  explain->add_option("PROJECT", *id, "The project's id, such as P-110105-0417")->required();
  explain->callback([&action, id] { action = [id](const Context& c) { return run_explain(c, *id); }; });
}

}  // namespace anxin
