#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "data/model/deciding.hpp"

namespace anxin {
namespace {

struct FundUse {
  Fen drawn = 0, repaid = 0;
};

FundUse fund_use(const Operations& operations, const std::string& incident) {
  FundUse use;
  for (const FundEntry& entry : *operations.fund) {
    if (entry.incident != incident) continue;
    if (entry.move == FundMove::Drawn) use.drawn += entry.fen;
    if (entry.move == FundMove::Recovered) use.repaid += entry.fen;
  }
  return use;
}

Fen sum_of(const std::vector<Recovered>& recovered) {
  Fen sum = 0;
  for (const Recovered& r : recovered) sum += r.fen;
  return sum;
}

Status check_amounts(const Deciding& d, const CloseIncident& c) {
  std::set<MoneySource> seen;
  for (const Recovered& r : c.recovered) {
    if (r.fen <= 0)
      return refuse(fmt::format("{}的金额须大于零。", name_zh(r.source)),
                    fmt::format("The amount from the {} has to be above zero.", name_en(r.source)));
    if (!seen.insert(r.source).second)
      return refuse(fmt::format("{}填了两次。", name_zh(r.source)),
                    fmt::format("The {} stands twice.", name_en(r.source)));
    const Fen drawn = fund_use(d.operations, c.incident).drawn;
    if (r.source == MoneySource::EmergencyFund && r.fen > drawn)
      return refuse(
          fmt::format("应急周转金只为本事件动用了 {} 元，不能填 {} 元。", yuan_text(drawn), yuan_text(r.fen)),
          fmt::format("The emergency fund paid {} yuan for this incident, not {}.", yuan_text(drawn),
                      yuan_text(r.fen)));
  }
  return {};
}

// A conclusion and its amounts have to tell the same story.
Status check_conclusion(const Incident& incident, const CloseIncident& c) {
  const Fen sum = sum_of(c.recovered), claimed = incident.claimed_fen.value_or(0);
  const std::string zh(name_zh(c.conclusion)), en(name_en(c.conclusion));
  if (c.conclusion == Conclusion::PaidInFull && (sum == 0 || sum < claimed))
    return refuse(
        fmt::format("结论为「{}」，但只追回 {} 元，主张 {} 元。", zh, yuan_text(sum), yuan_text(claimed)),
        fmt::format("The conclusion is \"{}\", but {} of {} yuan were recovered.", en, yuan_text(sum),
                    yuan_text(claimed)));
  if (c.conclusion == Conclusion::PaidInPart && sum == 0)
    return refuse(fmt::format("结论为「{}」，但没有按来源填写追回金额。", zh),
                  fmt::format("The conclusion is \"{}\", but no amount by source is given.", en));
  if (c.conclusion == Conclusion::NoArrears && sum > 0)
    return refuse(fmt::format("结论为「{}」，但填有追回金额 {} 元。", zh, yuan_text(sum)),
                  fmt::format("The conclusion is \"{}\", but {} yuan were recovered.", en, yuan_text(sum)));
  return {};
}

struct Outstanding {
  std::string zh, en;
  void add(const std::string& more_zh, const std::string& more_en) {
    zh += (zh.empty() ? "" : "；") + more_zh;
    en += (en.empty() ? "" : "; ") + more_en;
  }
};

// What would be forgotten if the incident were closed without a follow-up.
Outstanding outstanding(const Deciding& d, const Incident& incident, const CloseIncident& c) {
  Outstanding found;
  const Fen missing = incident.claimed_fen.value_or(0) - sum_of(c.recovered);
  if (missing > 0 && c.conclusion != Conclusion::NoArrears)
    found.add(fmt::format("仍有 {} 元未追回", yuan_text(missing)),
              fmt::format("{} yuan are not recovered", yuan_text(missing)));
  else if (c.conclusion == Conclusion::PaidInPart || c.conclusion == Conclusion::AgreedInInstalments)
    found.add(fmt::format("「{}」的余款", name_zh(c.conclusion)),
              fmt::format("the rest of what is {}", name_en(c.conclusion)));
  const FundUse use = fund_use(d.operations, incident.id);
  if (use.drawn > use.repaid)
    found.add(fmt::format("应急周转金 {} 元尚未清偿", yuan_text(use.drawn - use.repaid)),
              fmt::format("{} yuan are still owed to the emergency fund", yuan_text(use.drawn - use.repaid)));
  for (const Assignment* a : d.operations.assignments_of(incident.id))
    if (a->live())
      found.add(fmt::format("{} 尚未撤离", called(d.operations, a->unit)),
                fmt::format("{} is still engaged", called(d.operations, a->unit)));
  if (incident.dispute && !incident.dispute->settled)
    found.add("管辖争议未决", "a dispute over jurisdiction is open");
  return found;
}

}  // namespace

Facts decide_on(const Deciding& d, const ResolveIncident& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (const auto to = step((*incident)->state, IncidentStep::Resolve); !to)
    return std::unexpected(to.error());
  if (auto ok = impersonal({c.text}); !ok) return std::unexpected(ok.error());
  std::vector<OperationChange> facts{IncidentResolved{c.incident, c.text}};
  end_assignments(facts, d.operations, c.incident, "事件已平息");
  return facts;
}

Facts decide_on(const Deciding& d, const CloseIncident& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  const Incident& incident = **found;
  if (const auto to = step(incident.state, IncidentStep::Close); !to) return std::unexpected(to.error());
  if (auto ok = impersonal({c.follow_up}); !ok) return std::unexpected(ok.error());
  if (auto ok = check_amounts(d, c); !ok) return std::unexpected(ok.error());
  if (auto ok = check_conclusion(incident, c); !ok) return std::unexpected(ok.error());
  const Outstanding open = outstanding(d, incident, c);
  if (!open.zh.empty() && has_no_text(c.follow_up))
    return refuse(fmt::format("不能结案：{}；请写明后续事项。", open.zh),
                  fmt::format("It cannot be closed: {}; say how this is followed up.", open.en));
  return Facts{{IncidentClosed{c.incident, c.conclusion, c.recovered, c.follow_up}}};
}

Facts decide_on(const Deciding& d, const CancelIncident& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (const auto to = step((*incident)->state, IncidentStep::Cancel); !to) return std::unexpected(to.error());
  if (auto ok = needs_reason(c.reason, "取消事件", "Cancelling"); !ok) return std::unexpected(ok.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  std::vector<OperationChange> facts{IncidentCancelled{c.incident, c.reason}};
  end_assignments(facts, d.operations, c.incident, "事件已取消");
  return facts;
}

}  // namespace anxin
