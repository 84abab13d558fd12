// The rules over orders, complaints, the blacklist, the contractor's other sites and the calendar.
#include <algorithm>

#include "data/model/bench.hpp"

namespace anxin {
namespace {

void no_record(const Bench& b, RuleId id) {
  b.verdict.no_record_rules = static_cast<RuleBits>(b.verdict.no_record_rules | bit(id));
}

void judge_w9(const Bench& b, const Rule& rule) {
  if (!b.facts.orders_kept) return no_record(b, rule.id);
  const OrderFacts* oldest = nullptr;
  for (const OrderFacts& order : b.facts.orders) {
    if (is_overdue(order, b.as_of) && (oldest == nullptr || order.due < oldest->due)) oldest = &order;
  }
  if (oldest == nullptr) return;
  fires(b, {rule.id, rule.colour, days_between(oldest->due, b.as_of), "days", 0, oldest->issued});
}

void judge_w14(const Bench& b, const Rule& rule) {
  if (!b.facts.complaints_kept) return no_record(b, rule.id);
  std::int64_t persons = 0;
  Day newest{};
  for (const ComplaintFacts& c : b.facts.complaints) {
    if (c.received > b.as_of || c.received <= b.as_of - std::chrono::days{b.rules.w14_days}) continue;
    newest = persons == 0 ? c.received : std::max(newest, c.received);
    persons += c.persons;
  }
  if (persons < b.rules.w14_persons) return;
  fires(b, {rule.id, rule.colour, static_cast<double>(persons), "persons",
            static_cast<double>(b.rules.w14_persons), newest});
}

void judge_w16(const Bench& b, const Rule& rule) {
  if (!b.facts.blacklist_kept) no_record(b, rule.id);
  if (b.facts.status == ProjectStatus::Finished) return;
  if (!b.facts.contractor_known) return lacks(b, rule.id);
  if (b.facts.contractor_blacklisted) return fires(b, {rule.id, rule.colour, 1, "fact", 0, b.as_of});
  const auto sites = std::ranges::count_if(b.facts.other_sites_owe_since, [&](Day from) {
    return b.as_of > add_months(from, b.rules.w16_months);
  });
  if (sites < b.rules.w16_sites) return;
  fires(b, {rule.id, rule.colour, static_cast<double>(sites), "sites", static_cast<double>(b.rules.w16_sites),
            b.as_of});
}

}  // namespace

double exact_months(Day from, Day as_of) {
  int whole = month_index(month_of(as_of)) - month_index(month_of(from));
  if (add_months(from, whole) > as_of) --whole;
  const Day lower = add_months(from, whole);
  return whole + days_between(lower, as_of) / days_between(lower, add_months(from, whole + 1));
}

void judge_records(const Bench& b, const Rule& rule) {
  switch (rule.id) {
    case RuleId::W9:
      return judge_w9(b, rule);
    case RuleId::W14:
      return judge_w14(b, rule);
    case RuleId::W16:
      return judge_w16(b, rule);
    case RuleId::W17:
      if (b.facts.unlicensed && b.facts.status != ProjectStatus::Finished)
        fires(b, {rule.id, rule.colour, 1, "fact", 0, b.as_of});
      return;
    default:
      return;
  }
}

void lift_yellow(const Bench& b, const Rule& rule) {
  const auto festival = std::ranges::lower_bound(b.rules.spring_festivals, b.as_of);
  if (festival == b.rules.spring_festivals.end()) return;
  const auto days = (*festival - b.as_of).count();
  if (days > b.rules.w18_days) return;
  bool any = false;
  for (int i = 0; i < b.verdict.fired_count; ++i) {
    Fired& f = b.verdict.fired[static_cast<std::size_t>(i)];
    if (f.colour != Colour::Yellow) continue;
    f.colour = rule.colour;
    f.lifted = any = true;
  }
  if (any)
    fires(b, {rule.id, rule.colour, static_cast<double>(days), "days", static_cast<double>(b.rules.w18_days),
              b.as_of});
}

}  // namespace anxin
