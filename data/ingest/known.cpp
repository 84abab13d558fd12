#include "data/ingest/known.hpp"

#include <unordered_map>
#include <unordered_set>

namespace anxin {
namespace {

// A project of the registry as the row that it came from.
std::optional<ProjectRow> project_row(const Registry& r, std::string_view id) {
  const Index i = r.find_project(id);
  if (i == kNone) return std::nullopt;
  const auto unit = [&](std::uint8_t index) {
    return index < r.unit_code.size() ? std::string(r.unit_code[index]) : std::string{};
  };
  const auto day = [](std::int32_t days) {
    return days == kUnknownDay ? std::nullopt : std::optional(Day(std::chrono::days(days)));
  };
  const auto party = [&](Index index) {
    return index == kNone ? std::string{} : std::string(r.enterprise_uscc[index]);
  };
  ProjectRow row;
  row.id = r.id[i];
  row.name = r.name[i];
  row.supervising_unit = unit(r.unit[i]);
  row.district = unit(r.district[i]);
  row.township = r.township[i];
  row.sector = r.sector[i];
  row.funding = r.funding[i];
  row.status = r.status[i];
  row.unlicensed = r.unlicensed[i] != 0;
  row.at = r.at[i];
  row.start = day(r.start[i]);
  row.finish = day(r.finish[i]);
  if (r.pay_day[i] != 0) row.pay_day = r.pay_day[i];
  if (r.contract_fen[i] != kUnknownFen) row.contract_fen = r.contract_fen[i];
  row.owner = party(r.owner[i]);
  row.general_contractor = party(r.general_contractor[i]);
  row.subcontractor = party(r.subcontractor[i]);
  return row;
}

}  // namespace

void know(IntakeOptions& options, const std::shared_ptr<const Registry>& registry) {
  auto enterprises = std::make_shared<std::unordered_set<std::string_view>>();
  for (std::size_t i = 0; i < registry->enterprise_uscc.size(); ++i)
    if (!registry->enterprise_name[i].empty())  // without a name: only a party's code
      enterprises->insert(registry->enterprise_uscc[i]);
  options.knows_project = [registry](std::string_view id) { return registry->find_project(id) != kNone; };
  options.knows_enterprise = [registry, enterprises](std::string_view uscc) {
    return enterprises->contains(uscc);
  };
  // Made when first asked for: only incidents ask.
  auto named = std::make_shared<std::unordered_map<std::string_view, Index>>();
  options.project_named = [registry, named](std::string_view name) -> std::optional<std::string> {
    if (named->empty())
      for (std::size_t i = 0; i < registry->projects(); ++i) {
        const auto [at, fresh] = named->emplace(registry->name[i], static_cast<Index>(i));
        if (!fresh) at->second = kNone;
      }
    const auto found = named->find(name);
    if (found == named->end() || found->second == kNone) return std::nullopt;
    return std::string(registry->id[found->second]);
  };
  options.project = [registry](std::string_view id) { return project_row(*registry, id); };
}

void know(IntakeOptions& options, const Operations& operations) {
  options.response_unit = [units = operations.units](std::string_view id) -> std::optional<ResponseUnit> {
    const auto found = units->find(std::string(id));
    return found == units->end() ? std::nullopt : std::optional(found->second);
  };
}

}  // namespace anxin
