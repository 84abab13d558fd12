#include "data/ingest/build.hpp"

namespace anxin {
namespace {

constexpr std::array<std::pair<Field, Safeguard>, 6> kSafeguards6{
    {{Field::RealName, Safeguard::RealName},
     {Field::DedicatedAccount, Safeguard::DedicatedAccount},
     {Field::BankPayroll, Safeguard::BankPayroll},
     {Field::NoticeBoard, Safeguard::NoticeBoard},
     {Field::PaymentGuarantee, Safeguard::PaymentGuarantee},
     {Field::ProcessSettlement, Safeguard::ProcessSettlement}}};

std::optional<PlacedPosition> position(RowReader& row, const BuildContext& context) {
  std::array<double, 2> xy{};
  for (std::size_t i = 0; i < 2; ++i) {
    const Field field = i == 0 ? Field::Lon : Field::Lat;
    const auto text = row.cell(field);
    if (text.empty()) {
      row.note(Fault::MissingRequired, "", field);
      return std::nullopt;
    }
    const auto value = read_coordinate(text);
    if (!value) {
      row.note(text == "not a point" ? Fault::NotAPoint : value.error(), text, field);
      return std::nullopt;
    }
    xy[i] = *value;
  }
  const auto placed = place({xy[0], xy[1]}, context.crs, context.city);
  if (placed) return *placed;
  row.note(placed.error(), fmt::format("{}, {}", xy[0], xy[1]));
  return std::nullopt;
}

// Declared by the row, else the district's unit.
void jurisdiction(RowReader& row, const BuildContext& context, int district, ProjectRow& project) {
  const CityIndex& city = context.city;
  const auto& pack = city.pack();
  if (district != CityIndex::kOutside)
    project.district = pack.districts[static_cast<std::size_t>(district)].code;
  const std::string declared(row.cell(Field::SupervisingUnit));
  if (!declared.empty()) {
    const auto unit = city.find_unit(declared);
    if (!unit) return row.note(Fault::UnknownUnit, declared, Field::SupervisingUnit);
    project.supervising_unit = pack.supervising_units[static_cast<std::size_t>(*unit)].code;
    if (district == CityIndex::kOutside) return row.note(Fault::OutsidePolygons, "");
    const int own = city.district_of_unit(*unit);
    const bool differs = own == CityIndex::kOutside ? !city.is_contested(district) : own != district;
    if (differs) row.note(Fault::DistrictDiffers, pack.districts[static_cast<std::size_t>(district)].name);
    return;
  }
  if (district == CityIndex::kOutside) return row.note(Fault::OutsideCity, "");
  const int unit = city.unit_of_district(district);
  if (unit == CityIndex::kOutside) return row.note(Fault::MissingRequired, "", Field::SupervisingUnit);
  project.supervising_unit = pack.supervising_units[static_cast<std::size_t>(unit)].code;
  if (city.is_contested(district))
    row.note(Fault::BdaUndetermined, pack.districts[static_cast<std::size_t>(district)].name);
}

std::string party(RowReader& row, const BuildContext& context, Field field) {
  std::string text(row.cell(field));
  if (text.empty()) return text;
  if (is_scientific(text)) {
    row.note(Fault::ScientificNotation, text, field);
    return {};
  }
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (!is_uscc(text)) {
    row.note(Fault::PartyNotACode, text, field);
    return {};
  }
  if (context.options.knows_enterprise && !context.options.knows_enterprise(text))
    row.note(Fault::UnknownEnterprise, text, field);
  return text;
}

}  // namespace

std::optional<ClaimedPosition> claimed_position(RowReader& row, const CityIndex& city,
                                                std::string_view name_cell) {
  const auto x = read_coordinate(row.cell(Field::Lon));
  const auto y = read_coordinate(row.cell(Field::Lat));
  if (!x || !y) return std::nullopt;
  ClaimedPosition claimed{{*x, *y}, CityIndex::kOutside, name_cell};
  const auto unit_text = row.cell(Field::SupervisingUnit);
  if (const auto unit = unit_text.empty() ? std::nullopt : city.find_unit(unit_text))
    claimed.district = city.district_of_unit(*unit);
  return claimed;
}

void build_project(RowReader& row, BuildContext& context, Batch& batch) {
  ProjectRow project;
  project.id = row.identifier(Field::Id);
  project.name = row.text(Field::Name, true);
  const auto placed = position(row, context);
  if (placed) {
    project.at = placed->at;
    jurisdiction(row, context, placed->district, project);
  }
  project.township = row.text(Field::Township, false);
  project.sector = row.word<Sector>(Field::Sector).value_or(Sector::Other);
  project.funding = row.word<Funding>(Field::Funding).value_or(Funding::Unknown);
  project.status = row.word<ProjectStatus>(Field::State).value_or(ProjectStatus::Active);
  project.unlicensed = row.optional<bool>(Field::Unlicensed, read_flag).value_or(false);
  project.start = row.day(Field::Start, false);
  project.finish = row.day(Field::Finish, true);
  if (project.start && project.finish && *project.finish < *project.start)
    row.note(Fault::FinishBeforeStart, "");
  project.pay_day = row.optional<int>(Field::PayDay, read_pay_day);
  project.contract_fen = row.money(Field::Contract);
  project.owner = party(row, context, Field::Owner);
  project.general_contractor = party(row, context, Field::GeneralContractor);
  project.subcontractor = party(row, context, Field::Subcontractor);
  const Day from = row.day(Field::ValidFrom, true).value_or(context.options.data_date);
  std::vector<SafeguardRow> safeguards;
  for (const auto& [field, safeguard] : kSafeguards6)
    if (!row.cell(field).empty())
      safeguards.push_back({project.id,
                            false,
                            safeguard,
                            row.word<SafeguardState>(field).value_or(SafeguardState::Unknown),
                            from,
                            {}});
  if (!row.rejected() && context.keys.contains(project.id))
    row.note(Fault::DuplicateKey, project.id, Field::Id);
  if (row.rejected()) return;
  context.keys.insert(project.id);
  batch.projects.push_back(std::move(project));
  for (auto& safeguard : safeguards) batch.safeguards.push_back(std::move(safeguard));
}

}  // namespace anxin
