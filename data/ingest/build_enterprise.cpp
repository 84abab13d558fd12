#include <algorithm>
#include <array>

#include "data/ingest/build.hpp"

namespace anxin {

namespace {

std::string* party_of(ProjectRow& project, PartyRole role) {
  if (role == PartyRole::Owner) return &project.owner;
  return role == PartyRole::GeneralContractor ? &project.general_contractor : &project.subcontractor;
}

std::optional<PartyRole> role_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, PartyRole>, 12> kWords{
      {{"owner", PartyRole::Owner},
       {"建设单位", PartyRole::Owner},
       {"业主", PartyRole::Owner},
       {"general_contractor", PartyRole::GeneralContractor},
       {"施工总承包", PartyRole::GeneralContractor},
       {"施工总承包单位", PartyRole::GeneralContractor},
       {"总包", PartyRole::GeneralContractor},
       {"总包单位", PartyRole::GeneralContractor},
       {"subcontractor", PartyRole::Subcontractor},
       {"分包", PartyRole::Subcontractor},
       {"分包单位", PartyRole::Subcontractor},
       {"劳务分包", PartyRole::Subcontractor}}};
  const auto found = std::ranges::find(kWords, word, &std::pair<std::string_view, PartyRole>::first);
  return found == kWords.end() ? std::nullopt : std::optional(found->second);
}

// What the enterprise is to a project: the project as the store has it, with one party changed. Several rows
// may change one project.
void link_party(RowReader& row, BuildContext& context, const std::string& uscc, Batch& batch) {
  if (!row.has(Field::Role)) return;
  const std::string id(row.cell(Field::Project)), word(row.cell(Field::Role));
  if (id.empty() && word.empty()) return;
  if (id.empty() || word.empty())
    return row.note(Fault::MissingRequired, "", id.empty() ? Field::Project : Field::Role);
  const auto role = role_of(word);
  if (!role) return row.note(Fault::WordNotKnown, word, Field::Role);
  auto place = context.places.find(id);
  if (place == context.places.end()) {
    auto stored = context.options.project ? context.options.project(id) : std::nullopt;
    if (!stored) return row.note(Fault::UnknownProject, id, Field::Project);
    if (row.rejected()) return;
    place = context.places.emplace(id, batch.projects.size()).first;
    batch.projects.push_back(std::move(*stored));
  }
  if (row.rejected()) return;
  if (!context.keys.insert(fmt::format("{} {}", id, code(*role))).second)
    return row.note(Fault::DuplicateKey, fmt::format("{} {}", id, word), Field::Project);
  *party_of(batch.projects[place->second], *role) = uscc;
}

}  // namespace

std::string upper_code(std::string code) {
  for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return code;
}

void build_enterprise(RowReader& row, BuildContext& context, Batch& batch) {
  EnterpriseRow enterprise;
  enterprise.uscc = upper_code(row.identifier(Field::Uscc));
  if (!row.rejected() && !is_uscc(enterprise.uscc)) row.note(Fault::BadUscc, enterprise.uscc, Field::Uscc);
  enterprise.name = row.text(Field::Name, true);
  enterprise.credit = row.word<Credit>(Field::Credit).value_or(Credit::Unknown);
  const Day from = row.day(Field::ValidFrom, true).value_or(context.options.data_date);
  const auto amount = row.money(Field::WageDepositAmount);
  std::vector<SafeguardRow> safeguards;
  for (const auto& [field, safeguard] : {std::pair{Field::WageDeposit, Safeguard::WageDeposit},
                                         {Field::LabourOfficer, Safeguard::LabourOfficer},
                                         {Field::OfficerAssessed, Safeguard::OfficerAssessed}}) {
    if (row.cell(field).empty()) continue;
    const auto state = row.word<SafeguardState>(field).value_or(SafeguardState::Unknown);
    safeguards.push_back({enterprise.uscc, true, safeguard, state, from, {}});
    if (safeguard == Safeguard::WageDeposit) safeguards.back().amount_fen = amount;
  }
  if (amount &&
      row.cell(Field::WageDeposit).empty()) {  // an amount says by itself whether a deposit was lodged
    const auto state = *amount > 0 ? SafeguardState::Yes : SafeguardState::No;
    safeguards.push_back({enterprise.uscc, true, Safeguard::WageDeposit, state, from, amount});
  }
  // One enterprise stands in a row for each of its projects.
  const bool again = context.keys.contains(enterprise.uscc),
             linked = row.has(Field::Role) && !row.cell(Field::Project).empty();
  if (!row.rejected() && again && !linked) row.note(Fault::DuplicateKey, enterprise.uscc, Field::Uscc);
  link_party(row, context, enterprise.uscc, batch);
  if (row.rejected() || again) return;
  context.keys.insert(enterprise.uscc);
  batch.enterprises.push_back(std::move(enterprise));
  for (auto& safeguard : safeguards) batch.safeguards.push_back(std::move(safeguard));
}

}  // namespace anxin
