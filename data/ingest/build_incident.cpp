// A row of a file of incidents as the report that the desk is asked to take. The case number of its source is
// needed: by it the same row is known again when the file comes a second time.
#include <algorithm>

#include "data/ingest/build.hpp"
#include "data/model/unit_text.hpp"

namespace anxin {
namespace {

template <class T>
std::optional<T> operation_word(RowReader& row, Field field) {
  const std::string word(row.cell(field));
  if (word.empty()) return std::nullopt;
  const auto value = parse_operation_word<T>(word);
  if (!value) row.note(Fault::WordNotKnown, word, field);
  return value;
}

std::uint8_t modifiers(RowReader& row) {
  std::uint8_t bits = 0;
  for (const std::string& part : list_parts(row.cell(Field::Modifiers))) {
    const auto modifier = parse_operation_word<Modifier>(part);
    if (!modifier) {
      row.note(Fault::WordNotKnown, part, Field::Modifiers);
      return 0;
    }
    bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(*modifier));
  }
  return bits;
}

void find_named(RowReader& row, const BuildContext& context, ReportIncident& report) {
  if (!report.place) return row.note(Fault::MissingRequired, "", Field::Project);
  if (context.options.project_named) {
    if (auto id = context.options.project_named(*report.place)) {
      report.project = std::move(*id);
      report.place.reset();  // the desk names it with its township
      return;
    }
  }
  const auto& places = context.city.pack().places;
  const auto known = std::ranges::find(places, *report.place, &Place::name);
  if (known == places.end()) return row.note(Fault::PlaceNotFound, *report.place, Field::Place);
  report.at = known->at;
}

// By its project, its position or the name of its place, in this order.
void read_where(RowReader& row, const BuildContext& context, ReportIncident& report) {
  std::string place = row.text(Field::Place, false);
  if (!place.empty()) report.place = std::move(place);
  if (!row.cell(Field::Project).empty()) {
    const std::string id = row.identifier(Field::Project);
    if (!row.rejected() && context.options.knows_project && !context.options.knows_project(id))
      row.note(Fault::UnknownProject, id, Field::Project);
    report.project = id;
  }
  const bool positioned = !row.cell(Field::Lon).empty() || !row.cell(Field::Lat).empty();
  if (positioned) {
    if (const auto placed = read_position(row, context)) {
      report.at = placed->at;
      if (!row.cell(Field::SupervisingUnit).empty())
        report.supervising_unit = read_jurisdiction(row, context, placed->district);
    }
    return;
  }
  const std::string declared(row.cell(Field::SupervisingUnit));
  if (!declared.empty()) {
    const auto unit = context.city.find_unit(declared);
    if (!unit) return row.note(Fault::UnknownUnit, declared, Field::SupervisingUnit);
    report.supervising_unit = context.city.pack().supervising_units[static_cast<std::size_t>(*unit)].code;
  }
  if (!report.project) find_named(row, context, report);
}

}  // namespace

std::optional<ReportIncident> build_incident(RowReader& row, BuildContext& context) {
  ReportIncident report;
  report.source.case_number = row.identifier(Field::Case);
  report.source.source =
      operation_word<IncidentSource>(row, Field::SourceWord).value_or(IncidentSource::Other);
  read_where(row, context, report);
  report.sector = row.word<Sector>(Field::Sector);
  const auto persons = row.count(Field::Persons);
  if (!persons) row.note(Fault::MissingRequired, "", Field::Persons);
  report.persons = persons.value_or(0);
  report.employers = row.count(Field::Employers).value_or(1);
  report.claimed_fen = row.money(Field::Claimed);
  report.began = read_moment(row, Field::Began);
  report.reported = read_moment(row, Field::Reported);
  report.extreme = operation_word<ExtremeAct>(row, Field::Extreme).value_or(ExtremeAct::None);
  report.modifiers = modifiers(row);
  const std::string key = fmt::format("{} {}", code(report.source.source), report.source.case_number);
  if (!row.rejected() && context.keys.contains(key))
    row.note(Fault::DuplicateKey, report.source.case_number, Field::Case);
  if (row.rejected()) return std::nullopt;
  context.keys.insert(key);
  return report;
}

}  // namespace anxin
