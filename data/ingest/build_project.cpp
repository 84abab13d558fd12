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

void build_project(RowReader& row, BuildContext& context, Batch& batch) {
  ProjectRow project;
  project.id = row.identifier(Field::Id);
  project.name = row.text(Field::Name, true);
  const auto placed = read_position(row, context);
  if (placed) {
    project.at = placed->at;
    if (placed->district != CityIndex::kOutside)
      project.district = context.city.pack().districts[static_cast<std::size_t>(placed->district)].code;
    project.supervising_unit = read_jurisdiction(row, context, placed->district);
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
