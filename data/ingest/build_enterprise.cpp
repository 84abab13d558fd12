#include "data/ingest/build.hpp"

namespace anxin {

void build_enterprise(RowReader& row, BuildContext& context, Batch& batch) {
  EnterpriseRow enterprise;
  enterprise.uscc = row.identifier(Field::Uscc);
  for (char& c : enterprise.uscc) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
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
  if (!row.rejected() && context.keys.contains(enterprise.uscc))
    row.note(Fault::DuplicateKey, enterprise.uscc, Field::Uscc);
  if (row.rejected()) return;
  context.keys.insert(enterprise.uscc);
  batch.enterprises.push_back(std::move(enterprise));
  for (auto& safeguard : safeguards) batch.safeguards.push_back(std::move(safeguard));
}

}  // namespace anxin
