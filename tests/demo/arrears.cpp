#include "tests/demo/arrears.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "data/model/assess.hpp"

namespace anxin::test {
namespace {

// Wages of one project and month that were not paid on the pay date; in arrears at the end of months [from,
// until).
struct Spell {
  int from, until;
  Fen unpaid;
};

struct Project {
  const ProjectRow* row = nullptr;
  std::vector<int> due_at;  // months in which a pay date of a row lies
  std::vector<Spell> spells;
  [[nodiscard]] Fen unpaid_at(int t) const {
    Fen sum = 0;
    for (const Spell& s : spells) sum += s.from <= t && t < s.until ? s.unpaid : 0;
    return sum;
  }
  [[nodiscard]] bool counts_at(int t) const {
    return std::ranges::binary_search(due_at, t) || unpaid_at(t) > 0;
  }
};

using Table = std::array<std::array<double, 2>, 2>;

double ratio(double a, double b) { return b == 0 ? 0 : a / b; }

double gini(std::vector<double> values) {
  std::ranges::sort(values);
  double weighted = 0, sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    weighted += (2.0 * static_cast<double>(i + 1) - static_cast<double>(values.size()) - 1) * values[i];
    sum += values[i];
  }
  return ratio(weighted, static_cast<double>(values.size()) * sum);
}

struct Season {
  double late = 0, all = 0;
};

std::map<std::string, Project> projects_of(const Batch& batch, const Pack& pack, Season& before_festival,
                                           Season& summer) {
  std::map<std::string, Project> projects;
  for (const ProjectRow& row : batch.projects) projects[row.id].row = &row;
  for (std::size_t i = 0; i < batch.months.size(); ++i) {
    const ProjectMonthRow& row = batch.months[i];
    if (i > 0 && batch.months[i - 1].project == row.project && batch.months[i - 1].month == row.month)
      continue;
    if (!row.due_fen || !row.paid_fen) continue;
    Project& project = projects.at(row.project);
    const int month = month_index(row.month);
    const Day pay = pay_date(month, project.row->pay_day);
    project.due_at.push_back(month + 1);
    const bool late = *row.paid_fen < *row.due_fen;
    bool near_festival = false;
    for (const SpringFestival& festival : pack.spring_festivals)
      near_festival |= pay < festival.day && festival.day - pay <= std::chrono::days(60);
    const auto of_year = static_cast<unsigned>(month_of(pay).month());
    if (near_festival) before_festival.all += 1, before_festival.late += late;
    if (of_year >= 5 && of_year <= 9) summer.all += 1, summer.late += late;
    if (!late) continue;
    Spell spell{month + 1, INT32_MAX, *row.due_fen - *row.paid_fen};
    if (i + 1 < batch.months.size() && batch.months[i + 1].project == row.project &&
        batch.months[i + 1].month == row.month)
      spell.until = month_index(month_of(batch.months[i + 1].valid_from));
    project.spells.push_back(spell);
  }
  return projects;
}

}  // namespace

ArrearsFacts arrears_facts(const Batch& batch, const Pack& pack, Day anchor) {
  Season before_festival, summer;
  const auto projects = projects_of(batch, pack, before_festival, summer);
  ArrearsFacts facts;
  facts.festival_rise =
      ratio(ratio(before_festival.late, before_festival.all), ratio(summer.late, summer.all));

  const int last = month_index(month_of(anchor)) - 1;
  int first = last;
  for (const auto& [id, project] : projects)
    if (!project.due_at.empty()) first = std::min(first, project.due_at.front());
  double late = 0, all = 0, again = 0, was = 0;
  std::map<std::string, std::array<double, 3>> units;  // late, counted, fen
  for (const SupervisingUnit& unit : pack.supervising_units) units[unit.code] = {};
  Table table{};
  for (int t = first; t <= last; ++t) {
    std::map<std::string, std::array<int, 2>> sites_of;  // contractor: counted, late
    for (const auto& [id, project] : projects) {
      if (!project.counts_at(t)) continue;
      const Fen unpaid = project.unpaid_at(t);
      const bool is_late = unpaid > 0;
      auto& unit = units[project.row->supervising_unit];
      all += 1, late += is_late, unit[1] += 1, unit[0] += is_late;
      if ((last - t) % 3 == 0) unit[2] += static_cast<double>(unpaid);
      if (is_late && t < last) was += 1, again += project.unpaid_at(t + 1) > 0;
      auto& sites = sites_of[project.row->general_contractor];
      sites[0] += 1, sites[1] += is_late;
    }
    for (const auto& [contractor, sites] : sites_of) {
      if (sites[0] < 2) continue;
      const int fine = sites[0] - sites[1];
      table[sites[1] >= 2][1] += sites[1];  // late sites, by whether another one is late
      table[sites[1] >= 1][0] += fine;
    }
  }
  facts.prevalence = ratio(late, all);
  facts.persistence = ratio(again, was);
  facts.contractor_odds = ratio(table[1][1] * table[0][0], table[1][0] * table[0][1]);
  facts.counted = static_cast<std::size_t>(all);
  facts.spells = static_cast<std::size_t>(was);
  std::vector<double> rates, amounts;
  for (const auto& [code, unit] : units) rates.push_back(ratio(unit[0], unit[1])), amounts.push_back(unit[2]);
  facts.district_gini = gini(rates);
  std::ranges::sort(amounts, std::greater{});
  double five = 0, sum = 0;
  for (std::size_t i = 0; i < amounts.size(); ++i) sum += amounts[i], five += i < 5 ? amounts[i] : 0;
  facts.top_five_share = ratio(five, sum);
  return facts;
}

}  // namespace anxin::test
