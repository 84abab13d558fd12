// anxin clauses: the 33 clauses of the plan, each with its figure for the city and every supervising unit.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "console/cli/commands.hpp"
#include "console/cli/covered.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

struct ClausesOptions {
  std::string by, as_known, clause, unit;
};

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json day_json(const std::optional<Day>& day) { return day ? Json(to_string(*day)) : Json(); }

// What is asked to be shown.
struct Shown {
  std::vector<const ClauseRow*> rows;
  std::optional<std::size_t> unit;  // only this one
  bool by_unit = false;
};

Json offices_json(const std::vector<Office>& offices) {
  Json out = Json::array();
  for (const Office& o : offices)
    out.push_back({{"code", o.code}, {"name", o.name}, {"today", o.today.empty() ? Json() : Json(o.today)}});
  return out;
}

Json years_json(const std::vector<UnpaidYear>& years) {
  Json out = Json::array();
  for (const UnpaidYear& y : years) {
    out.push_back({{"year", y.year},
                   {"complete", y.complete},
                   {"persons", y.persons},
                   {"projects", y.projects},
                   {"unknown", y.unknown},
                   {"observed", y.observed}});
  }
  return out;
}

Json sectors_json(const Clause& clause, const ClauseCell& cell) {
  Json out = Json::array();
  for (std::size_t s = 0; s < kSectors; ++s) {
    const auto sector = static_cast<Sector>(s);
    out.push_back({{"sector", code(sector)},
                   {"sector_name", name_zh(sector)},
                   {"named", std::ranges::find(clause.sectors, sector) != clause.sectors.end()},
                   {"projects", cell.by_sector[s]}});
  }
  return out;
}

void add_cell(Json& out, const Clause& clause, const ClauseFigure& figure, const ClauseCell& cell) {
  out["numerator"] = or_null(cell.numerator);
  out["denominator"] = or_null(cell.denominator);
  out["unknown"] = cell.unknown;
  if (figure.target.permille) out["gap_tenths"] = or_null(cell.gap_tenths);
  out["standing"] = code(cell.standing);
  out["outcome"] = code(cell.outcome);
  out["reading"] = reading_zh(figure.target, cell);
  const bool government = clause.answered_by == AnsweredBy::GovernmentArrears;
  if (government || clause.answered_by == AnsweredBy::OpenArrears) {
    out["projects_in_arrears"] = cell.in_arrears;
    out["arrears_fen"] = cell.arrears_fen;
  }
  if (government) out["funding_unknown"] = cell.funding_unknown;
  if (clause.answered_by == AnsweredBy::OpenArrears) {
    out["other_projects_in_arrears"] = cell.other_projects;
    out["other_arrears_fen"] = cell.other_fen;
  }
  if (clause.answered_by == AnsweredBy::UnpaidPersons) out["years"] = years_json(cell.years);
  if (clause.answered_by == AnsweredBy::Sectors) out["sectors"] = sectors_json(clause, cell);
}

Json target_json(const ClauseTarget& t) {
  return {{"by", day_json(t.by)},
          {"permille", or_null(t.permille)},
          {"count", or_null(t.count)},
          {"basic", t.basic},
          {"past", t.past}};
}

bool is_empty(const ClauseCell& cell) { return cell.standing == Outcome::Nobody; }

Json figure_json(const Registry& r, const Clause& clause, const ClauseFigure& figure, const Shown& shown) {
  Json out{{"safeguard", figure.safeguard ? Json(code(*figure.safeguard)) : Json()},
           {"safeguard_name", figure.safeguard ? Json(name_zh(*figure.safeguard)) : Json()},
           {"counted_over", figure.over ? Json(code(*figure.over)) : Json()},
           {"target", target_json(figure.target)},
           {"city", Json::object()}};
  add_cell(out["city"], clause, figure, figure.city);
  if (!shown.by_unit) return out;
  Json units = Json::array();
  for (std::size_t u = 0; u < figure.by_unit.size(); ++u) {
    if (shown.unit && u != *shown.unit) continue;
    if (u == r.unit_code.size() && is_empty(figure.by_unit[u])) continue;
    add_cell(units.emplace_back(unit_json(r, u)), clause, figure, figure.by_unit[u]);
  }
  out["supervising_units"] = std::move(units);
  return out;
}

Json steps_json(const Clause& clause) {
  Json out = Json::array();
  for (const TargetStep& s : clause.steps) {
    out.push_back({{"safeguard", code(s.safeguard)},
                   {"by", to_string(s.by)},
                   {"permille", s.permille},
                   {"basic", s.basic}});
  }
  return out;
}

Json row_json(const Registry& r, const ClauseRow& row, const Shown& shown) {
  const Clause& c = row.clause;
  Json flags = Json::array();
  for (const FlagWords& w : words_of(row.flags))
    flags.push_back({{"code", w.code}, {"zh", w.zh}, {"en", w.en}});
  Json out{{"id", c.id},
           {"title", c.title},
           {"title_en", c.title_en},
           {"text", c.text},
           {"unit_of_count", c.unit_of_count},
           {"target", c.target},
           {"due", c.due},
           {"steps", steps_json(c)},
           {"lead", offices_json(c.lead_offices)},
           {"participants", offices_json(c.participant_offices)},
           {"flags", std::move(flags)},
           {"answered_by", code(c.answered_by)},
           {"figures", Json::array()}};
  if (row.figures.empty()) out["reading"] = reading_zh(row);
  for (const ClauseFigure& f : row.figures) out["figures"].push_back(figure_json(r, c, f, shown));
  return out;
}

std::string joined(const std::vector<Office>& offices) {
  std::string out;
  for (const Office& o : offices) {
    out += (out.empty() ? "" : "、") + o.name;
    if (!o.today.empty()) out += "（现" + o.today + "）";
  }
  return out;
}

// 7,138 / 7,688 个项目 92.8%  未知 160
std::string figure_text(const Context& context, const ClauseFigure& figure, const ClauseCell& cell) {
  const auto count = [](const std::optional<std::int64_t>& n) {
    return n ? format_count(*n) : std::string(kNotApplicable);
  };
  std::string out = count(cell.numerator) + " / " + count(cell.denominator);
  if (figure.over) out += " " + std::string(context.english() ? code(*figure.over) : name_zh(*figure.over));
  if (figure.target.permille) out += " " + format_percent(*cell.numerator, *cell.denominator);
  if (cell.unknown > 0) out += "  " + context.say("未知 ", "unknown ") + format_count(cell.unknown);
  if (cell.funding_unknown > 0)
    out += "  " + context.say("资金来源未知 ", "funding unknown ") + format_count(cell.funding_unknown);
  if (cell.arrears_fen > 0)
    out += "  " + (context.english() ? format_yuan_en(cell.arrears_fen)
                                     : "欠薪 " + format_money_of_city(cell.arrears_fen));
  return out;
}

std::string reading(const Context& context, const ClauseFigure& figure, const ClauseCell& cell) {
  return context.english() ? reading_en(figure.target, cell) : reading_zh(figure.target, cell);
}

// "  目标 ≥ 95.0%（“基本”的读法） 2019-12-31", empty without a number.
std::string target_text(const Context& context, const ClauseTarget& t) {
  if (!t.count && !t.permille) return "";
  std::string out = context.say("  目标 ", "  target ");
  out += t.count ? "≤ " + std::to_string(*t.count) : "≥ " + format_percent(*t.permille, 1000);
  if (t.basic) out += context.say("（“基本”的读法）", " (reading of 基本)");
  if (t.by) out += " " + to_string(*t.by);
  return out;
}

void print_years(const Context& context, const ClauseCell& cell) {
  for (const UnpaidYear& y : cell.years) {
    std::string line =
        fmt::format("      {}  {} {}  {} {}  {} {}", y.year, format_count(y.persons),
                    context.say("人", "persons"), format_count(y.projects), context.say("个项目", "projects"),
                    context.say("未知", "unknown"), format_count(y.unknown));
    if (!y.complete) line += context.say("  非完整年度，不评判", "  not a complete year, not judged");
    print_line(line);
  }
}

void print_figure(const Context& context, const Registry& r, const Clause& clause, const ClauseFigure& figure,
                  const Shown& shown) {
  std::string name;
  if (figure.safeguard) name = context.english() ? code(*figure.safeguard) : name_zh(*figure.safeguard);
  if (!shown.unit) {
    print_line(fmt::format("    {}{}{}  →  {}", name.empty() ? "" : name + "  ",
                           figure_text(context, figure, figure.city), target_text(context, figure.target),
                           reading(context, figure, figure.city)));
    print_years(context, figure.city);
    for (const Sector s : clause.sectors) {
      print_line(fmt::format("      {} {}", left(context.english() ? code(s) : name_zh(s), 10),
                             format_count(figure.city.by_sector[static_cast<std::size_t>(s)])));
    }
  }
  for (std::size_t u = 0; shown.by_unit && u < figure.by_unit.size(); ++u) {
    if (shown.unit && u != *shown.unit) continue;
    const bool has = u < r.unit_code.size();
    if (!has && is_empty(figure.by_unit[u])) continue;
    const std::string unit = !has ? context.say("无监管单位", "no supervising unit")
                                  : std::string(context.english() ? r.unit_code[u] : r.unit_name[u]);
    print_line(fmt::format("      {}{}  →  {}", left(unit, 18),
                           figure_text(context, figure, figure.by_unit[u]),
                           reading(context, figure, figure.by_unit[u])));
    if (shown.unit) print_years(context, figure.by_unit[u]);
  }
}

void print_row(const Context& context, const Registry& r, const ClauseRow& row, const Shown& shown) {
  const Clause& c = row.clause;
  const std::string lead =
      c.lead_offices.empty() ? context.say("原文未指定", "the plan names none") : joined(c.lead_offices);
  print_line(left(c.id, 4) + context.say(c.title, c.title_en));
  print_line("    " + c.text);
  std::string line = context.say("目标 ", "target ") + c.target + context.say("  牵头 ", "  lead ") + lead;
  for (const FlagWords& w : words_of(row.flags))
    line +=
        context.say("  【", "  [") + std::string(context.english() ? w.en : w.zh) + context.say("】", "]");
  print_line("    " + line);
  if (row.figures.empty()) print_line("    " + (context.english() ? reading_en(row) : reading_zh(row)));
  for (const ClauseFigure& f : row.figures) print_figure(context, r, c, f, shown);
}

Result<Shown> what_is_asked(const ClauseTable& table, const Registry& r, const ClausesOptions& options) {
  Shown shown;
  shown.by_unit = !options.by.empty() || !options.unit.empty();
  for (const ClauseRow& row : table.rows)
    if (options.clause.empty() || row.clause.id == options.clause) shown.rows.push_back(&row);
  if (shown.rows.empty()) {
    return fail(ErrorCode::NotFound, "方案中没有条款“" + options.clause + "”。",
                "The plan has no clause '" + options.clause + "'.");
  }
  if (options.unit.empty()) return shown;
  const auto unit = find_unit(r, options.unit);
  if (!unit) return std::unexpected(unit.error());
  shown.unit = *unit;
  return shown;
}

int run_clauses(const Context& context, const ClausesOptions& options) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto covered = load_covered(context, **pack, options.as_known);
  if (!covered) return stop(covered.error());
  const Registry& r = *covered->registry;
  const ClauseTable table = clause_table(r, (*pack)->clauses, (*pack)->clause_terms, covered->coverage);
  const auto shown = what_is_asked(table, r, options);
  if (!shown) return stop(shown.error());
  if (!context.json()) {
    print_head(context, *covered);
    for (const ClauseRow* row : shown->rows) print_row(context, r, *row, *shown);
    return kExitDone;
  }
  Json out = head_json(*covered);
  out["issued"] = to_string((*pack)->clause_terms.issued);
  Json& rows = out["clauses"] = Json::array();
  for (const ClauseRow* row : shown->rows) rows.push_back(row_json(r, *row, *shown));
  print_json(out);
  return kExitDone;
}

}  // namespace

void add_clauses(CLI::App& app, Action& action) {
  auto options = std::make_shared<ClausesOptions>();
  auto* clauses =
      app.add_subcommand("clauses", "The 33 clauses of the plan, each with its figure from records");
  clauses->add_option("--by", options->by, "supervising_unit: a line for each under every figure")
      ->check(CLI::IsMember({"supervising_unit"}));
  clauses->add_option("--clause", options->clause, "Only this clause, such as G2");
  clauses->add_option("--unit", options->unit, "Only this supervising unit (code or name)");
  clauses->add_option("--as-known", options->as_known,
                      "As was known then, such as 2026-01-20 (when the day ended) or '2026-01-20 09:42'");
  clauses->callback(
      [&action, options] { action = [options](const Context& c) { return run_clauses(c, *options); }; });
}

}  // namespace anxin
